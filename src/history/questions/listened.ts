import type { Columns } from '../../store/history/columns.ts'
import type { Tables } from '../../store/transaction.ts'
import { type FirstAndLast, firstAndLast } from '../statistics/first-and-last.ts'
import { type GroupKind, type GroupSums, type Groups, groupBy, sumGroups } from '../statistics/groups.ts'
import { createLocalTime, type LocalTime } from '../statistics/local-time.ts'
import { type PlacesOf, placesByGroup } from '../statistics/places-by-group.ts'
import type { Belongings, Plays } from '../statistics/plays.ts'
import { belongingsFromColumns, playsFromColumns } from '../statistics/plays-from-columns.ts'
import { type MergedEditions, mergeEditions } from './merge-editions.ts'

/** What a question may look at: the plays for what concerns many of them, SQL for counts of one thing and for names. */
export type Listened = {
  columns: Columns
  database: Tables
  /** The account's number in the tables. */
  account: number
  /** @param withPrivate whether private sessions are among them: apps see them only if the person allows it */
  plays: (withPrivate: boolean) => Plays
  /** Editions of one song share a number, and so do editions of one album: merge-editions.ts. The columns tell them apart. */
  belongings: () => Belongings
  editions: () => Pick<MergedEditions, 'songOf' | 'albumOf'>
  /** The song, artist, album or show of each play. */
  groups: (kind: GroupKind, withPrivate: boolean) => Groups
  /** The places of the plays of each of them. */
  places: (kind: GroupKind, withPrivate: boolean) => PlacesOf
  /** The releases that were played of a recording, whose number in the columns it is: one for each play, the last play first. */
  playedItems: (rec: number) => Iterable<number>
  /** Sums over all that is known, by which ranks are told. */
  sums: (kind: GroupKind, withPrivate: boolean) => GroupSums
  /** When each was heard first and last of all. */
  firstAndLast: (kind: GroupKind, withPrivate: boolean) => FirstAndLast
  /** What took long to find, made once while the plays stay the same. `key` says all that it depends on. */
  kept: <Value>(key: string, make: () => Value) => Value
  /** The clock of a time zone, made once for each. */
  time: (zone: string) => LocalTime
}

/** What every question is told beside its own input. */
export type Asking = {
  /** IANA name: days and hours are those of its clock. */
  zone: string
  /** ms UTC. */
  now: number
  /** Whether private sessions count. */
  withPrivate: boolean
}

/** Periods are without number. */
const mostKept = 50

/** Everything is made when it is first asked for, and kept as long as the columns are. */
export function createListened(columns: Columns, database: Tables, account: number): Listened {
  const made = new Map<string, unknown>()
  const once = <Value>(what: string, make: () => Value): Value => {
    if (!made.has(what)) made.set(what, make())
    return made.get(what) as Value
  }
  const editions = () => once('editions', () => mergeEditions(columns, database))
  const belongings = () => once('belongings', () => belongingsFromColumns(editions().columns))
  const plays = (withPrivate: boolean) => once(`plays ${withPrivate}`, () => playsFromColumns(editions().columns, withPrivate))
  const groups = (kind: GroupKind, withPrivate: boolean) =>
    once(`groups ${kind} ${withPrivate}`, () => groupBy(kind, plays(withPrivate), belongings()))
  const placesOfRecs = () => once('recordings', () => placesByGroup({ of: columns.rec, count: columns.kindOfRec.length }))
  return {
    columns,
    database,
    account,
    plays,
    belongings,
    groups,
    places: (kind, withPrivate) => once(`places ${kind} ${withPrivate}`, () => placesByGroup(groups(kind, withPrivate))),
    *playedItems(rec) {
      for (const place of placesOfRecs()(rec).toReversed()) yield columns.item[place] ?? 0
    },
    sums: (kind, withPrivate) => once(`sums ${kind} ${withPrivate}`, () => sumGroups(plays(withPrivate), groups(kind, withPrivate))),
    firstAndLast: (kind, withPrivate) =>
      once(`first and last ${kind} ${withPrivate}`, () => firstAndLast(plays(withPrivate), groups(kind, withPrivate))),
    editions,
    kept(key, make) {
      const known = `kept ${key}`
      const value = once(known, make)
      // The one that was asked for last comes last.
      made.delete(known)
      made.set(known, value)
      const all = [...made.keys()].filter((name) => name.startsWith('kept '))
      for (const oldest of all.slice(0, -mostKept)) made.delete(oldest)
      return value
    },
    time: (zone) => once(`time ${zone}`, () => clockOf(columns, zone)),
  }
}

function clockOf({ count, start, end }: Columns, zone: string): LocalTime {
  const last = end[count - 1] ?? 0
  // An upload may have begun weeks before the first end.
  const first = start.reduce((earliest, moment) => Math.min(earliest, moment), last)
  return createLocalTime(zone, first * 1_000, last * 1_000)
}
