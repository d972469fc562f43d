import type { MenuItemConstructorOptions } from 'electron'

/**
 * The menu of the app. On macOS the shortcuts of text fields (copy, paste) work only while there is an Edit menu, even if nobody sees it; elsewhere
 * windows have none.
 */
export function applicationMenu(
  platform: NodeJS.Platform,
  actions: { continueInBrowser: () => void },
): MenuItemConstructorOptions[] | null {
  if (platform !== 'darwin') return null
  return [
    { role: 'appMenu' },
    { role: 'editMenu' },
    { label: 'Sign-in', submenu: [{ label: 'Use my browser instead', click: actions.continueInBrowser }] },
    { role: 'windowMenu' },
  ]
}
