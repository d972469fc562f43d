import { clockOrDay } from './moments.ts'
import type { AccessPaused } from './status.ts'

/** The pause in a few words: `Paused until 15:05`, `Paused until you resume`. @param zone IANA name */
export function pausedWords(paused: AccessPaused, now: number, zone: string): string {
  if (paused.by === 'locked-screen') return 'Paused while the screen is locked'
  return paused.until === undefined ? 'Paused until you resume' : `Paused until ${clockOrDay(Date.parse(paused.until), now, zone)}`
}
