import type { Columns } from '../../store/history/columns.ts'
import type { Tables } from '../../store/transaction.ts'
import { totals } from './totals.ts'

/** What a question may look at: the columns for what concerns many plays, SQL for counts of one thing. `account`: its number in the tables. */
export type Listened = { columns: Columns; database: Tables; account: number }

/** All that can be asked about a history, by name. Each runs in the worker: what goes in and out is plain data. */
export const questions = { totals } satisfies Record<string, (listened: Listened, input: never) => unknown>

export type QuestionName = keyof typeof questions
export type QuestionInput<Name extends QuestionName> = Parameters<(typeof questions)[Name]>[1]
export type QuestionResult<Name extends QuestionName> = ReturnType<(typeof questions)[Name]>
