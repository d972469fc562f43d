import type { Columns } from '../../store/history/columns.ts'
import type { Tables } from '../../store/transaction.ts'
import { type ByRecording, indexByRecording } from '../statistics/by-recording.ts'
import { type GroupSums, groupBy, groupCount, sumGroups } from '../statistics/groups.ts'
import { createLocalTime, type LocalTime } from '../statistics/local-time.ts'
import type { Belongings, Plays } from '../statistics/plays.ts'
import { belongingsFromColumns, playsFromColumns } from '../statistics/plays-from-columns.ts'
import type { HeardKind } from './heard-kind.ts'
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
  /** The places of a recording's plays. */
  byRecording: (withPrivate: boolean) => ByRecording
  /** The releases that were played of a recording, whose number in the columns it is: one for each play, the last play first. */
  playedItems: (rec: number) => Iterable<number>
  /** Sums over all that is known, by which ranks are told. */
  sums: (kind: HeardKind, withPrivate: boolean) => GroupSums
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

/** Everything is made when it is first asked for, and kept as long as the columns are. */
export function createListened(columns: Columns, database: Tables, account: number): Listened {
  const allPlays = new Map<boolean, Plays>()
  const clocks = new Map<string, LocalTime>()
  const indexes = new Map<boolean, ByRecording>()
  const sums = new Map<string, GroupSums>()
  let byRec: ByRecording | undefined
  let belongings: Belongings | undefined
  let merged: MergedEditions | undefined
  const editions = () => {
    merged ??= mergeEditions(columns, database)
    return merged
  }
  const plays = (withPrivate: boolean) => once(allPlays, withPrivate, () => playsFromColumns(editions().columns, withPrivate))
  const belongingsNow = () => {
    belongings ??= belongingsFromColumns(editions().columns)
    return belongings
  }
  return {
    columns,
    database,
    account,
    plays,
    belongings: belongingsNow,
    byRecording: (withPrivate) => once(indexes, withPrivate, () => indexByRecording(plays(withPrivate), belongingsNow().isSong.length)),
    *playedItems(rec) {
      byRec ??= indexByRecording({ recording: columns.rec, count: columns.count }, columns.kindOfRec.length)
      for (const place of byRec(rec).toReversed()) yield columns.item[place] ?? 0
    },
    sums: (kind, withPrivate) =>
      once(sums, `${kind} ${withPrivate}`, () =>
        sumGroups(plays(withPrivate), groupBy(kind, plays(withPrivate), belongingsNow()), groupCount(kind, belongingsNow())),
      ),
    editions,
    time(zone) {
      const known = clocks.get(zone)
      if (known) return known
      const last = columns.end[columns.count - 1] ?? 0
      // An upload may have begun weeks before the first end.
      const first = columns.start.reduce((earliest, start) => Math.min(earliest, start), last)
      const made = createLocalTime(zone, first * 1_000, last * 1_000)
      clocks.set(zone, made)
      return made
    },
  }
}

/** Made when it is first asked for. */
function once<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const made = known.get(key) ?? make()
  known.set(key, made)
  return made
}
