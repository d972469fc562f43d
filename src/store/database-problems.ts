import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { isFullDisk } from '../config/defects.ts'
import { isProblem, Problem, type ProblemCode } from '../shared/problem.ts'

const codes = [
  'database-busy',
  'disk-full',
  'database-read-only',
  'database-damaged',
  'database-unavailable',
] as const satisfies ProblemCode[]

/** Whether this is a failure of the database, whatever its kind. What does not need the database goes on without it. */
export function isDatabaseProblem(error: unknown): error is Problem {
  return isProblem(error, ...codes)
}

/** SQLite's result codes, the lowest byte of the extended ones (https://sqlite.org/rescode.html). */
const kindOfCode: Record<number, (typeof codes)[number]> = {
  5: 'database-busy',
  6: 'database-busy',
  8: 'database-read-only',
  10: 'database-unavailable',
  11: 'database-damaged',
  13: 'disk-full',
  14: 'database-unavailable',
  26: 'database-damaged',
}

/** Less than this free, and SQLite cannot make its files: it then reports a failed write or open, not a full disk. */
const leastFreeBytes = 128 * 1024

const sentences: Record<(typeof codes)[number], (file: string, reason: string) => string> = {
  'database-busy': (file) =>
    `Another program is writing to Tonearm's database (${file}) and does not finish. Close that program, or wait a moment, then try again.`,
  'disk-full': (file) => `The disk with Tonearm's data (${dirname(file)}) is full. Free some space, then try again.`,
  'database-read-only': (file) =>
    `Tonearm's database (${file}) cannot be written: the file, its folder or the disk is read-only. Make it writable, then try again.`,
  'database-damaged': (file) => `Tonearm's database (${file}) is damaged.`,
  'database-unavailable': (file, reason) =>
    `Tonearm's database (${file}) cannot be used (${reason}). Check the file, its folder and the disk, then try again.`,
}

/**
 * What SQLite threw, as a Problem that says what is wrong with the database and what to do; undefined when it is not about the file, but a bug.
 *
 * @param error as node:sqlite throws it: `errcode` is SQLite's extended result code, `errstr` its meaning in English
 */
export function toDatabaseProblem(error: unknown, file: string): Problem | undefined {
  if (isDatabaseProblem(error)) return error
  const kind = kindOf(error, file)
  if (!kind) return undefined
  const { errstr, message } = error as Error & { errstr?: string }
  return new Problem(kind, sentences[kind](file, errstr ?? message), { cause: error })
}

function kindOf(error: unknown, file: string): (typeof codes)[number] | undefined {
  if (!(error instanceof Error)) return undefined
  if ('errcode' in error && typeof error.errcode === 'number') {
    const kind = kindOfCode[error.errcode & 0xff]
    return kind === 'database-unavailable' && isFull(file) ? 'disk-full' : kind
  }
  // What making the folder or the file threw.
  if (isFullDisk(error)) return 'disk-full'
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return 'database-read-only'
    case 'EISDIR':
    case 'ENOTDIR':
    case 'EEXIST':
    case 'EIO':
    case 'EMFILE':
    case 'ENFILE':
    case 'ELOOP':
    case 'ENXIO':
      return 'database-unavailable'
    default:
      return undefined
  }
}

function isFull(file: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(file))
    return bavail * bsize < leastFreeBytes
  } catch {
    return false
  }
}
