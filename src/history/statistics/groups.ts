import { always, type Belongings, countedMs, type Period, type Plays, type Sum } from './plays.ts'

/** What plays can belong to. */
export type GroupKind = 'song' | 'artist' | 'album' | 'show'

/** The group of each play, by its place: a number, or 0, which leaves the play out. `count`: the highest number and one more. */
export type Groups = { of: Uint32Array; count: number }

/** Songs, artists, albums or shows as groups. Episodes and chapters belong to shows and to nothing else. */
export function groupBy(what: GroupKind, { recording, item }: Plays, { artistOf, albumOf, isSong }: Belongings): Groups {
  const of = new Uint32Array(recording.length)
  const groupOfRecording = artistOf.map((artist, number) => {
    if (!isSong[number]) return what === 'show' ? artist : 0
    return what === 'show' ? 0 : what === 'artist' ? artist : number
  })
  for (let play = 0; play < of.length; play++) of[play] = groupOfRecording[recording[play] ?? 0] ?? 0
  if (what !== 'album') return { of, count: what === 'song' ? artistOf.length : 1 + highest(artistOf) }
  for (let play = 0; play < of.length; play++) if (of[play] !== 0) of[play] = albumOf[item[play] ?? 0] ?? 0
  return { of, count: 1 + highest(albumOf) }
}

function highest(numbers: Uint32Array): number {
  return numbers.reduce((one, other) => Math.max(one, other), 0)
}

/** Plays and time of each group, by the group's number. */
export type GroupSums = { plays: Uint32Array; ms: Float64Array }

export function sumGroups({ heardAt, ms, count }: Plays, groups: Groups, { from, to }: Period = always): GroupSums {
  const sums = { plays: new Uint32Array(groups.count), ms: new Float64Array(groups.count) }
  for (let play = 0; play < count; play++) {
    const at = heardAt[play] ?? 0
    if (at < from || at >= to) continue
    const group = groups.of[play] ?? 0
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
  const [values, others] = order === 'plays' ? [plays, ms] : [ms, plays]
  const heard = new Float64Array(plays.length)
  let count = 0
  for (let group = 1; group < plays.length; group++) if ((plays[group] ?? 0) > 0) heard[count++] = values[group] ?? 0
  const least = leastOfTop(heard.subarray(0, count), limit)
  const highest: number[] = []
  for (let group = 1; group < plays.length; group++) if ((plays[group] ?? 0) > 0 && (values[group] ?? 0) >= least) highest.push(group)
  return highest
    .sort((one, other) => (values[other] ?? 0) - (values[one] ?? 0) || (others[other] ?? 0) - (others[one] ?? 0) || one - other)
    .slice(0, limit)
    .map((group, index) => ({ group, rank: index + 1, plays: plays[group] ?? 0, ms: ms[group] ?? 0 }))
}

/** What the last of the `limit` biggest values is: sorting numbers takes a tenth of sorting groups by them. */
export function leastOfTop(values: ArrayLike<number>, limit: number): number {
  if (values.length <= limit) return Number.NEGATIVE_INFINITY
  return Float64Array.from(values).sort()[values.length - limit] ?? Number.NEGATIVE_INFINITY
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
