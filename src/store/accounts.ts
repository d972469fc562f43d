import type { OpenDatabase } from './database.ts'
import { isDatabaseProblem } from './database-problems.ts'
import { transaction } from './transaction.ts'

/** What the tables know of people, by the id of their account. Everything that is kept of a person stands in one of these. */
const tablesOfAccounts = ['items', 'library_lists', 'library_rows', 'changes', 'exports', 'activity'] as const

/** The people whose rows are in the database. */
export type Accounts = {
  /** Gives the rows that were kept under an earlier id of this account (Spotify's user id, which can change) to its lasting id. */
  adopt(earlierId: string, account: string): void
  /**
   * Deletes every row of an account, and from the file what is left of it. Every account's when none is given.
   *
   * Another process may read at the same time. What it reads stays in the write-ahead log until it is done.
   *
   * @throws Problem of the database when it cannot be written
   */
  forget(account?: string): void
}

/** Opens the accounts over all tables that have one. */
export function openAccounts(database: OpenDatabase): Accounts {
  /** Earlier ids and the lasting ones, as long as that could not be written. */
  const adoptions = new Map<string, string>()
  const later = database.writeBehind(() => {
    adoptAll()
    return false
  })

  function adoptAll(): void {
    for (const [earlierId, account] of adoptions) {
      if (tablesOfAccounts.some((table) => hasRows(table, earlierId))) {
        transaction(database, () => {
          for (const table of tablesOfAccounts) {
            database.prepare(`UPDATE OR REPLACE ${table} SET account = ? WHERE account = ?`).run(account, earlierId)
          }
        })
      }
      adoptions.delete(earlierId)
    }
  }

  function hasRows(table: string, account: string): boolean {
    return database.prepare(`SELECT 1 FROM ${table} WHERE account = ? LIMIT 1`).get(account) !== undefined
  }

  return {
    adopt(earlierId, account) {
      if (earlierId === account) return
      adoptions.set(earlierId, account)
      try {
        adoptAll()
      } catch (error) {
        // A question does not fail because of that.
        if (!isDatabaseProblem(error)) throw error
        later()
      }
    },

    forget(account) {
      // What is still in memory would be written afterwards.
      database.flush()
      transaction(database, () => {
        for (const table of tablesOfAccounts) {
          if (account === undefined) database.exec(`DELETE FROM ${table}`)
          else database.prepare(`DELETE FROM ${table} WHERE account = ?`).run(account)
        }
      })
      // A deleted row stays in the file until its page is used again, and in the log until that is written back.
      database.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)')
    },
  }
}
