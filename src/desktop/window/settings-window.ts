import { BrowserWindow, Menu, type NativeTheme, type Screen, type WebContents, type WebPreferences } from 'electron'
import type { Events, Page } from '../../shared/contract.ts'
import { appOrigin } from './app-protocol.ts'
import { sendEvent } from './ipc.ts'
import { textMenu } from './text-menu.ts'
import { obeyKeys } from './window-keys.ts'
import { keepWindowPlace, readWindowPlace } from './window-place.ts'
import type { WindowPolicies } from './window-policy.ts'

/** The settings window. It exists only while it is open. */
export type SettingsWindow = {
  /** Brings the window to the front, and opens it if needed. @param page the page to show; without it the page stays */
  show(page?: Page): void
  /** Sends an event to the page, if the window is open. */
  send<Name extends keyof Events>(event: Name, value: Events[Name]): void
  contents(): WebContents | undefined
}

/** The page gets the contract through the preload, and nothing else. */
function settingsPreferences(preload: string): WebPreferences {
  return { preload, sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false, spellcheck: false }
}

/** The page's background colours, shown until it has loaded, so that nothing flashes. */
const background = { light: '#faf7f2', dark: '#171512' }

/**
 * @param options.preload absolute path of the built preload
 * @param options.placeFile where the size and the place of the window are remembered
 */
export function createSettingsWindow(options: {
  preload: string
  policies: WindowPolicies
  nativeTheme: Pick<NativeTheme, 'shouldUseDarkColors'>
  screen: Pick<Screen, 'getAllDisplays'>
  placeFile: string
}): SettingsWindow {
  const { preload, policies, nativeTheme, screen, placeFile } = options
  let window: BrowserWindow | undefined
  let ready = false
  let wanted: Page | undefined

  function open(): BrowserWindow {
    const opened = new BrowserWindow({
      width: 960,
      height: 720,
      ...readWindowPlace(
        placeFile,
        screen.getAllDisplays().map(({ workArea }) => workArea),
      ),
      minWidth: 400,
      minHeight: 400,
      title: 'Tonearm',
      show: false,
      backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
      webPreferences: settingsPreferences(preload),
    })
    policies.set(opened.webContents, { mayNavigate: () => false })
    opened.removeMenu()
    obeyKeys(opened.webContents, { close: () => opened.close(), show: (page) => sendEvent(opened.webContents, 'pageChosen', page) })
    opened.webContents.on('context-menu', (_, where) => {
      const items = textMenu(where)
      if (items.length > 0) Menu.buildFromTemplate(items).popup({ window: opened })
    })
    opened.once('close', () => keepWindowPlace(placeFile, opened.getNormalBounds()))
    opened.once('ready-to-show', () => opened.show())
    opened.webContents.on('did-finish-load', () => {
      ready = true
      if (wanted) sendEvent(opened.webContents, 'pageChosen', wanted)
      wanted = undefined
    })
    opened.once('closed', () => {
      window = undefined
      ready = false
    })
    // It fails only when the window is closed while it loads.
    opened.loadURL(`${appOrigin}/`).catch(() => {})
    return opened
  }

  return {
    show(page) {
      wanted = page
      if (!window) {
        window = open()
        return
      }
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
      if (ready && page) sendEvent(window.webContents, 'pageChosen', page)
    },
    send(event, value) {
      if (window && ready) sendEvent(window.webContents, event, value)
    },
    contents: () => window?.webContents,
  }
}
