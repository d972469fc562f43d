import type { Log } from '../config/logging.ts'
import type { Problem } from '../shared/problem.ts'
import { isDatabaseProblem } from './database-problems.ts'

/** Writes what was noted in memory. @returns whether more is left for another turn @throws Problem of the database: it is tried again later */
export type Save = () => boolean

/** What may be written a little later than the answer: the answer never waits for the disk. */
export type WriteBehind = {
  /** Takes part in it. @returns says that something has to be written, which happens soon, and again until it works */
  add(save: Save): () => void
  /** Writes everything now. @throws Problem of the database when that does not work; what was noted is kept */
  flush(): void
  /** No more attempts. */
  stop(): void
}

/** After the answer, and the answers that come right after it: one transaction for all of them. */
const soonMs = 20

const longestWaitMs = 10_000

/** @param report told the outcome of each attempt: what is wrong, or undefined when all was written */
export function createWriteBehind({ log, report }: { log: Log; report(problem?: Problem): void }): WriteBehind {
  const waiting = new Set<Save>()
  let timer: NodeJS.Timeout | undefined
  let waitMs = soonMs

  /** Tells the program that it may end all the same: whoever stops it flushes. */
  function schedule(milliseconds: number): void {
    timer ??= setTimeout(attempt, milliseconds).unref()
  }

  function attempt(): void {
    timer = undefined
    try {
      for (const save of waiting) turn(save)
      waitMs = soonMs
    } catch (error) {
      if (!isDatabaseProblem(error)) throw error
      report(error)
      waitMs = Math.min(waitMs * 2, longestWaitMs)
    }
    if (waiting.size > 0) schedule(waitMs)
    else report()
  }

  function turn(save: Save): void {
    try {
      if (!save()) waiting.delete(save)
    } catch (error) {
      if (isDatabaseProblem(error)) throw error
      // Nothing would change that by repeating it.
      waiting.delete(save)
      log.error('Bug in writing to the database', error)
    }
  }

  return {
    add: (save) => () => {
      waiting.add(save)
      schedule(soonMs)
    },
    flush() {
      while (waiting.size > 0) for (const save of waiting) turn(save)
    },
    stop: () => clearTimeout(timer),
  }
}
