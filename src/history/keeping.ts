import type { Settings } from '../config/settings.ts'

/** Whether plays are kept now. `off` by the setting `keepHistory`; `untold` until the person has seen that they are going to be kept. */
export type Keeping = 'on' | 'off' | 'paused' | 'untold'

export function keepingNow({ keepHistory, historyNoticeSeen, historyPauses }: Settings): Keeping {
  if (!keepHistory) return 'off'
  if (isPaused(historyPauses)) return 'paused'
  return historyNoticeSeen ? 'on' : 'untold'
}

/** Whether one of the pauses has no end yet. */
export function isPaused(pauses: Settings['historyPauses']): boolean {
  return pauses.some(({ to }) => to === undefined)
}
