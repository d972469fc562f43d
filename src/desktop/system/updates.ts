import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from 'electron'
import type { Log } from '../../config/logging.ts'

/** The state of the update. `unavailable`: this is a checkout, or an unsigned build. */
export type UpdateState =
  | { state: 'unavailable' }
  | { state: 'idle'; looked?: Looked }
  | { state: 'checking' }
  | { state: 'ready'; version: string }

/** The last look for an update, in milliseconds since the epoch. Without a failure, there was none. */
export type Looked = { at: number; failed: boolean }

/** The part of electron-updater's `autoUpdater` that is used. */
export type Updater = {
  autoDownload: boolean
  autoInstallOnAppQuit: boolean
  logger: unknown
  checkForUpdates(): Promise<{ downloadPromise?: Promise<unknown> | null; updateInfo: { version: string } } | null>
  quitAndInstall(): void
}

export type Updates = {
  state(): UpdateState
  /** Looks for a newer version and downloads it. Never rejects. */
  check(): Promise<void>
  /** Restarts the app with the downloaded version. */
  install(): Promise<void>
}

/**
 * Updates by electron-updater, in signed and packaged builds only: without a signature, anybody could replace the update. The library is loaded at
 * the first use.
 *
 * Quitting never installs an update: a tray app without a window is not told when Windows ends the session, and an installer at that moment can damage
 * the installation (https://www.electron.build/auto-update).
 */
export function createUpdates(options: {
  app: Pick<App, 'isPackaged' | 'getAppPath'>
  log: Log
  changed: () => void
  load?: () => Promise<Updater>
  now?: () => number
}): Updates {
  const { app, log, changed, load = loadUpdater, now = Date.now } = options
  let state: UpdateState = app.isPackaged && isSigned(app.getAppPath()) ? { state: 'idle' } : { state: 'unavailable' }

  function setState(next: UpdateState): void {
    state = next
    changed()
  }

  async function prepare(): Promise<Updater> {
    const updater = await load()
    updater.autoDownload = true
    updater.autoInstallOnAppQuit = false
    updater.logger = log
    return updater
  }

  return {
    state: () => state,
    async check() {
      if (state.state !== 'idle') return
      setState({ state: 'checking' })
      try {
        const found = await (await prepare()).checkForUpdates()
        const downloaded = found?.downloadPromise && (await found.downloadPromise)
        setState(
          downloaded ? { state: 'ready', version: found.updateInfo.version } : { state: 'idle', looked: { at: now(), failed: false } },
        )
      } catch (error) {
        log.warn(`The check for updates failed: ${error instanceof Error ? error.message : error}`)
        setState({ state: 'idle', looked: { at: now(), failed: true } })
      }
    },
    async install() {
      if (state.state === 'ready') (await load()).quitAndInstall()
    },
  }
}

async function loadUpdater(): Promise<Updater> {
  return (await import('electron-updater')).default.autoUpdater
}

/** The release workflow writes `"signed": true` into the package.json of the builds that it signs (electron-builder's `extraMetadata`). */
function isSigned(appPath: string): boolean {
  try {
    return (JSON.parse(readFileSync(join(appPath, 'package.json'), 'utf8')) as { signed?: unknown }).signed === true
  } catch {
    return false
  }
}
