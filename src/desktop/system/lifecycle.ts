import type { App } from 'electron'
import type { Log } from '../../config/logging.ts'

/** How the app ends. */
export type Lifecycle = {
  /** @param options.again start once more afterwards */
  quit(options?: { again: boolean }): void
}

/**
 * Keeps the app running without a window, and ends it in order: what `stop` does is done before the process is.
 *
 * @param options.show the person started the app again, or clicked on its icon in the Finder
 * @param options.stop closes everything; what it cannot close is logged
 */
export function enableLifecycle(options: {
  app: Pick<App, 'on' | 'quit' | 'relaunch'>
  show: () => void
  stop: () => Promise<void>
  log: Log
}): Lifecycle {
  const { app, show, stop, log } = options
  let stopped: 'no' | 'under way' | 'yes' = 'no'

  app.on('second-instance', show)
  app.on('activate', show)
  // Without a listener Electron quits with the last window.
  app.on('window-all-closed', () => {})
  app.on('will-quit', (event) => {
    if (stopped === 'yes') return
    event.preventDefault()
    if (stopped === 'under way') return
    stopped = 'under way'
    stop()
      .catch((error) => log.error('Tonearm did not end cleanly', error))
      .finally(() => {
        stopped = 'yes'
        app.quit()
      })
  })

  return {
    quit({ again } = { again: false }) {
      if (again) app.relaunch()
      app.quit()
    },
  }
}
