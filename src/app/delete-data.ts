import { existsSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { findPaths, type Paths } from '../config/paths.ts'

/** Files that Tonearm writes and that have no path in `Paths`. */
const otherNames = ['vault.json', 'clients.json']

/** What may follow the name of one of our files: SQLite's parts, interrupted writes, and what was put aside. */
const isOwnName = (name: string, own: readonly string[]) =>
  own.some((known) => name === known || name.startsWith(`${known}-`) || name.startsWith(`${known}.`)) || /^[a-z]+\.lock$/.test(name)

/**
 * Deletes the data folder. In a folder that the user chose, only Tonearm's own files are deleted, since anything may lie beside them. Tonearm must
 * have stopped.
 */
export function deleteData(paths: Paths, environment: NodeJS.ProcessEnv): void {
  const usual = findPaths({ environment: { ...environment, TONEARM_DATA_DIR: undefined } }).directory
  const all = paths.directory === usual ? [usual] : ownFiles(paths)
  for (const file of all) rmSync(file, { recursive: true, force: true, maxRetries: 3 })
  if (existsSync(paths.directory) && readdirSync(paths.directory).length === 0) rmdirSync(paths.directory)
}

/** How much there is, in bytes. */
export function dataBytes(paths: Paths): number {
  return ownFiles(paths)
    .map((file) => statSync(file, { throwIfNoEntry: false }))
    .reduce((sum, stats) => sum + (stats?.isFile() ? stats.size : 0), 0)
}

function ownFiles({ directory, log: _, ...paths }: Paths): string[] {
  if (!existsSync(directory)) return []
  const own = [...Object.values(paths).map((path) => basename(path)), ...otherNames, 'logs']
  return readdirSync(directory)
    .filter((name) => isOwnName(name, own))
    .map((name) => join(directory, name))
}
