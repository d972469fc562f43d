import { type Outcome, resultOf } from '../app/program-control.ts'
import { controlRunningEndpoint } from '../discovery/running-endpoint.ts'
import type { ChangeView } from '../shared/contract.ts'
import { Problem } from '../shared/problem.ts'
import { changeList } from './terminal/change-list.ts'
import { parseLimit } from './terminal/changes-arguments.ts'
import { type Command, withTonearm } from './terminal/command.ts'
import type { Invocation } from './terminal/invocation.ts'

/** `tonearm changes` */
export const changes: Command = {
  summary: 'what apps changed in your playlists and library',
  usage: ['changes'],
  about: 'The newest first, each with its receipt, which "tonearm undo" takes.',
  flags: { limit: 'how many, 20 unless set', json: 'one line of JSON on standard output' },
  examples: [
    ['changes', 'the latest 20 changes'],
    ['changes --limit 1 --json', 'the latest one, for a program'],
  ],
  words(words, given) {
    if (words.length > 0) return `"tonearm changes" takes no "${words.join(' ')}"`
    const request = parseLimit(given)
    return typeof request === 'string' ? request : { changes: request }
  },
  run: withTonearm(listChanges),
}

async function listChanges(invocation: Invocation): Promise<void> {
  const { flags, terminal, commandFor } = invocation
  const limit = flags.changes && 'limit' in flags.changes ? flags.changes.limit : 1
  const latest = await latestChanges(invocation, limit)
  terminal.answer(flags.json ? JSON.stringify({ changes: latest }) : changeList(latest, terminal.columns))
  if (terminal.answersPerson && !flags.json && latest.length > 0) terminal.say(`\nTo undo one: ${commandFor('undo')} RECEIPT`)
}

/** The latest changes of whoever is signed in: from the Tonearm that runs, which knows the login, else from here. @throws Problem */
export async function latestChanges({ tonearm, paths }: Pick<Invocation, 'tonearm' | 'paths'>, limit: number): Promise<ChangeView[]> {
  const running = await controlRunningEndpoint(paths.endpoint, 'list-changes', { input: { limit } })
  if (running.state === 'failed') throw new Problem('not-available', running.reason)
  if (running.state === 'done') return resultOf(running.result as Outcome<ChangeView[]>)
  await tonearm.restore()
  return tonearm.changes(limit)
}
