import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron'
import type { z } from 'zod'
import { toProblem } from '../../config/defects.ts'
import type { Log } from '../../config/logging.ts'
import { channels, eventChannels } from '../../shared/channels.ts'
import type { ActionResult, Contract, Events } from '../../shared/contract.ts'
import { appOrigin } from './app-protocol.ts'
import { contractArguments } from './contract-arguments.ts'
import { problemForWindow } from './problem-text.ts'

/**
 * Answers the settings window. Only this file uses ipcMain.
 *
 * A message is refused unless it comes from the main frame of the settings window while it shows Tonearm's page. Arguments are checked before they are
 * used, and the answer is JSON. An expected failure is an `ActionResult`. A bug goes to the log, and the window gets a sentence without details.
 *
 * @param options.ourContents the settings window's contents while it is open
 */
export function serveContract(options: {
  ipcMain: Pick<IpcMain, 'handle'>
  contract: Contract
  ourContents: () => WebContents | undefined
  log: Log
}): void {
  const { ipcMain, contract, ourContents, log } = options

  async function answer(name: keyof Contract, event: IpcMainInvokeEvent, parameters: unknown[]): Promise<unknown> {
    if (!isOurPage(event, ourContents())) {
      log.warn(`Refused a call of ${name} from a page that is not the settings window.`)
      throw new Error('Refused.')
    }
    const schema: z.ZodType<unknown[]> = contractArguments[name]
    const checked = schema.safeParse(parameters)
    if (!checked.success) return refused(name, checked.error)
    try {
      const handler = contract[name] as (...parameters: unknown[]) => Promise<unknown>
      return toJson(await handler(...checked.data))
    } catch (error) {
      const problem = toProblem(error, log, name)
      return failed({ message: problemForWindow(problem), problem: problem.code })
    }

    /** Functions that return data (a list, the settings) cannot return a failure, so the page gets an error with the sentence. */
    function failed(result: Omit<Extract<ActionResult, { ok: false }>, 'ok'>): ActionResult {
      if (name === 'status' || name === 'settings' || name === 'clients') throw new Error(result.message)
      return { ok: false, ...result }
    }

    function refused(what: keyof Contract, error: z.ZodError): ActionResult {
      log.warn(`The settings window called ${what} with invalid arguments.`)
      return failed({ message: error.issues[0]?.message ?? 'This value is not valid.', problem: 'invalid-arguments' })
    }
  }

  for (const name of Object.keys(channels) as (keyof Contract)[]) {
    ipcMain.handle(channels[name], (event, ...parameters: unknown[]) => answer(name, event, parameters))
  }
}

/** Sends an event to the settings window. */
export function sendEvent<Name extends keyof Events>(contents: WebContents, event: Name, value: Events[Name]): void {
  if (!contents.isDestroyed()) contents.send(eventChannels[event], toJson(value))
}

/** Whether a message comes from Tonearm's page in the settings window. A frame that is gone is null, and not trusted. */
export function isOurPage(event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>, ours: WebContents | undefined): boolean {
  const { sender, senderFrame } = event
  if (!ours || ours.isDestroyed() || sender !== ours || !senderFrame) return false
  return senderFrame === ours.mainFrame && senderFrame.parent === null && senderFrame.origin === appOrigin
}

/** Turns a value into plain JSON, so that nothing else ever reaches the page. */
function toJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value))
}
