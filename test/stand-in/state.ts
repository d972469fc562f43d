import type { BrowserWindow } from './browser-window.ts'
import type { Menu } from './menu.ts'
import type { Notification } from './notification.ts'
import type { Tray } from './tray.ts'

/** What a test, or the launcher, decides before the app starts. */
export type Configuration = {
  /** The folder with the app's package.json and its `out`. */
  appPath: string
  packaged: boolean
  /** What `app.getPath` knows before the app sets it. */
  home: string
  dark: boolean
  /** `Notification.isSupported()`. */
  notifications: boolean
  /** What the person chooses in the next dialogs for files; nothing: they cancel. */
  filesToChoose: string[]
}

/** All that the app did through the stand-in, for tests to look at. */
export type Recorded = {
  windows: BrowserWindow[]
  trays: Tray[]
  notifications: Notification[]
  applicationMenu: Menu | null | undefined
  /** What went to the person's browser. */
  openedExternally: string[]
  openedPaths: string[]
  errorBoxes: { title: string; content: string }[]
  /** The titles of the questions that the system's dialogs asked. */
  questions: string[]
  clipboard: string
  /** Every text that went from the main process into a page. */
  toPages: string[]
  relaunched: boolean
}

export const configuration: Configuration = {
  appPath: process.cwd(),
  packaged: false,
  home: process.cwd(),
  dark: false,
  notifications: true,
  filesToChoose: [],
}

export const recorded: Recorded = {
  windows: [],
  trays: [],
  notifications: [],
  applicationMenu: undefined,
  openedExternally: [],
  openedPaths: [],
  errorBoxes: [],
  questions: [],
  clipboard: '',
  toPages: [],
  relaunched: false,
}

/** A feature of Electron that the app began to use and the stand-in does not have: better to hear of it than to test something else. */
export function notStoodIn(what: string): Error {
  return new Error(`The stand-in for Electron has no ${what}. Add it, or say in its README why not.`)
}
