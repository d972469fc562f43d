import { firstAndLast } from './first-and-last.ts'
import { type GroupOf, sumGroups } from './groups.ts'
import type { Plays } from './plays.ts'

const dayMs = 86_400_000

/** Something that was heard often once, and not for long. */
export type Forgotten = { group: number; plays: number; last: number }

/** A song is loved with so many plays. */
export const fewestPlaysOfFavourite = 12

/** An artist is loyal company with so many. */
export const fewestPlaysOfArtist = 30

/**
 * What was loved and not heard since: songs as forgotten favourites, artists as dormant ones. Most played first.
 *
 * @param fewest plays that make a favourite
 * @param quietMs how long it has not been heard at least
 */
export function forgotten(plays: Plays, groupOf: GroupOf, groups: number, now: number, fewest: number, quietMs = 365 * dayMs): Forgotten[] {
  const sums = sumGroups(plays, groupOf, groups)
  const { last } = firstAndLast(plays, groupOf, groups)
  const found: Forgotten[] = []
  for (let group = 1; group < groups; group++) {
    const heard = sums.plays[group] ?? 0
    const lastHeard = last[group] ?? Number.NaN
    if (heard >= fewest && now - lastHeard >= quietMs) found.push({ group, plays: heard, last: lastHeard })
  }
  return found.sort((one, other) => other.plays - one.plays || one.last - other.last)
}
