import type { OpenDatabase } from './database.ts'
import { transaction } from './transaction.ts'

/** Something that an app did or tried. `at`: milliseconds since the epoch. `words`: a sentence for people, without the full stop. */
export type ActivityEntry = {
  at: number
  client: string
  tool: string
  kind: string
  words: string
  failed: boolean
  /** The receipt of the change that it made, if it made one. */
  receipt?: string
  durationMs: number
  /** An estimate of what the answer cost the model. */
  tokens: number
}

/** What apps did lately, by account. Older entries are dropped. */
export type ActivityLog = {
  /** Noted in memory, and written soon after the answer. */
  add(account: string, entry: ActivityEntry): void
  /** The newest first. */
  latest(account: string, limit: number): ActivityEntry[]
  /** Erases all entries of an account. @throws Problem of the database */
  erase(account: string): void
}

/** How long an entry is kept. */
const keptDays = 30

/** So many entries of an account are kept at most: an app may call all day. */
const mostKept = 10_000

type Row = Omit<ActivityEntry, 'failed' | 'receipt' | 'durationMs'> & { failed: number; receipt: string | null; duration_ms: number }

/** Opens it over the `activity` table. @param now milliseconds since the epoch */
export function openActivityLog(database: OpenDatabase, now: () => number = Date.now): ActivityLog {
  const insert = database.prepare(
    'INSERT INTO activity (account, at, client, tool, kind, words, failed, receipt, duration_ms, tokens) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const prune = database.prepare('DELETE FROM activity WHERE at < ?')
  const pruneMany = database.prepare(
    'DELETE FROM activity WHERE sequence IN (SELECT sequence FROM activity WHERE account = ? ORDER BY sequence DESC LIMIT -1 OFFSET ?)',
  )
  const newest = database.prepare('SELECT * FROM activity WHERE account = ? AND at >= ? ORDER BY sequence DESC LIMIT ?')
  const remove = database.prepare('DELETE FROM activity WHERE account = ?')
  let unwritten: { account: string; entry: ActivityEntry }[] = []
  const oldest = () => now() - keptDays * 24 * 60 * 60_000
  const later = database.writeBehind(() => {
    transaction(database, () => {
      for (const { account, entry } of unwritten) {
        const { at, client, tool, kind, words, failed, receipt = null, durationMs, tokens } = entry
        insert.run(account, at, client, tool, kind, words, failed ? 1 : 0, receipt, durationMs, tokens)
      }
      for (const account of new Set(unwritten.map((one) => one.account))) pruneMany.run(account, mostKept)
      prune.run(oldest())
    })
    unwritten = []
    return false
  })

  return {
    add(account, entry) {
      unwritten = [...unwritten, { account, entry }].slice(-mostKept)
      later()
    },
    latest(account, limit) {
      const inMemory = unwritten.filter((one) => one.account === account).map(({ entry }) => entry)
      const written = (newest.all(account, oldest(), limit) as Row[]).map(toEntry)
      return [...inMemory.toReversed(), ...written].slice(0, limit)
    },
    erase(account) {
      unwritten = unwritten.filter((one) => one.account !== account)
      transaction(database, () => remove.run(account))
    },
  }
}

function toEntry({ at, client, tool, kind, words, failed, receipt, duration_ms: durationMs, tokens }: Row): ActivityEntry {
  return { at, client, tool, kind, words, failed: failed === 1, ...(receipt !== null && { receipt }), durationMs, tokens }
}
