import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from 'electron'
import type { Log } from '../../config/logging.ts'

/** Where an update stands. `unavailable`: this is a checkout, or a build that nobody signed. */
export type UpdateState = { state: 'unavailable' } | { state: 'idle' } | { state: 'checking' } | { state: 'ready'; version: string }

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
  /** Looks for a newer version and fetches it. Never rejects. */
  check(): Promise<void>
  /** Restarts into the version that was fetched. */
  install(): Promise<void>
}

/**
 * Updates by electron-updater, in signed and packaged builds only: an unsigned one could be replaced by anybody's. It is loaded at the first use.
 *
 * Nothing is installed behind the person's back when the app quits: a tray app without a window is not told when Windows ends the session, and an
 * installer in that moment does harm (https://www.electron.build/auto-update).
 */
export function createUpdates(options: {
  app: Pick<App, 'isPackaged' | 'getAppPath'>
  log: Log
  changed: () => void
  load?: () => Promise<Updater>
}): Updates {
  const { app, log, changed, load = loadUpdater } = options
  let state: UpdateState = app.isPackaged && isSigned(app.getAppPath()) ? { state: 'idle' } : { state: 'unavailable' }

  function become(next: UpdateState): void {
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
      become({ state: 'checking' })
      try {
        const found = await (await prepare()).checkForUpdates()
        const downloaded = found?.downloadPromise && (await found.downloadPromise)
        become(downloaded ? { state: 'ready', version: found.updateInfo.version } : { state: 'idle' })
      } catch (error) {
        log.warn(`Looking for updates failed: ${error instanceof Error ? error.message : error}`)
        become({ state: 'idle' })
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
