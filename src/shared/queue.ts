import { untilAborted } from './until-aborted.ts'

/**
 * Runs what it is given one after the other, in the order in which it was given; a failure reaches its caller and stops nothing.
 *
 * @param options.signal whoever no longer waits leaves the queue; work that has begun is not interrupted
 */
export type Queue = <Result>(work: () => Promise<Result>, options?: { signal?: AbortSignal }) => Promise<Result>

/** A queue for changes that must happen in the order in which they were asked for. */
export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve()
  return async (work, { signal } = {}) => {
    const before = last
    const ended = Promise.withResolvers<void>()
    last = before.then(() => ended.promise)
    try {
      await (signal ? untilAborted(before, signal) : before)
      return await work()
    } finally {
      ended.resolve()
    }
  }
}
