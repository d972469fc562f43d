import { isProblem } from '../shared/problem.ts'
import type { Invocation } from './terminal/invocation.ts'
import { problemForTerminal } from './terminal/problem-text.ts'
import { accountLine } from './terminal/status-lines.ts'

/** Whose music it is, by name if Spotify tells it: without one (no network, quota used up) the sentence says why, and everything else goes on. */
export async function greet({ tonearm, terminal, own }: Pick<Invocation, 'tonearm' | 'terminal' | 'own'>): Promise<string> {
  try {
    if (tonearm.status().account.state === 'signed-in') await tonearm.greet()
  } catch (error) {
    if (!isProblem(error)) throw error
    // That says all there is to say of the account.
    if (error.code === 'login-ended') return problemForTerminal(error)
    terminal.say(problemForTerminal(error))
  }
  return accountLine(tonearm.status().account, own)
}
