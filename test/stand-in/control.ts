import { app, becomeReady, exitCode } from './app.ts'
import type { BrowserWindow } from './browser-window.ts'
import { allSessions, closeSessions, type Session } from './session.ts'
import { type Configuration, configuration, type Recorded, recorded } from './state.ts'
import type { Tray } from './tray.ts'

/** How tests see the app that runs on the stand-in: what the person would see, and what the app asked of the system. */
export type StandIn = Recorded & {
  /** The one icon in the notification area. */
  tray(): Tray
  /** All partitions that were used. */
  sessions(): Session[]
  /** The windows on the screen. */
  open(): BrowserWindow[]
  /** The exit code, once the app has ended. */
  ended: Promise<number>
  quit(): Promise<number>
  /** Closes what the browser holds of this app. */
  dispose(): Promise<void>
}

/** Starts an app. @param load imports its entry, with `electron` being the stand-in */
export async function launch(wanted: Partial<Configuration>, load: () => Promise<unknown>): Promise<StandIn> {
  Object.assign(configuration, wanted)
  await load()
  becomeReady()
  const open = () => recorded.windows.filter((window) => !window.isDestroyed())
  return Object.assign(recorded, {
    tray() {
      const tray = recorded.trays.find((candidate) => !candidate.isDestroyed())
      if (!tray) throw new Error('There is no tray icon')
      return tray
    },
    open,
    sessions: allSessions,
    ended: exitCode,
    quit() {
      app.quit()
      return exitCode
    },
    async dispose() {
      for (const window of open()) window.destroy()
      await closeSessions()
    },
  })
}
