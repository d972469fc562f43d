import { effectiveNumber, topShare } from './diversity.ts'
import type { Groups } from './groups.ts'
import { type LocalTime, yearsOfDays } from './local-time.ts'
import { countedMs, type Plays } from './plays.ts'

/** How varied a year was, by the same number of plays as in the other years. */
export type YearOfDiversity = { year: string; effective: number; topShare: number }

/** A year with fewer plays says little, and would make the samples of all others small. */
const fewestPlays = 300

/** The days of local-time.ts end before. */
const mostYears = 2_150

/**
 * The effective number of artists and the share of the five biggest, of each year with at least 300 plays. Whoever listens more meets more artists, so of
 * each year the same number of plays is looked at, evenly spread over it.
 *
 * @returns the years in their order, and how many plays of each were looked at
 */
export function diversityByYear(plays: Plays, artists: Groups, time: LocalTime): { years: YearOfDiversity[]; sample: number } {
  const { day } = time.of(plays)
  const yearOf = yearsOfDays()
  const isCounted = (play: number) => (plays.ms[play] ?? 0) >= countedMs && artists.of[play] !== 0
  const counts = new Uint32Array(mostYears)
  for (let play = 0; play < plays.count; play++) {
    const year = yearOf[day[play] ?? 0] ?? 0
    if (isCounted(play)) counts[year] = (counts[year] ?? 0) + 1
  }
  const large = [...counts.keys()].filter((year) => (counts[year] ?? 0) >= fewestPlays)
  const sample = large.length === 0 ? 0 : Math.min(...large.map((year) => counts[year] ?? 0))
  const heard = new Map(large.map((year) => [year, new Float64Array(artists.count)]))
  const [seen, taken] = [new Uint32Array(mostYears), new Uint32Array(mostYears)]
  for (let play = 0; play < plays.count; play++) {
    if (!isCounted(play)) continue
    const year = yearOf[day[play] ?? 0] ?? 0
    const [place, index] = [seen[year] ?? 0, taken[year] ?? 0]
    seen[year] = place + 1
    if (index >= sample || place !== Math.floor((index * (counts[year] ?? 0)) / sample)) continue
    taken[year] = index + 1
    const own = heard.get(year)
    const artist = artists.of[play] ?? 0
    if (own) own[artist] = (own[artist] ?? 0) + (plays.ms[play] ?? 0)
  }
  const years = [...heard].map(([year, own]) => ({ year: String(year), effective: effectiveNumber(own), topShare: topShare(own) }))
  return { years, sample }
}
