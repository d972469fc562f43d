import { readFileSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import type { Computer } from './client.ts'
import type { ClientSettings } from './define-client.ts'
import { entryName } from './entry.ts'
import { isMap } from './files/plain-data.ts'
import { settingAt } from './left-out.ts'

/**
 * The entries with our name in files of single project folders. While a client works in such a folder, they take the place of the entry for all folders.
 *
 * Only folders below the home folder are looked at: others may be on a disk that is slow or gone, and everything would wait for it. Nor those for
 * which macOS would ask the person whether Tonearm may look into them.
 *
 * @param ofAll the settings for all folders
 * @param file the path of the project's settings in its folder
 * @param folders those that the client itself remembers
 */
export function inProjects(computer: Computer, ofAll: ClientSettings, file: string, folders: string[]): ClientSettings[] {
  const places = folders
    .filter((folder) => mayLookInto(folder, computer))
    .map((folder) => ({ ...ofAll, file: join(folder, file), onlyIn: folder }))
  return places.filter((one) => one.file !== ofAll.file && settingAt(computer, one, [...one.path, entryName]) !== undefined)
}

/**
 * The folders that the person trusts in Gemini CLI, or in Qwen Code, which came from it: only there are settings of a project used
 * (https://geminicli.com/docs/cli/trusted-folders).
 *
 * @param file their `trustedFolders.json`
 */
export function trustedFolders(file: string): string[] {
  try {
    const rules: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return isMap(rules) ? Object.keys(rules).filter((folder) => rules[folder] === 'TRUST_FOLDER') : []
  } catch {
    return []
  }
}

/** The folders, and those that they lie in, up to the home folder: Claude Code looks in all of them. */
export function withParents(folders: string[], { home }: Computer): string[] {
  const all = new Set<string>()
  for (const folder of folders) {
    for (let one = folder; isIn(one, home) && !all.has(one); one = dirname(one)) all.add(one)
  }
  return [...all]
}

/** What macOS guards (https://support.apple.com/guide/mac-help/mchld5a35146). */
const guarded = ['Desktop', 'Documents', 'Downloads', 'Library', 'Movies', 'Music', 'Pictures']

function mayLookInto(folder: string, { home, platform }: Computer): boolean {
  if (!isIn(folder, home)) return false
  return platform !== 'darwin' || !guarded.some((name) => isIn(folder, join(home, name)))
}

function isIn(folder: string, outer: string): boolean {
  if (!isAbsolute(folder)) return false
  const way = relative(outer, folder)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way))
}
