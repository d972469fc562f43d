import type { Columns } from '../../store/history/columns.ts'
import type { Tables } from '../../store/transaction.ts'
import { createLocalTime, type LocalTime } from '../statistics/local-time.ts'
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
  const plays = new Map<boolean, Plays>()
  const clocks = new Map<string, LocalTime>()
  let belongings: Belongings | undefined
  let merged: MergedEditions | undefined
  const editions = () => {
    merged ??= mergeEditions(columns, database)
    return merged
  }
  return {
    columns,
    database,
    account,
    plays(withPrivate) {
      const made = plays.get(withPrivate) ?? playsFromColumns(editions().columns, withPrivate)
      plays.set(withPrivate, made)
      return made
    },
    belongings() {
      belongings ??= belongingsFromColumns(editions().columns)
      return belongings
    },
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
