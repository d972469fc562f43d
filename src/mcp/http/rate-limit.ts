/** Counts requests and says when there are too many. */
export type RateLimit = {
  /** Counts one request. 0 when it may go on, otherwise the whole seconds after which to try again. */
  take(): number
}

/**
 * A token bucket: `perMinute` requests may come at once, and over time as many a minute.
 *
 * It stops a client in an endless loop, not a person: 600 a minute is ten times what the busiest session did in trials.
 *
 * @param options.now milliseconds, from any fixed point
 */
export function createRateLimit({ perMinute, now }: { perMinute: number; now: () => number }): RateLimit {
  const perMillisecond = perMinute / 60_000
  let left = perMinute
  let countedAt = now()

  return {
    take() {
      const at = now()
      // A clock that was set back must not take requests away.
      left = Math.min(perMinute, left + Math.max(0, at - countedAt) * perMillisecond)
      countedAt = at
      if (left < 1) return Math.ceil((1 - left) / perMillisecond / 1000)
      left -= 1
      return 0
    },
  }
}
