import { existsSync, renameSync } from 'node:fs'

/** SQLite's files beside a database; they belong to it. */
const parts = ['', '-wal', '-shm']

/**
 * Renames a damaged database, which must be closed, with the files beside it, never deletes it: what it holds may still be rescued.
 *
 * @param now milliseconds since the epoch, for the name
 * @returns its new name
 */
export function putDamagedAside(file: string, now: number): string {
  const moment = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')
  const aside = unused(`${file}.damaged-${moment}`)
  for (const part of parts) if (existsSync(file + part)) renameSync(file + part, aside + part)
  return aside
}

/** Two within a second must not replace each other. */
function unused(name: string): string {
  let free = name
  for (let number = 2; existsSync(free); number += 1) free = `${name}-${number}`
  return free
}
