import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'

/** How many rows: a whole number from 1 to `maximum`. */
export function limit(standard: number, maximum: number) {
  return z.int().min(1).max(maximum).default(standard)
}

/** How many rows to pass over. */
export function offset() {
  return z.int().min(0).max(100_000).default(0)
}

/** Spotify's three spans for what is played most. */
export function timeRange() {
  return z.enum(['short_term', 'medium_term', 'long_term']).default('medium_term')
}

/** How much each row tells; `full` shows whole URIs and what is else left out. */
export function detail() {
  return z.enum(['concise', 'full']).default('concise')
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
