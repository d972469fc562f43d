import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { removeOldInterruptedWrites } from './interrupted-writes.ts'

/**
 * Writes one of Tonearm's files in one step: a reader sees the old file or the new one, also after a power failure. Only its owner may read it
 * (mode 0600); a missing directory is created (0700). What a killed process left beside it, secrets included, is removed after a minute.
 *
 * @throws the system's error; the old file is then unchanged, and nothing is left beside it
 */
export function replaceFile(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const temporary = `${file}.${process.pid}.new`
  try {
    // A file left by a crash could have other permissions, and `mode` applies only to new files.
    rmSync(temporary, { force: true })
    writeFileSync(temporary, text, { mode: 0o600, flag: 'wx', flush: true })
    renameSync(temporary, file)
    removeOldInterruptedWrites(file)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}
