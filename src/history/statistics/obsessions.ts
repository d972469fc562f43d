import type { Groups } from './groups.ts'
import { dayName, type LocalTime, mostDays, weekOf } from './local-time.ts'
import { placesByGroup } from './places-by-group.ts'
import { always, countedMs, type Period, type Plays } from './plays.ts'

/** A song that filled a week: its part of all counted plays, from 0 to 1. `week` is its Monday. */
export type Obsession = { song: number; week: string; plays: number; share: number }

/** A week with less says nothing. */
const fewestPlaysOfWeek = 30

const fewestPlaysOfSong = 7

/** Each song's most obsessed week, the most obsessed first. A week counts when at least 30 plays were heard in it, a song when at least 7 were its. */
export function obsessions(plays: Plays, songs: Groups, time: LocalTime, limit: number, { from, to }: Period = always): Obsession[] {
  const { day } = time.of(plays)
  const weeks = { of: new Uint32Array(plays.count), count: weekOf(mostDays) + 1 }
  for (let play = 0; play < plays.count; play++) {
    const at = plays.heardAt[play] ?? 0
    const isWanted = at >= from && at < to && (plays.ms[play] ?? 0) >= countedMs && songs.of[play] !== 0
    if (isWanted) weeks.of[play] = weekOf(day[play] ?? 0)
  }
  const placesOf = placesByGroup(weeks)
  const counts = new Uint32Array(songs.count)
  const best = new Map<number, Obsession>()
  for (let week = 1; week < weeks.count; week++) {
    const places = placesOf(week)
    if (places.length < fewestPlaysOfWeek) continue
    for (const play of places) {
      const song = songs.of[play] ?? 0
      counts[song] = (counts[song] ?? 0) + 1
    }
    for (const play of places) {
      const song = songs.of[play] ?? 0
      const count = counts[song] ?? 0
      counts[song] = 0
      if (count < fewestPlaysOfSong || (best.get(song)?.share ?? 0) >= count / places.length) continue
      best.set(song, { song, week: dayName(week * 7 - 3), plays: count, share: count / places.length })
    }
  }
  return [...best.values()].sort((one, other) => other.share - one.share || other.plays - one.plays).slice(0, limit)
}
