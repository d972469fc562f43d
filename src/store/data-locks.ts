import { join } from 'node:path'
import { createProcessLock, type ProcessLock } from './process-lock.ts'

/** What programs that share a data directory do one at a time. Each has a file of this name there, which stays. */
export const dataLocks = ['vault', 'renewal', 'login', 'clients', 'history', 'serving', 'access-key'] as const

export type DataLock = (typeof dataLocks)[number]

/** The name of the file of a lock. */
export const lockFile = (name: DataLock): string => `${name}.lock`

/** The lock of a data directory. */
export function createDataLock(directory: string, name: DataLock): ProcessLock {
  return createProcessLock(join(directory, lockFile(name)))
}
