import type { DatabaseSync } from 'node:sqlite'
import type { Statement, Tables } from '../transaction.ts'
import { latestUploadMs } from './heard-span.ts'
import type { Names } from './names.ts'
import { type ImportedPlay, platforms, reasons, sources } from './play.ts'
import type { StartFilter } from './start-filter.ts'

/** Adds imported plays to the history of an account, inside of a transaction. */
export type ImportedPlays = {
  add(play: ImportedPlay): void
  /** Writes the rest. @returns how many plays were new */
  finish(): number
}

/** More in one statement are not faster. */
const rowsPerInsert = 20

const columns = ['end', 'item', 'ms', 'rec', 'start', 'reason_start', 'reason_end', 'platform', 'flags', 'source'] as const

const placesOf = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name, place) => [name, place])) as Record<Name, number>
const reasonPlaces = placesOf(reasons)
const platformPlaces = placesOf(platforms)
const sourcePlaces = placesOf(sources)

/**
 * A play is known when an equal one (item, end and ms) is there, or one with the same item, start and ms: Spotify logs some plays twice, days apart. A
 * later export gives old rows back equal, but with fewer starts: one that is known stays.
 *
 * @param starts of the plays that the account has
 */
export function openImportedPlays(tables: Tables, account: number, names: Names, starts: StartFilter): ImportedPlays {
  const statements = new Map<number, Statement>()
  const hasPlay = tables.prepare('SELECT 1 FROM plays WHERE account = ? AND end = ? AND item = ? AND ms = ?')
  // By time alone: the other log is seconds to days away, so this is short, but for an error of the filter.
  const hasStart = tables.prepare(
    'SELECT 1 FROM plays WHERE account = ? AND end BETWEEN ? AND ? AND item = ? AND ms = ? AND start = ? LIMIT 1',
  )
  const hasShort = tables.prepare(
    `SELECT 1 FROM plays WHERE account = ? AND end = ? AND rec = ? AND ms = ? AND source = ${sourcePlaces.short}`,
  )
  const addStart = tables.prepare('UPDATE plays SET start = ? WHERE account = ? AND end = ? AND item = ? AND ms = ? AND start IS NULL')
  /** The values of the rows that wait, one after the other. */
  let waiting: (number | null)[] = []
  let added = 0

  function insertOf(rows: number): Statement {
    const known = statements.get(rows)
    if (known) return known
    const row = `(${account}, ${columns.map(() => '?').join(', ')})`
    const statement = tables.prepare(
      `INSERT OR IGNORE INTO plays (account, ${columns.join(', ')}) VALUES ${Array(rows).fill(row).join(', ')}`,
    )
    statements.set(rows, statement)
    return statement
  }

  function flush(): void {
    const values = waiting
    const rows = values.length / columns.length
    if (rows === 0) return
    waiting = []
    const changes = Number(insertOf(rows).run(...values).changes)
    added += changes
    if (changes < rows) addMissingStarts(values)
  }

  function addMissingStarts(values: readonly (number | null)[]): void {
    for (let row = 0; row < values.length; row += columns.length) {
      const [end = null, item = null, ms = null, , start = null] = values.slice(row, row + 5)
      if (start !== null) addStart.run(start, account, end, item, ms)
    }
  }

  /** The filter errs at times, so that a yes is looked up. What waits is not in the table yet. */
  function isKnownByStart(item: number, { end, start, ms }: ImportedPlay): boolean {
    if (start === null || !starts.note(item, start, ms)) return false
    flush()
    if (hasPlay.get(account, end, item, ms)) return true
    return hasStart.get(account, start, start + latestUploadMs, item, ms, start) !== undefined
  }

  return {
    add(play) {
      const { id: item, rec } = names.item(play)
      const { end, start, ms, source } = play
      if (isKnownByStart(item, play)) return
      if (source === 'short' && hasShort.get(account, end, rec, ms)) return
      waiting.push(end, item, ms, rec, start, reasonPlaces[play.reasonStart], reasonPlaces[play.reasonEnd])
      waiting.push(platformPlaces[play.platform], play.flags, sourcePlaces[source])
      if (waiting.length === rowsPerInsert * columns.length || source === 'short') flush()
    },
    finish() {
      flush()
      return added
    },
  }
}

/** Fills a filter with the starts of the plays that an account has. */
export function addKnownStarts(database: DatabaseSync, account: number, starts: StartFilter): void {
  const rows = database.prepare('SELECT item, start, ms FROM plays WHERE account = ? AND start IS NOT NULL')
  for (const { item, start, ms } of rows.iterate(account)) starts.note(Number(item), Number(start), Number(ms))
}
