import { randomUUID } from 'node:crypto'
import { BrowserWindow, Menu, session, type WebPreferences } from 'electron'
import type { WindowPolicies } from '../window/window-policy.ts'
import { hostOf, type LoginAddressDecision } from './login-address.ts'

/** Spotify's sign-in page in a window of the app. */
export type LoginWindow = {
  focus(): void
  /** Closes the window because the sign-in is over or continues in the browser. */
  close(): void
}

/** No Node, no preload, and its own session, which exists in memory only. */
function loginPreferences(partition: string): WebPreferences {
  return { partition, sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false, spellcheck: false, devTools: false }
}

/**
 * Opens the sign-in page. Each attempt has its own in-memory partition, so the next one asks for the account again, and no cookies stay behind.
 *
 * Addresses are never logged: the callback carries the code.
 *
 * @param options.check decides what to do with each address
 * @param options.onBrowser called when the sign-in must continue in the person's browser
 * @param options.onDismissed called when the person closed the window. `sawError`: it showed an error in place of the page
 */
export function openLoginWindow(options: {
  url: string
  policies: WindowPolicies
  check: (address: string) => LoginAddressDecision
  onBrowser: () => void
  onDismissed: (seen: { sawError: boolean }) => void
}): LoginWindow {
  const { url, policies, check, onBrowser, onDismissed } = options
  const partition = `login-${randomUUID()}`
  const window = new BrowserWindow({
    width: 500,
    height: 780,
    title: titleFor(url),
    fullscreenable: false,
    webPreferences: loginPreferences(partition),
  })
  let over = false
  let sawError = false
  // Delayed, because Chromium can crash when a window is closed during its own navigation.
  const moveToBrowser = () => void setImmediate(onBrowser)

  policies.set(window.webContents, {
    mayNavigate(address, isMainFrame) {
      // Frames hold what Spotify's own page needs, such as a captcha. They cannot leave their page.
      if (!isMainFrame) return address.startsWith('https:')
      const verdict = check(address)
      if (verdict === 'browser') moveToBrowser()
      return verdict === 'stay'
    },
    onPopup(address) {
      if (check(address) !== 'refuse') moveToBrowser()
    },
  })

  window.setMenu(Menu.buildFromTemplate([{ label: 'Use my browser instead', click: moveToBrowser }]))
  window.on('page-title-updated', (event) => event.preventDefault())
  window.webContents.on('did-navigate', (_, address, status) => {
    sawError = status >= 400
    window.setTitle(titleFor(address))
  })
  window.once('closed', () => {
    void forget(partition)
    if (!over) onDismissed({ sawError })
  })
  // If the page cannot be reached, the window shows Chromium's error page.
  window.loadURL(url).catch(() => {})

  return {
    focus() {
      window.show()
      window.focus()
    },
    close() {
      over = true
      if (!window.isDestroyed()) window.destroy()
    },
  }
}

function titleFor(address: string): string {
  return `${hostOf(address)} - Sign in to Spotify`
}

async function forget(partition: string): Promise<void> {
  const login = session.fromPartition(partition)
  await login.clearData()
  await login.clearAuthCache()
  await login.closeAllConnections()
}
