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
 * Creates a file, and waits until it is on the disk.
 *
 * @param like.stats of the file that it copies or replaces: the new file gets the same owner where the system allows it
 * @throws the system's error, `EEXIST` when the file exists; nothing is left then
 */
export function writeNewFile(path: string, bytes: Uint8Array, like: { mode: number; stats?: Stats }): void {
  // Not readable for others until it has its owner.
  const descriptor = openSync(path, 'wx', 0o600)
  try {
    writeFileSync(descriptor, bytes)
    if (like.stats) setOwner(descriptor, like.stats)
    fchmodSync(descriptor, like.mode & 0o777)
    fsyncSync(descriptor)
  } catch (error) {
    removeQuietly(path)
    throw error
  } finally {
    closeSync(descriptor)
  }
}

/**
 * Moves a finished file to its place in one step.
 *
 * @param options.isNew there must be no file yet: one that another program has created is not overwritten
 * @throws the system's error, `EEXIST` when there is one
 */
export function putInPlace(temporary: string, file: string, { isNew }: { isNew: boolean }): void {
  if (isNew && linkNew(temporary, file)) removeQuietly(temporary)
  else renameSync(temporary, file)
}

/** Removes a file that we created, if it exists. It never throws: the error that led here is the one to report. */
export function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // The file was never created, or it stays.
  }
}

/** Writes a folder's changed names to the disk, in case the power fails. Not every system can. */
export function saveFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r')
    try {
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  } catch {
    // The contents of the file are already on the disk.
  }
}

/** Gives a file a second name, unless the name is taken. @returns false where the file system has no hard links */
function linkNew(temporary: string, file: string): boolean {
  try {
    linkSync(temporary, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' || existsSync(file)) throw error
    return false
  }
}

function setOwner(descriptor: number, { uid, gid }: Stats): void {
  try {
    fchownSync(descriptor, uid, gid)
  } catch {
    // Only the administrator may change the owner: the file is then owned by this user.
  }
}
