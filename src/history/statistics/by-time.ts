import { dayName, dayOf, hourOf, type LocalTime, weekdayOf } from './local-time.ts'
import { always, countedMs, type Period, type Plays, type Sum } from './plays.ts'

/** The spans by which listening is summed. */
export type Span = 'year' | 'month' | 'weekday' | 'hour' | 'day'

/** A span with what was heard in it. `span` is 2024, 2024-03, 2024-03-09, a weekday from 1 (Monday) or an hour from 0. */
export type SpanSum = Sum & { span: string }

/**
 * What was heard in each year, month, day, weekday or hour of the person's clock, in the order of time. Spans without plays are left out.
 *
 * @param wanted whether a play is meant at all; all when left out
 */
export function sumSpans(
  plays: Plays,
  span: Span,
  time: LocalTime,
  period: Period = always,
  wanted?: (play: number) => boolean,
): SpanSum[] {
  const nameOf = spanNames(span)
  const sums = new Map<number, Sum>()
  const key = span === 'hour' ? hourOf : span === 'weekday' ? (local: number) => weekdayOf(dayOf(local)) : dayOf
  for (let play = 0; play < plays.count; play++) {
    const at = plays.heardAt[play] ?? 0
    if (at < period.from || at >= period.to || (wanted && !wanted(play))) continue
    const number = key(time.local(at))
    const sum = sums.get(number) ?? { plays: 0, ms: 0 }
    const heard = plays.ms[play] ?? 0
    sum.ms += heard
    if (heard >= countedMs) sum.plays += 1
    sums.set(number, sum)
  }
  const named = new Map<string, SpanSum>()
  for (const [number, { plays: counted, ms }] of [...sums].sort(([one], [other]) => one - other)) {
    const name = nameOf(number)
    const sum = named.get(name) ?? { span: name, plays: 0, ms: 0 }
    named.set(name, { span: name, plays: sum.plays + counted, ms: sum.ms + ms })
  }
  return [...named.values()]
}

function spanNames(span: Span): (number: number) => string {
  switch (span) {
    case 'hour':
    case 'weekday':
      return String
    case 'day':
      return dayName
    case 'month':
      return (day) => dayName(day).slice(0, 7)
    case 'year':
      return (day) => dayName(day).slice(0, 4)
  }
}

/** What was heard in each hour of each weekday: 168 numbers of ms, Monday 0:00 first. */
export function sumWeek(plays: Plays, time: LocalTime, { from, to }: Period = always): Float64Array {
  const week = new Float64Array(7 * 24)
  for (let play = 0; play < plays.count; play++) {
    const at = plays.heardAt[play] ?? 0
    if (at < from || at >= to) continue
    const local = time.local(at)
    const cell = (weekdayOf(dayOf(local)) - 1) * 24 + hourOf(local)
    week[cell] = (week[cell] ?? 0) + (plays.ms[play] ?? 0)
  }
  return week
}
