import { accessSync, constants, mkdirSync, statSync } from 'node:fs'
import { relative } from 'node:path'
import { Problem } from '../shared/problem.ts'
import type { Paths } from './paths.ts'
import { whatInsteadOfFile } from './read-file.ts'

/**
 * Makes sure that the data directory exists and can be written to, and that nothing else stands where Tonearm's files belong: a named pipe would
 * stop it for ever, and a folder would fail in the middle of something. A new directory is for its owner only; one that exists keeps its mode.
 *
 * @throws Problem `data-directory-unusable` that names the directory and what is wrong with it
 */
export function prepareDataDirectory({ directory, settings, vault, clients, database, endpoint, log }: Paths): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    accessSync(directory, constants.R_OK | constants.W_OK)
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason'
    throw new Problem('data-directory-unusable', `The data directory ${directory} cannot be used (${reason}).`, { cause: error })
  }
  const databaseFiles = [database, `${database}-wal`, `${database}-shm`]
  for (const file of [settings, endpoint, log, ...databaseFiles, vault, clients]) {
    const stats = statSync(file, { throwIfNoEntry: false })
    const instead = stats && whatInsteadOfFile(stats)
    if (instead) throw inTheWay(directory, file, instead)
  }
}

function inTheWay(directory: string, file: string, what: string): Problem {
  const sentence = `The data directory ${directory} cannot be used, because ${relative(directory, file)} in it is ${what} instead of a file. Move it away.`
  return new Problem('data-directory-unusable', sentence)
}
