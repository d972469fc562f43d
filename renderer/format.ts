// A fixed locale, as all texts are English. Times are in the zone of this computer.
const language = 'en-GB'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

const longDay = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric' })
const shortDay = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' })
const dayAndMonth = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long' })
const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' })
const wholeNumber = new Intl.NumberFormat(language)
const oneDecimal = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const ago = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })

/** A day in full: 20 May 2027. */
export function day(moment: string): string {
  return longDay.format(new Date(moment))
}

/** The time, with the day unless it is today: 14:05, or 20 May, 14:05. */
export function time(moment: string, now: number): string {
  const date = new Date(moment)
  const isToday = longDay.format(date) === longDay.format(now)
  return isToday ? clock.format(date) : `${shortDay.format(date)}, ${clock.format(date)}`
}

/** How long ago, while that is easy to grasp (just now, 5 minutes ago, 3 hours ago), else the time. */
export function since(moment: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(moment)) / minuteMs)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return ago.format(-minutes, 'minute')
  return minutes < 12 * 60 ? ago.format(-Math.floor(minutes / 60), 'hour') : time(moment, now)
}

/** Full days until a moment; 0 when it is over. */
export function daysUntil(moment: string, now: number): number {
  return Math.max(0, Math.floor((Date.parse(moment) - now) / dayMs))
}

/** The time of day: 14:05. */
export function timeOfDay(moment: string): string {
  return clock.format(new Date(moment))
}

/** A number with separators: 1,204. */
export function count(number: number): string {
  return wholeNumber.format(number)
}

/** A duration as people say it: 420 ms, 1.2 s, 2 min 5 s. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  const seconds = Math.round(milliseconds / 1000)
  if (seconds < 60) return milliseconds < 10_000 ? `${oneDecimal.format(milliseconds / 1000)} s` : `${seconds} s`
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

const hourMs = 60 * minuteMs

/** How long was listened: 35 min, 2 h 10 min, and from a hundred hours on 1,204 hours. */
export function listened(milliseconds: number): string {
  const minutes = Math.round(milliseconds / minuteMs)
  if (minutes < 60) return `${minutes} min`
  if (minutes >= 6_000) return `${count(Math.round(milliseconds / hourMs))} hours`
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** A day of the calendar in full, of any zone: 14 March 2026 for 2026-03-14. @param form `short` leaves the year out */
export function calendarDay(text: string, form: 'long' | 'short' = 'long'): string {
  const [year = 0, month = 1, date = 1] = text.split('-').map(Number)
  return (form === 'long' ? longDay : dayAndMonth).format(new Date(year, month - 1, date))
}

/** A part of the whole: 41 %. @param part from 0 to 1 */
export function percent(part: number): string {
  return `${Math.round(part * 100)} %`
}

/** Names in a row: A, B and C. */
export function list(names: string[]): string {
  return new Intl.ListFormat(language).format(names)
}

/** Scripts that run from right to left, and characters that turn the direction of text. */
const turnsText = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/

/** A name in a sentence: one that runs from right to left does not turn the words around it (FIRST STRONG ISOLATE, POP DIRECTIONAL ISOLATE). */
export function isolated(name: string): string {
  return turnsText.test(name) ? `\u2068${name}\u2069` : name
}

/** A sentence whose names in quotes do not turn the words around them. */
export function isolatedNames(sentence: string): string {
  return sentence.replace(/"([^"]*)"/g, (_, name: string) => `"${isolated(name)}"`)
}
