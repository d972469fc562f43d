import { always, type Belongings, countedMs, type Period, type Plays, type Sum } from './plays.ts'

/** The group that a play belongs to, as a number; 0 leaves the play out. */
export type GroupOf = (play: number) => number

/** Songs, artists, albums or shows as groups. Episodes and chapters belong to shows and to nothing else. */
export function groupBy(
  what: 'song' | 'artist' | 'album' | 'show',
  { recording, item }: Plays,
  { artistOf, albumOf, isSong }: Belongings,
): GroupOf {
  switch (what) {
    case 'song':
      return (play) => (isSong[recording[play] ?? 0] ? (recording[play] ?? 0) : 0)
    case 'artist':
      return (play) => (isSong[recording[play] ?? 0] ? (artistOf[recording[play] ?? 0] ?? 0) : 0)
    case 'album':
      return (play) => (isSong[recording[play] ?? 0] ? (albumOf[item[play] ?? 0] ?? 0) : 0)
    case 'show':
      return (play) => (isSong[recording[play] ?? 0] ? 0 : (artistOf[recording[play] ?? 0] ?? 0))
  }
}

/** How many numbers the groups of a kind can have: the highest and one more. */
export function groupCount(what: 'song' | 'artist' | 'album' | 'show', { artistOf, albumOf }: Belongings): number {
  if (what === 'song') return artistOf.length
  return 1 + (what === 'album' ? albumOf : artistOf).reduce((highest, number) => Math.max(highest, number), 0)
}

/** Plays and time of each group, by the group's number. */
export type GroupSums = { plays: Uint32Array; ms: Float64Array }

/** @param groups how many there are, the highest number and one more */
export function sumGroups(plays: Plays, groupOf: GroupOf, groups: number, { from, to }: Period = always): GroupSums {
  const sums = { plays: new Uint32Array(groups), ms: new Float64Array(groups) }
  const { heardAt, ms, count } = plays
  for (let play = 0; play < count; play++) {
    const at = heardAt[play] ?? 0
    if (at < from || at >= to) continue
    const group = groupOf(play)
    if (group === 0) continue
    const heard = ms[play] ?? 0
    sums.ms[group] = (sums.ms[group] ?? 0) + heard
    if (heard >= countedMs) sums.plays[group] = (sums.plays[group] ?? 0) + 1
  }
  return sums
}

/** A group with its sums. `rank` from 1. */
export type Ranked = Sum & { group: number; rank: number }

/** The groups that were heard most, most first; equal ones in the order of the other number. */
export function topGroups({ plays, ms }: GroupSums, order: 'plays' | 'time', limit: number): Ranked[] {
  const heard: number[] = []
  for (let group = 1; group < plays.length; group++) if ((plays[group] ?? 0) > 0) heard.push(group)
  const byPlays = (one: number, other: number) => (plays[other] ?? 0) - (plays[one] ?? 0)
  const byTime = (one: number, other: number) => (ms[other] ?? 0) - (ms[one] ?? 0)
  const [first, second] = order === 'plays' ? [byPlays, byTime] : [byTime, byPlays]
  heard.sort((one, other) => first(one, other) || second(one, other) || one - other)
  return heard.slice(0, limit).map((group, index) => ({ group, rank: index + 1, plays: plays[group] ?? 0, ms: ms[group] ?? 0 }))
}

/** How many groups were heard more than this one, and one more. Undefined when it was not heard. */
export function rankOf(group: number, sums: GroupSums, order: 'plays' | 'time'): number | undefined {
  const values = order === 'plays' ? sums.plays : sums.ms
  const own = values[group] ?? 0
  if (own === 0 || (sums.plays[group] ?? 0) === 0) return undefined
  let higher = 0
  for (let other = 1; other < values.length; other++) if ((values[other] ?? 0) > own && (sums.plays[other] ?? 0) > 0) higher++
  return higher + 1
}
