import type { Columns } from '../../store/history/columns.ts'
import { countedMs } from '../statistics/plays.ts'

/** A span of time in seconds since the epoch: `from` is in it, `to` is not. */
export type Period = { from: number; to: number }

/**
 * How much was heard in a span of time: plays as Spotify counts them, and the time of all plays, short ones too.
 *
 * `unknownMs`: how many of the plays do not say how long they were heard.
 */
export function totals({ columns }: { columns: Columns }, { from, to }: Period): { plays: number; heardMs: number; unknownMs: number } {
  const { count, start, ms } = columns
  const result = { plays: 0, heardMs: 0, unknownMs: 0 }
  for (let play = 0; play < count; play += 1) {
    const [begun = 0, heard = 0] = [start[play], ms[play]]
    if (begun < from || begun >= to) continue
    if (heard < 0) result.unknownMs += 1
    else result.heardMs += heard
    if (heard < 0 || heard >= countedMs) result.plays += 1
  }
  return result
}
