import type { Groups } from './groups.ts'
import { dayOf, type LocalTime, monthName, monthsOfDays } from './local-time.ts'
import { always, countedMs, type Period, type Plays } from './plays.ts'

/** Plays in one month: of artists who were heard for the first time ever in it, and of all others. `newArtists` counts the former. */
export type MonthOfDiscovery = { month: string; discovered: number; repeated: number; newArtists: number }

/** Months are counted from the year 0 (local-time.ts): so many end after the year 2149. */
const mostMonths = 2_150 * 12

/**
 * How much of each month was new. The first month of all is left out: everything is new in it.
 *
 * @param artists the groups of the plays. @param first when each of them was heard first of all
 */
export function discoveryByMonth(
  plays: Plays,
  artists: Groups,
  first: Float64Array,
  time: LocalTime,
  period: Period = always,
): MonthOfDiscovery[] {
  const monthOf = monthsOfDays()
  const { day } = time.of(plays)
  const firstMonths = Uint16Array.from(first, (moment) => (Number.isNaN(moment) ? 0 : (monthOf[dayOf(time.local(moment))] ?? 0)))
  const beginning = firstMonths.reduce((earliest, month) => (month > 0 && month < earliest ? month : earliest), Number.POSITIVE_INFINITY)
  const [discovered, repeated] = [new Uint32Array(mostMonths), new Uint32Array(mostMonths)]
  const [newArtists, met] = [new Uint32Array(mostMonths), new Uint8Array(artists.count)]
  for (let play = 0; play < plays.count; play++) {
    const at = plays.heardAt[play] ?? 0
    const artist = artists.of[play] ?? 0
    if (at < period.from || at >= period.to || artist === 0 || (plays.ms[play] ?? 0) < countedMs) continue
    const month = monthOf[day[play] ?? 0] ?? 0
    if (firstMonths[artist] !== month) {
      repeated[month] = (repeated[month] ?? 0) + 1
      continue
    }
    discovered[month] = (discovered[month] ?? 0) + 1
    if (!met[artist]) newArtists[month] = (newArtists[month] ?? 0) + 1
    met[artist] = 1
  }
  const found: MonthOfDiscovery[] = []
  for (let month = 0; month < mostMonths; month++) {
    const own = { discovered: discovered[month] ?? 0, repeated: repeated[month] ?? 0, newArtists: newArtists[month] ?? 0 }
    if (month !== beginning && own.discovered + own.repeated > 0) found.push({ month: monthName(month), ...own })
  }
  return found
}
