import type { DatabaseSync, StatementSync } from 'node:sqlite'

/** A list of the user's, as it was when it was read: a playlist (by its id) or the saved items of one kind (`saved:tracks`). */
export type IndexedList = {
  list: string
  name: string
  /** Names the content: the snapshot id of a playlist, the newest row of saved items. Another one means: read again. */
  version: string
  total: number
}

/** A row of a list. `item` is whatever the caller wants back, as JSON; `words` is what a search looks in (shared/songs.ts `bareWords`). */
export type IndexedRow = { position: number; uri?: string; item: unknown; words: string; addedAt?: string }

/** A row that was found, and the list it stands in. */
export type IndexedHit = Omit<IndexedRow, 'words'> & { list: string }

/**
 * A check of the index against Spotify. `at`: milliseconds since the epoch. `writes`: of spotify/client.ts, before the check: with another number the
 * library may have changed since.
 */
export type LibraryCheck = { at: number; writes: number; saved: readonly string[]; playlists: boolean }

/**
 * The rows of the user's own playlists and of what is saved, kept so that searching them costs no request.
 *
 * It belongs to an account and is forgotten at the sign-out. tools/items/refresh-library.ts keeps it current.
 */
export type LibraryIndex = {
  lists(account: string): Map<string, IndexedList>
  /** Puts a list in place of what was known of it, whole or not at all. */
  replace(account: string, list: IndexedList, rows: IndexedRow[]): void
  /** Adds rows to a list and gives it its new version. Rows at positions that are known are replaced: doing it twice changes nothing. */
  add(account: string, list: IndexedList, rows: IndexedRow[]): void
  rename(account: string, list: string, name: string): void
  remove(account: string, list: string): void
  /** The rows whose words have all of these beginnings (shared/songs.ts `wordBeginnings`), list by list in their order. @param list only this one */
  search(account: string, beginnings: readonly string[], list?: string): IndexedHit[]
  /** The rows with these uris. */
  holding(account: string, uris: readonly string[]): IndexedHit[]
  /** The last check that `note` was told of; kept as long as the process. */
  lastCheck(account: string): LibraryCheck | undefined
  /** Notes that these lists were just found to be as they are at Spotify. */
  note(account: string, check: LibraryCheck): void
  /** Forgets everything, of every account. */
  forget(): void
}

/** Opens the index over its two tables. */
export function openLibraryIndex(database: DatabaseSync): LibraryIndex {
  const known = database.prepare('SELECT list, name, version, total FROM library_lists WHERE account = ?')
  const upsertList = database.prepare('INSERT OR REPLACE INTO library_lists (account, list, name, version, total) VALUES (?, ?, ?, ?, ?)')
  const upsertRow = database.prepare(
    'INSERT OR REPLACE INTO library_rows (account, list, position, uri, item, words, added_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const deleteRows = database.prepare('DELETE FROM library_rows WHERE account = ? AND list = ?')
  const deleteList = database.prepare('DELETE FROM library_lists WHERE account = ? AND list = ?')
  const renameList = database.prepare('UPDATE library_lists SET name = ? WHERE account = ? AND list = ? AND name <> ?')
  const withUri = database.prepare(
    'SELECT list, position, uri, item, added_at FROM library_rows WHERE account = ? AND uri = ? ORDER BY list, position',
  )

  /** The searches that were asked before: they differ only in how many words they have. */
  const searches = new Map<string, StatementSync>()

  function prepared(search: string): StatementSync {
    const statement = searches.get(search) ?? database.prepare(search)
    searches.set(search, statement)
    return statement
  }

  const checks = new Map<string, LibraryCheck>()

  function together(work: () => void): void {
    database.exec('BEGIN IMMEDIATE')
    try {
      work()
      database.exec('COMMIT')
    } catch (error) {
      database.exec('ROLLBACK')
      throw error
    }
  }

  function write(account: string, { list, name, version, total }: IndexedList, rows: IndexedRow[]): void {
    upsertList.run(account, list, name, version, total)
    for (const { position, uri, item, words, addedAt } of rows) {
      upsertRow.run(account, list, position, uri ?? null, JSON.stringify(item), words, addedAt ?? null)
    }
  }

  return {
    lists: (account) => new Map((known.all(account) as IndexedList[]).map((row) => [row.list, row])),

    replace(account, list, rows) {
      together(() => {
        deleteRows.run(account, list.list)
        write(account, list, rows)
      })
    },

    add: (account, list, rows) => together(() => write(account, list, rows)),

    rename: (account, list, name) => void renameList.run(name, account, list, name),

    remove(account, list) {
      together(() => {
        deleteRows.run(account, list)
        deleteList.run(account, list)
      })
    },

    search(account, beginnings, list) {
      const conditions = beginnings.map(() => "AND instr(' ' || words, ?) > 0").join(' ')
      const select = `SELECT list, position, uri, item, added_at FROM library_rows WHERE account = ? ${list === undefined ? '' : 'AND list = ?'}`
      return prepared(`${select} ${conditions} ORDER BY list, position`)
        .all(account, ...(list === undefined ? [] : [list]), ...beginnings)
        .map(toHit)
    },

    holding: (account, uris) => uris.flatMap((uri) => withUri.all(account, uri).map(toHit)),

    lastCheck: (account) => checks.get(account),

    note: (account, check) => void checks.set(account, check),

    forget() {
      checks.clear()
      together(() => database.exec('DELETE FROM library_rows; DELETE FROM library_lists'))
    },
  }
}

function toHit({ list, position, uri, item, added_at }: Record<string, unknown>): IndexedHit {
  return {
    list: String(list),
    position: Number(position),
    item: JSON.parse(String(item)),
    ...(typeof uri === 'string' && { uri }),
    ...(typeof added_at === 'string' && { addedAt: added_at }),
  }
}
