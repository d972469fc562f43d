import { statSync } from 'node:fs'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { Log } from '../config/logging.ts'
import { Problem } from '../shared/problem.ts'
import { isDatabaseProblem, toDatabaseProblem } from './database-problems.ts'
import { migrate } from './migrations.ts'
import { preparePrivateFile } from './private-files.ts'
import { putDamagedAside } from './put-aside.ts'
import { rescueReceipts } from './rescue-receipts.ts'
import type { Statement, Tables } from './transaction.ts'
import { createWriteBehind, type Save } from './write-behind.ts'

/**
 * The database of a data directory, as the parts of the store share it. It is opened when it is needed, and again after a failure; a damaged file
 * is replaced while the program runs. Statements throw a Problem (database-problems.ts) when the file cannot be used, and never wait.
 */
export type Database = Tables & {
  /** Writes later than the answer (write-behind.ts). @returns says that something has to be written */
  writeBehind(save: Save): () => void
}

/** The same for the program, which opens and closes it. */
export type OpenDatabase = Database & {
  /** What is wrong with it, for the status: it cannot be written at the moment, or it was damaged and replaced. */
  trouble(): Problem | undefined
  /** Writes now what would be written later. @throws Problem of the database; nothing is lost by that */
  flush(): void
  /** Puts the file aside, as after an error that says that it is damaged. */
  replaceDamaged(): void
  /** False when the last process that had it open was killed: SQLite's log beside it was left behind. */
  stoppedCleanly: boolean
  /** There was none before. */
  isNew: boolean
  isOpen: boolean
  /** Writes what would be written later, as far as that works, and closes the file. */
  close(): void
}

/** For the start, before anything is served, and for the end, after that: only then waiting stops nobody. */
const patienceMs = 2_000

/** Programs that write for a moment are no trouble to tell of. */
const busyIsTroubleAfterMs = 10_000

/** How often is looked whether the file is still the one that was opened: another process may have replaced it. */
const looksAtMostEveryMs = 1_000

type Connection = { database: DatabaseSync; statements: Map<string, StatementSync>; inode: number; lookedAt: number }

/**
 * Opens the database, creating or migrating it. Several processes may have it open at once (write-ahead log). A database that cannot be opened
 * stops nothing: `trouble()` says so, and each use tries again.
 *
 * @param options.onTrouble `trouble()` answers differently from now on
 * @throws Problem `invalid-setting` when a newer Tonearm wrote it
 */
export function openDatabase(
  file: string,
  log: Log,
  { now = Date.now, onTrouble = () => {} }: { now?: () => number; onTrouble?: () => void } = {},
): OpenDatabase {
  const isNew = inodeOf(file) === 0
  const stoppedCleanly = statSync(`${file}-wal`, { throwIfNoEntry: false }) === undefined
  let connection: Connection | undefined
  let closed = false
  let failing: { problem: Problem; since: number; told: boolean } | undefined
  let replaced: Problem | undefined
  const behind = createWriteBehind({ log, report })

  function connect(): Connection {
    preparePrivateFile(file)
    const database = new DatabaseSync(file, { timeout: patienceMs })
    try {
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
      migrate(database)
      database.exec('PRAGMA busy_timeout = 0')
      return { database, statements: new Map(), inode: inodeOf(file), lookedAt: performance.now() }
    } catch (error) {
      database.close()
      throw error
    }
  }

  function current(): Connection {
    if (closed) throw new Error('The database is closed.')
    if (connection && isReplaced(connection)) disconnect()
    connection ??= connect()
    return connection
  }

  /** Another process that found it damaged has put it aside, or reset everything. */
  function isReplaced(open: Connection): boolean {
    const time = performance.now()
    if (time - open.lookedAt < looksAtMostEveryMs || open.database.isTransaction) return false
    open.lookedAt = time
    return inodeOf(file) !== open.inode
  }

  function disconnect(): void {
    const open = connection
    connection = undefined
    open?.database.close()
  }

  function attempt<Result>(work: (open: Connection) => Result): Result {
    try {
      return work(current())
    } catch (error) {
      const problem = toDatabaseProblem(error, file)
      if (!problem) throw error
      if (problem.code === 'database-damaged') replaceDamaged()
      throw problem
    }
  }

  function statement(sql: string): StatementSync {
    const { database, statements } = current()
    const known = statements.get(sql) ?? database.prepare(sql)
    statements.set(sql, known)
    return known
  }

  function replaceDamaged(): void {
    const damaged = connection ? connection.inode : inodeOf(file)
    disconnect()
    try {
      if (inodeOf(file) !== damaged) return
      const aside = putDamagedAside(file, now())
      connection = connect()
      const saved = rescueReceipts(aside, connection.database)
      replaced = new Problem('database-damaged', damagedSentence(aside, saved))
      log.error(replaced.message)
      onTrouble()
    } catch (error) {
      if (failing?.problem.code !== 'database-damaged') log.error('The damaged database could not be put aside', error)
      report(new Problem('database-damaged', notAsideSentence(file), { cause: error }))
    }
  }

  function report(problem?: Problem): void {
    if (!problem) {
      if (!failing) return
      if (failing.told) log.info('The database can be written again.')
      failing = undefined
      onTrouble()
      return
    }
    const time = performance.now()
    if (problem.code !== failing?.problem.code) failing = { problem, since: time, told: false }
    if (failing.told || (problem.code === 'database-busy' && time - failing.since < busyIsTroubleAfterMs)) return
    failing.told = true
    log.warn(`Short ids and other notes are kept in memory for now: ${problem.message}`)
    onTrouble()
  }

  function open(): void {
    try {
      attempt(() => {})
    } catch (error) {
      if (!isDatabaseProblem(error)) throw error
      // A damaged one was replaced by now.
      if (error.code !== 'database-damaged' || !connection) report(error)
    }
  }

  open()
  return {
    get isTransaction() {
      return connection?.database.isTransaction ?? false
    },
    exec: (sql) => attempt(({ database }) => database.exec(sql)),
    prepare: (sql) =>
      onCurrent(
        () => statement(sql),
        attempt,
        () => connection?.database.isTransaction ?? false,
      ),
    writeBehind: behind.add,
    flush: behind.flush,
    trouble: () => (failing?.told ? failing.problem : replaced),
    replaceDamaged,
    stoppedCleanly,
    isNew,
    get isOpen() {
      return !closed
    },
    close() {
      behind.stop()
      try {
        connection?.database.exec(`PRAGMA busy_timeout = ${patienceMs}`)
        behind.flush()
      } catch (error) {
        if (!isDatabaseProblem(error)) throw error
        log.warn('What was noted in memory could not be written before the end.', error)
      } finally {
        disconnect()
        closed = true
      }
    },
  }
}

/** A statement on whatever file is open when it is used. Outside a transaction it is used again on the new file after a damaged one was replaced. */
function onCurrent(
  statement: () => StatementSync,
  attempt: <Result>(work: () => Result) => Result,
  isTransaction: () => boolean,
): Statement {
  function use<Result>(work: (one: StatementSync) => Result): Result {
    const inTransaction = isTransaction()
    try {
      return attempt(() => work(statement()))
    } catch (error) {
      if (inTransaction || !isDatabaseProblem(error) || error.code !== 'database-damaged') throw error
      return attempt(() => work(statement()))
    }
  }
  return {
    get: (...values: Parameters<StatementSync['get']>) => use((one) => one.get(...values)),
    all: (...values: Parameters<StatementSync['all']>) => use((one) => one.all(...values)),
    run: (...values: Parameters<StatementSync['run']>) => use((one) => one.run(...values)),
  } as Statement
}

function damagedSentence(aside: string, saved: number): string {
  const receipts =
    saved === 0
      ? 'No receipt of a change could be saved from it'
      : `${saved} ${saved === 1 ? 'receipt' : 'receipts'} of changes were saved from it`
  return `Tonearm's database was damaged. It was put aside as ${aside}, and a new one was begun. ${receipts}. Short ids from before work again when their items are shown again.`
}

function notAsideSentence(file: string): string {
  return `Tonearm's database (${file}) is damaged and could not be put aside. Stop Tonearm and the apps that use it, rename the file, then start Tonearm again.`
}

/** 0 when there is no such file. */
function inodeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.ino ?? 0
}
