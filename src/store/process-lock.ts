import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import type { Exclusively } from '../shared/exclusively.ts'
import { Problem } from '../shared/problem.ts'

/** A lock that one process at a time can hold. The operating system frees it when that process ends, also after kill -9. */
export type ProcessLock = {
  /** Waits for the lock, and holds it until `work` is done. Not for use inside of `work`: that would wait for itself. */
  exclusively: Exclusively
  /**
   * Takes the lock if nobody has it, without waiting.
   *
   * @returns the way to free it, to be kept as long as the lock is wanted; undefined when somebody has it, in this process or in another
   * @throws Problem `data-directory-unusable`
   */
  tryHold(): Release | undefined
}

export type Release = () => void

/** Longer than what is done under a lock takes at most: a token request, 10 s, and storing what it brought. */
const usualLimitMs = 20_000

/** The pauses between two attempts: short at first, since most holders only write a file. */
const pauses = { firstMs: 2, longestMs: 50 }

/** SQLITE_BUSY (https://sqlite.org/rescode.html): somebody else has it. */
const busy = 5

/**
 * A lock between processes on this computer: a write transaction in an SQLite database of its own, in which nothing is ever written. SQLite knows how
 * each system locks files, and Node has no function for it (docs/decisions/process-lock.md).
 *
 * @param file an absolute path, for this lock alone: on POSIX systems, a process that opens and closes the file in another way frees the lock
 */
export function createProcessLock(file: string): ProcessLock {
  async function take(signal: AbortSignal | undefined, limitMs: number): Promise<Release> {
    const end = performance.now() + limitMs
    let pauseMs = pauses.firstMs
    for (;;) {
      signal?.throwIfAborted()
      const release = tryHold(file)
      if (release) return release
      if (performance.now() + pauseMs > end) throw takesTooLong()
      // By chance, so that two waiting processes do not ask at the same moments.
      await delay(pauseMs * (0.5 + Math.random()), undefined, { signal }).catch(() => signal?.throwIfAborted())
      pauseMs = Math.min(pauseMs * 2, pauses.longestMs)
    }
  }

  return {
    async exclusively(work, { signal, limitMs = usualLimitMs } = {}) {
      const release = await take(signal, limitMs)
      try {
        return await work()
      } finally {
        release()
      }
    },
    tryHold: () => tryHold(file),
  }
}

function tryHold(file: string): Release | undefined {
  let database: DatabaseSync | undefined
  try {
    createFile(file)
    // No waiting here: SQLite would stop the whole process for that time.
    database = new DatabaseSync(file, { timeout: 0 })
    // Nothing is written, so no journal is needed beside the file.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN IMMEDIATE')
    const held = database
    return () => {
      if (held.isOpen) held.close()
    }
  } catch (error) {
    if (database?.isOpen) database.close()
    if (isBusy(error)) return undefined
    throw unusable(file, error)
  }
}

/** Makes the empty file, for its owner only. A file that exists is not opened, which could free the lock. */
function createFile(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    closeSync(openSync(file, 'wx', 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function isBusy(error: unknown): boolean {
  // The lower byte is the result; the others say more about it.
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === busy
}

function takesTooLong(): Problem {
  return new Problem('data-directory-busy', 'Another Tonearm is busy with the same data. Try again in a moment.')
}

function unusable(file: string, error: unknown): Problem {
  const { code, errstr } = error as NodeJS.ErrnoException & { errstr?: string }
  const sentence = `The lock file ${file} cannot be used (${errstr ?? code ?? 'unknown reason'}). Check the permissions of its directory. If it is not empty, remove it.`
  return new Problem('data-directory-unusable', sentence, { cause: error })
}
