import type { Settings } from '../config/settings.ts'

/** Whether plays are kept now. `off` by the setting `keepHistory`; `untold` until the person has seen that they are going to be kept. */
export type Keeping = 'on' | 'off' | 'paused' | 'untold'

export function keepingNow({ keepHistory, historyNoticeSeen, historyPauses }: Settings): Keeping {
  if (!keepHistory) return 'off'
  if (historyPauses.some(({ to }) => to === undefined)) return 'paused'
  return historyNoticeSeen ? 'on' : 'untold'
}
