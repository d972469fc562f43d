import type { Invocation } from './invocation.ts'

/** Asks the person a yes-or-no question. Any other answer, and the end of the input, count as no. Rejects when the command is stopped. */
export async function isConfirmed({ terminal, signal }: Pick<Invocation, 'terminal' | 'signal'>, question: string): Promise<boolean> {
  const answer = await terminal.ask(`${question} (y/n) `, signal)
  return /^\s*y(es)?\s*$/i.test(answer ?? '')
}
