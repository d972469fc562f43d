import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron'
import type { z } from 'zod'
import { toProblem } from '../../config/defects.ts'
import type { Log } from '../../config/logging.ts'
import { channels, eventChannels } from '../../shared/channels.ts'
import type { Contract, Events, Outcome } from '../../shared/contract.ts'
import { appOrigin } from './app-protocol.ts'
import { contractArguments } from './contract-arguments.ts'
import { problemForWindow } from './problem-text.ts'

/**
 * Answers the settings window: the one place that knows ipcMain.
 *
 * A message is refused unless it comes from the main frame of our window, showing a page of ours; arguments are checked before anything is done with
 * them; what goes back is JSON. A failure that was foreseen is an `Outcome`, any other goes to the log and leaves as a sentence without details.
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
      log.warn(`A page that is not ours wanted to call ${name}, which was refused.`)
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

    /** What is no outcome (a list, the settings) has no place for a sentence, so the page gets an error with it. */
    function failed(outcome: Omit<Extract<Outcome, { ok: false }>, 'ok'>): Outcome {
      if (name === 'status' || name === 'settings' || name === 'changes' || name === 'clients') throw new Error(outcome.message)
      return { ok: false, ...outcome }
    }

    function refused(what: keyof Contract, error: z.ZodError): Outcome {
      log.warn(`The settings window called ${what} with arguments that make no sense.`)
      return failed({ message: error.issues[0]?.message ?? 'That makes no sense.', problem: 'invalid-arguments' })
    }
  }

  for (const name of Object.keys(channels) as (keyof Contract)[]) {
    ipcMain.handle(channels[name], (event, ...parameters: unknown[]) => answer(name, event, parameters))
  }
}

/** Tells the settings window something. */
export function sendEvent<Name extends keyof Events>(contents: WebContents, event: Name, value: Events[Name]): void {
  if (!contents.isDestroyed()) contents.send(eventChannels[event], toJson(value))
}

/** Whether a message comes from the page that we put into our window. A frame that is gone (null) is nobody's. */
export function isOurPage(event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>, ours: WebContents | undefined): boolean {
  const { sender, senderFrame } = event
  if (!ours || ours.isDestroyed() || sender !== ours || !senderFrame) return false
  return senderFrame === ours.mainFrame && senderFrame.parent === null && senderFrame.origin === appOrigin
}

/** Drops what JSON cannot say, so that nothing but plain values ever crosses. */
function toJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value))
}
