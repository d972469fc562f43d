import { always, countedMs, type Period, type Plays } from './plays.ts'

/** Who stops for longer than this between two songs begins a new sitting. */
const longestBreakMs = 20 * 60_000

/** An album is heard through when this part of its known songs was heard in one sitting. */
const enough = 0.8

/** An album of one or two songs is a single: hearing it says nothing. */
const fewestSongs = 4

/**
 * How often an album was heard through: at least 80 % of its songs that are known from the history, in one sitting, in any order.
 *
 * @param isOfAlbum whether a play belongs to the album
 * @param period in which the sittings are counted; the album's songs are those of all times
 */
export function timesHeardThrough(
  plays: Plays,
  isOfAlbum: (play: number) => boolean,
  { from, to }: Period = always,
): { times: number; songs: number } {
  const own: number[] = []
  for (let play = 0; play < plays.count; play++) if ((plays.ms[play] ?? 0) >= countedMs && isOfAlbum(play)) own.push(play)
  own.sort((one, other) => (plays.heardAt[one] ?? 0) - (plays.heardAt[other] ?? 0))
  const songs = new Set(own.map((play) => plays.recording[play])).size
  if (songs < fewestSongs) return { times: 0, songs }
  const wanted = Math.ceil(songs * enough)
  let times = 0
  let heard = new Set<number | undefined>()
  let ended = Number.NEGATIVE_INFINITY
  for (const play of own) {
    const at = plays.heardAt[play] ?? 0
    if (at < from || at >= to) continue
    // Whoever begins the album again, begins a new count.
    if (at - ended > longestBreakMs || (heard.size >= wanted && heard.has(plays.recording[play]))) {
      if (heard.size >= wanted) times++
      heard = new Set()
    }
    heard.add(plays.recording[play])
    ended = at + (plays.ms[play] ?? 0)
  }
  return { times: heard.size >= wanted ? times + 1 : times, songs }
}
