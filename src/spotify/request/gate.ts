import { clockOrDay } from '../../shared/moments.ts'
import { Problem } from '../../shared/problem.ts'
import type { Quota } from '../../shared/status.ts'

/** Waits up to this long happen here; for longer ones the request fails. */
const longestWaitMs = 10_000

/** Waits when Spotify does not say how long: the rate is counted over 30 seconds, the quota over a day. */
const unknownWaitMs = { rate: 5_000, quota: 3_600_000 }

/**
 * Every request passes here before it goes out, so that one "too many requests" holds back all of them.
 *
 * Spotify has two limits: a rate over 30 seconds (short waits) and a daily quota for each developer account (waits of hours,
 * https://developer.spotify.com/blog/2026-07-23-web-api-quota-updates).
 */
export type Gate = {
  /** Resolves when a request may go out. @throws Problem `quota-used-up` when that would take longer than ten seconds */
  pass(): Promise<void>
  /** After a 429: the Retry-After header (seconds, or null) and the `reason` of the body. */
  close(retryAfter: string | null, reason: string | undefined): void
  /** Why no request goes out now. */
  problem(): Problem
  quota(): Quota
}

/**
 * @param options.zone time zone for the times in sentences
 * @param options.onChange called when `quota()` changed
 */
export function createGate(options: {
  zone: string
  now?: () => number
  sleep?: (milliseconds: number) => Promise<void>
  onChange?: () => void
}): Gate {
  const { zone, now = Date.now, sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) } = options
  let closedUntil = 0
  let usedUp = false

  function problem(): Problem {
    if (usedUp) {
      const until = clockOrDay(closedUntil, now(), zone)
      return new Problem('quota-used-up', `Spotify's quota for this app is used up until ${until}.`)
    }
    const seconds = Math.max(1, Math.ceil((closedUntil - now()) / 1000))
    return new Problem('rate-limited', `Spotify asks to slow down. Try again in ${seconds} seconds.`)
  }

  return {
    async pass() {
      for (let left = closedUntil - now(); left > 0; left = closedUntil - now()) {
        if (usedUp) throw problem()
        await sleep(left)
      }
      if (usedUp) {
        usedUp = false
        options.onChange?.()
      }
    },
    close(retryAfter, reason) {
      const quota = reason === 'QUOTA_EXCEEDED'
      const seconds = retryAfter === null ? Number.NaN : Number(retryAfter)
      const waitMs = seconds >= 0 ? seconds * 1000 : unknownWaitMs[quota ? 'quota' : 'rate']
      closedUntil = Math.max(closedUntil, now() + waitMs)
      const before = usedUp
      usedUp ||= quota || waitMs > longestWaitMs
      if (usedUp !== before) options.onChange?.()
    },
    problem,
    quota: () =>
      usedUp && closedUntil > now() ? { state: 'used-up', until: new Date(closedUntil).toISOString() } : { state: 'available' },
  }
}
