import { counted } from './counted.ts'
import type { HeardToday } from './status.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/**
 * What was heard today, for one line: `2 h 10 min, 38 songs`, `at least 2 h, 38 songs`, `nothing yet`.
 *
 * Spotify's list of recent plays names only songs that were heard for a while, and no times: what comes from it is "at least", and rounded down.
 */
export function heardToday({ plays, ms, exact }: HeardToday): string {
  if (plays === 0) return 'nothing yet'
  return `${exact ? exactly(ms) : `at least ${roughly(ms)}`}, ${counted(plays, 'song')}`
}

function exactly(ms: number): string {
  const minutes = Math.round(ms / minuteMs)
  if (minutes < 60) return `${minutes} min`
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

function roughly(ms: number): string {
  if (ms >= hourMs) return `${Math.floor(ms / hourMs)} h`
  return `${Math.max(1, ms < 10 * minuteMs ? Math.floor(ms / minuteMs) : Math.floor(ms / minuteMs / 5) * 5)} min`
}
