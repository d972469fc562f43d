import { readFileSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'

/**
 * Where the person's browser saves files. On Linux the desktop says it in user-dirs.dirs, in the person's language
 * (https://www.freedesktop.org/wiki/Software/xdg-user-dirs/); else it is `Downloads` in the home folder.
 */
export function findDownloadsFolder({
  platform,
  home,
  environment,
}: {
  platform: NodeJS.Platform
  home: string
  environment: NodeJS.ProcessEnv
}): string {
  const usual = join(home, 'Downloads')
  if (platform === 'win32' || platform === 'darwin') return usual
  const configured = environment.XDG_CONFIG_HOME
  const folder = configured && isAbsolute(configured) ? configured : join(home, '.config')
  const said = /^\s*XDG_DOWNLOAD_DIR="((?:[^"\\\n]|\\.)+)"/m.exec(textOf(join(folder, 'user-dirs.dirs')))?.[1]
  const path = said?.replace(/^\$HOME(?=\/|$)/, home).replaceAll(/\\(.)/g, '$1')
  // The home folder itself stands there where somebody wants no folder for downloads.
  return path !== undefined && isAbsolute(path) && join(path, '.') !== join(home, '.') ? path : usual
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
