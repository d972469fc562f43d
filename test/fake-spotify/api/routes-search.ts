import type { World } from '../types.ts'
import { ApiError, type ApiRequest, type Route } from './http.ts'
import { fullArtist, fullTrack, simpleAlbum } from './json-music.ts'
import { simplePlaylist } from './json-playlist.ts'
import { simpleAudiobook, simpleEpisode, simpleShow } from './json-spoken.ts'
import { allAlbums, allArtists, allEpisodes, allPlaylists, allShows, allTracks } from './lookup.ts'
import { addressOf, pageOf, window } from './paging.ts'
import { albumFits, artistFits, matching, trackFits, wordsFit } from './search-match.ts'
import { parseQuery, type SearchQuery } from './search-query.ts'

/** Limits of GET /search for a new app since February 2026 (facts 1.3). */
const bounds = { default: 5, max: 10, maxOffset: 1_000 }

type Finder = (world: World, query: SearchQuery) => (() => unknown)[]

/** What each type finds, already rendered lazily: only the page that is asked for becomes JSON. */
const finders: Record<string, Finder> = {
  track: (world, query) => matching(allTracks(world).values(), query, (one) => trackFits(query, one)).map((one) => () => fullTrack(one)),
  artist: (world, query) =>
    matching(allArtists(world).values(), query, (one) => artistFits(query, one)).map((one) => () => fullArtist(one)),
  album: (world, query) => {
    const albums = [...allAlbums(world).values()]
    const from = twoWeeksBeforeNewest(albums.map((one) => one.releaseDate))
    return matching(albums, query, (one) => albumFits(query, one, from)).map((one) => () => simpleAlbum(one))
  },
  // Spotify's own playlists come as null since November 2024 (facts 1.1); private ones are not found.
  playlist: (world, query) =>
    matching(allPlaylists(world), query, (one) => one.public && wordsFit(query, one.name, one.description ?? '')).map(
      (one) => () => (one.owner.id === 'spotify' ? null : simplePlaylist(one)),
    ),
  show: (world, query) =>
    matching(allShows(world).values(), query, (one) => wordsFit(query, one.name)).map(
      (one) => () => simpleShow(one, world.episodes.filter((its) => its.show.id === one.id).length),
    ),
  episode: (world, query) =>
    matching(allEpisodes(world).values(), query, (one) => wordsFit(query, one.name, one.show.name)).map((one) => () => simpleEpisode(one)),
  audiobook: (world, query) =>
    matching(world.audiobooks, query, (one) => wordsFit(query, one.name, ...one.authors)).map(
      (one) => () => simpleAudiobook(one, world.chapters.filter((its) => its.audiobook.id === one.id).length),
    ),
}

/** GET /search. */
export const searchRoutes: Route[] = [{ method: 'GET', path: '/search', scopes: [], handle: search }]

function search(request: ApiRequest) {
  const q = request.query.get('q')
  const type = request.query.get('type')
  if (!q?.trim()) throw new ApiError(400, 'No search query')
  if (!type) throw new ApiError(400, 'Missing parameter type')
  const { limit, offset } = window(request, bounds)
  const query = parseQuery(q)
  const json: Record<string, unknown> = {}
  for (const one of type.split(',')) {
    const find = finders[one]
    if (!find) throw new ApiError(400, `Bad search type field ${one}`)
    const hits = find(request.world, query)
    json[`${one}s`] = pageOf(
      hits,
      limit,
      offset,
      (render) => render(),
      (at) => addressOf(request, { type: one, offset: at, limit }),
    )
  }
  return { status: 200, json }
}

/** `tag:new` means the last two weeks; in an invented world they end with its newest album, whatever the clock says. */
function twoWeeksBeforeNewest(dates: string[]): string {
  const newest =
    dates
      .filter((date) => date.length === 10)
      .sort()
      .at(-1) ?? '9999-12-31'
  return new Date(Date.parse(newest) - 14 * 86_400_000).toISOString().slice(0, 10)
}
