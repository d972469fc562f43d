import {
  closeSync,
  existsSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs'

/**
 * Writes a file that is not there yet, down to the disk.
 *
 * @param like.stats of the file that it copies or replaces: its owner is taken over where the system allows that
 * @throws the system's error, `EEXIST` when it is there; no part of it is left then
 */
export function writeNewFile(path: string, bytes: Uint8Array, like: { mode: number; stats?: Stats }): void {
  // Readable for nobody else until it has its owner.
  const descriptor = openSync(path, 'wx', 0o600)
  try {
    writeFileSync(descriptor, bytes)
    if (like.stats) takeOver(descriptor, like.stats)
    fchmodSync(descriptor, like.mode & 0o777)
    fsyncSync(descriptor)
  } catch (error) {
    discard(path)
    throw error
  } finally {
    closeSync(descriptor)
  }
}

/**
 * Moves a finished file to its place in one step.
 *
 * @param options.isNew nothing may be there: a file that came meanwhile is not written over
 * @throws the system's error, `EEXIST` when something is there that must not
 */
export function putInPlace(temporary: string, file: string, { isNew }: { isNew: boolean }): void {
  if (isNew && linkNew(temporary, file)) discard(temporary)
  else renameSync(temporary, file)
}

/** Removes a file of ours if it is there, on the way out of a failure that is to be told, whatever else goes wrong. */
export function discard(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // It could not be made either, or it stays: neither is what the person has to know.
  }
}

/** Asks the system to keep what was renamed or removed in a folder, should the power fail. Not every system can. */
export function saveFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r')
    try {
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  } catch {
    // The file itself is on the disk already.
  }
}

/** A second name for a file, unless the name is taken; false where the file system has no such thing. */
function linkNew(temporary: string, file: string): boolean {
  try {
    linkSync(temporary, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' || existsSync(file)) throw error
    return false
  }
}

function takeOver(descriptor: number, { uid, gid }: Stats): void {
  try {
    fchownSync(descriptor, uid, gid)
  } catch {
    // Only the administrator may give files away: it is ours then, as everything that we write.
  }
}
