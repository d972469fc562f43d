import { counted } from '../../shared/counted.ts'
import { Problem } from '../../shared/problem.ts'
import type { Waiting } from './waiting.ts'

/** Reads are answered within 25 seconds, the way to the client included. Clients give up after 60, some after 30. */
export const callLimitMs = 22_000

/** The time that a call has, as a whole: waiting in the queue, pauses and repetitions included. */
export type TimeLimit = Waiting & {
  /** The clock stands still while a person is waited for. */
  pause<Result>(work: () => Promise<Result>): Promise<Result>
  /** The call was answered: what is still waiting to be sent for it is not sent. */
  end(): void
}

/**
 * Starts the clock of a call. The first write lifts the limit for further writes, so that an edit is carried out as a whole however many requests it
 * takes; reads have the whole limit again after each write. A caller who leaves stops both.
 *
 * @param options.signal aborts when the caller no longer waits
 * @param options.limitMs milliseconds, of a clock that nobody can set
 */
export function createTimeLimit(options: { signal?: AbortSignal; limitMs: number }): TimeLimit {
  const { signal: caller, limitMs } = options
  const writes = new AbortController()
  let reads = new AbortController()
  let hasWritten = false
  let pauses = 0
  let leftMs = limitMs
  let startedAt = 0
  let timer: NodeJS.Timeout | undefined

  function start(): void {
    startedAt = performance.now()
    timer = setTimeout(expire, leftMs)
  }

  function hold(): void {
    clearTimeout(timer)
    leftMs = Math.max(0, leftMs - (performance.now() - startedAt))
  }

  function expire(): void {
    const reason = tooSlow(limitMs)
    reads.abort(reason)
    if (!hasWritten) writes.abort(reason)
  }

  function stop(): void {
    clearTimeout(timer)
    caller?.removeEventListener('abort', stop)
    const reason = new Problem('cancelled', 'The call was cancelled.')
    reads.abort(reason)
    writes.abort(reason)
  }

  start()
  caller?.addEventListener('abort', stop, { once: true })
  if (caller?.aborted) stop()

  return {
    signal: (kind) => (kind === 'read' ? reads : writes).signal,
    writing() {
      if (writes.signal.aborted) return
      hasWritten = true
      if (reads.signal.aborted) reads = new AbortController()
      leftMs = limitMs
      if (pauses > 0) return
      clearTimeout(timer)
      start()
    },
    async pause(work) {
      if (pauses === 0) hold()
      pauses += 1
      try {
        return await work()
      } finally {
        pauses -= 1
        if (pauses === 0 && !writes.signal.aborted) start()
      }
    },
    end: stop,
  }
}

function tooSlow(limitMs: number): Problem {
  const seconds = Math.round(limitMs / 1000)
  return new Problem('timed-out', `Spotify took longer than ${counted(seconds, 'second')} to answer. Try again in a few minutes.`)
}
