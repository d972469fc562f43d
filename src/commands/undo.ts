import { type Outcome, resultOf } from '../app/program-control.ts'
import { controlRunningEndpoint } from '../discovery/running-endpoint.ts'
import { isProblem, Problem } from '../shared/problem.ts'
import { latestChanges } from './changes.ts'
import { changeLines } from './terminal/change-list.ts'
import { parseReceipt } from './terminal/changes-arguments.ts'
import { type Command, withTonearm } from './terminal/command.ts'
import type { Invocation } from './terminal/invocation.ts'
import { requireYes } from './terminal/is-confirmed.ts'

/** `tonearm undo` */
export const undo: Command = {
  summary: 'take back a change of your playlists or library',
  usage: ['undo RECEIPT'],
  about: 'Shows the change and asks first. "tonearm changes" shows the receipts.',
  flags: {
    force: 'undo it although something was changed after it',
    yes: 'do not ask, answer yes',
    json: 'one line of JSON on standard output',
  },
  examples: [['undo k7m2qp', 'take back the change with this receipt']],
  words(words, given) {
    const request = parseReceipt(words, given)
    return typeof request === 'string' ? request : { changes: request }
  },
  run: withTonearm(takeBack),
}

/** An undo of a long playlist takes many requests. */
const longestMs = 10 * 60_000

/** All receipts that are kept of an account. */
const every = 500

/** @throws Problem `not-confirmed`, `unknown-receipt`, `changed-since`, or one of Spotify's */
async function takeBack(invocation: Invocation): Promise<void> {
  const { flags, terminal } = invocation
  const { receipt, force } = flags.changes && 'receipt' in flags.changes ? flags.changes : { receipt: '', force: false }
  const change = (await latestChanges(invocation, every)).find((one) => one.receipt === receipt.toLowerCase())
  if (change && !flags.yes) {
    terminal.say(changeLines(change, terminal.columns))
    await requireYes(invocation, 'Undo this change?')
  }
  const notes = await undone(invocation, receipt, force)
  terminal.answer(flags.json ? JSON.stringify({ receipt, notes }) : ['The change is undone.', ...notes].join('\n'))
}

/** In the Tonearm that runs, which makes one change at a time; else here. */
async function undone({ tonearm, paths, signal }: Invocation, receipt: string, force: boolean): Promise<string[]> {
  const input = { receipt, force }
  const running = await controlRunningEndpoint(paths.endpoint, 'undo-change', { input, timeoutMs: longestMs, signal })
  signal.throwIfAborted()
  if (running.state === 'failed') throw new Problem('not-available', running.reason)
  try {
    if (running.state === 'none') return await tonearm.undoChange(receipt, force)
    return resultOf(running.result as Outcome<string[]>)
  } catch (error) {
    if (!isProblem(error, 'changed-since') || force) throw error
    throw new Problem(error.code, `${error.message} To undo it anyway, add --force.`, { changed: error.changed })
  }
}
