import { isPermitted } from '../../shared/status.ts'
import type { TrayActions, TrayItem, TrayView } from './tray-menu.ts'

/** What plays, with the buttons of a player below it. None while nothing plays, or without the permission to see it. */
export function playingMenu({ playing, status: { account } }: TrayView, actions: TrayActions): TrayItem[] {
  if (!playing || account.state !== 'signed-in' || !isPermitted(account, 'user-read-playback-state')) return []
  const { title, paused, liked, devices } = playing
  const enabled = isPermitted(account, 'user-modify-playback-state')
  const like: TrayItem = liked
    ? { label: 'In your Liked Songs', enabled: false }
    : { label: 'Add to Liked Songs', enabled: isPermitted(account, 'user-library-modify'), click: actions.like }
  return [
    {
      label: title,
      submenu: [
        { label: 'Previous', enabled, click: actions.previous },
        { label: paused ? 'Play' : 'Pause', enabled, click: actions.playOrPause },
        { label: 'Next', enabled, click: actions.next },
        // Whether it is liked is not known of episodes and files of the person's own, and without the permission to look.
        ...(liked === undefined ? [] : [like]),
        ...(devices.length === 0 ? [] : [{ label: 'Devices', submenu: devices.map(device) }]),
      ],
    },
  ]

  function device({ id, name, active }: (typeof devices)[number]): TrayItem {
    return { label: name, type: 'radio', checked: active, enabled: enabled && id !== undefined, click: () => id && actions.playOn(id) }
  }
}
