import { Problem } from '../../shared/problem.ts'
import type { Start } from './command.ts'

type Asking = Pick<Start, 'terminal' | 'signal'>

/** Asks the person a yes-or-no question. Any other answer, and the end of the input, count as no. Rejects when the command is stopped. */
export async function isConfirmed({ terminal, signal }: Asking, question: string): Promise<boolean> {
  const answer = await terminal.ask(`${question} [y/N] `, signal)
  return /^\s*y(es)?\s*$/i.test(answer ?? '')
}

/** Goes on only after a yes. @param nothing what to say otherwise, without the full stop @throws Problem `not-confirmed`, also when nobody can be asked */
export async function requireYes(asking: Asking, question: string, nothing = 'Nothing was changed'): Promise<void> {
  if (!asking.terminal.interactive) {
    throw new Problem('not-confirmed', `${nothing}, because this command cannot ask you here. To answer yes, add --yes.`)
  }
  if (!(await isConfirmed(asking, question))) throw new Problem('not-confirmed', `${nothing}.`)
}
