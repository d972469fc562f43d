import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import type { EntryPlace } from './entry-place.ts'
import { findFile } from './find-file.ts'
import { settingsProblem } from './settings-problem.ts'

/** Far above any settings file that a person or a client writes: a larger file is something else. */
const largestBytes = 10_000_000

/** A settings file as it is on disk; `bytes` and `mode` are missing when it does not exist. */
export type ReadFile = { file: string; bytes?: Uint8Array; mode?: number }

/**
 * Reads a client's settings file.
 *
 * @throws Problem `client-settings` as `findFile`, and when it is larger than 10 MB or may not be read
 */
export function readSettingsFile(place: Pick<EntryPlace, 'file' | 'home'>): ReadFile {
  const { file, stats } = findFile(place)
  if (!stats) return { file }
  if (stats.size > largestBytes) throw settingsProblem(file, 'it is larger than 10 MB', 'Change it by hand.')
  try {
    const { bytes, mode } = readWhole(file)
    return { file, bytes, mode }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    throw settingsProblem(file, `it cannot be read (${code})`, 'Check its permissions, then try again.', { cause: error })
  }
}

/** The bytes and permission bits of one file. A link is not followed: it could have replaced the file after the check. */
export function readWhole(file: string): { bytes: Uint8Array; mode: number } {
  const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
  try {
    return { bytes: new Uint8Array(readFileSync(descriptor)), mode: fstatSync(descriptor).mode & 0o7777 }
  } finally {
    closeSync(descriptor)
  }
}
