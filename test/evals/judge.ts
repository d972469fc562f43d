import { tokens } from '../tokens/budgets.ts'
import type { AnsweredCall, Ending, EvalCase } from './eval-case.ts'

/** How well a session went. 3: right, within the limits. 2: right, with more calls or tokens. 1: a part is right. 0: nothing is. */
export type Score = 0 | 1 | 2 | 3

/** A session with its score and what that rests on. */
export type Verdict = { case: EvalCase; score: Score; calls: AnsweredCall[]; tokens: number; missed: string[]; told: string }

/**
 * Judges a session by its end, whatever way led there.
 *
 * @param before what is at hand before anything is done: a check that holds already then is no part of the work
 * @param stopped why the session ended before its time
 */
export function judge(evalCase: EvalCase, before: Ending, after: Ending, stopped?: string): Verdict {
  const { checks, within } = evalCase
  const failed = checks.filter((check) => !check.holds(after))
  const done = checks.filter((check) => !failed.includes(check) && !check.holds(before))
  const missed = [...failed.map(({ what }) => what), ...(stopped === undefined ? [] : [stopped])]
  const cost = costOf(after.calls)
  const affordable = after.calls.length <= within.calls && cost <= within.tokens
  const score = missed.length === 0 ? (affordable ? 3 : 2) : done.length > 0 ? 1 : 0
  return { case: evalCase, score, calls: after.calls, tokens: cost, missed, told: after.told }
}

/** What a model pays for the calls: their parameters and answers, in tokens. The list of tools, which costs the same each time, is not in it. */
function costOf(calls: AnsweredCall[]): number {
  return calls.reduce((sum, { parameters, answer }) => sum + tokens(JSON.stringify(parameters)) + tokens(answer), 0)
}
