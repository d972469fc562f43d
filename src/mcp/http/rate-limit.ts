/** Counts requests and says when there are too many. */
export type RateLimit = {
  /** Takes one request. 0 when it may go on, otherwise the whole seconds after which to try again. */
  take(): number
}

/**
 * A token bucket: a burst of `perMinute` requests at once is fine, in the long run as many a minute.
 *
 * It stops a client that runs in circles, not a person: 600 a minute is ten times what the busiest session did in trials.
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
      // A clock that was set back must not take away what is left.
      left = Math.min(perMinute, left + Math.max(0, at - countedAt) * perMillisecond)
      countedAt = at
      if (left < 1) return Math.ceil((1 - left) / perMillisecond / 1000)
      left -= 1
      return 0
    },
  }
}
