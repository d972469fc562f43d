import { z } from 'zod'
import { type Page, pages } from '../shared/contract.ts'
import { isProblem, Problem } from '../shared/problem.ts'
import { parseControlMessage } from './control-message.ts'
import type { Tonearm } from './tonearm-type.ts'

/** What the program around Tonearm can do. One that runs in a terminal has no window. */
export type OwnProgram = { quit(): void; showWindow?(page?: Page): void }

/** The answer has to be sent before the endpoint closes. */
const quitAfterMs = 100

/** What `tonearm stop`, `open`, `changes` and `undo` do in the Tonearm that runs. */
export function controlProgram(
  program: OwnProgram | undefined,
  tonearm: Pick<Tonearm, 'changes' | 'undoChange'>,
): Record<'stop' | 'open-window' | 'list-changes' | 'undo-change', (message: object) => Promise<unknown>> {
  return {
    async stop() {
      if (!program) throw new Problem('not-available', 'This Tonearm can only be stopped where it was started.')
      setTimeout(program.quit, quitAfterMs)
    },
    async 'open-window'(message) {
      if (!program?.showWindow) throw new Problem('not-available', noWindow)
      program.showWindow(parseControlMessage(z.object({ page: z.enum(pages).optional() }), message).page)
    },
    'list-changes': async (message) =>
      outcomeOf(tonearm.changes(parseControlMessage(z.object({ limit: z.int().positive() }), message).limit)),
    'undo-change': async (message) => {
      const { receipt, force } = parseControlMessage(z.object({ receipt: z.string(), force: z.boolean() }), message)
      return outcomeOf(tonearm.undoChange(receipt, force))
    },
  }
}

/** How work in the running Tonearm ended, as it goes to the command: with its result, or with the Problem. */
export type Outcome<Result> = { result: Result } | { problem: Pick<Problem, 'code' | 'message' | 'changed'> }

async function outcomeOf<Result>(work: Promise<Result>): Promise<Outcome<Result>> {
  try {
    return { result: await work }
  } catch (error) {
    if (!isProblem(error)) throw error
    const { code, message, changed } = error
    return { problem: { code, message, changed } }
  }
}

/** The result of work in the running Tonearm. @throws the Problem that ended it there */
export function resultOf<Result>(outcome: Outcome<Result>): Result {
  if ('result' in outcome) return outcome.result
  const { code, message, changed } = outcome.problem
  throw new Problem(code, message, { changed })
}

const noWindow = 'The Tonearm that is running was started in a terminal, so it has no window. Quit it, then start the app.'
