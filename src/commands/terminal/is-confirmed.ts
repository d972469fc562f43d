import type { Invocation } from './invocation.ts'

/** Asks the person a question about yes or no. Anything but a yes is a no, and so is the end of the input. Rejects when the command is ended. */
export async function isConfirmed({ terminal, signal }: Pick<Invocation, 'terminal' | 'signal'>, question: string): Promise<boolean> {
  const answer = await terminal.ask(`${question} (y/n) `, signal)
  return /^\s*y(es)?\s*$/i.test(answer ?? '')
}
