import type { App } from 'electron'
import type { Log } from '../../config/logging.ts'

/** Quits the app. */
export type Lifecycle = {
  /** @param options.again restart afterwards */
  quit(options?: { again: boolean }): void
}

/**
 * Keeps the app running without a window, and waits for `stop` before the process ends.
 *
 * @param options.show called when the person starts the app again, or clicks its icon in the Finder
 * @param options.stop closes everything; a failure is logged
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
      .catch((error) => log.error('Stopping failed', error))
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
