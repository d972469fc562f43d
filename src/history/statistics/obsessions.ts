import type { GroupOf } from './groups.ts'
import { dayName, dayOf, type LocalTime, weekOf } from './local-time.ts'
import { always, countedMs, type Period, type Plays } from './plays.ts'

/** A song that filled a week: its part of all counted plays, from 0 to 1. `week` is its Monday. */
export type Obsession = { song: number; week: string; plays: number; share: number }

/** A week with less says nothing. */
const fewestPlaysOfWeek = 30

const fewestPlaysOfSong = 7

/** Each song's most obsessed week, the most obsessed first. A week counts when at least 30 plays were heard in it, a song when at least 7 were its. */
export function obsessions(plays: Plays, songOf: GroupOf, time: LocalTime, limit: number, { from, to }: Period = always): Obsession[] {
  const weeks = new Map<number, number>()
  const songs = new Map<number, number>()
  // A week and a song as one number: 2^21 weeks are 40,000 years.
  const pair = (week: number, song: number) => song * 2 ** 21 + week
  for (let play = 0; play < plays.count; play++) {
    const at = plays.heardAt[play] ?? 0
    if (at < from || at >= to || (plays.ms[play] ?? 0) < countedMs) continue
    const song = songOf(play)
    if (song === 0) continue
    const week = weekOf(dayOf(time.local(at)))
    weeks.set(week, (weeks.get(week) ?? 0) + 1)
    songs.set(pair(week, song), (songs.get(pair(week, song)) ?? 0) + 1)
  }
  const best = new Map<number, Obsession>()
  for (const [key, count] of songs) {
    if (count < fewestPlaysOfSong) continue
    const [song, week] = [Math.floor(key / 2 ** 21), key % 2 ** 21]
    const all = weeks.get(week) ?? 0
    if (all < fewestPlaysOfWeek || (best.get(song)?.share ?? 0) >= count / all) continue
    best.set(song, { song, week: dayName(week * 7 - 3), plays: count, share: count / all })
  }
  return [...best.values()].sort((one, other) => other.share - one.share || other.plays - one.plays).slice(0, limit)
}
