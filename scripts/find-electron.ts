import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The real Electron on this machine, or why there is none. */
export type Installed = { binary: string } | { missing: string }

/**
 * Looks for Electron's binary where its own installer puts it, by file: importing `electron` would start the download.
 *
 * It never finds what Electron's index.js would not, so whoever imports `electron` after a find starts no download either.
 *
 * @param folder the npm package, node_modules/electron
 */
export function findElectron(folder: string, environment: NodeJS.ProcessEnv): Installed {
  const pathFile = join(folder, 'path.txt')
  const override = environment.ELECTRON_OVERRIDE_DIST_PATH
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : undefined
  if (!name && !override) return { missing: 'its binary was never downloaded (node node_modules/electron/install.js does it)' }
  const binary = join(override || join(folder, 'dist'), name || 'electron')
  return existsSync(binary) ? { binary } : { missing: `there is no ${binary}` }
}
