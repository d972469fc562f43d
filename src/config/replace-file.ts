import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Writes a file of ours in one step: whoever reads it sees the old one or the new one, also when the power fails. Only its owner may read it
 * (mode 0600); its directory is made (0700) where it is missing.
 *
 * @throws the system's error; the old file is as it was then, and nothing is left beside it
 */
export function replaceFile(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const temporary = `${file}.${process.pid}.new`
  try {
    // One left by a crash could have other permissions, and `mode` counts only for new files.
    rmSync(temporary, { force: true })
    writeFileSync(temporary, text, { mode: 0o600, flag: 'wx', flush: true })
    renameSync(temporary, file)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}
