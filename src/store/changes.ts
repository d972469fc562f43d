import { randomInt } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'

/** How far a change came. `begun` after an interruption means that this is not known: only the music itself can tell. */
export type ChangeState = 'begun' | 'done' | 'partly done' | 'undone'

/** The receipt of a change: what is about to be done or was done, and everything needed to revert it. */
export type Change = {
  /** Short, as people and models pass it on. */
  id: string
  /** Spotify's user id: receipts belong to an account. */
  account: string
  /** Milliseconds since the epoch. */
  at: number
  /** The MCP client that asked for it. */
  client: string
  /** In words. */
  what: string
  state: ChangeState
  /** JSON; src/changes/apply/receipt.ts says what it holds. */
  revert: unknown
  /** The receipt of the change that this one undoes. */
  undoes?: string
}

/** The receipts in the database. Each function is one committed transaction: what it wrote outlives the process. */
export type ChangeLog = {
  /** Keeps a receipt before anything is done. @returns its id */
  begin(change: Pick<Change, 'account' | 'client' | 'what' | 'revert' | 'undoes'>): string
  /** @param howFar words that are added to `what`, such as "2 of 4 steps done" */
  finish(id: string, state: 'done' | 'partly done', howFar?: string): void
  /** Adds what became known later, such as the id of a new playlist. */
  amend(id: string, revert: unknown): void
  /** Removes the receipt of a change of which nothing was carried out. */
  drop(id: string): void
  /** Upper and lower case do not matter. Undefined also for receipts of other accounts. */
  find(account: string, id: string): Change | undefined
  /** Changes that started to undo this one and did not finish, the newest first. */
  attempts(id: string): Change[]
  /** The newest first. */
  latest(account: string, limit: number): Change[]
}

/** Without letters and digits that look alike. */
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz'
const idLength = 6

/** So many receipts of an account are kept; one of a long playlist has about 150 KB. */
const mostKept = 500

type Row = Omit<Change, 'revert' | 'undoes'> & { revert: string; undoes: string | null }

/** Opens the receipts over the `changes` table. @param now milliseconds since the epoch */
export function openChangeLog(database: DatabaseSync, now: () => number = Date.now): ChangeLog {
  const insert = database.prepare(
    "INSERT INTO changes (id, account, at, client, what, state, revert, undoes) VALUES (?, ?, ?, ?, ?, 'begun', ?, ?)",
  )
  const prune = database.prepare(
    'DELETE FROM changes WHERE sequence IN (SELECT sequence FROM changes WHERE account = ? ORDER BY sequence DESC LIMIT -1 OFFSET ?)',
  )
  const setState = database.prepare('UPDATE changes SET state = ?, what = what || ? WHERE id = ?')
  const setRevert = database.prepare('UPDATE changes SET revert = ? WHERE id = ?')
  const remove = database.prepare('DELETE FROM changes WHERE id = ?')
  const byId = database.prepare('SELECT * FROM changes WHERE account = ? AND id = ?')
  const newest = database.prepare('SELECT * FROM changes WHERE account = ? ORDER BY sequence DESC LIMIT ?')
  const unfinished = database.prepare("SELECT * FROM changes WHERE undoes = ? AND state <> 'done' ORDER BY sequence DESC")
  const undoing = database.prepare("SELECT id FROM changes WHERE undoes = ? AND state = 'done'")

  /** A change is undone when another one undid it and was not undone itself. */
  function isUndone(id: string): boolean {
    return undoing.all(id).some((row) => !isUndone(String(row.id)))
  }

  function toChange(row: unknown): Change {
    const { sequence: _, revert, undoes, ...columns } = row as Row & { sequence: number }
    return {
      ...columns,
      state: isUndone(columns.id) ? 'undone' : columns.state,
      revert: JSON.parse(revert),
      undoes: undoes ?? undefined,
    }
  }

  return {
    begin({ account, client, what, revert, undoes }) {
      const id = newId()
      // FULL: after a power failure there must be no change without its receipt.
      database.exec('PRAGMA synchronous = FULL; BEGIN IMMEDIATE')
      try {
        insert.run(id, account, now(), client, what, JSON.stringify(revert), undoes ?? null)
        prune.run(account, mostKept)
        database.exec('COMMIT')
      } catch (error) {
        database.exec('ROLLBACK')
        throw error
      } finally {
        database.exec('PRAGMA synchronous = NORMAL')
      }
      return id
    },
    finish: (id, state, howFar) => void setState.run(state, howFar === undefined ? '' : ` (${howFar})`, id),
    amend: (id, revert) => void setRevert.run(JSON.stringify(revert), id),
    drop: (id) => void remove.run(id),
    find(account, id) {
      const row = byId.get(account, id.toLowerCase())
      return row && toChange(row)
    },
    attempts: (id) => unfinished.all(id).map(toChange),
    latest: (account, limit) => newest.all(account, limit).map(toChange),
  }
}

function newId(): string {
  return Array.from({ length: idLength }, () => alphabet[randomInt(alphabet.length)]).join('')
}
