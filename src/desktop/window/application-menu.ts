import type { MenuItemConstructorOptions } from 'electron'

/**
 * The menu of the app. On macOS the shortcuts of text fields (copy, paste) work only with an Edit menu, even if it is hidden. On other systems the
 * windows have no menu.
 */
export function applicationMenu(
  platform: NodeJS.Platform,
  actions: { continueInBrowser: () => void; quit: () => void },
): MenuItemConstructorOptions[] | null {
  if (platform !== 'darwin') return null
  return [
    {
      role: 'appMenu',
      submenu: [
        { role: 'about' },
        { type: 'separator' },
        { role: 'hide' },
        { role: 'hideOthers' },
        { role: 'unhide' },
        { type: 'separator' },
        // Not the role: the person quits here as in the tray, and no app starts Tonearm again.
        { label: 'Quit Tonearm', accelerator: 'Command+Q', click: actions.quit },
      ],
    },
    { role: 'editMenu' },
    { label: 'Sign-in', submenu: [{ label: 'Use my browser instead', click: actions.continueInBrowser }] },
    { role: 'windowMenu' },
  ]
}
