import { closeSync, openSync, rmSync, statSync } from 'node:fs'
import { findPaths, type Paths } from '../config/paths.ts'
import { wasQuitByHand } from '../config/quit-marker.ts'
import { readOwnFile } from '../config/read-file.ts'
import { isObject, parseJson } from './json-rpc.ts'

/** So long the app may take to start. Only then is it started again. */
const startingMs = 30_000

/**
 * Whether the person allows that apps start Tonearm: the setting is on, and they did not quit Tonearm by hand. The installed app uses the usual data
 * directory, so with another one it would be a different Tonearm.
 */
export function mayStart(paths: Paths, environment: NodeJS.ProcessEnv): boolean {
  const usual = findPaths({ environment: { ...environment, TONEARM_DATA_DIR: undefined } }).directory
  if (paths.directory !== usual || wasQuitByHand(paths.quitByHand)) return false
  const settings = readOwnFile(paths.settings)
  const content = settings.kind === 'text' ? parseJson(settings.text) : undefined
  return isObject(content) && content.startForApps === true
}

/** Takes the turn to start the app. Each client has its own bridge, and they notice at the same moment: one of them starts it. */
export function takeTurn(file: string, now: number): boolean {
  try {
    closeSync(openSync(file, 'wx', 0o600))
    return true
  } catch {
    const before = statSync(file, { throwIfNoEntry: false })
    if (!before || now - before.mtimeMs < startingMs) return false
    rmSync(file, { force: true })
    return takeTurn(file, now)
  }
}
