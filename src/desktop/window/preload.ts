import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron'
import { channels, eventChannels } from '../../shared/channels.ts'
import type { Bridge, Events } from '../../shared/contract.ts'

// Puts the contract, and nothing else, into the settings window. Runs sandboxed: this file is built to one CommonJS file that requires `electron` only.

const functions = Object.fromEntries(
  Object.entries(channels).map(([name, channel]) => [name, (...parameters: unknown[]) => ipcRenderer.invoke(channel, ...parameters)]),
)

/** The event object is not passed on, because it would give `ipcRenderer` to the page. */
function on<Name extends keyof Events>(event: Name, listener: (value: Events[Name]) => void): () => void {
  if (!Object.hasOwn(eventChannels, event)) throw new Error('There is no such event.')
  const channel = eventChannels[event]
  const pass = (_: IpcRendererEvent, value: Events[Name]) => listener(value)
  ipcRenderer.on(channel, pass)
  return () => void ipcRenderer.removeListener(channel, pass)
}

contextBridge.exposeInMainWorld('tonearm', { ...functions, on, pathOf: (file) => webUtils.getPathForFile(file) } as Bridge)
