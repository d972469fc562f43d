import type { DatabaseSync } from 'node:sqlite'

/**
 * The plays of an account as columns, in the order of their ends: 23 bytes a play. Counts over all of them take milliseconds; in SQL, seconds.
 *
 * Times are seconds since the epoch, in UTC. `rec`, `item`: ids in the tables.
 */
export type Columns = {
  count: number
  /** When it ended; of an upload, when it was uploaded. */
  end: Uint32Array
  /** When it began: what dates a play. */
  start: Uint32Array
  rec: Uint32Array
  item: Uint32Array
  /** How long it was heard, in milliseconds, never longer than the time that passed; -1 where it is not known. */
  ms: Int32Array
  /** Why it ended, whether it was skipped, and where it is known from: places and bits as in play.ts. */
  reasonEnd: Uint8Array
  flags: Uint8Array
  source: Uint8Array
  /** By the id of a recording: its first artist, and its kind. */
  artistOfRec: Uint32Array
  kindOfRec: Uint8Array
  /** By the id of an item: its album, 0 for none. */
  albumOfItem: Uint32Array
}

/** So many plays are room for at first; counting them takes as long as a tenth of reading them. */
const fewPlays = 2 ** 16

/** Reads the columns of an account: 0.4 s for a million plays. */
export function readColumns(database: DatabaseSync, account: number): Columns {
  const [recs, items] = ['recs', 'items'].map(
    (table) => Number(database.prepare(`SELECT coalesce(max(id), 0) AS last FROM ${table}`).get()?.last) + 1,
  )
  const columns: Columns = {
    count: 0,
    end: new Uint32Array(fewPlays),
    start: new Uint32Array(fewPlays),
    rec: new Uint32Array(fewPlays),
    item: new Uint32Array(fewPlays),
    ms: new Int32Array(fewPlays),
    reasonEnd: new Uint8Array(fewPlays),
    flags: new Uint8Array(fewPlays),
    source: new Uint8Array(fewPlays),
    artistOfRec: new Uint32Array(recs ?? 1),
    kindOfRec: new Uint8Array(recs ?? 1),
    albumOfItem: new Uint32Array(items ?? 1),
  }
  readRecs(database, columns)
  readPlays(database, account, readItems(database, columns), columns)
  resize(columns, columns.count)
  return columns
}

function readRecs(database: DatabaseSync, { artistOfRec, kindOfRec }: Columns): void {
  handEach(database, 'id, artist, kind', 'recs', (id, artist, kind) => {
    artistOfRec[id] = artist
    kindOfRec[id] = kind
  })
}

/** @returns the recording of each item */
function readItems(database: DatabaseSync, { albumOfItem }: Columns): Uint32Array {
  const recOfItem = new Uint32Array(albumOfItem.length)
  handEach(database, 'id, rec, coalesce(album, 0)', 'items', (id, rec, album) => {
    recOfItem[id] = rec
    albumOfItem[id] = album
  })
  return recOfItem
}

/** Seconds fit in a word of V8's; milliseconds would be an object each, which takes half as long again. */
function readPlays(database: DatabaseSync, account: number, recOfItem: Uint32Array, columns: Columns): void {
  // A device that logs three minutes every six seconds was heard for six.
  const values = 'end / 1000, coalesce(start, end - max(ms, 0)) / 1000, item, coalesce(min(ms, end - start), ms), reason_end, flags, source'
  // In the order of the primary key, which is that of the ends.
  handEach(database, values, `plays WHERE account = ${account}`, (end, start, item, ms, reasonEnd, flags, source) => {
    if (columns.count === columns.end.length) resize(columns, 2 * columns.count)
    const place = columns.count
    columns.end[place] = end
    columns.start[place] = start
    columns.rec[place] = recOfItem[item] ?? 0
    columns.item[place] = item
    columns.ms[place] = ms
    columns.reasonEnd[place] = reasonEnd
    columns.flags[place] = flags
    columns.source[place] = source
    columns.count += 1
  })
}

/** Room for so many plays: longer or shorter, with what was noted. */
function resize(columns: Columns, plays: number): void {
  const moved = (column: Uint32Array | Int32Array | Uint8Array) => (column.buffer as ArrayBuffer).transfer(plays * column.BYTES_PER_ELEMENT)
  for (const name of ['end', 'start', 'rec', 'item'] as const) columns[name] = new Uint32Array(moved(columns[name]))
  for (const name of ['reasonEnd', 'flags', 'source'] as const) columns[name] = new Uint8Array(moved(columns[name]))
  columns.ms = new Int32Array(moved(columns.ms))
}

/** SQLite hands each row to `note`, which takes half the time of fetching it. */
function handEach(database: DatabaseSync, values: string, rows: string, note: (...values: number[]) => void): void {
  database.function('note_row', { varargs: true }, note as SQLiteFunction)
  database.prepare(`SELECT count(note_row(${values})) FROM ${rows}`).get()
  // The database would keep all that the function knows.
  database.function('note_row', { varargs: true }, () => null)
}

/** The types of Node say that it can be given anything. */
type SQLiteFunction = Parameters<DatabaseSync['function']>[1]
