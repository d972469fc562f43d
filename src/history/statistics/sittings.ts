import type { Groups } from './groups.ts'
import { placesByGroup } from './places-by-group.ts'
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
 * @param plays of the album alone
 * @param period in which the sittings are counted; the album's songs are those of all times
 */
export function timesHeardThrough(plays: Plays, period: Period = always): { times: number; songs: number } {
  return timesThrough(
    plays,
    Uint32Array.from({ length: plays.count }, (_, play) => play),
    createMarks(plays),
    period,
  )
}

/** An album and how often it was heard through. */
export type HeardThrough = { album: number; times: number; songs: number }

/** The albums that were heard through most often. */
export function heardThrough(plays: Plays, albums: Groups, limit: number, period: Period = always): HeardThrough[] {
  const placesOf = placesByGroup(albums)
  const marks = createMarks(plays)
  const found: HeardThrough[] = []
  for (let album = 1; album < albums.count; album++) {
    const places = placesOf(album)
    if (places.length < fewestSongs) continue
    const through = timesThrough(plays, places, marks, period)
    if (through.times > 0) found.push({ album, ...through })
  }
  return found.sort((one, other) => other.times - one.times || other.songs - one.songs).slice(0, limit)
}

/** Which songs were met, without a set for each album: `of` holds the last number under which a song was marked. */
type Marks = { of: Uint32Array; last: number }

function createMarks({ recording }: Plays): Marks {
  return { of: new Uint32Array(1 + recording.reduce((one, other) => Math.max(one, other), 0)), last: 0 }
}

/** @param places of the plays of one album */
function timesThrough(plays: Plays, places: Uint32Array, marks: Marks, { from, to }: Period): { times: number; songs: number } {
  const { heardAt, ms, recording } = plays
  const songs = distinctSongs(plays, places, marks)
  if (songs < fewestSongs) return { times: 0, songs }
  const wanted = Math.ceil(songs * enough)
  let [times, heard, ended] = [0, 0, Number.NEGATIVE_INFINITY]
  marks.last++
  for (const play of inOrder(places, heardAt)) {
    const at = heardAt[play] ?? 0
    if ((ms[play] ?? 0) < countedMs || at < from || at >= to) continue
    const song = recording[play] ?? 0
    // Whoever begins the album again, begins a new count.
    if (at - ended > longestBreakMs || (heard >= wanted && marks.of[song] === marks.last)) {
      if (heard >= wanted) times++
      marks.last++
      heard = 0
    }
    if (marks.of[song] !== marks.last) heard++
    marks.of[song] = marks.last
    ended = at + (ms[play] ?? 0)
  }
  return { times: heard >= wanted ? times + 1 : times, songs }
}

function distinctSongs({ ms, recording }: Plays, places: Uint32Array, marks: Marks): number {
  marks.last++
  let songs = 0
  for (const play of places) {
    const song = recording[play] ?? 0
    if ((ms[play] ?? 0) < countedMs || marks.of[song] === marks.last) continue
    marks.of[song] = marks.last
    songs++
  }
  return songs
}

/** Nearly always they are: only uploads come later. */
function inOrder(places: Uint32Array, heardAt: Float64Array): Uint32Array {
  for (let place = 1; place < places.length; place++) {
    if ((heardAt[places[place - 1] ?? 0] ?? 0) > (heardAt[places[place] ?? 0] ?? 0))
      return places.toSorted((one, other) => (heardAt[one] ?? 0) - (heardAt[other] ?? 0))
  }
  return places
}
