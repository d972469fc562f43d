import { counted } from '../../shared/counted.ts'
import { clockOrDay } from '../../shared/moments.ts'
import { pause, type Sleep } from '../../shared/pause.ts'
import { Problem } from '../../shared/problem.ts'
import type { Quota } from '../../shared/status.ts'
import { retryAfterMs } from './retry-after.ts'

/** Waits up to this long happen here; for longer ones the request fails. */
const longestPauseMs = 10_000

/** The rate is counted over 30 seconds: who is asked to wait for longer than this has used up the quota, whether Spotify says so or not. */
const longestRateWaitMs = 60_000

/** Waits when Spotify does not say how long: the rate is counted over 30 seconds, the quota over a day. */
const unknownWaitMs = { rate: 5_000, quota: 3_600_000 }

/**
 * Every request passes here before it goes out, so that one "too many requests" holds back all of them.
 *
 * Spotify has two limits: a rate over 30 seconds (short waits) and a daily quota for each developer account (waits of hours,
 * https://developer.spotify.com/blog/2026-07-23-web-api-quota-updates).
 */
export type Gate = {
  /** Resolves when a request may go out. @throws Problem `rate-limited` or `quota-used-up` when that would take longer than ten seconds, or the signal's reason */
  pass(signal: AbortSignal): Promise<void>
  /** After a 429: the Retry-After header (seconds or a date, or null) and the `reason` of the body. */
  close(retryAfter: string | null, reason: string | undefined): void
  /** Why no request goes out now. */
  problem(): Problem
  quota(): Quota
}

/**
 * @param options.zone time zone for the times in sentences
 * @param options.now milliseconds since the epoch
 * @param options.monotonic milliseconds of a clock that nobody can set
 * @param options.onChange called when `quota()` changed
 */
export function createGate(options: {
  zone: string
  now?: () => number
  monotonic?: () => number
  sleep?: Sleep
  onChange?: () => void
}): Gate {
  const { zone, now = Date.now, sleep = pause } = options
  // A test that moves one clock means both.
  const monotonic = options.monotonic ?? options.now ?? (() => performance.now())
  const closed = { until: 0, monotonicUntil: 0 }
  let usedUp = false

  /**
   * Milliseconds until requests may go out again. A short wait is measured by the monotonic clock alone. The end of a long one is a time of day, which
   * the computer may sleep through; if somebody sets the clock back, the monotonic clock still ends it.
   */
  function left(): number {
    const byMonotonic = closed.monotonicUntil - monotonic()
    return usedUp ? Math.min(byMonotonic, closed.until - now()) : byMonotonic
  }

  function problem(): Problem {
    if (usedUp) {
      const until = clockOrDay(now() + left(), now(), zone)
      return new Problem('quota-used-up', `Spotify's quota for this app is used up until ${until}.`)
    }
    const seconds = Math.max(1, Math.ceil(left() / 1000))
    return new Problem('rate-limited', `Spotify asks to slow down. Try again in ${counted(seconds, 'second')}.`)
  }

  return {
    async pass(signal) {
      for (let waitMs = left(); waitMs > 0; waitMs = left()) {
        if (usedUp || waitMs > longestPauseMs) throw problem()
        await sleep(waitMs, signal)
      }
      if (usedUp) {
        usedUp = false
        options.onChange?.()
      }
    },
    close(retryAfter, reason) {
      const quota = reason === 'QUOTA_EXCEEDED'
      const waitMs = retryAfterMs(retryAfter, now()) ?? unknownWaitMs[quota ? 'quota' : 'rate']
      closed.until = Math.max(closed.until, now() + waitMs)
      closed.monotonicUntil = Math.max(closed.monotonicUntil, monotonic() + waitMs)
      const before = usedUp
      usedUp ||= quota || waitMs > longestRateWaitMs
      if (usedUp !== before) options.onChange?.()
    },
    problem,
    quota: () => (usedUp && left() > 0 ? { state: 'used-up', until: new Date(now() + left()).toISOString() } : { state: 'available' }),
  }
}
