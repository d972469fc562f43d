import type { Span } from './spans.ts'

/** The part of a play that says when it was. `ms` is -1 where it is not known. */
type Timed = { end: number; start: number | null; ms: number }

/** An upload may come so long after the start. Real ones were days late (exports of 2013 to 2026); what is further away is a wrong clock. */
export const latestUploadMs = 90 * 24 * 60 * 60_000

/**
 * When something was heard. An upload can be hours later than the play, so where the start is known it counts, and else the end.
 *
 * The same as SQL in `heardFirst` and `heardLast`.
 */
export function heardSpan({ end, start, ms }: Timed): Span {
  const heard = Math.max(ms, 0)
  return start === null ? { first: end - heard, last: end } : { first: start, last: Math.min(end, start + heard) }
}

/** SQL: when the play of a row began. */
export const heardFirst = 'coalesce(start, end - max(ms, 0))'

/** SQL: when it was last heard. */
export const heardLast = 'CASE WHEN start IS NULL THEN end ELSE min(end, start + max(ms, 0)) END'
