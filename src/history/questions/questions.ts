import { countPlays } from './count-plays.ts'
import { coverage } from './coverage.ts'
import { findPlays } from './find-plays.ts'
import type { Listened } from './listened.ts'
import { totals } from './totals.ts'

/** All that can be asked about a history, by name. Each runs in the worker: what goes in and out is plain data. */
export const questions = { countPlays, coverage, findPlays, totals } satisfies Record<string, (listened: Listened, input: never) => unknown>

export type QuestionName = keyof typeof questions
export type QuestionInput<Name extends QuestionName> = Parameters<(typeof questions)[Name]>[1]
export type QuestionResult<Name extends QuestionName> = ReturnType<(typeof questions)[Name]>
