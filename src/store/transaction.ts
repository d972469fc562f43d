import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { isProblem } from '../shared/problem.ts'

/** A prepared statement, as far as the store uses one. */
export type Statement = Pick<StatementSync, 'get' | 'all' | 'run'>

/** Tables to read and write: of the file (database.ts) or in memory (a DatabaseSync as it is). */
export type Tables = Pick<DatabaseSync, 'exec' | 'isTransaction'> & { prepare(sql: string): Statement }

/**
 * Does `work` in one transaction: all of it or nothing. When the file turns out to be damaged and was replaced, once more on the new one.
 *
 * @param options.durable what was written outlives a power failure, too
 */
export function transaction<Result>(tables: Tables, work: () => Result, options: { durable?: boolean } = {}): Result {
  try {
    return once(tables, work, options.durable === true)
  } catch (error) {
    if (!isProblem(error, 'database-damaged')) throw error
    return once(tables, work, options.durable === true)
  }
}

function once<Result>(tables: Tables, work: () => Result, durable: boolean): Result {
  if (durable) tables.exec('PRAGMA synchronous = FULL')
  try {
    tables.exec('BEGIN IMMEDIATE')
    const result = work()
    tables.exec('COMMIT')
    return result
  } catch (error) {
    // SQLite ends the transaction by itself after some errors, such as a full disk.
    if (tables.isTransaction) tables.exec('ROLLBACK')
    throw error
  } finally {
    if (durable) tables.exec('PRAGMA synchronous = NORMAL')
  }
}
