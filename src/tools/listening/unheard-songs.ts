import type { Recommendable } from '../../history/questions/recommendable.ts'
import { isProblem } from '../../shared/problem.ts'
import { plainWords } from '../../shared/words.ts'
import type { Track } from '../../spotify/items.ts'
import { isUnanswered } from '../../spotify/request/unanswered.ts'
import type { ToolContext } from '../runtime/define.ts'
import type { OpenHistory } from './open-history.ts'
import type { Recommended } from './recommended.ts'

type Unheard<Of> = { songs: (Omit<Recommended, 'why'> & { of: Of })[]; stopped?: string }

/** One call asks about so many albums, with two requests each, and artists, with one. Catalogue items are kept for an hour. */
const mostAlbums = 6
const mostArtists = 6

const longestAlbum = 50
const songsOfArtist = 10

/** Of each album or artist at most so many, so that the list has several. */
const mostOfEach = 3

/** Songs on loved albums that were never heard. The history knows albums by name: Spotify tells which one a song is on. */
export function unheardOnAlbums(albums: Recommendable['albums'], count: number, history: OpenHistory, context: ToolContext) {
  const { catalog } = context.spotify
  return unheardOf(albums.slice(0, mostAlbums), count, history, async ({ songUri }) => {
    const { album } = await catalog.track(songUri.replace('spotify:track:', ''))
    if (album?.id === undefined) return []
    const { tracks } = await catalog.album(album.id, { offset: 0, limit: longestAlbum })
    return tracks.rows.filter((track) => track !== null)
  })
}

/** Songs that a search finds of loved artists and that were never heard. */
export function unheardByArtists(artists: Recommendable['artists'], count: number, history: OpenHistory, context: ToolContext) {
  return unheardOf(artists.slice(0, mostArtists), count, history, async ({ name }) => {
    const { rows } = await context.spotify.catalog.searchTracks(`artist:"${name.replaceAll('"', '')}"`, { limit: songsOfArtist })
    return rows.filter(({ artists }) => plainWords(artists[0]?.name ?? '') === plainWords(name))
  })
}

/** Asks until enough was found. What Spotify no longer has is passed over; when it stops answering, what was found is there. */
async function unheardOf<Of>(all: Of[], count: number, history: OpenHistory, tracksOf: (of: Of) => Promise<Track[]>): Promise<Unheard<Of>> {
  const found: Unheard<Of> = { songs: [] }
  for (const of of all) {
    if (found.songs.length >= count) break
    try {
      const tracks = await tracksOf(of)
      const heard = await history.ask('heard', { songs: tracks.map(({ name, artists }) => ({ name, artist: artists[0]?.name ?? '' })) })
      const unheard = tracks.filter((track, index) => !heard[index] && track.id !== undefined)
      found.songs.push(...unheard.slice(0, mostOfEach).map((track) => asSong(track, of)))
    } catch (error) {
      if (isUnanswered(error)) return { ...found, stopped: `Spotify stopped answering, so there may be more. ${error.message}` }
      if (!isProblem(error, 'not-found', 'not-available', 'request-refused', 'unexpected-answer')) throw error
    }
  }
  return found
}

function asSong<Of>({ id, name, artists, durationMs }: Track, of: Of) {
  return { song: { type: 'track' as const, id, name }, artist: artists[0]?.name ?? '', lengthMs: durationMs, of }
}
