import { randomUUID } from 'node:crypto'
import { BrowserWindow, Menu, session, type WebPreferences } from 'electron'
import type { WindowPolicies } from '../window/window-policy.ts'
import { hostOf, type Verdict } from './login-address.ts'

/** Spotify's sign-in page in a window of ours. */
export type LoginWindow = {
  focus(): void
  /** Closes it because the sign-in is over or goes on elsewhere. */
  close(): void
}

/** Nothing of Node, no preload, and a session of its own that exists in memory only. */
function loginPreferences(partition: string): WebPreferences {
  return { partition, sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false, spellcheck: false, devTools: false }
}

/**
 * Opens the sign-in page. Every attempt has an in-memory partition, so the next one asks again who signs in, and nothing is left to clear.
 *
 * Addresses are never logged: the callback carries the code.
 *
 * @param options.judge decides about each address
 * @param options.onBrowser the sign-in has to go on in the person's browser
 * @param options.onDismissed the person closed the window
 */
export function openLoginWindow(options: {
  url: string
  policies: WindowPolicies
  judge: (address: string) => Verdict
  onBrowser: () => void
  onDismissed: () => void
}): LoginWindow {
  const { url, policies, judge, onBrowser, onDismissed } = options
  const partition = `login-${randomUUID()}`
  const window = new BrowserWindow({
    width: 500,
    height: 780,
    title: titleFor(url),
    fullscreenable: false,
    webPreferences: loginPreferences(partition),
  })
  let over = false
  // Later, because closing a window in the middle of its own navigation is more than Chromium takes.
  const moveToBrowser = () => void setImmediate(onBrowser)

  policies.set(window.webContents, {
    mayNavigate(address, isMainFrame) {
      // Frames hold what Spotify's own page needs, such as a captcha; they cannot leave their page.
      if (!isMainFrame) return address.startsWith('https:')
      const verdict = judge(address)
      if (verdict === 'browser') moveToBrowser()
      return verdict === 'stay'
    },
    onPopup(address) {
      if (judge(address) !== 'refuse') moveToBrowser()
    },
  })

  window.setMenu(Menu.buildFromTemplate([{ label: 'Use my browser instead', click: moveToBrowser }]))
  window.on('page-title-updated', (event) => event.preventDefault())
  window.webContents.on('did-navigate', (_, address) => window.setTitle(titleFor(address)))
  window.once('closed', () => {
    void forget(partition)
    if (!over) onDismissed()
  })
  // A page that cannot be reached says so itself, in the window.
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
