import { isProblem } from '../shared/problem.ts'
import type { Invocation } from './terminal/invocation.ts'
import { problemForTerminal } from './terminal/problem-text.ts'
import { accountLine } from './terminal/status-lines.ts'

/** Says whose account it is, by name if Spotify answers. If it does not (no network, quota used up), the reason is printed first. */
export async function describeAccount({
  tonearm,
  terminal,
  commandFor,
}: Pick<Invocation, 'tonearm' | 'terminal' | 'commandFor'>): Promise<string> {
  try {
    if (tonearm.status().account.state === 'signed-in') await tonearm.greet()
  } catch (error) {
    if (!isProblem(error)) throw error
    // This message already describes the account.
    if (error.code === 'login-ended') return problemForTerminal(error, commandFor)
    terminal.say(problemForTerminal(error, commandFor))
  }
  return accountLine(tonearm.status().account, commandFor)
}
