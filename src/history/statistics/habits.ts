import type { GroupOf } from './groups.ts'
import { always, countedMs, type Period, type Plays, playBits } from './plays.ts'

/**
 * How somebody listens.
 *
 * `repeatRate`: the part of counted plays that were of a song heard before in the same period, from 0 to 1.
 * `skipRate`: the part of plays whose end is known that the listener ended with next or previous; undefined where none is known.
 */
export type Habits = { plays: number; ms: number; songs: number; repeatRate: number; skipRate?: number; live: number }

/** @param songOf the group of a play: its song */
export function habits(plays: Plays, songOf: GroupOf, { from, to }: Period = always): Habits {
  const songs = new Set<number>()
  const found = { plays: 0, ms: 0, live: 0 }
  let [ended, skipped] = [0, 0]
  for (let play = 0; play < plays.count; play++) {
    const at = plays.heardAt[play] ?? 0
    const song = songOf(play)
    if (at < from || at >= to || song === 0) continue
    const [heard, bits] = [plays.ms[play] ?? 0, plays.bits[play] ?? 0]
    found.ms += heard
    if (bits & playBits.live) found.live++
    if (bits & (playBits.skipped | playBits.finished)) ended++
    if (bits & playBits.skipped) skipped++
    if (heard < countedMs) continue
    found.plays++
    songs.add(song)
  }
  const repeatRate = found.plays === 0 ? 0 : 1 - songs.size / found.plays
  return { ...found, songs: songs.size, repeatRate, skipRate: ended === 0 ? undefined : skipped / ended }
}
