import { closeSync, openSync, statSync, utimesSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { Log } from '../config/logging.ts'
import type { OpenDatabase } from './database.ts'
import { quickCheck } from './quick-check.ts'

const weekMs = 7 * 24 * 60 * 60_000

/** The first answers have priority. */
const afterFirstAnswerMs = 1_000

/**
 * Checks the database once, some time after the first answer, if its last process was killed or the last check is a week ago; a damaged one is
 * replaced. The time of the last check is that of an empty file beside the database.
 *
 * @returns to be called after each answer
 */
export function createDatabaseCheck(options: {
  file: string
  database: Pick<OpenDatabase, 'stoppedCleanly' | 'isNew' | 'isOpen' | 'replaceDamaged'>
  log: Log
  now?: () => number
  afterMs?: number
}): () => void {
  const { file, database, log, now = Date.now, afterMs = afterFirstAnswerMs } = options
  const lastCheck = `${file}.checked`
  let begun = false

  function isDue(): boolean {
    const checkedAt = statSync(lastCheck, { throwIfNoEntry: false })?.mtimeMs
    return !database.stoppedCleanly || checkedAt === undefined || Math.abs(now() - checkedAt) > weekMs
  }

  async function check(): Promise<void> {
    await wait(afterMs, undefined, { ref: false })
    if (!database.isOpen || !isDue()) return
    const found = database.isNew ? undefined : await quickCheck(file)
    if (!database.isOpen) return
    if (found !== undefined) {
      log.error(`The check of the database found: ${found}`)
      database.replaceDamaged()
    }
    noteCheck(lastCheck, now())
  }

  return () => {
    if (begun) return
    begun = true
    check().catch((error: unknown) => log.error('The database could not be checked', error))
  }
}

function noteCheck(file: string, now: number): void {
  closeSync(openSync(file, 'a', 0o600))
  utimesSync(file, now / 1_000, now / 1_000)
}
