import { randomInt } from 'node:crypto'
import { Problem } from '../shared/problem.ts'
import type { Database } from './database.ts'
import { isDatabaseProblem } from './database-problems.ts'
import { transaction } from './transaction.ts'
import { whenFree } from './when-free.ts'

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

/**
 * The receipts in the database. A new one is there when `begin` resolves, also after a power failure. What became of it is written at once; when that
 * does not work, it is known from memory and written as soon as possible, since the change itself is done.
 */
export type ChangeLog = {
  /**
   * Keeps a receipt before anything is done. Waits a few seconds while another process writes.
   *
   * @returns its id
   * @throws Problem of the database, which says that the change was not started
   */
  begin(change: Pick<Change, 'account' | 'client' | 'what' | 'revert' | 'undoes'>): Promise<string>
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

/** What became of a receipt and is not written yet. */
type Unwritten = { state?: 'done' | 'partly done'; howFar?: string; revert?: unknown; dropped?: true }

type Row = Omit<Change, 'revert' | 'undoes'> & { revert: string; undoes: string | null }

type KeptRow = Row & { sequence: number }

/** Opens the receipts over the `changes` table. @param now milliseconds since the epoch */
export function openChangeLog(database: Database, now: () => number = Date.now): ChangeLog {
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
  const undoing = database.prepare('SELECT * FROM changes WHERE undoes = ? ORDER BY sequence DESC')
  const unwritten = new Map<string, Unwritten>()
  const later = database.writeBehind(() => {
    writeAll()
    return false
  })

  function writeAll(): void {
    if (unwritten.size === 0) return
    transaction(database, () => {
      for (const [id, { state, howFar, revert, dropped }] of unwritten) {
        if (state) setState.run(state, inBrackets(howFar), id)
        if (revert !== undefined) setRevert.run(JSON.stringify(revert), id)
        if (dropped) remove.run(id)
      }
    })
    unwritten.clear()
  }

  function note(id: string, what: Unwritten): void {
    unwritten.set(id, { ...unwritten.get(id), ...what })
    try {
      writeAll()
    } catch (error) {
      if (!isDatabaseProblem(error)) throw error
      later()
    }
  }

  /** A change is undone when another one undid it and was not undone itself. */
  function isUndone(id: string): boolean {
    return undoing
      .all(id)
      .map((row) => withUnwritten(row as KeptRow))
      .some((row) => row !== undefined && row.state === 'done' && !isUndone(row.id))
  }

  function withUnwritten(row: KeptRow): KeptRow | undefined {
    const { state = row.state, howFar, revert, dropped } = unwritten.get(row.id) ?? {}
    const what = row.what + inBrackets(howFar)
    return dropped ? undefined : { ...row, what, state, revert: revert === undefined ? row.revert : JSON.stringify(revert) }
  }

  function toChanges(rows: unknown[]): Change[] {
    return rows.flatMap((one): Change[] => {
      const row = withUnwritten(one as KeptRow)
      if (!row) return []
      const { sequence: _, revert, undoes, ...columns } = row
      return [{ ...columns, state: isUndone(row.id) ? 'undone' : row.state, revert: JSON.parse(revert), undoes: undoes ?? undefined }]
    })
  }

  return {
    async begin({ account, client, what, revert, undoes }) {
      const id = newId()
      const at = now()
      const write = () =>
        transaction(
          database,
          () => {
            insert.run(id, account, at, client, what, JSON.stringify(revert), undoes ?? null)
            prune.run(account, mostKept)
          },
          { durable: true },
        )
      await whenFree(write).catch((error: unknown) => {
        throw isDatabaseProblem(error) ? new Problem(error.code, `${notStarted} ${error.message}`, { cause: error }) : error
      })
      return id
    },
    finish: (id, state, howFar) => note(id, { state, ...(howFar !== undefined && { howFar }) }),
    amend: (id, revert) => note(id, { revert }),
    drop: (id) => note(id, { dropped: true }),
    find(account, id) {
      const row = byId.get(account, id.toLowerCase())
      return row && toChanges([row])[0]
    },
    attempts: (id) => toChanges(undoing.all(id)).filter(({ state }) => state !== 'done'),
    latest: (account, limit) => toChanges(newest.all(account, limit)),
  }
}

function inBrackets(words: string | undefined): string {
  return words === undefined ? '' : ` (${words})`
}

const notStarted = 'Tonearm could not write the receipt that an undo needs, so it did not start the change.'

function newId(): string {
  return Array.from({ length: idLength }, () => alphabet[randomInt(alphabet.length)]).join('')
}
