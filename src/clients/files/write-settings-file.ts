import { randomUUID } from 'node:crypto'
import { accessSync, constants, lstatSync, mkdirSync, rmdirSync, rmSync, type Stats } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isProblem, Problem } from '../../shared/problem.ts'
import { hideSecrets } from '../secrets.ts'
import type { FileChange } from './file-change.ts'
import { putInPlace, removeQuietly, saveFolder, writeNewFile } from './new-file.ts'
import { readWhole } from './read-file.ts'
import { settingsProblem } from './settings-problem.ts'

/**
 * Writes a planned change in one step: a reader sees the old file or the new one. Does nothing when nothing changes.
 *
 * @param options.now milliseconds since the epoch, for the name of the copy
 * @returns the path of the copy of the old file, if one was kept
 * @throws Problem `changed-since` when the file has changed since the change was planned; `client-settings` when it cannot be written. The
 * file is then unchanged, and nothing is left beside it.
 */
export function writeSettingsFile(change: FileChange, { now }: { now: () => number }): { backup?: string } {
  const { file, before, after, mode } = change
  if (isSame(before, after)) return {}
  const stats = confirmUnchanged(change)
  const moment = now()
  const leftovers: string[] = []
  let madeFolder: string | undefined
  let backup: string | undefined
  try {
    refuseReadOnly(file)
    if (!stats) madeFolder = mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    if (before && change.keepsCopy) {
      backup = keepCopy(file, withoutKeys(before, change.keys), { mode, stats, moment })
      leftovers.push(backup)
    }
    if (after) {
      const temporary = join(dirname(file), `.${basename(file)}.${randomUUID()}.new`)
      leftovers.push(temporary)
      writeNewFile(temporary, after, { mode, stats })
      confirmUnchanged(change)
      putInPlace(temporary, file, { isNew: before === undefined })
    } else {
      confirmUnchanged(change)
      rmSync(file)
    }
  } catch (error) {
    for (const leftover of leftovers) removeQuietly(leftover)
    if (madeFolder) removeEmptyFolders(dirname(file), madeFolder)
    throw asProblem(error, file)
  }
  saveFolder(dirname(file))
  if (change.obsoleteCopy) removeQuietly(change.obsoleteCopy)
  return backup === undefined ? {} : { backup }
}

/** Checks that the file is as it was when the change was planned. @returns its stats; undefined when it does not exist, as planned */
function confirmUnchanged({ file, before }: FileChange): Stats | undefined {
  const stats = lstatSync(file, { throwIfNoEntry: false })
  if (!stats && !before) return undefined
  if (!stats?.isFile() || !isSame(before, bytesOf(file))) throw changedSince(file)
  return stats
}

/**
 * A read-only file in a writable folder could be replaced, but its owner made it read-only on purpose.
 *
 * @throws Problem `client-settings`
 */
export function refuseReadOnly(file: string): void {
  const stats = lstatSync(file, { throwIfNoEntry: false })
  if (stats && !isWritable(file, stats)) throw settingsProblem(file, 'it is read-only', 'Make it writable, then try again.')
}

/** A copy stays when the entry is gone, and the key with it. */
function withoutKeys(bytes: Uint8Array, keys: string[]): Uint8Array {
  return keys.length === 0 ? bytes : Buffer.from(hideSecrets(Buffer.from(bytes).toString('utf8'), keys))
}

/** Whether the file is writable, for us and by its mode: the administrator may write into any file. A file that is gone is no reason to refuse. */
function isWritable(file: string, { mode }: Stats): boolean {
  try {
    accessSync(file, constants.W_OK)
    return (mode & 0o222) !== 0
  } catch (error) {
    return codeOf(error) === 'ENOENT'
  }
}

function bytesOf(file: string): Uint8Array {
  try {
    return readWhole(file).bytes
  } catch (error) {
    throw asProblem(error, file)
  }
}

/** Keeps a copy beside the file, with the date in its name. It never overwrites another one. */
function keepCopy(file: string, bytes: Uint8Array, like: { mode: number; stats: Stats | undefined; moment: number }): string {
  // Windows allows no colons in names.
  const date = new Date(like.moment).toISOString().slice(0, 19).replaceAll(':', '-')
  for (let count = 1; ; count += 1) {
    const copy = `${file}.tonearm-backup-${date}${count === 1 ? '' : `-${count}`}`
    try {
      writeNewFile(copy, bytes, like)
      return copy
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
  }
}

function removeEmptyFolders(from: string, upTo: string): void {
  try {
    for (let folder = from; folder.startsWith(upTo); folder = dirname(folder)) rmdirSync(folder)
  } catch {
    // Another program has put something into the folder: it stays.
  }
}

function asProblem(error: unknown, file: string): unknown {
  if (isProblem(error)) return error
  const code = codeOf(error)
  if (!code) return error
  if (code === 'EEXIST') return changedSince(file)
  const advice = 'Check the permissions of the file and its folder, and that no other program holds it open, then try again.'
  return settingsProblem(file, `it cannot be written (${code})`, advice, { cause: error })
}

function changedSince(file: string): Problem {
  const sentence = `The settings file ${file} has changed since Tonearm read it, so nothing was written. Look at the new preview, then try again.`
  return new Problem('changed-since', sentence)
}

function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && Buffer.compare(one, other) === 0)
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code
}
