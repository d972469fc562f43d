import { kinds } from '../../store/history/play.ts'
import { type Span, sumSpans, sumWeek } from '../statistics/by-time.ts'
import { comparePeriods, type Moved } from '../statistics/compare.ts'
import { type GroupSums, type Groups, groupBy, sumGroups, topGroups } from '../statistics/groups.ts'
import { pickPlays } from '../statistics/pick-plays.ts'
import type { Period, Plays, Sum } from '../statistics/plays.ts'
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
  /** Of all that is grouped: of songs, artists and albums the music, of shows the rest. */
  total: Sum
  groups: number
  /** The first `limit` songs, artists, albums or shows; all of other groups, in the order of time. */
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
  const plays = means ? pickPlays(all, means) : all
  const found = isSpan(wanted.groupBy)
    ? inSpans(listened, plays, wanted, wanted.groupBy)
    : inGroups(listened, plays, wanted, wanted.groupBy)
  return found
}

function inSpans(listened: Listened, plays: Plays, { zone, period, before }: StatsWanted & Asking, span: Span) {
  const time = listened.time(zone)
  const rows = sumSpans(plays, span, time, period).map(({ span: name, ...sum }) => ({ name, ...sum }))
  return {
    total: totalOf(rows),
    groups: rows.length,
    rows,
    ...(before && { before: { total: totalOf(sumSpans(plays, span, time, before)), newcomers: [], climbers: [], dropped: [] } }),
    ...((span === 'weekday' || span === 'hour') && { week: [...sumWeek(plays, time, period)] }),
  }
}

function inGroups(listened: Listened, plays: Plays, wanted: StatsWanted & Asking, by: Exclude<StatsGroup, Span>) {
  const groups = groupsOf(listened, plays, wanted, by)
  const { period, before, order, limit } = wanted
  const sums = sumGroups(plays, groups, period)
  const sumsBefore = before && sumGroups(plays, groups, before)
  const nameOf = createNaming(listened, by)
  return {
    total: totalOfGroups(sums),
    groups: sums.plays.reduce((count, heard) => count + (heard > 0 ? 1 : 0), 0),
    rows: topGroups(sums, order, limit).map(({ group, plays, ms }) => ({ ...nameOf(group), plays, ms })),
    ...(sumsBefore && { before: { total: totalOfGroups(sumsBefore), ...moved(sums, sumsBefore, order, nameOf) } }),
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

/** Those of all plays are made once. */
function groupsOf(listened: Listened, plays: Plays, { withPrivate }: Asking, by: Exclude<StatsGroup, Span>): Groups {
  if (by !== 'kind')
    return plays === listened.plays(withPrivate) ? listened.groups(by, withPrivate) : groupBy(by, plays, listened.belongings())
  const { kindOfRec } = listened.columns
  // Kinds are counted from 0, which is no group.
  return { of: plays.recording.map((recording) => (kindOfRec[recording] ?? 0) + 1), count: kinds.length + 1 }
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

function totalOf(rows: readonly Sum[]): Sum {
  return rows.reduce((total, { plays, ms }) => ({ plays: total.plays + plays, ms: total.ms + ms }), { plays: 0, ms: 0 })
}

function totalOfGroups({ plays, ms }: GroupSums): Sum {
  return { plays: plays.reduce((sum, one) => sum + one, 0), ms: ms.reduce((sum, one) => sum + one, 0) }
}
