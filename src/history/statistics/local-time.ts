/** Turns moments into the clock of a time zone. */
export type LocalTime = {
  /** The moment as if the zone's clock showed UTC, in ms: its date and hour are read with plain arithmetic. For moments that rise it costs next to nothing. */
  local: (moment: number) => number
  /** The same of all plays, made when it is first asked for. */
  of: (plays: Timed) => LocalColumns
}

/** When each play was heard by the clock of a zone: the number of its local day, and the hour of it. 3 bytes a play. */
export type LocalColumns = { day: Uint16Array; hour: Uint8Array }

/** The part of the plays that says when they were heard. */
type Timed = { count: number; heardAt: Float64Array }

/** Days are counted from 1970: so many end in the year 2149. */
export const mostDays = 2 ** 16

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** So far apart are the moments at which the offset of a zone is looked at; no zone changed twice within it since 2006. */
const stepMs = 14 * dayMs

/**
 * The clock of a time zone between two moments.
 *
 * `Intl` takes microseconds a moment, which is seconds for a million plays. A zone changes its clock about twice a year, so the changes are found first
 * (6 ms for twenty years), and each moment is then one addition. Nothing local is stored, so a person who moves loses nothing.
 *
 * @param zone IANA name
 */
export function createLocalTime(zone: string, from: number, to: number): LocalTime {
  const changes = findChanges(zone, from, to)
  const known = new WeakMap<Timed, LocalColumns>()
  let at = 0

  function local(moment: number): number {
    while (at > 0 && moment < (changes[at]?.from ?? 0)) at--
    while (moment >= (changes[at + 1]?.from ?? Number.POSITIVE_INFINITY)) at++
    return moment + (changes[at]?.offset ?? 0)
  }

  return {
    local,
    of(plays) {
      const columns = known.get(plays) ?? localColumns(plays, changes)
      known.set(plays, columns)
      return columns
    },
  }
}

function localColumns({ count, heardAt }: Timed, changes: readonly { from: number; offset: number }[]): LocalColumns {
  const columns = { day: new Uint16Array(count), hour: new Uint8Array(count) }
  let at = 0
  let [from, to, offset] = [Number.NaN, Number.NaN, 0]
  for (let play = 0; play < count; play++) {
    const moment = heardAt[play] ?? 0
    // Nearly always the clock is the one of the play before.
    if (!(moment >= from && moment < to)) {
      while (at > 0 && moment < (changes[at]?.from ?? 0)) at--
      while (moment >= (changes[at + 1]?.from ?? Number.POSITIVE_INFINITY)) at++
      from = changes[at]?.from ?? 0
      to = changes[at + 1]?.from ?? Number.POSITIVE_INFINITY
      offset = changes[at]?.offset ?? 0
    }
    const hours = Math.floor((moment + offset) / hourMs)
    const day = Math.floor(hours / 24)
    columns.day[play] = day
    columns.hour[play] = hours - day * 24
  }
  return columns
}

/** The offsets in the order of time, each with the moment from which it holds. */
function findChanges(zone: string, from: number, to: number): { from: number; offset: number }[] {
  const offsetAt = createOffset(zone)
  const start = Math.floor(from / hourMs) * hourMs
  const changes = [{ from: Number.NEGATIVE_INFINITY, offset: offsetAt(start) }]
  for (let moment = start; moment < to; moment += stepMs) {
    const offset = offsetAt(moment + stepMs)
    const before = changes.at(-1)?.offset
    if (offset !== before) changes.push({ from: findChange(offsetAt, moment, moment + stepMs), offset })
  }
  return changes
}

/** The first minute with the offset of `after`. */
function findChange(offsetAt: (moment: number) => number, before: number, after: number): number {
  const wanted = offsetAt(after)
  let [low, high] = [before, after]
  while (high - low > 60_000) {
    const middle = Math.floor((low + high) / 2 / 60_000) * 60_000
    if (offsetAt(middle) === wanted) high = middle
    else low = middle
  }
  return high
}

function createOffset(zone: string): (moment: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (moment) => {
    const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]))
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / 1_000) * 1_000
  }
}

/** The number of a local day, counted from 1970-01-01. @param local as `LocalTime` gives it */
export function dayOf(local: number): number {
  return Math.floor(local / dayMs)
}

/** A day's number as 2026-11-22. */
export function dayName(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}

/** The month of each day, by the day's number: counted from the year 0, so that twelve of them are a year. */
export function monthsOfDays(): Uint16Array {
  const months = new Uint16Array(mostDays)
  let month = 1970 * 12
  for (let day = 0; day < mostDays; month++) {
    const next = Date.UTC(Math.floor(month / 12), (month % 12) + 1) / dayMs
    months.fill(month, day, next)
    day = next
  }
  return months
}

/** The year of each day, by the day's number. */
export function yearsOfDays(): Uint16Array {
  return monthsOfDays().map((month) => Math.floor(month / 12))
}

/** A month's number as 2026-11. */
export function monthName(month: number): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
}

/** The hour of a local time, 0 to 23. */
export function hourOf(local: number): number {
  return Math.floor((local % dayMs) / hourMs)
}

/** 1 for Monday to 7 for Sunday. The first day of 1970 was a Thursday. */
export function weekdayOf(day: number): number {
  return ((day + 3) % 7) + 1
}

/** The week of a day, Monday to Sunday, as a number that rises by one each week. */
export function weekOf(day: number): number {
  return Math.floor((day + 3) / 7)
}
