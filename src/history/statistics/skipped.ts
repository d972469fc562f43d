import type { Groups } from './groups.ts'
import { always, type Period, type Plays, playBits } from './plays.ts'

/** A song that begins and is not wanted: how many of its plays whose end is known were ended with next or previous. */
export type Skipped = { song: number; skipped: number; ended: number }

/** Fewer say nothing about a song. */
const fewestEnds = 5

/** The part of them that makes a song one that is always skipped. */
const mostly = 0.8

/** Songs that were skipped in at least four of five plays, most often skipped first. Short plays count here: a skip is one. */
export function alwaysSkipped(plays: Plays, songs: Groups, limit: number, { from, to }: Period = always): Skipped[] {
  const [skips, ends] = [new Uint32Array(songs.count), new Uint32Array(songs.count)]
  for (let play = 0; play < plays.count; play++) {
    const at = plays.heardAt[play] ?? 0
    const bits = plays.bits[play] ?? 0
    if (at < from || at >= to || !(bits & (playBits.skipped | playBits.finished))) continue
    const song = songs.of[play] ?? 0
    ends[song] = (ends[song] ?? 0) + 1
    if (bits & playBits.skipped) skips[song] = (skips[song] ?? 0) + 1
  }
  const found: Skipped[] = []
  for (let song = 1; song < songs.count; song++) {
    const [skipped, ended] = [skips[song] ?? 0, ends[song] ?? 0]
    if (ended >= fewestEnds && skipped / ended >= mostly) found.push({ song, skipped, ended })
  }
  return found.sort((one, other) => other.skipped - one.skipped || one.ended - other.ended).slice(0, limit)
}
