import { lstatSync, realpathSync, type Stats } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import type { EntryPlace } from './entry-place.ts'
import { settingsProblem } from './settings-problem.ts'

/** The real path of a settings file, after following links. `stats` is missing when the file does not exist. */
type FoundFile = { file: string; stats?: Stats }

/**
 * Follows the links that lead to a settings file, so that a change replaces the file itself and not the link to it.
 *
 * A link must lead to a place in the person's home folder: nobody asked us to write anywhere else. A file that is configured to be elsewhere,
 * without a link, is accepted.
 *
 * @throws Problem `client-settings` when a link leads out of the home folder or nowhere, and for anything that is no file
 */
export function findFile({ file, home }: Pick<EntryPlace, 'file' | 'home'>): FoundFile {
  const given = resolve(file)
  const real = realPath(given, file)
  const homes = [resolve(home), realPath(resolve(home), file)]
  const isLinked = lstatOf(given)?.isSymbolicLink() === true
  const mustBeAtHome = isLinked || homes.some((folder) => isBelow(folder, given))
  if (mustBeAtHome && !homes.some((folder) => isBelow(folder, real))) {
    throw settingsProblem(file, 'it is a link to a place outside your home folder', 'Change that file by hand.')
  }
  const stats = lstatOf(real)
  if (stats && !stats.isFile()) {
    throw settingsProblem(file, stats.isDirectory() ? 'it is a folder' : 'it is not a file', 'Move it away, then try again.')
  }
  return { file: real, stats }
}

/** The real path of what exists. Of what does not exist yet, the real path of its folder, with the rest of the path unchanged. */
function realPath(path: string, shown: string): string {
  try {
    return realpathSync.native(path)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' && !lstatOf(path)) {
      const parent = dirname(path)
      return parent === path ? path : join(realPath(parent, shown), basename(path))
    }
    if (code === 'ENOENT' || code === 'ELOOP') {
      throw settingsProblem(shown, 'it is a link that leads nowhere', 'Remove or repair the link, then try again.')
    }
    throw settingsProblem(shown, `it cannot be reached (${code})`, 'Check the permissions of its folder, then try again.')
  }
}

function lstatOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false })
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
