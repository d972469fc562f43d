import { type Groups, topGroups } from './groups.ts'
import { type LocalTime, monthsOfDays, mostDays } from './local-time.ts'
import { countedMs, type Plays } from './plays.ts'

/** An artist and in how many different months somebody listened to them. */
export type Loyal = { group: number; months: number; plays: number }

/** The artists who were heard in the most months: company for years, not for a week. */
export function loyal(plays: Plays, artists: Groups, time: LocalTime, limit: number): Loyal[] {
  const monthOf = monthsOfDays()
  const { day } = time.of(plays)
  const first = monthOf[day.reduce((one, other) => Math.min(one, other), mostDays - 1)] ?? 0
  const last = monthOf[day.reduce((one, other) => Math.max(one, other), 0)] ?? 0
  // A row of bits for each artist, a bit for each month.
  const width = Math.ceil(Math.max(1, last - first + 1) / 8)
  const [isHeard, months, counts] = [new Uint8Array(artists.count * width), new Uint32Array(artists.count), new Uint32Array(artists.count)]
  for (let play = 0; play < plays.count; play++) {
    const group = artists.of[play] ?? 0
    if ((plays.ms[play] ?? 0) < countedMs || group === 0) continue
    counts[group] = (counts[group] ?? 0) + 1
    const month = (monthOf[day[play] ?? 0] ?? 0) - first
    const place = group * width + (month >> 3)
    const bit = 1 << (month & 7)
    const known = isHeard[place] ?? 0
    if (known & bit) continue
    isHeard[place] = known | bit
    months[group] = (months[group] ?? 0) + 1
  }
  return topGroups({ plays: months, ms: Float64Array.from(counts) }, 'plays', limit).map(({ group, plays, ms }) => ({
    group,
    months: plays,
    plays: ms,
  }))
}
