import { existsSync, renameSync } from 'node:fs'
import type { Paths } from '../config/paths.ts'

/** SQLite's files beside a database; they belong to it. */
const databaseParts = ['', '-wal', '-shm']

/**
 * Renames settings, database and listening history, so that the next start is a first one and nothing is lost. The program must have closed them.
 *
 * @param now milliseconds since the epoch, for the names
 */
export function putDataAside(paths: Pick<Paths, 'settings' | 'database' | 'history'>, now: number): void {
  const moment = new Date(now).toISOString().replaceAll(':', '.')
  for (const file of [paths.settings, ...[paths.database, paths.history].flatMap((file) => databaseParts.map((part) => file + part))]) {
    if (existsSync(file)) renameSync(file, `${file}.before-reset-${moment}`)
  }
}
