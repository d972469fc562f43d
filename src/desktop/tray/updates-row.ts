import { counted } from '../../shared/counted.ts'
import type { TrayActions, TrayItem, TrayView } from './tray-menu.ts'

const hourMs = 60 * 60_000

/** Whether Tonearm is up to date, as far as is known, and the way to look. */
export function updatesRow({ updates, now }: TrayView, actions: TrayActions): TrayItem {
  switch (updates.state) {
    case 'unavailable':
      return { label: 'Updates: by hand', click: actions.help }
    case 'idle':
      return { label: lookedWords(updates.looked, now), click: actions.checkForUpdates }
    case 'checking':
      return { label: 'Looking for updates...', enabled: false }
    case 'ready':
      return { label: `Restart to update to ${updates.version}`, click: actions.installUpdate }
  }
}

function lookedWords(looked: { at: number; failed: boolean } | undefined, now: number): string {
  if (!looked) return 'Check for updates'
  const hours = Math.floor((now - looked.at) / hourMs)
  const ago = hours < 1 ? 'just now' : hours < 48 ? `${counted(hours, 'hour')} ago` : `${Math.floor(hours / 24)} days ago`
  return looked.failed ? `Could not look for updates ${ago}: try again` : `Up to date, looked ${ago}`
}
