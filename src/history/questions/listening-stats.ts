import { kinds } from '../../store/history/play.ts'
import { type Span, sumSpans, sumWeek } from '../statistics/by-time.ts'
import { comparePeriods, type Moved } from '../statistics/compare.ts'
import { type GroupOf, type GroupSums, groupBy, sumGroups, topGroups } from '../statistics/groups.ts'
import { countedMs, type Period, type Plays, type Sum } from '../statistics/plays.ts'
import type { Asking, Listened } from './listened.ts'
import { createNames } from './names.ts'
import { wantedByName } from './wanted.ts'

/** By what listening is summed. `kind`: music, podcasts and audiobooks. */
export type StatsGroup = 'song' | 'artist' | 'album' | 'show' | 'kind' | Span

export type StatsWanted = {
  groupBy: StatsGroup
  period: Period
  /** Another period to compare with. */
  before?: Period
  /** A name: only the plays that it means (wanted.ts). */
  filter?: string
  order: 'time' | 'plays'
  limit: number
}

/** A group with its sums. `name` is a title, or a span as by-time.ts names them; `by` the artist of a song or an album. */
export type StatsRow = Sum & { name: string; by?: string; uri?: string }

/** A group in both periods: what it was heard in each, and its ranks. */
export type MovedRow = Omit<StatsRow, keyof Sum> & Omit<Moved, 'group'>

export type ListeningStats = {
  total: Sum
  /** How many groups were heard; `rows` can be fewer. */
  groups: number
  rows: StatsRow[]
  before?: { total: Sum; newcomers: MovedRow[]; climbers: MovedRow[]; dropped: MovedRow[] }
  /** What was heard in each hour of each weekday, in ms, Monday 0:00 first: of weekdays and hours. */
  week?: number[]
}

/** So many of each kind of change are named. */
const mostMoved = 5

/** What was heard most in a period, or when. Undefined when the filter means nothing that was ever heard. */
export function listeningStats(listened: Listened, wanted: StatsWanted & Asking): ListeningStats | undefined {
  const all = listened.plays(wanted.withPrivate)
  const means = wanted.filter === undefined ? undefined : wantedByName(listened, all, wanted.filter)
  if (wanted.filter !== undefined && !means) return undefined
  const plays = means ? only(all, means) : all
  const found = isSpan(wanted.groupBy)
    ? inSpans(listened, plays, wanted, wanted.groupBy)
    : inGroups(listened, plays, wanted, wanted.groupBy)
  return { total: totalOf(plays, wanted.period), ...found }
}

function inSpans(listened: Listened, plays: Plays, { zone, period, before, order, limit }: StatsWanted & Asking, span: Span) {
  const time = listened.time(zone)
  const sums = sumSpans(plays, span, time, period).map(({ span: name, ...sum }) => ({ name, ...sum }))
  const value = (row: Sum) => (order === 'plays' ? row.plays : row.ms)
  return {
    groups: sums.length,
    // As a calendar has them, as long as all are shown.
    rows: sums.length <= limit ? sums : sums.toSorted((one, other) => value(other) - value(one)).slice(0, limit),
    ...(before && { before: { total: totalOf(plays, before), newcomers: [], climbers: [], dropped: [] } }),
    ...((span === 'weekday' || span === 'hour') && { week: [...sumWeek(plays, time, period)] }),
  }
}

function inGroups(listened: Listened, plays: Plays, wanted: StatsWanted, by: Exclude<StatsGroup, Span>) {
  const { groupOf, groups } = groupsOf(listened, plays, by)
  const { period, before, order, limit } = wanted
  const sums = sumGroups(plays, groupOf, groups, period)
  const nameOf = createNaming(listened, by)
  return {
    groups: sums.plays.reduce((count, heard) => count + (heard > 0 ? 1 : 0), 0),
    rows: topGroups(sums, order, limit).map(({ group, plays, ms }) => ({ ...nameOf(group), plays, ms })),
    ...(before && { before: { total: totalOf(plays, before), ...moved(sums, sumGroups(plays, groupOf, groups, before), order, nameOf) } }),
  }
}

function moved(now: GroupSums, before: GroupSums, order: 'time' | 'plays', nameOf: (group: number) => Omit<StatsRow, keyof Sum>) {
  const named = ({ group, ...ranks }: Moved): MovedRow => ({ ...nameOf(group), ...ranks })
  const { newcomers, climbers, dropped } = comparePeriods(now, before, order, mostMoved)
  return { newcomers: newcomers.map(named), climbers: climbers.map(named), dropped: dropped.map(named) }
}

function isSpan(group: StatsGroup): group is Span {
  return group === 'year' || group === 'month' || group === 'day' || group === 'weekday' || group === 'hour'
}

/** What a play belongs to, and how many numbers there are. */
function groupsOf(listened: Listened, plays: Plays, by: Exclude<StatsGroup, Span>): { groupOf: GroupOf; groups: number } {
  const { artistOfRec, albumOfItem, kindOfRec } = listened.columns
  // Kinds are counted from 0, which is no group.
  if (by === 'kind') return { groupOf: (play) => (kindOfRec[plays.recording[play] ?? 0] ?? 0) + 1, groups: kinds.length + 1 }
  const groups = by === 'song' ? artistOfRec.length : 1 + (by === 'album' ? highest(albumOfItem) : highest(artistOfRec))
  return { groupOf: groupBy(by, plays, listened.belongings()), groups }
}

/** The highest number in a column. */
export function highest(column: Uint32Array): number {
  return column.reduce((most, number) => Math.max(most, number), 0)
}

const kindNames = ['Music', 'Podcasts', 'Audiobooks']

function createNaming(listened: Listened, by: Exclude<StatsGroup, Span>): (group: number) => Omit<StatsRow, keyof Sum> {
  const names = createNames(listened)
  switch (by) {
    case 'kind':
      return (group) => ({ name: kindNames[group - 1] ?? '' })
    case 'song':
      return (group) => {
        const { artist: by, ...song } = names.song(group)
        return { ...song, by }
      }
    case 'album':
      return (group) => {
        const { name, artist: by } = names.album(group)
        return { name, by }
      }
    case 'artist':
    case 'show':
      return (group) => ({ name: names.artist(group) })
  }
}

function totalOf(plays: Plays, { from, to }: Period): Sum {
  const total = { plays: 0, ms: 0 }
  for (let play = 0; play < plays.count; play++) {
    const at = plays.heardAt[play] ?? 0
    if (at < from || at >= to) continue
    const heard = plays.ms[play] ?? 0
    total.ms += heard
    if (heard >= countedMs) total.plays++
  }
  return total
}

/** The plays that are meant, in columns of their own: everything else then walks over fewer. */
function only(plays: Plays, means: (play: number) => boolean): Plays {
  const kept: number[] = []
  for (let play = 0; play < plays.count; play++) if (means(play)) kept.push(play)
  const pick = <Column extends { [index: number]: number }>(column: Column, made: Column): Column => {
    for (const [place, play] of kept.entries()) made[place] = column[play] ?? 0
    return made
  }
  const { length } = kept
  return {
    count: length,
    heardAt: pick(plays.heardAt, new Float64Array(length)),
    recording: pick(plays.recording, new Uint32Array(length)),
    item: pick(plays.item, new Uint32Array(length)),
    ms: pick(plays.ms, new Int32Array(length)),
    bits: pick(plays.bits, new Uint8Array(length)),
  }
}
