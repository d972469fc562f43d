import type { Groups } from './groups.ts'
import { dayName, type LocalTime, monthName, monthsOfDays, mostDays, weekdayOf } from './local-time.ts'
import { always, countedMs, type Period, type Plays, type Sum } from './plays.ts'

/** The spans by which listening is summed. */
export type Span = 'year' | 'month' | 'weekday' | 'hour' | 'day'

/** A span with what was heard in it. `span` is 2024, 2024-03, 2024-03-09, a weekday from 1 (Monday) or an hour from 0. */
export type SpanSum = Sum & { span: string }

/**
 * What was heard in each year, month, day, weekday or hour of the person's clock, in the order of time. Spans without plays are left out.
 *
 * @param groups of the plays: those without a group are left out
 */
export function sumSpans(plays: Plays, span: Span, time: LocalTime, period: Period = always, groups?: Groups): SpanSum[] {
  const { day, hour } = time.of(plays)
  const keys = span === 'hour' ? hour : day
  const sums = { plays: new Uint32Array(mostDays), ms: new Float64Array(mostDays) }
  const isHeard = new Uint8Array(mostDays)
  for (let play = 0; play < plays.count; play++) {
    const at = plays.heardAt[play] ?? 0
    if (at < period.from || at >= period.to || groups?.of[play] === 0) continue
    const key = keys[play] ?? 0
    const heard = plays.ms[play] ?? 0
    isHeard[key] = 1
    sums.ms[key] = (sums.ms[key] ?? 0) + heard
    if (heard >= countedMs) sums.plays[key] = (sums.plays[key] ?? 0) + 1
  }
  const nameOf = spanNames(span)
  const named = new Map<string, SpanSum>()
  for (let key = 0; key < mostDays; key++) {
    if (!isHeard[key]) continue
    const name = nameOf(key)
    const sum = named.get(name) ?? { span: name, plays: 0, ms: 0 }
    named.set(name, { span: name, plays: sum.plays + (sums.plays[key] ?? 0), ms: sum.ms + (sums.ms[key] ?? 0) })
  }
  const found = [...named.values()]
  return span === 'weekday' ? found.sort((one, other) => Number(one.span) - Number(other.span)) : found
}

function spanNames(span: Span): (key: number) => string {
  switch (span) {
    case 'hour':
      return String
    case 'weekday':
      return (day) => String(weekdayOf(day))
    case 'day':
      return dayName
    case 'month':
      return (day) => dayName(day).slice(0, 7)
    case 'year':
      return (day) => dayName(day).slice(0, 4)
  }
}

/** The day or the month with the most plays, the first of equal ones: only it needs a name. Undefined without plays that count. */
export function busiest(plays: Plays, span: 'day' | 'month', time: LocalTime): { span: string; plays: number } | undefined {
  const { day } = time.of(plays)
  const months = span === 'month' ? monthsOfDays() : undefined
  const counts = new Uint32Array(mostDays)
  let best = 0
  for (let play = 0; play < plays.count; play++) {
    if ((plays.ms[play] ?? 0) < countedMs) continue
    const own = day[play] ?? 0
    const key = months ? (months[own] ?? 0) : own
    const count = (counts[key] ?? 0) + 1
    counts[key] = count
    best = Math.max(best, count)
  }
  if (best === 0) return undefined
  const first = counts.indexOf(best)
  return { span: months ? monthName(first) : dayName(first), plays: best }
}

/** What was heard in each hour of each weekday: 168 numbers of ms, Monday 0:00 first. */
export function sumWeek(plays: Plays, time: LocalTime, { from, to }: Period = always): Float64Array {
  const week = new Float64Array(7 * 24)
  const { day, hour } = time.of(plays)
  for (let play = 0; play < plays.count; play++) {
    const at = plays.heardAt[play] ?? 0
    if (at < from || at >= to) continue
    const cell = (weekdayOf(day[play] ?? 0) - 1) * 24 + (hour[play] ?? 0)
    week[cell] = (week[cell] ?? 0) + (plays.ms[play] ?? 0)
  }
  return week
}
