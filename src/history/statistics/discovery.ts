import { firstAndLast } from './first-and-last.ts'
import type { GroupOf } from './groups.ts'
import { dayName, dayOf, type LocalTime } from './local-time.ts'
import { always, countedMs, type Period, type Plays } from './plays.ts'

/** Plays in one month: of artists who were heard for the first time ever in it, and of all others. `newArtists` counts the former. */
export type MonthOfDiscovery = { month: string; discovered: number; repeated: number; newArtists: number }

/**
 * How much of each month was new. The first month of all is left out: everything is new in it.
 *
 * @param artistOf the group of a play: its artist
 */
export function discoveryByMonth(
  plays: Plays,
  artistOf: GroupOf,
  artists: number,
  time: LocalTime,
  period: Period = always,
): MonthOfDiscovery[] {
  const monthOf = createMonths(time)
  const { first } = firstAndLast(plays, artistOf, artists)
  const firstMonths = Array.from(first, (moment) => (Number.isNaN(moment) ? '' : monthOf(moment)))
  const months = new Map<string, MonthOfDiscovery>()
  const met = new Set<number>()
  for (let play = 0; play < plays.count; play++) {
    const at = plays.heardAt[play] ?? 0
    const artist = artistOf(play)
    if (at < period.from || at >= period.to || artist === 0 || (plays.ms[play] ?? 0) < countedMs) continue
    const month = monthOf(at)
    const row = months.get(month) ?? { month, discovered: 0, repeated: 0, newArtists: 0 }
    months.set(month, row)
    if (firstMonths[artist] === month) {
      row.discovered++
      if (!met.has(artist)) row.newArtists++
      met.add(artist)
    } else row.repeated++
  }
  const beginning = firstMonths.filter((month) => month !== '').sort()[0]
  return [...months.values()].filter(({ month }) => month !== beginning).sort((one, other) => (one.month < other.month ? -1 : 1))
}

/** A month's name by its days, each named once. */
function createMonths(time: LocalTime): (moment: number) => string {
  const names = new Map<number, string>()
  return (moment) => {
    const day = dayOf(time.local(moment))
    const known = names.get(day)
    if (known !== undefined) return known
    const name = dayName(day).slice(0, 7)
    names.set(day, name)
    return name
  }
}
