import type { Playable, World } from '../types.ts'
import { ApiError, type ApiRequest, found } from './http.ts'
import { uriOf } from './json-playlist.ts'
import { allAlbums, allArtists, allEpisodes, allPlaylists, allShows, allTracks, tracksOf } from './lookup.ts'

/** What `uris` of the play command name: tracks and episodes. */
export function itemsOf(world: World, uris: unknown): Playable[] {
  if (!Array.isArray(uris) || uris.length === 0) throw new ApiError(400, 'Missing required field: uris')
  const known = new Map<string, Playable>([...allTracks(world), ...allEpisodes(world)])
  return uris.map((uri) => {
    const item = known.get(String(uri).split(':')[2] ?? '')
    if (!item || uriOf(item) !== uri) throw new ApiError(400, `Invalid track uri: ${uri}`)
    return item
  })
}

/**
 * What a context plays: an album, an artist's tracks, a show, a playlist (also foreign and Spotify's own: playing is not reading), and the saved songs,
 * which the contract does not name and which were both seen to play and to be refused.
 */
export function contextItems({ world }: ApiRequest, uri: string): Playable[] {
  const [scheme, type, id = '', list] = uri.split(':')
  if (type === 'user' && list === 'collection' && id === world.user.id) return world.savedTracks.map(({ item }) => item)
  if (scheme !== 'spotify') throw new ApiError(400, 'Invalid context uri')
  if (type === 'album') return tracksOf(world, found(allAlbums(world).get(id)))
  if (type === 'artist') {
    found(allArtists(world).get(id))
    return [...allTracks(world).values()].filter((one) => one.artists.some((by) => by.id === id))
  }
  if (type === 'show') {
    found(allShows(world).get(id))
    return [...allEpisodes(world).values()].filter((one) => one.show.id === id)
  }
  if (type !== 'playlist') throw new ApiError(400, 'Invalid context uri')
  const rows = found(allPlaylists(world).find((one) => one.id === id)).rows
  return rows.flatMap(({ item }) => (item && item.type !== 'local' ? [item] : []))
}

/** Where to start: `offset` is `{position}` or `{uri}`. @param contextUri offsets are refused in an artist */
export function startIndex(items: Playable[], offset: unknown, contextUri: string | null): number {
  if (offset === undefined || offset === null) return 0
  const { position, uri } = offset as { position?: unknown; uri?: unknown }
  if (contextUri?.startsWith('spotify:artist:')) throw new ApiError(400, "Can't have offset for context type: ARTIST")
  const index = uri === undefined ? Number(position) : items.findIndex((one) => uriOf(one) === uri)
  if (!Number.isInteger(index) || index < 0 || index >= items.length) throw new ApiError(400, 'Invalid offset')
  return index
}
