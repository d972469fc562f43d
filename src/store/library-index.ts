import { DatabaseSync } from 'node:sqlite'
import type { Database } from './database.ts'
import { isDatabaseProblem } from './database-problems.ts'
import { type LibraryTables, openLibraryTables } from './library-tables.ts'
import { migrate } from './migrations.ts'

/** A list of the user's, as it was when it was read: a playlist (by its id) or the saved items of one kind (`saved:tracks`). */
export type IndexedList = {
  list: string
  name: string
  /** Names the content: the snapshot id of a playlist, the newest row of saved items. Another one means: read again. */
  version: string
  total: number
}

/**
 * A row of a list. `item` is whatever the caller wants back, as JSON; `words` is what a search looks in (shared/songs.ts `bareWords`). A song has the key
 * of its recording (shared/recording.ts) and, where it is known, its ISRC. When other words or keys are made of the same names, a migration has to empty
 * the lists.
 */
export type IndexedRow = {
  position: number
  uri?: string
  item: unknown
  words: string
  recording?: string
  isrc?: string
  addedAt?: string
}

/** A row that was found, and the list it stands in. */
export type IndexedHit = Omit<IndexedRow, 'words' | 'recording' | 'isrc'> & { list: string }

/**
 * A check of the index against Spotify. `at`: milliseconds since the epoch. `writes`: of spotify/client.ts, before the check: with another number the
 * library may have changed since.
 */
export type LibraryCheck = { at: number; writes: number; saved: readonly string[]; playlists: boolean }

/**
 * The rows of the user's own playlists and of what is saved, kept so that searching them costs no request.
 *
 * It belongs to an account and is forgotten at the sign-out. tools/items/refresh-library.ts keeps it current. What the database does not take just now
 * (another process writes, the disk is full) is kept in memory, and written as soon as that works: reading never fails because of writing.
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
  /** The rows whose recording has a key that begins like this, or this ISRC. */
  releases(account: string, of: { keyStart?: string | undefined; isrc?: string | undefined }): IndexedHit[]
  /** The last check that `note` was told of; kept as long as the process. */
  lastCheck(account: string): LibraryCheck | undefined
  /** Notes that these lists were just found to be as they are at Spotify. */
  note(account: string, check: LibraryCheck): void
  /** Forgets everything, of every account. */
  forget(): void
}

/** Opens the index. */
export function openLibraryIndex(database: Database): LibraryIndex {
  const file = openLibraryTables(database)
  /** The lists that are newer here than in the file. Made when it is needed first. */
  let memory: LibraryTables | undefined
  const held = new Map<string, HeldList>()
  let forgotten = false
  const checks = new Map<string, LibraryCheck>()
  const later = database.writeBehind(writeHeld)

  function memoryTables(): LibraryTables {
    if (memory) return memory
    const tables = new DatabaseSync(':memory:')
    migrate(tables)
    memory = openLibraryTables(tables)
    return memory
  }

  /** One list in each turn: a long one takes a moment. */
  function writeHeld(): boolean {
    if (forgotten) file.forget()
    forgotten = false
    const [first] = held.values()
    if (first) writeList(first)
    return held.size > 0
  }

  function writeList({ account, list, removed }: HeldList): void {
    if (removed) file.remove(account, list)
    else {
      const known = memoryTables().lists(account).get(list)
      if (known) file.replace(account, known, memoryTables().rows(account, list))
    }
    release(account, list)
  }

  function hold(account: string, list: string, removed = false): void {
    held.set(keyOf(account, list), { account, list, removed })
    later()
  }

  function release(account: string, list: string): void {
    if (held.delete(keyOf(account, list))) memory?.remove(account, list)
  }

  /** @param instead what to do in memory when the file cannot be written */
  function write(toFile: () => void, instead: () => void): void {
    try {
      if (forgotten) file.forget()
      forgotten = false
      toFile()
    } catch (error) {
      if (!isDatabaseProblem(error)) throw error
      instead()
    }
  }

  /** What the file says of the lists that are not newer in memory. A file that cannot be read says nothing. */
  function inFile<Found>(read: () => Found[], account: string, listOf: (found: Found) => string): Found[] {
    if (forgotten) return []
    try {
      return read().filter((found) => !held.has(keyOf(account, listOf(found))))
    } catch (error) {
      if (!isDatabaseProblem(error)) throw error
      return []
    }
  }

  function lists(account: string): IndexedList[] {
    return [
      ...inFile(
        () => [...file.lists(account).values()],
        account,
        ({ list }) => list,
      ),
      ...(memory?.lists(account).values() ?? []),
    ]
  }

  /** Takes a list into memory as it is, to change it there. */
  function copy(account: string, list: string): void {
    if (held.has(keyOf(account, list))) return
    const known = file.lists(account).get(list)
    if (!known || forgotten) return
    memoryTables().replace(account, known, file.rows(account, list))
    hold(account, list)
  }

  return {
    lists: (account) => new Map(lists(account).map((one) => [one.list, one])),

    replace(account, list, rows) {
      const toFile = () => {
        file.replace(account, list, rows)
        release(account, list.list)
      }
      write(toFile, () => {
        memoryTables().replace(account, list, rows)
        hold(account, list.list)
      })
    },

    add(account, list, rows) {
      const inMemory = () => {
        copy(account, list.list)
        memoryTables().add(account, list, rows)
        hold(account, list.list)
      }
      if (held.has(keyOf(account, list.list))) inMemory()
      else write(() => file.add(account, list, rows), inMemory)
    },

    rename(account, list, name) {
      const inMemory = () => {
        copy(account, list)
        memoryTables().rename(account, list, name)
      }
      if (held.has(keyOf(account, list))) inMemory()
      else write(() => file.rename(account, list, name), inMemory)
    },

    remove(account, list) {
      const toFile = () => {
        file.remove(account, list)
        release(account, list)
      }
      write(toFile, () => {
        memory?.remove(account, list)
        hold(account, list, true)
      })
    },

    search(account, beginnings, list) {
      const found = inFile(
        () => file.search(account, beginnings, list),
        account,
        (hit) => hit.list,
      )
      return [...found, ...(memory?.search(account, beginnings, list) ?? [])].sort(inOrder)
    },

    holding(account, uris) {
      return uris.flatMap((uri) => [
        ...inFile(
          () => file.holding(account, [uri]),
          account,
          (hit) => hit.list,
        ),
        ...(memory?.holding(account, [uri]) ?? []),
      ])
    },

    releases(account, of) {
      const found = inFile(
        () => file.releases(account, of),
        account,
        (hit) => hit.list,
      )
      return [...found, ...(memory?.releases(account, of) ?? [])].sort(inOrder)
    },

    lastCheck: (account) => checks.get(account),

    note: (account, check) => void checks.set(account, check),

    forget() {
      checks.clear()
      memory?.forget()
      held.clear()
      forgotten = true
      write(() => {}, later)
    },
  }
}

/** A list that is newer in memory than in the file, or gone. */
type HeldList = { account: string; list: string; removed: boolean }

function keyOf(account: string, list: string): string {
  return `${account} ${list}`
}

function inOrder(one: IndexedHit, other: IndexedHit): number {
  if (one.list !== other.list) return one.list < other.list ? -1 : 1
  return one.position - other.position
}
