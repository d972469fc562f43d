import { weekdays } from '../shared/weekdays.ts'
import { createLocalTime } from './statistics/local-time.ts'
import { always, type Period } from './statistics/plays.ts'

/** A period that somebody named, with the name that it has in an answer: `summer 2024`, `2019`, `since 2024-03-01`. */
export type NamedPeriod = Period & { name: string }

/** A day of the calendar; the month from 1. */
type Day = { year: number; month: number; day: number }

/** From a day on and before another one. */
type Days = { from: Day; to: Day; name: string }

const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

/** The first month of each season, in the north of the world, and how long each is. */
const seasons: Record<string, number> = { spring: 3, summer: 6, autumn: 9, fall: 9, winter: 12 }

/**
 * Reads a period as people say it: `2019`, `2024-03`, `March 2024`, `last summer`, `since March`, `last month`, `this year`, `last 30 days`, `yesterday`,
 * `2019 to 2021`, `before 2020`, `ever`.
 *
 * `last summer` is the last one that has ended or is going on; `last month`, `last week` and `last year` are the calendar's.
 *
 * @param now ms UTC
 * @param zone IANA name: days begin at midnight there
 * @returns undefined when the words say no period
 */
export function readPeriod(text: string, now: number, zone: string): NamedPeriod | undefined {
  const words = text
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^(?:in|during|from|over|the|of) /, '')
    .replace(/^the /, '')
    .trim()
  if (/^(?:ever|always|all(?: time)?|everything)$/.test(words)) return { ...always, name: 'all that is known' }
  const days = readDays(words, localDay(now, zone))
  return days && { from: midnight(days.from, zone), to: midnight(days.to, zone), name: days.name }
}

function readDays(words: string, today: Day): Days | undefined {
  const range = /^(?:between )?(.+?) (?:to|until|till|and|-|–) (.+)$/.exec(words)
  if (range) {
    const [first, last] = [readSpan(range[1] ?? '', today), readSpan(range[2] ?? '', today)]
    if (first && last) return { from: first.from, to: last.to, name: `${first.name} to ${last.name}` }
  }
  const since = /^(?:since|from|after) (.+?)(?: on)?$/.exec(words)
  if (since) {
    const span = readSpan(since[1] ?? '', today)
    return span && { from: span.from, to: plusDays(today, 1), name: `since ${dayName(span.from)}` }
  }
  const before = /^(?:before|until|up to) (.+)$/.exec(words)
  if (before) {
    const span = readSpan(before[1] ?? '', today)
    return span && { from: { year: 1970, month: 1, day: 1 }, to: span.from, name: `before ${dayName(span.from)}` }
  }
  return readSpan(words, today)
}

/** One span: a year, a month, a season, a day, or one that is counted from today. */
function readSpan(words: string, today: Day): Days | undefined {
  return readDate(words) ?? readRelative(words, today) ?? readNamed(words, today)
}

function readDate(words: string): Days | undefined {
  const [, yearText, monthText, dayText] = /^(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?$/.exec(words) ?? []
  if (!yearText) return undefined
  const year = Number(yearText)
  if (monthText === undefined) return { from: { year, month: 1, day: 1 }, to: { year: year + 1, month: 1, day: 1 }, name: words }
  const month = Number(monthText)
  if (month < 1 || month > 12) return undefined
  if (dayText === undefined) return monthOf(year, month)
  const from = { year, month, day: Number(dayText) }
  return isReal(from) ? { from, to: plusDays(from, 1), name: dayName(from) } : undefined
}

const units = /^(?:last|past|previous) (\d+|two|three|four|five|six|ten|twelve)? ?(day|week|month|year)s?$/
const numbers: Record<string, number> = { two: 2, three: 3, four: 4, five: 5, six: 6, ten: 10, twelve: 12 }

function readRelative(words: string, today: Day): Days | undefined {
  if (words === 'today') return { from: today, to: plusDays(today, 1), name: 'today' }
  if (words === 'yesterday') return { from: plusDays(today, -1), to: today, name: 'yesterday' }
  if (words === 'this week') return { from: monday(today), to: plusDays(monday(today), 7), name: 'this week' }
  if (words === 'this month') return monthOf(today.year, today.month)
  if (words === 'this year') return readDate(String(today.year))
  if (words === 'this weekend' || words === 'last weekend') {
    const saturday = plusDays(monday(today), words === 'this weekend' ? 5 : -2)
    return { from: saturday, to: plusDays(saturday, 2), name: words }
  }
  const [, countText, unit] = units.exec(words) ?? []
  if (!unit) return undefined
  if (countText === undefined) {
    if (unit === 'day') return { from: plusDays(today, -1), to: today, name: 'yesterday' }
    if (unit === 'week') return { from: plusDays(monday(today), -7), to: monday(today), name: 'last week' }
    if (unit === 'month') return monthOf(today.year, today.month - 1)
    return readDate(String(today.year - 1))
  }
  const count = numbers[countText] ?? Number(countText)
  const name = `last ${count} ${unit}${count === 1 ? '' : 's'}`
  const tomorrow = plusDays(today, 1)
  if (unit === 'day') return { from: plusDays(tomorrow, -count), to: tomorrow, name }
  if (unit === 'week') return { from: plusDays(tomorrow, -count * 7), to: tomorrow, name }
  return { from: plusMonths(today, unit === 'month' ? -count : -count * 12), to: tomorrow, name }
}

/** Months, seasons and weekdays by name, with a year or without. */
function readNamed(words: string, today: Day): Days | undefined {
  const [, last, name = '', yearText] = /^(last |this |past )?([a-z]+)(?: (?:of )?(\d{4}))?$/.exec(words) ?? []
  const month = name.length >= 3 ? monthNames.findIndex((full) => full.startsWith(name)) + 1 : 0
  const season = seasons[name]
  const weekday = name.length >= 3 ? weekdays.findIndex((full) => full.toLowerCase().startsWith(name)) : -1
  if (month > 0)
    return monthOf(yearText ? Number(yearText) : month <= today.month - (last === 'last ' ? 1 : 0) ? today.year : today.year - 1, month)
  if (season !== undefined) {
    const begun = (year: number) => season <= today.month || year < today.year
    const year = yearText ? Number(yearText) : begun(today.year) ? today.year : today.year - 1
    const from = { year, month: season, day: 1 }
    return { from, to: plusMonths(from, 3), name: season === 12 ? `winter ${year}/${year + 1}` : `${name} ${year}` }
  }
  if (weekday >= 0 && yearText === undefined) {
    const ago = (weekdayOf(today) - weekday + 7) % 7 || 7
    const from = plusDays(today, -ago)
    return { from, to: plusDays(from, 1), name: dayName(from) }
  }
  return undefined
}

function monthOf(year: number, month: number): Days {
  const from = plusMonths({ year, month, day: 1 }, 0)
  return { from, to: plusMonths(from, 1), name: dayName(from).slice(0, 7) }
}

function monday(day: Day): Day {
  return plusDays(day, -weekdayOf(day))
}

/** 0 for Monday. */
function weekdayOf(day: Day): number {
  return (new Date(utc(day)).getUTCDay() + 6) % 7
}

function plusDays(day: Day, days: number): Day {
  return fromUtc(utc(day) + days * 86_400_000)
}

/** The same day of another month, or its last one. */
function plusMonths({ year, month, day }: Day, months: number): Day {
  const first = fromUtc(Date.UTC(year, month - 1 + months, 1))
  const length = new Date(Date.UTC(first.year, first.month, 0)).getUTCDate()
  return { ...first, day: Math.min(day, length) }
}

function isReal(day: Day): boolean {
  return dayName(fromUtc(utc(day))) === dayName(day)
}

function utc({ year, month, day }: Day): number {
  return Date.UTC(year, month - 1, day)
}

function fromUtc(ms: number): Day {
  const date = new Date(ms)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

function dayName({ year, month, day }: Day): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function localDay(now: number, zone: string): Day {
  return fromUtc(createLocalTime(zone, now, now).local(now))
}

/** When a day begins in a zone; where midnight is left out, at the change of the clock. */
function midnight(day: Day, zone: string): number {
  const wanted = utc(day)
  const time = createLocalTime(zone, wanted - 2 * 86_400_000, wanted + 2 * 86_400_000)
  // The zone's clock is at most 15 hours away; the first moment whose clock shows the day, or a later time.
  let [low, high] = [wanted - 15 * 3_600_000, wanted + 15 * 3_600_000]
  while (high - low > 1_000) {
    const middle = Math.floor((low + high) / 2 / 1_000) * 1_000
    if (time.local(middle) >= wanted) high = middle
    else low = middle
  }
  return high
}
