import type { KnownSong, Recommendable } from '../../history/questions/recommendable.ts'
import type { ToolContext } from '../runtime/define.ts'
import { heardItemOf } from './heard-item.ts'
import type { OpenHistory } from './open-history.ts'
import type { Recommended } from './recommended.ts'
import { savedMusic } from './saved-music.ts'
import { unheardByArtists, unheardOnAlbums } from './unheard-songs.ts'

/** What was wanted. Without a mood: some of each that needs no permission. */
type Wanted = {
  mood?: 'rediscover' | 'deep_cuts' | 'like_lately' | 'not_yet_saved' | undefined
  count: number
  minutes?: number | undefined
}

type Found = { songs: Recommended[]; note?: string }

/** One artist must not fill the list. */
const mostOfArtist = 3

const minuteMs = 60_000

/** Of a song that was only ever begun, the length is not known. */
const usualMs = 210_000

/** Chooses songs from the history, as many as are wanted or as fill the minutes. `note`: why there may be fewer. */
export async function chooseSongs({ mood, count, minutes }: Wanted, history: OpenHistory, context: ToolContext): Promise<Found> {
  const known = await history.ask('recommendable', {})
  const moods = { history, known, context, count }
  const found = await songsOf(mood, moods)
  return { songs: fitting(found.songs, count, minutes), ...(found.note !== undefined && { note: found.note }) }
}

type Moods = { history: OpenHistory; known: Recommendable; context: ToolContext; count: number }

async function songsOf(mood: Wanted['mood'], moods: Moods): Promise<Found> {
  const { known, context } = moods
  switch (mood) {
    case 'rediscover':
      return { songs: known.forgotten.map(heardBefore) }
    case 'deep_cuts':
      return deepCuts(moods)
    case 'like_lately':
      return likeLately(moods)
    case 'not_yet_saved': {
      const saved = await savedMusic(context)
      if (typeof saved === 'string') return { songs: [], note: saved }
      return { songs: known.favourites.filter((song) => !saved.isSaved(song.name, song.artist)).map(heardBefore) }
    }
    case undefined: {
      const unheard = await deepCuts({ ...moods, count: Math.ceil(moods.count / 3) })
      return { ...unheard, songs: inTurn([known.forgotten.map(heardBefore), known.lately.map(restedSong), unheard.songs]) }
    }
  }
}

/** Songs that Spotify knows and the history does not: half of loved albums, half of loved artists. */
async function deepCuts({ history, known, context, count }: Moods): Promise<Found> {
  const onAlbums = await unheardOnAlbums(known.albums, count, history, context)
  const byArtists = await unheardByArtists(known.artists, count, history, context)
  const note = onAlbums.stopped ?? byArtists.stopped
  const songs = inTurn<Recommended>([
    onAlbums.songs.map(({ of, ...song }) => ({ ...song, why: { kind: 'album', album: of.name, plays: of.plays } })),
    byArtists.songs.map(({ of, ...song }) => ({ ...song, why: { kind: 'artist', plays: of.plays } })),
  ])
  return { songs, ...(note !== undefined && { note }) }
}

/** First songs that are known and rested; then, if they are few, others of the same artists. */
async function likeLately({ history, known, context, count }: Moods): Promise<Found> {
  const rested = known.lately.map(restedSong)
  if (rested.length >= count) return { songs: rested }
  const lately = known.artists.filter(({ recent }) => recent > 0).sort((one, other) => other.recent - one.recent)
  const { songs, stopped } = await unheardByArtists(lately, count, history, context)
  const others = songs.map(({ of, ...song }): Recommended => ({ ...song, why: { kind: 'artist-lately', plays: 0, recent: of.recent } }))
  return { songs: [...rested, ...others], ...(stopped !== undefined && { note: stopped }) }
}

function heardBefore({ name, artist, uri, plays, last, lengthMs }: KnownSong): Recommended {
  return { song: heardItemOf(name, uri), artist, lengthMs, why: { kind: 'heard', plays, last: new Date(last).toISOString() } }
}

function restedSong({ recent, ...song }: Recommendable['lately'][number]): Recommended {
  const { plays, last } = song
  return { ...heardBefore(song), why: { kind: 'artist-lately', plays, last: new Date(last).toISOString(), recent } }
}

/** The first of each, then the second of each. */
function inTurn<Song>(lists: Song[][]): Song[] {
  const longest = Math.max(...lists.map(({ length }) => length))
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1))).flat()
}

/** Each song once, few of one artist, and no longer than wanted: a song that would be too long is passed over. */
function fitting(songs: Recommended[], count: number, minutes: number | undefined): Recommended[] {
  const chosen: Recommended[] = []
  const ids = new Set<string | undefined>()
  const ofArtist = new Map<string, number>()
  let leftMs = minutes === undefined ? Number.POSITIVE_INFINITY : minutes * minuteMs
  for (const one of songs) {
    if (chosen.length === count) break
    const own = ofArtist.get(one.artist) ?? 0
    const lengthMs = one.lengthMs || usualMs
    if (ids.has(one.song.id) || own === mostOfArtist || lengthMs > leftMs) continue
    ids.add(one.song.id)
    ofArtist.set(one.artist, own + 1)
    leftMs -= lengthMs
    chosen.push({ ...one, lengthMs })
  }
  return chosen
}
