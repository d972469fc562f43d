import { accessSync, constants, mkdirSync } from 'node:fs'
import { Problem } from '../shared/problem.ts'

/**
 * Makes sure that the data directory exists and can be written to. A new one is for its owner only; one that exists keeps its mode.
 *
 * @throws Problem `invalid-setting` that names the directory
 */
export function prepareDataDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    accessSync(directory, constants.R_OK | constants.W_OK)
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason'
    throw new Problem('data-directory-unusable', `The data directory ${directory} cannot be used (${reason}).`, { cause: error })
  }
}
