import { existsSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { findPaths, type Paths } from '../config/paths.ts'
import { dataLocks, lockFile } from '../store/data-locks.ts'

/** What may follow the name of one of our files: SQLite's parts, interrupted writes, and what was put aside. */
function isOwnName(name: string, own: readonly string[]): boolean {
  return own.some((known) => name === known || (known.includes('.') && (name.startsWith(`${known}-`) || name.startsWith(`${known}.`))))
}

/**
 * Deletes the data folder. In a folder that the user chose, only Tonearm's own files are deleted, since anything may lie beside them. Tonearm must
 * have stopped.
 */
export function deleteData(paths: Paths, environment: NodeJS.ProcessEnv): void {
  const usual = findPaths({ environment: { ...environment, TONEARM_DATA_DIR: undefined } }).directory
  const all = paths.directory === usual ? [usual] : ownFiles(paths)
  for (const file of all) rmSync(file, { recursive: true, force: true, maxRetries: 3 })
  for (const folder of [dirname(paths.log), paths.directory]) removeIfEmpty(folder)
}

/** How much there is, in bytes. */
export function dataBytes(paths: Paths): number {
  return ownFiles(paths)
    .flatMap((file) => [file, ...(file === paths.web ? filesBelow(file) : [])])
    .map((file) => statSync(file, { throwIfNoEntry: false }))
    .reduce((sum, stats) => sum + (stats?.isFile() ? stats.size : 0), 0)
}

function ownFiles({ directory, log, web, ...paths }: Paths): string[] {
  const own = [...Object.values(paths).map((path) => basename(path)), ...dataLocks.map(lockFile)]
  const logNames = [basename(log), `${basename(log, '.log')}.old.log`]
  // Somebody may have a folder of this name. Chromium always writes this file.
  const ofChromium = existsSync(join(web, 'Local State')) ? [web] : []
  return [...namedIn(directory, own), ...namedIn(dirname(log), logNames), ...ofChromium]
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
}

function namedIn(folder: string, own: readonly string[]): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => isOwnName(name, own))
    .map((name) => join(folder, name))
}

function removeIfEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder)
}
