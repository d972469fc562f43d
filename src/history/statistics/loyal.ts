import type { GroupOf } from './groups.ts'
import { dayName, dayOf, type LocalTime } from './local-time.ts'
import { countedMs, type Plays } from './plays.ts'

/** An artist and in how many different months somebody listened to them. */
export type Loyal = { group: number; months: number; plays: number }

/** The artists who were heard in the most months: company for years, not for a week. */
export function loyal(plays: Plays, artistOf: GroupOf, time: LocalTime, limit: number): Loyal[] {
  const monthOfDay = new Map<number, number>()
  const months = new Map<number, { months: Set<number>; plays: number }>()
  for (let play = 0; play < plays.count; play++) {
    if ((plays.ms[play] ?? 0) < countedMs) continue
    const group = artistOf(play)
    if (group === 0) continue
    const day = dayOf(time.local(plays.heardAt[play] ?? 0))
    let month = monthOfDay.get(day)
    if (month === undefined) {
      month = Number(dayName(day).slice(0, 7).replace('-', ''))
      monthOfDay.set(day, month)
    }
    const row = months.get(group) ?? { months: new Set(), plays: 0 }
    row.months.add(month)
    row.plays++
    months.set(group, row)
  }
  return [...months]
    .map(([group, row]) => ({ group, months: row.months.size, plays: row.plays }))
    .sort((one, other) => other.months - one.months || other.plays - one.plays)
    .slice(0, limit)
}
