import type { IndexedHit, IndexedList, IndexedRow, LibraryIndex } from './library-index.ts'
import { type Tables, transaction } from './transaction.ts'

/** The index as it stands in two tables. Functions as in LibraryIndex; each fails with the Problem of its database. */
export type LibraryTables = Omit<LibraryIndex, 'lastCheck' | 'note'> & {
  /** All rows of a list. */
  rows(account: string, list: string): IndexedRow[]
}

/** Opens them, in the file or in memory. */
export function openLibraryTables(database: Tables): LibraryTables {
  const known = database.prepare('SELECT list, name, version, total FROM library_lists WHERE account = ?')
  const upsertList = database.prepare('INSERT OR REPLACE INTO library_lists (account, list, name, version, total) VALUES (?, ?, ?, ?, ?)')
  const upsertRow = database.prepare(
    'INSERT OR REPLACE INTO library_rows (account, list, position, uri, item, words, recording, isrc, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const deleteRows = database.prepare('DELETE FROM library_rows WHERE account = ? AND list = ?')
  const deleteList = database.prepare('DELETE FROM library_lists WHERE account = ? AND list = ?')
  const renameList = database.prepare('UPDATE library_lists SET name = ? WHERE account = ? AND list = ? AND name <> ?')
  const withUri = database.prepare(
    'SELECT list, position, uri, item, added_at FROM library_rows WHERE account = ? AND uri = ? ORDER BY list, position',
  )
  const withKey = database.prepare(
    'SELECT list, position, uri, item, added_at FROM library_rows WHERE account = ? AND recording >= ? AND recording < ? || char(0x10ffff) ORDER BY list, position',
  )
  const withIsrc = database.prepare(
    'SELECT list, position, uri, item, added_at FROM library_rows WHERE account = ? AND isrc = ? ORDER BY list, position',
  )

  const whole = database.prepare(
    'SELECT list, position, uri, item, words, recording, isrc, added_at FROM library_rows WHERE account = ? AND list = ? ORDER BY position',
  )

  function write(account: string, { list, name, version, total }: IndexedList, rows: IndexedRow[]): void {
    upsertList.run(account, list, name, version, total)
    for (const { position, uri, item, words, recording, isrc, addedAt } of rows) {
      const keys = [words, recording ?? null, isrc ?? null]
      upsertRow.run(account, list, position, uri ?? null, JSON.stringify(item), ...keys, addedAt ?? null)
    }
  }

  return {
    lists: (account) => new Map((known.all(account) as IndexedList[]).map((row) => [row.list, row])),

    replace(account, list, rows) {
      transaction(database, () => {
        deleteRows.run(account, list.list)
        write(account, list, rows)
      })
    },

    add: (account, list, rows) => transaction(database, () => write(account, list, rows)),

    rename: (account, list, name) => void renameList.run(name, account, list, name),

    remove(account, list) {
      transaction(database, () => {
        deleteRows.run(account, list)
        deleteList.run(account, list)
      })
    },

    rows: (account, list) => whole.all(account, list).map((row) => ({ ...withoutList(toHit(row)), ...keysOf(row) })),

    search(account, beginnings, list) {
      const conditions = beginnings.map(() => "AND instr(' ' || words, ?) > 0").join(' ')
      const select = `SELECT list, position, uri, item, added_at FROM library_rows WHERE account = ? ${list === undefined ? '' : 'AND list = ?'}`
      const statement = database.prepare(`${select} ${conditions} ORDER BY list, position`)
      return statement.all(account, ...(list === undefined ? [] : [list]), ...beginnings).map(toHit)
    },

    holding: (account, uris) => uris.flatMap((uri) => withUri.all(account, uri).map(toHit)),

    releases(account, { keyStart, isrc }) {
      const byKey = keyStart === undefined ? [] : withKey.all(account, keyStart, keyStart)
      const byIsrc = isrc === undefined ? [] : withIsrc.all(account, isrc)
      const found = [...byKey, ...byIsrc].map(toHit)
      return [...new Map(found.map((hit) => [`${hit.list} ${hit.position}`, hit])).values()]
    },

    forget: () => transaction(database, () => database.exec('DELETE FROM library_rows; DELETE FROM library_lists')),
  }
}

function withoutList({ list: _, ...row }: IndexedHit): Omit<IndexedHit, 'list'> {
  return row
}

function keysOf({ words, recording, isrc }: Record<string, unknown>): Pick<IndexedRow, 'words' | 'recording' | 'isrc'> {
  return {
    words: String(words),
    ...(typeof recording === 'string' && { recording }),
    ...(typeof isrc === 'string' && { isrc }),
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
