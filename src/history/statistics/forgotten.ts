import type { GroupSums } from './groups.ts'

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
 * @param sums and `last` of all that is known
 * @param fewest plays that make a favourite
 * @param quietMs how long it has not been heard at least
 */
export function forgotten(sums: GroupSums, last: Float64Array, now: number, fewest: number, quietMs = 365 * dayMs): Forgotten[] {
  const found: Forgotten[] = []
  for (let group = 1; group < last.length; group++) {
    const heard = sums.plays[group] ?? 0
    const lastHeard = last[group] ?? Number.NaN
    if (heard >= fewest && now - lastHeard >= quietMs) found.push({ group, plays: heard, last: lastHeard })
  }
  return found.sort((one, other) => other.plays - one.plays || one.last - other.last)
}
