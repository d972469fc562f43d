/** The quota counts a day, so no wait is longer; a wrong header must not close Tonearm for years. */
const longestWaitMs = 24 * 60 * 60_000

const seconds = /^\d+(?:\.\d+)?$/

/** A date as HTTP writes it (RFC 9110, 5.6.7): Wed, 21 Oct 2026 07:28:00 GMT. The two older forms begin with the day's name, too. */
const date = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/

/**
 * How long a Retry-After header asks to wait, in milliseconds, at most a day. It holds seconds or a date (RFC 9110, 10.2.3).
 *
 * @param now milliseconds since the epoch
 * @returns undefined when there is none, or none that can be understood
 */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? ''
  const waitMs = seconds.test(text) ? Number(text) * 1000 : date.test(text) ? Date.parse(text) - now : Number.NaN
  return Number.isNaN(waitMs) ? undefined : Math.min(Math.max(waitMs, 0), longestWaitMs)
}
