import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs'

/** What stands at the path of one of Tonearm's files. `unreadable` says why: the rest of a sentence that begins with the path. */
export type FileContent =
  | { kind: 'text'; text: string; stats: Stats }
  | { kind: 'missing' }
  | { kind: 'unreadable'; reason: string; cause?: unknown }

/** Windows has no such flag, and no such files in a folder. */
const withoutWaiting = constants.O_NONBLOCK ?? 0

/**
 * Reads one of Tonearm's files as UTF-8, and what the system says about the very file that was read.
 *
 * Something else may stand at the path: opening a named pipe would otherwise wait until somebody writes to it, perhaps for ever.
 */
export function readOwnFile(path: string): FileContent {
  let file: number | undefined
  try {
    file = openSync(path, constants.O_RDONLY | withoutWaiting)
    const stats = fstatSync(file)
    const instead = whatInsteadOfFile(stats)
    if (instead) return { kind: 'unreadable', reason: `is ${instead} instead of a file. Move it away.` }
    return { kind: 'text', text: readFileSync(file, 'utf8'), stats }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return { kind: 'missing' }
    if (code === 'ENXIO') return { kind: 'unreadable', reason: 'is a socket instead of a file. Move it away.' }
    return { kind: 'unreadable', reason: `cannot be read (${code ?? 'unknown reason'}). Check its permissions.`, cause: error }
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

/** What stands where a file belongs, in words; undefined when it is a file. */
export function whatInsteadOfFile(stats: Stats): string | undefined {
  if (stats.isFile()) return undefined
  if (stats.isDirectory()) return 'a folder'
  if (stats.isFIFO()) return 'a named pipe'
  return stats.isSocket() ? 'a socket' : 'a device'
}
