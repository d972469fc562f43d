import type { ChangeView } from '../../shared/contract.ts'
import { clock, day, localZone } from '../../shared/moments.ts'
import { fold } from './fold.ts'

const stateWords: Record<ChangeView['state'], string> = {
  begun: ' (interrupted: it is not known how far it came)',
  done: '',
  'partly done': ' (only partly done)',
  undone: ' (undone)',
}

/** Changes to the music with their receipts, two lines each. */
export function changeList(changes: readonly ChangeView[], width: number): string {
  if (changes.length === 0) return 'No changes are recorded for this account.'
  return changes.map((change) => changeLines(change, width)).join('\n')
}

/** One change: receipt, time and app, then what was done. */
export function changeLines({ receipt, at, client, summary, state }: ChangeView, width: number): string {
  const what = fold(`${summary}${stateWords[state]}`, width - 4).replaceAll('\n', '\n    ')
  return `${receipt}  ${day(at, localZone())} ${clock(at, localZone())}  ${client}\n    ${what}`
}
