import { setTimeout as wait } from 'node:timers/promises'
import { findEndpoint, isProcessRunning } from '../discovery/endpoint-file.ts'
import { controlRunningEndpoint } from '../discovery/running-endpoint.ts'
import { Problem } from '../shared/problem.ts'
import type { Command, Start } from './terminal/command.ts'

/** `tonearm stop` */
export const stop: Command = {
  summary: 'stop the Tonearm that is running, the app or "tonearm serve"',
  usage: ['stop'],
  about: 'It ends as with Ctrl-C or Quit: an edit that is under way keeps its receipt.',
  flags: {},
  examples: [['stop', 'stop it, and wait until it has ended']],
  run: stopRunning,
}

/** Far longer than a Tonearm needs to close its connections and its database. */
const longestMs = 20_000
const lookEveryMs = 100

/** @throws Problem `not-available` when it cannot be told, or does not end */
async function stopRunning(start: Start): Promise<void> {
  start.terminal.answer((await endRunning(start)) ? 'Tonearm has stopped.' : 'No Tonearm is running.')
}

/** Stops the Tonearm that runs, and waits for its end. @returns whether one ran @throws Problem `not-available` when it cannot be told, or does not end */
export async function endRunning({ paths, signal }: Pick<Start, 'paths' | 'signal'>): Promise<boolean> {
  const before = findEndpoint(paths.endpoint)
  const told = await controlRunningEndpoint(paths.endpoint, 'stop')
  if (told.state === 'none') return false
  if (told.state === 'failed') throw new Problem('not-available', told.reason)
  const end = Date.now() + longestMs
  while (before.kind === 'found' && isProcessRunning(before.endpoint.pid)) {
    if (Date.now() > end) throw new Problem('not-available', `Tonearm was told to stop, but process ${before.endpoint.pid} still runs.`)
    await wait(lookEveryMs, undefined, { signal })
  }
  return true
}
