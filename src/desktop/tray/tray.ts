import { Menu, Tray } from 'electron'
import { type IconState, iconState, loadIcon } from './icons.ts'
import { stateLine } from './state-rows.ts'
import { type TrayActions, type TrayView, trayMenu } from './tray-menu.ts'

/** The icon in the menu bar or notification area. */
export type TrayIcon = {
  /** Shows the current view. */
  update(): void
  close(): void
}

/**
 * Shows the icon. On Linux a changed menu is shown only after `setContextMenu`, and clicks on the icon may never arrive
 * (https://www.electronjs.org/docs/latest/api/tray), so everything can be done in the menu, and each change sets a new one.
 *
 * @param options.onOpen called when the person is about to open the menu: the time to find out what is playing
 */
export function createTray(options: {
  folder: string
  platform?: NodeJS.Platform
  view: () => TrayView
  actions: TrayActions
  onOpen: () => void
}): TrayIcon {
  const { folder, platform = process.platform, view, actions, onOpen } = options
  let shown: { icon: IconState; template: string } | undefined
  const tray = new Tray(loadIcon(iconState(view().status), folder, platform))
  tray.on('mouse-enter', onOpen)
  // Files can be dropped on the icon on macOS only.
  tray.on('drop-files', (_, files) => actions.importHistory(files))
  tray.on('click', () => {
    onOpen()
    // Windows opens the menu for the right button only.
    if (platform === 'win32') tray.popUpContextMenu()
  })

  function update(): void {
    const now = view()
    const template = trayMenu(now, actions)
    const next = { icon: iconState(now.status), template: JSON.stringify(template) }
    if (next.icon !== shown?.icon) tray.setImage(loadIcon(next.icon, folder, platform))
    // Replacing an open menu closes it, so an equal menu stays.
    if (next.template !== shown?.template) {
      const menu = Menu.buildFromTemplate(template)
      menu.on('menu-will-show', onOpen)
      tray.setContextMenu(menu)
      tray.setToolTip(`Tonearm: ${stateLine(now)}`)
    }
    shown = next
  }

  update()
  return { update, close: () => tray.destroy() }
}
