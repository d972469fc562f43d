import { readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/**
 * The files that writes of `file` left beside it because their process was killed before the rename (replace-file.ts), the newest first. A write that
 * is under way has one, too, so the lock of the file must be held before anything is done to them.
 */
export function findInterruptedWrites(file: string): string[] {
  const prefix = `${basename(file)}.`
  const isOne = (name: string) => name.startsWith(prefix) && /^\d+\.new$/.test(name.slice(prefix.length))
  return namesIn(dirname(file))
    .filter(isOne)
    .map((name) => join(dirname(file), name))
    .sort((one, other) => changedAt(other) - changedAt(one))
}

/** No write takes that long. */
const writeTakesAtMostMs = 60_000

/** Removes what writes left that were interrupted a minute ago or earlier, for files that have no lock. They may hold secrets. */
export function removeOldInterruptedWrites(file: string): void {
  const old = Date.now() - writeTakesAtMostMs
  for (const path of findInterruptedWrites(file)) {
    try {
      if (changedAt(path) < old) rmSync(path, { force: true })
    } catch {
      // It belongs to somebody else. The file itself was written.
    }
  }
}

/**
 * Removes what interrupted writes left. The newest that is whole takes the place of `file` if that is missing or damaged.
 *
 * @param read parses the text of a file; undefined if it is damaged or empty
 * @returns the content of the newest write, if it is whole and newer than the file, which stays as it is
 */
export function clearInterruptedWrites<Content>(file: string, read: (text: string) => Content | undefined): Content | undefined {
  const found = findInterruptedWrites(file)
  const whole = found.find((path) => contentOf(path, read) !== undefined)
  let newer: Content | undefined
  if (whole && contentOf(file, read) === undefined) renameSync(whole, file)
  else if (whole && changedAt(whole) >= changedAt(file)) newer = contentOf(whole, read)
  for (const path of found) rmSync(path, { force: true })
  return newer
}

function contentOf<Content>(path: string, read: (text: string) => Content | undefined): Content | undefined {
  try {
    return read(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}

function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
