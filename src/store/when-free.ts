import { setTimeout as wait } from 'node:timers/promises'
import { isProblem } from '../shared/problem.ts'

/** How long a write that cannot be put off waits for another process. A process of Tonearm writes for milliseconds. */
const patienceMs = 5_000

/** Waits differ, so that two processes do not keep meeting. */
const shortestWaitMs = 5
const longestWaitMs = 40

/**
 * Repeats `work` while another process writes to the database.
 *
 * SQLite can wait by itself, but the whole process would stand still for that time: no answer, no status.
 *
 * @throws Problem `database-busy` when it takes too long
 */
export async function whenFree<Result>(work: () => Result, forMs = patienceMs): Promise<Result> {
  const until = performance.now() + forMs
  for (;;) {
    try {
      return work()
    } catch (error) {
      if (!isProblem(error, 'database-busy') || performance.now() >= until) throw error
    }
    await wait(shortestWaitMs + Math.random() * (longestWaitMs - shortestWaitMs))
  }
}
