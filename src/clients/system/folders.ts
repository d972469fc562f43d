import { existsSync, readdirSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { Problem } from '../../shared/problem.ts'
import type { Computer } from '../client.ts'

/** An environment variable that names a folder. A relative one is of no use to us: it counts from where the client is started. */
export function folderOf(computer: Computer, variable: string): string | undefined {
  const value = computer.environment[variable]
  return value && isAbsolute(value) ? value : undefined
}

/**
 * The folder that a client's own variable names.
 *
 * @throws Problem `client-settings` for a relative one: which folder that is depends on where the client is started
 */
export function chosenFolder({ environment }: Computer, variable: string, title: string): string | undefined {
  const value = environment[variable]
  if (!value || isAbsolute(value)) return value || undefined
  const sentence = `The variable ${variable} is "${value}", which is another folder wherever ${title} is started.`
  throw new Problem('client-settings', `${sentence} Set it to a whole path, then try again.`)
}

/** `XDG_CONFIG_HOME`, else `~/.config` (https://specifications.freedesktop.org/basedir-spec/latest/). */
export function dotConfig(computer: Computer): string {
  return folderOf(computer, 'XDG_CONFIG_HOME') ?? join(computer.home, '.config')
}

/** `%APPDATA%`. */
export function roaming(computer: Computer): string {
  return folderOf(computer, 'APPDATA') ?? join(computer.home, 'AppData', 'Roaming')
}

/** `%LOCALAPPDATA%`. */
export function local(computer: Computer): string {
  return folderOf(computer, 'LOCALAPPDATA') ?? join(computer.home, 'AppData', 'Local')
}

/** Where desktop apps keep their settings, which is Electron's `appData` (https://www.electronjs.org/docs/latest/api/app#appgetpathname). */
export function appData(computer: Computer): string {
  switch (computer.platform) {
    case 'darwin':
      return join(computer.home, 'Library', 'Application Support')
    case 'win32':
      return roaming(computer)
    default:
      return dotConfig(computer)
  }
}

/**
 * Whether an app is where installers put it, for the person alone or for everybody.
 *
 * @param names.mac as `Cursor.app`
 * @param names.windows folders, in the order in which they were used
 */
export function hasApp(computer: Computer, names: { mac: string; windows: string[] }): boolean {
  return appFolders(computer, names).some((folder) => existsSync(folder))
}

function appFolders(computer: Computer, names: { mac: string; windows: string[] }): string[] {
  switch (computer.platform) {
    case 'darwin':
      return [join(computer.root ?? '/', 'Applications'), join(computer.home, 'Applications')].map((folder) => join(folder, names.mac))
    case 'win32': {
      const programs = [join(local(computer), 'Programs'), folderOf(computer, 'ProgramFiles')].filter((folder) => folder !== undefined)
      return programs.flatMap((folder) => names.windows.map((name) => join(folder, name)))
    }
    default:
      return []
  }
}

/** The names of what is in a folder; none when it is not there or may not be read. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
