import { type Changed, defectSentence, isProblem, Problem } from '../shared/problem.ts'
import type { Log } from './logging.ts'

/**
 * Whatever was thrown, as a Problem: one as it is, anything else as a bug in Tonearm, which goes to the log with its stack and nowhere else.
 *
 * @param where what Tonearm was doing, for the log
 * @param changed what is known about the music after a bug
 */
export function toProblem(error: unknown, log: Log, where: string, changed: Changed = 'unknown'): Problem {
  if (isProblem(error)) return error
  log.error(`Bug in ${where}`, error)
  return new Problem('defect', defectSentence, { changed })
}
