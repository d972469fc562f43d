import type { PauseLength } from '../../shared/pause-length.ts'
import { pausedWords } from '../../shared/paused-words.ts'
import type { TrayActions, TrayItem, TrayView } from './tray-menu.ts'

const lengthWords: [PauseLength, string][] = [
  ['hour', 'For an hour'],
  ['tomorrow', 'Until tomorrow'],
  ['open', 'Until I resume'],
]

/** Keeps apps from the music, and lets them use it again. */
export function pauseMenu({ status: { paused }, whileLocked, zone, now }: TrayView, actions: TrayActions): TrayItem[] {
  const { on, available } = whileLocked
  const locked: TrayItem = {
    label: available ? 'While the screen is locked' : 'While the screen is locked (not on Linux)',
    type: 'checkbox',
    checked: on && available,
    enabled: available,
    click: () => actions.setPauseWhileLocked(!on),
  }
  const lengths = lengthWords.map(([length, label]): TrayItem => ({ label, click: () => actions.pauseAccess(length) }))
  const resume: TrayItem[] = paused?.by === 'user' ? [{ label: 'Resume access', click: actions.resumeAccess }] : []
  return [
    ...resume,
    { label: paused ? pausedWords(paused, now, zone) : 'Pause access', submenu: [...lengths, { type: 'separator' }, locked] },
  ]
}
