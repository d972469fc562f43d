import type { Asking } from '../../history/questions/listened.ts'
import type { QuestionInput, QuestionName, QuestionResult } from '../../history/questions/questions.ts'
import type { Period } from '../../history/statistics/plays.ts'
import { Problem } from '../../shared/problem.ts'
import type { ToolContext } from '../runtime/define.ts'
import { emptySentence, type KnownHistory, knownIn } from './known-history.ts'

/** A history with something in it. */
export type OpenHistory = {
  /** Asks one of src/history/questions/. Zone, time and whether private sessions count are the same for all. */
  ask<Name extends QuestionName>(question: Name, input: Omit<QuestionInput<Name>, keyof Asking>): Promise<QuestionResult<Name>>
  /** How far an answer about a period can be believed: a part of every result. */
  known(period?: Period): KnownHistory
}

/**
 * The listening history of whoever is signed in.
 *
 * @throws Problem `history-empty` that says why nothing is there and how to fill it; of the database
 */
export async function openHistory({ history, account, zone, now }: ToolContext): Promise<OpenHistory> {
  const asking: Asking = { zone, now: now(), withPrivate: history.withPrivate() }
  const coverage = await history.ask(account.id, 'coverage', asking)
  const { first } = coverage
  if (first === null) throw new Problem('history-empty', emptySentence(history.keeping()))
  return {
    ask: <Name extends QuestionName>(question: Name, input: Omit<QuestionInput<Name>, keyof Asking>) =>
      history.ask(account.id, question, { ...input, ...asking } as QuestionInput<Name>),
    known: (period) => knownIn({ ...coverage, first }, history.keeping(), now(), period),
  }
}
