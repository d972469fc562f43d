import { rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { toDatabaseProblem } from '../database-problems.ts'
import { preparePrivateFile } from '../private-files.ts'
import { transaction } from '../transaction.ts'
import { type Names, openNames } from './names.ts'
import { backupsOf, migrateHistory } from './schema.ts'

/** The file of the listening history, open. Only the worker has one (src/history/worker.ts), so waiting for another process stops nobody. */
export type HistoryDatabase = {
  database: DatabaseSync
  /** The names, as they are now. */
  names(): Names
  /** The number by which the tables know an account; 0, which has no rows, when it is new. */
  findAccount(account: string): number
  /** The same, and adds it when it is new. */
  accountNumber(account: string): number
  /** All of it or nothing. @throws Problem of the database */
  write<Result>(work: () => Result): Result
  /** A number that changes when anything was written, here or by another process. */
  version(): string
  /** Overwrites what was deleted: in the file, in the log beside it, and in the copies from before migrations. */
  scrub(): void
  close(): void
}

/** The index by recording is written all over: what does not fit in memory is written and read again. */
const cacheKilobytes = 32_768
const pagesBetweenCheckpoints = 8_192

/** A file of an import takes another process a quarter of a second. */
const patienceMs = 20_000

/**
 * Opens the history, creating or migrating it.
 *
 * @param foldedName the words by which two names count as the same
 * @throws Problem of the database; `invalid-setting` when a newer Tonearm wrote it
 */
export function openHistoryDatabase(file: string, foldedName: (name: string) => string): HistoryDatabase {
  const database = inWords(file, () => connect(file))
  let names: Names | undefined
  let namesAt = ''
  let writes = 0

  function version(): string {
    return `${database.prepare('PRAGMA data_version').get()?.data_version}.${writes}`
  }

  function findAccount(account: string): number {
    return Number(database.prepare('SELECT id FROM accounts WHERE account = ?').get(account)?.id ?? 0)
  }

  return {
    database,
    findAccount,
    names() {
      const { data_version: at } = database.prepare('PRAGMA data_version').get() as { data_version: number }
      if (namesAt !== String(at)) names = undefined
      namesAt = String(at)
      names ??= openNames(database, foldedName)
      return names
    },
    accountNumber(account) {
      return findAccount(account) || Number(database.prepare('INSERT INTO accounts (account) VALUES (?)').run(account).lastInsertRowid)
    },
    write(work) {
      writes += 1
      try {
        return inWords(file, () => transaction(database, work))
      } catch (error) {
        // They remember what was rolled back.
        names = undefined
        throw error
      }
    },
    version,
    scrub() {
      writes += 1
      names = undefined
      inWords(file, () => {
        for (const backup of backupsOf(file)) rmSync(backup, { force: true })
        database.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)')
      })
    },
    close: () => database.close(),
  }
}

function connect(file: string): DatabaseSync {
  preparePrivateFile(file)
  const database = new DatabaseSync(file, { timeout: patienceMs })
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY')
    database.exec(`PRAGMA cache_size = -${cacheKilobytes}; PRAGMA wal_autocheckpoint = ${pagesBetweenCheckpoints}`)
    migrateHistory(database, file)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function inWords<Result>(file: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw toDatabaseProblem(error, file) ?? error
  }
}
