import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { OwnFiles } from '../clients/client.ts'
import { findPaths, type Paths } from '../config/paths.ts'

/** Folders that are there for one run only: of an AppImage, and of an app that macOS runs from where it was downloaded to. */
const passing = /[\\/](\.mount_[^\\/]+|AppTranslocation)[\\/]/

/**
 * Finds bridge.js and tonearm.mcpb.
 *
 * The packed app has both beside its archive, since other programs cannot read inside of it; the command, a checkout and an app that is not
 * packed have them in `out`, where the build leaves them.
 *
 * A client that starts bridge.js remembers its path, so in a folder that is gone after this run it counts as missing. The bundle is opened at once.
 *
 * @param from.code the folder of the running code: `out`, `out/command`, or `src/app` of a checkout
 * @param from.resources the resources folder of the packed app
 */
export function findOwnFiles(from: { code?: string; resources?: string } = {}, exists: (file: string) => boolean = existsSync): OwnFiles {
  const { code = import.meta.dirname, resources } = from
  const parent = dirname(code)
  const folders = resources ? [resources] : [code, parent, join(dirname(parent), 'out')]
  const find = (...names: string[]) => folders.map((folder) => join(folder, ...names)).find(exists)
  const bridge = find('bridge', 'bridge.js')
  const bundle = find('tonearm.mcpb')
  return { ...(bridge && !passing.test(bridge) && { bridge }), ...(bundle && { bundle }) }
}

/** The data directory, unless it is where our bridge looks that a client starts, in whatever environment. */
export function unusualDirectory({ directory }: Paths, { APPDATA }: NodeJS.ProcessEnv): Pick<OwnFiles, 'directory'> {
  return directory === findPaths({ environment: { APPDATA } }).directory ? {} : { directory }
}
