import type { IpcMain, IpcMainInvokeEvent } from 'electron'
import { jsonOnly } from './json-only.ts'

type Handler = Parameters<IpcMain['handle']>[1]

const handlers = new Map<string, Handler>()

/** `ipcMain`, as far as requests with an answer go. */
export const ipcMain = {
  handle(channel: string, handler: Handler) {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    handlers.set(channel, handler)
  },
  removeHandler(channel: string) {
    handlers.delete(channel)
  },
} satisfies Pick<IpcMain, 'handle' | 'removeHandler'>

/** What a page gets back: JSON, or the text that Electron's error would have. */
export type Reply = { value?: string } | { error: string }

/** Passes a message from a page on. @param parameters JSON */
export async function receive(channel: string, event: IpcMainInvokeEvent, parameters: string): Promise<Reply> {
  const handler = handlers.get(channel)
  try {
    if (!handler) throw new Error(`No handler registered for '${channel}'`)
    return { value: jsonOnly(await handler(event, ...(JSON.parse(parameters) as unknown[])), `the answer of ${channel}`) }
  } catch (error) {
    return { error: `Error invoking remote method '${channel}': ${error}` }
  }
}
