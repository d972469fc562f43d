/** Why a row is no play: it names nothing, or has no time or length that can be true. */
export type LeftOut = 'nameless' | 'unreadable'

/** Spotify began in October 2008; a year of grace for strange clocks. */
const firstYear = Date.UTC(2007, 0)

/** A week in one row is nobody's. */
const longestMs = 7 * 24 * 60 * 60_000

/** ISO 8601, or as the short form has it: `2024-08-23 00:02`. Without a zone it is UTC, never local time. */
const momentForm = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?(?:Z|\+00:?00)?$/

/** A time in UTC as milliseconds since the epoch; undefined when the value is none, or is one before Spotify or after today's exports. */
export function momentOf(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined
  // Nearly every row of a million.
  if (value.length === 20 && value.endsWith('Z')) return within(parseFast(value))
  const parts = momentForm.exec(value)
  if (!parts) return undefined
  return within(Date.parse(`${parts[1]}T${parts[2]}${parts[3] ?? ':00'}Z`))
}

/** The rows of a day stand together, so the day is parsed once: `2026-03-29T01:04:00Z`. */
let day = { text: '', moment: Number.NaN }

function parseFast(text: string): number {
  if (!text.startsWith(day.text) || day.text === '') day = { text: text.slice(0, 11), moment: Date.parse(`${text.slice(0, 10)}T00:00:00Z`) }
  const [hours, minutes, seconds] = [twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17)]
  const isTime = hours < 24 && minutes < 60 && seconds < 60 && text[10] === 'T' && text[13] === ':' && text[16] === ':'
  return isTime ? day.moment + ((hours * 60 + minutes) * 60 + seconds) * 1_000 : Number.NaN
}

/** NaN, or over 100, when they are none. */
function twoDigits(text: string, place: number): number {
  const [tens, ones] = [text.charCodeAt(place) - 48, text.charCodeAt(place + 1) - 48]
  return tens >= 0 && tens < 10 && ones >= 0 && ones < 10 ? tens * 10 + ones : Number.NaN
}

function within(moment: number): number | undefined {
  return moment >= firstYear && moment < lastMoment ? moment : undefined
}

/** So that no row of the year 9999 becomes the newest one. */
const lastMoment = Date.UTC(2100, 0)

/** @param value milliseconds that a play was heard */
export function isPlausibleMs(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= longestMs
}

/** A name, or '' when there is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}

const uriForm = /^spotify:[a-z]+:\S{1,300}$/

/** A Spotify URI, or null. */
export function uriOf(value: unknown): string | null {
  return typeof value === 'string' && uriForm.test(value) ? value : null
}
