import { effectiveNumber, topShare } from './diversity.ts'
import type { GroupOf } from './groups.ts'
import { dayName, dayOf, type LocalTime } from './local-time.ts'
import { countedMs, type Plays } from './plays.ts'

/** How varied a year was, by the same number of plays as in the other years. */
export type YearOfDiversity = { year: string; effective: number; topShare: number }

/** A year with fewer plays says little, and would make the samples of all others small. */
const fewestPlays = 300

/**
 * The effective number of artists and the share of the five biggest, of each year with at least 300 plays. Whoever listens more meets more artists, so of
 * each year the same number of plays is looked at, evenly spread over it.
 *
 * @returns the years in their order, and how many plays of each were looked at
 */
export function diversityByYear(
  plays: Plays,
  artistOf: GroupOf,
  artists: number,
  time: LocalTime,
): { years: YearOfDiversity[]; sample: number } {
  const large = [...playsOfYears(plays, artistOf, time)].filter(([, own]) => own.length >= fewestPlays)
  const sample = large.length === 0 ? 0 : Math.min(...large.map(([, own]) => own.length))
  const years = large.map(([year, own]) => {
    const heard = new Float64Array(artists)
    for (let index = 0; index < sample; index++) {
      const play = own[Math.floor((index * own.length) / sample)] ?? 0
      const artist = artistOf(play)
      heard[artist] = (heard[artist] ?? 0) + (plays.ms[play] ?? 0)
    }
    return { year, effective: effectiveNumber(heard), topShare: topShare(heard) }
  })
  return { years: years.sort((one, other) => (one.year < other.year ? -1 : 1)), sample }
}

function playsOfYears(plays: Plays, artistOf: GroupOf, time: LocalTime): Map<string, number[]> {
  const ownOfDay = new Map<number, number[]>()
  const ownOf = new Map<string, number[]>()
  for (let play = 0; play < plays.count; play++) {
    if ((plays.ms[play] ?? 0) < countedMs || artistOf(play) === 0) continue
    const day = dayOf(time.local(plays.heardAt[play] ?? 0))
    let own = ownOfDay.get(day)
    if (!own) {
      const year = dayName(day).slice(0, 4)
      own = ownOf.get(year) ?? []
      ownOf.set(year, own)
      ownOfDay.set(day, own)
    }
    own.push(play)
  }
  return ownOf
}
