import { mkdirSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Log } from '../config/logging.ts'
import { migrate } from './migrations.ts'

/** How long a statement waits while another process (the app beside the command) writes. */
const busyTimeoutMs = 5_000

/**
 * Opens the database of this data directory, creating or migrating it.
 *
 * Several processes may have it open at once (write-ahead log). A damaged file is renamed with its date, never deleted: what it holds may still
 * be rescued.
 */
export function openDatabase(file: string, log: Log, now: () => number = Date.now): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  try {
    return open(file)
  } catch (error) {
    if (!isDamaged(error)) throw error
    const aside = `${file}.damaged-${new Date(now()).toISOString().slice(0, 19).replaceAll(':', '-')}`
    renameSync(file, aside)
    log.error(`The database was damaged. It was put aside as ${aside} and a new one was begun.`)
    return open(file)
  }
}

function open(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: busyTimeoutMs })
  try {
    // What is deleted is overwritten: a person who signs out leaves nothing readable in the file.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON')
    migrate(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** SQLITE_CORRUPT and SQLITE_NOTADB (https://sqlite.org/rescode.html). */
function isDamaged(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (error.errcode === 11 || error.errcode === 26)
}
