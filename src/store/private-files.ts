import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes the folder of a database (0700) and the file itself (0600, which SQLite passes on to -wal and -shm), and takes away what others could
 * do with files that exist. Windows knows no such modes; there the folder of the user protects them.
 *
 * @throws the system's error
 */
export function preparePrivateFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  if (!exists(file)) closeSync(openSync(file, 'a', 0o600))
  for (const part of ['', '-wal', '-shm']) tighten(file + part)
}

function exists(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined
}

function tighten(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found?.isFile() || (found.mode & 0o077) === 0 || process.platform === 'win32') return
  try {
    chmodSync(file, 0o600)
  } catch {
    // It belongs to somebody else, or the disk is read-only: that it can be used is what counts.
  }
}
