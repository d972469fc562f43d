import type { Groups } from './groups.ts'
import { always, countedMs, type Period, type Plays, playBits } from './plays.ts'

/**
 * How somebody listens.
 *
 * `repeatRate`: the part of counted plays that were of a song heard before in the same period, from 0 to 1.
 * `skipRate`: the part of plays whose end is known that the listener ended with next or previous; undefined where none is known.
 */
export type Habits = { plays: number; ms: number; songs: number; repeatRate: number; skipRate?: number; live: number }

/** @param songs the groups of the plays: their songs */
export function habits({ count, heardAt, ms, bits }: Plays, songs: Groups, { from, to }: Period = always): Habits {
  const isHeard = new Uint8Array(songs.count)
  const found = { plays: 0, ms: 0, live: 0, songs: 0 }
  let [ended, skipped] = [0, 0]
  for (let play = 0; play < count; play++) {
    const at = heardAt[play] ?? 0
    const song = songs.of[play] ?? 0
    if (at < from || at >= to || song === 0) continue
    const [heard, flags] = [ms[play] ?? 0, bits[play] ?? 0]
    found.ms += heard
    if (flags & playBits.live) found.live++
    if (flags & (playBits.skipped | playBits.finished)) ended++
    if (flags & playBits.skipped) skipped++
    if (heard < countedMs) continue
    found.plays++
    if (!isHeard[song]) found.songs++
    isHeard[song] = 1
  }
  const repeatRate = found.plays === 0 ? 0 : 1 - found.songs / found.plays
  return { ...found, repeatRate, skipRate: ended === 0 ? undefined : skipped / ended }
}
