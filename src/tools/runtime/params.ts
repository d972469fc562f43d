import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'

/** How many rows: a whole number from 1 to `maximum`. */
export function limit(standard: number, maximum: number) {
  return z.int().min(1).max(maximum).default(standard)
}

/** How many rows to pass over. */
export function offset(maximum = 100_000) {
  return z.int().min(0).max(maximum).default(0)
}

/** A position in a playlist from 1, as people count; 10,000 rows are the most that one can have. */
export function position() {
  return z.int().min(1).max(10_000)
}

/** Spotify's three spans for what is played most. */
export function timeRange() {
  return z.enum(['short_term', 'medium_term', 'long_term']).default('medium_term')
}

/** Whether each row tells everything: whole URIs, and the columns that are mostly not needed. */
export function full() {
  return z.boolean().default(false)
}

/** What is not to be shown: songs that the user has saved, in any release. */
export function exclude() {
  return z.enum(['saved']).optional()
}

/** An item in any of its forms; what a tool takes beside (names) it says itself. */
export function item() {
  return z.string().trim().min(1).max(300)
}

/** A device by its name, words of it, its kind, or its id: choose-device.ts. */
export function device() {
  return z.string().trim().min(1).optional().describe('name, kind or id')
}

/** Words to look for. */
export function words(maximumLength = 250) {
  return z.string().trim().min(1).max(maximumLength)
}

const momentForms = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/i

/** A day or a point in time as ISO 8601. Without an offset it is meant in the person's time zone: `toMilliseconds`. */
export function moment() {
  return z
    .string()
    .trim()
    .regex(momentForms, 'must be a date or time such as 2026-11-22 or 2026-11-22T18:30')
    .refine(isReal, 'is no real date')
}

/** The moment as milliseconds since the epoch; a day begins at midnight in `zone`. */
export function toMilliseconds(text: string, zone: string): number {
  if (/(?:Z|[+-]\d\d:?\d\d)$/i.test(text.slice(10))) return Temporal.Instant.from(text).epochMilliseconds
  return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds
}

/** The end of what a text names, in milliseconds since the epoch: of a day the next midnight in `zone`, of a time the time itself. */
export function endToMilliseconds(text: string, zone: string): number {
  if (text.length > 'yyyy-mm-dd'.length) return toMilliseconds(text, zone)
  return Temporal.PlainDate.from(text).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds
}

/** Whether the text is a day or a time, as `moment` takes it. */
export function isMoment(text: string): boolean {
  return momentForms.test(text) && isReal(text)
}

function isReal(text: string): boolean {
  try {
    return Number.isFinite(toMilliseconds(text, 'UTC'))
  } catch {
    return false
  }
}
