import type { Playlist } from '../types.ts'
import { ApiError, type ApiRequest, found, needScopes } from './http.ts'
import { rowJson, simplePlaylist } from './json-playlist.ts'
import { allPlaylists } from './lookup.ts'
import { pageOf, publicApi } from './paging.ts'

/** A playlist by the id in the path. Spotify's own are not readable for new apps (facts 1.1), private ones of others not at all. */
export function playlistOf(request: ApiRequest): Playlist {
  const one = found(allPlaylists(request.world).find((list) => list.id === request.params.playlist_id))
  return found(one.owner.id === 'spotify' ? undefined : one)
}

/** Whether the user may see and edit the contents: the owner, and whoever has a collaborative playlist in the own list. */
function isOpen(request: ApiRequest, one: Playlist): boolean {
  return one.owner.id === request.world.user.id || (one.collaborative && request.world.playlists.some((mine) => mine?.id === one.id))
}

/** Foreign contents are a bare 403 in development mode (facts 1.3, 3.2). */
export function openOnly(request: ApiRequest, one: Playlist): Playlist {
  if (!isOpen(request, one)) throw new ApiError(403, 'Forbidden')
  return one
}

/** A playlist that may be edited: the scope must match whether it is public. */
export function editable(request: ApiRequest): Playlist {
  const one = openOnly(request, playlistOf(request))
  needScopes(request, [one.public ? 'playlist-modify-public' : 'playlist-modify-private'])
  return one
}

/** PlaylistObject: the first rows are inside (50 or 100, undocumented), unless the playlist is foreign: then there is no `items` at all (facts 1.3). */
export function fullPlaylist(request: ApiRequest, one: Playlist) {
  const { items: _, ...metadata } = simplePlaylist(one)
  const address = (offset: number) => `${publicApi}/playlists/${one.id}/items?offset=${offset}&limit=${request.rowsInPlaylist}`
  return {
    ...metadata,
    followers: { href: null, total: one.followers },
    ...(isOpen(request, one) ? { items: pageOf(one.rows, request.rowsInPlaylist, 0, (row) => rowJson(request.world, row), address) } : {}),
  }
}
