import { EventEmitter } from 'node:events'
import type Electron from 'electron'
import { app as standInApp } from './app.ts'
import { BrowserWindow as StandInWindow } from './browser-window.ts'
import { ipcMain as standInIpcMain } from './ipc-main.ts'
import { Menu as StandInMenu } from './menu.ts'
import { nativeImage as standInImage } from './native-image.ts'
import { Notification as StandInNotification } from './notification.ts'
import { protocol as standInProtocol } from './schemes.ts'
import { session as standInSession } from './session.ts'
import { configuration, recorded } from './state.ts'
import { Tray as StandInTray } from './tray.ts'

// The stand-in for the `electron` module of the main process. Each member is held to Electron's own types where it is made.

export const app = standInApp
export const BrowserWindow = StandInWindow
export const ipcMain = standInIpcMain
export const Menu = StandInMenu
export const nativeImage = standInImage
export const Notification = StandInNotification
export const protocol = standInProtocol
export const session = standInSession
export const Tray = StandInTray

export const shell = {
  async openExternal(url: string) {
    recorded.openedExternally.push(url)
  },
  async openPath(path: string) {
    recorded.openedPaths.push(path)
    return ''
  },
} satisfies Pick<Electron.Shell, 'openExternal' | 'openPath'>

/** Asynchronous since Electron 44. */
export const clipboard = {
  async writeText(text: string) {
    recorded.clipboard = text
  },
  async readText() {
    return recorded.clipboard
  },
} satisfies Pick<Electron.Clipboard, 'writeText' | 'readText'>

export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } } as Electron.Display],
} satisfies Pick<Electron.Screen, 'getAllDisplays'>

export const nativeTheme = {
  get shouldUseDarkColors() {
    return configuration.dark
  },
} satisfies Pick<Electron.NativeTheme, 'shouldUseDarkColors'>

export const dialog = {
  showErrorBox(title: string, content: string) {
    recorded.errorBoxes.push({ title, content })
  },
  async showOpenDialog() {
    return { canceled: configuration.filesToChoose.length === 0, filePaths: configuration.filesToChoose }
  },
  /** The person agrees: what was asked is recorded. */
  async showMessageBox({ message = '' }: Electron.MessageBoxOptions) {
    recorded.questions.push(message)
    return { response: 0, checkboxChecked: false }
  },
} satisfies Pick<Electron.Dialog, 'showErrorBox' | 'showOpenDialog'> & { showMessageBox: unknown }

export const powerMonitor = new EventEmitter()
