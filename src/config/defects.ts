import { type Changed, defectSentence, isProblem, Problem } from '../shared/problem.ts'
import type { Log } from './logging.ts'

/** Every file that is written can meet it, so it is understood in one place. EDQUOT: the quota of the user on the disk is used up. */
export function isFullDisk(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
}

/** The same, in words. @param changed what is known about the music */
export function fullDisk(changed: Changed, cause: unknown): Problem {
  return new Problem('disk-full', 'The disk is full. Free some space, then try again.', { changed, cause })
}

/**
 * Whatever was thrown, as a Problem: one as it is, a full disk in words, anything else as a bug in Tonearm, which goes to the log with its stack and nowhere else.
 *
 * @param where what Tonearm was doing, for the log
 * @param changed what is known about the music after a bug
 */
export function toProblem(error: unknown, log: Log, where: string, changed: Changed = 'unknown'): Problem {
  if (isProblem(error)) return error
  if (isFullDisk(error)) return fullDisk(changed, error)
  log.error(`Bug in ${where}`, error)
  return new Problem('defect', defectSentence, { changed })
}
