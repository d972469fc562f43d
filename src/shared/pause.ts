import { untilAborted } from './until-aborted.ts'

/** Waits, and can be faked in tests. Rejects with the signal's reason as soon as it aborts. */
export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>

/** Waits really. */
export const pause: Sleep = async (milliseconds, signal) => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, milliseconds)
  try {
    await untilAborted(promise, signal)
  } finally {
    clearTimeout(timer)
  }
}
