import type { Groups } from './groups.ts'
import type { LocalTime } from './local-time.ts'
import { always, countedMs, type Period, type Plays } from './plays.ts'

/** A song that is mostly heard when nobody else is awake. `atNight`: how many of its counted plays began at night. */
export type NightSong = { song: number; plays: number; atNight: number }

/** Much played. */
const fewestPlays = 10

/** Night is from 23:00 to 5:00 by the person's clock. */
const isNight = (hour: number) => hour >= 23 || hour < 5

/** Songs with at least ten plays of which at least half began at night, most played first. */
export function nightSongs(plays: Plays, songs: Groups, time: LocalTime, { from, to }: Period = always): NightSong[] {
  const [all, night] = [new Uint32Array(songs.count), new Uint32Array(songs.count)]
  const { hour } = time.of(plays)
  for (let play = 0; play < plays.count; play++) {
    const at = plays.heardAt[play] ?? 0
    if (at < from || at >= to || (plays.ms[play] ?? 0) < countedMs) continue
    const song = songs.of[play] ?? 0
    all[song] = (all[song] ?? 0) + 1
    if (isNight(hour[play] ?? 0)) night[song] = (night[song] ?? 0) + 1
  }
  const found: NightSong[] = []
  for (let song = 1; song < songs.count; song++) {
    const [count, atNight] = [all[song] ?? 0, night[song] ?? 0]
    if (count >= fewestPlays && atNight * 2 >= count) found.push({ song, plays: count, atNight })
  }
  return found.sort((one, other) => other.plays - one.plays || other.atNight - one.atNight)
}
