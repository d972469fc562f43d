import { spotifyId } from '../catalog/ids.ts'
import type { Play, Playlist, TimeRange } from '../types.ts'
import { ApiError, type ApiRequest, bodyObject, needScopes, number, type Route } from './http.ts'
import { fullAlbum, fullArtist, fullTrack } from './json-music.ts'
import { privateUser, simplePlaylist } from './json-playlist.ts'
import { fullAudiobook, fullEpisode, simpleShow } from './json-spoken.ts'
import { tracksOf } from './lookup.ts'
import { addressOf, page, publicApi } from './paging.ts'
import { fullPlaylist } from './playlist-access.ts'

const list = { default: 20, max: 50 }

/** The user's own things: profile, top lists, saved lists, followed artists, playlists, recent plays. */
export const meRoutes: Route[] = [
  // The contract names user-read-private and user-read-email here, but they only ever opened fields that are gone (facts 2.3).
  { method: 'GET', path: '/me', scopes: [], handle: ({ world }) => ({ status: 200, json: privateUser(world.user) }) },
  top('tracks', (request, range) => page(request, request.world.topTracks[range], list, fullTrack)),
  top('artists', (request, range) => page(request, request.world.topArtists[range], list, fullArtist)),
  saved('tracks', [], (request) =>
    page(request, request.world.savedTracks, list, (one) => ({ added_at: one.addedAt, track: fullTrack(one.item) })),
  ),
  saved('albums', [], (request) =>
    page(request, request.world.savedAlbums, list, (one) => ({
      added_at: one.addedAt,
      album: fullAlbum(one.item, tracksOf(request.world, one.item)),
    })),
  ),
  saved('shows', [], (request) =>
    page(request, request.world.savedShows, list, (one) => ({
      added_at: one.addedAt,
      show: simpleShow(one.item, episodeCount(request, one.item.id)),
    })),
  ),
  saved('episodes', ['user-read-playback-position'], (request) =>
    page(request, request.world.savedEpisodes, list, (one) => ({
      added_at: one.addedAt,
      episode: fullEpisode(one.item, episodeCount(request, one.item.show.id)),
    })),
  ),
  saved('audiobooks', [], (request) =>
    page(request, request.world.savedAudiobooks, list, (one) => ({
      added_at: one.addedAt,
      audiobook: fullAudiobook(
        one.item,
        request.world.chapters.filter((its) => its.audiobook.id === one.item.id),
      ),
    })),
  ),
  { method: 'GET', path: '/me/following', scopes: ['user-follow-read'], handle: following },
  { method: 'GET', path: '/me/playlists', scopes: ['playlist-read-private'], handle: playlists },
  { method: 'POST', path: '/me/playlists', scopes: [], handle: createPlaylist },
  { method: 'GET', path: '/me/player/recently-played', scopes: ['user-read-recently-played'], handle: recentlyPlayed },
]

function top(what: string, answer: (request: ApiRequest, range: TimeRange) => unknown): Route {
  return {
    method: 'GET',
    path: `/me/top/${what}`,
    scopes: ['user-top-read'],
    handle: (request) => {
      const range = request.query.get('time_range') ?? 'medium_term'
      if (range !== 'short_term' && range !== 'medium_term' && range !== 'long_term') throw new ApiError(400, 'Invalid time range')
      return { status: 200, json: answer(request, range) }
    },
  }
}

function saved(what: string, more: string[], answer: (request: ApiRequest) => unknown): Route {
  return {
    method: 'GET',
    path: `/me/${what}`,
    scopes: ['user-library-read', ...more],
    handle: (request) => ({ status: 200, json: answer(request) }),
  }
}

function episodeCount(request: ApiRequest, showId: string): number {
  return request.world.episodes.filter((one) => one.show.id === showId).length
}

/** Followed artists come by cursor: `after` is the id of the last one of the page before. There is no offset. */
function following(request: ApiRequest) {
  if (request.query.get('type') !== 'artist') throw new ApiError(400, 'Invalid type, only artist is supported')
  const limit = number(request.query, 'limit', { default: 20, min: 1, max: 50 })
  const all = request.world.followedArtists
  const after = request.query.get('after')
  const start = after ? all.findIndex((one) => one.id === after) + 1 : 0
  const items = all.slice(start, start + limit)
  const cursor = start + limit < all.length ? (items.at(-1)?.id ?? null) : null
  const next = cursor && addressOf(request, { type: 'artist', limit, after: cursor })
  const json = { href: addressOf(request, {}), items: items.map(fullArtist), limit, next, cursors: { after: cursor }, total: all.length }
  return { status: 200, json: { artists: json } }
}

/** Without playlist-read-collaborative, collaborative lists are silently missing (facts 2.3). */
function playlists(request: ApiRequest) {
  const all = request.world.playlists.filter((one) => !one?.collaborative || request.scopes.includes('playlist-read-collaborative'))
  return { status: 200, json: page(request, all, list, (one) => one && simplePlaylist(one)) }
}

/** For a collaborative playlist the contract asks for both. */
const bothModifyScopes = ['playlist-modify-private', 'playlist-modify-public']

/** POST /me/playlists: public unless told otherwise; the scope must match. The new list is the first of the user's. */
function createPlaylist(request: ApiRequest) {
  const { name, description = null, public: open = true, collaborative = false } = bodyObject(request)
  if (typeof name !== 'string' || name === '') throw new ApiError(400, 'Missing required field: name')
  if (typeof open !== 'boolean' || typeof collaborative !== 'boolean') throw new ApiError(400, 'Error parsing JSON.')
  if (open && collaborative) throw new ApiError(400, 'Collaborative playlists can only be private.')
  needScopes(request, collaborative ? bothModifyScopes : [open ? 'playlist-modify-public' : 'playlist-modify-private'])
  const { user, playlists: before } = request.world
  const made: Playlist = {
    type: 'playlist',
    id: spotifyId(`made:${name}:${before.length}:${request.now}`),
    name,
    description: typeof description === 'string' ? description : null,
    owner: { id: user.id, displayName: user.displayName },
    public: open,
    collaborative,
    followers: 0,
    images: [],
    rows: [],
    version: 1,
  }
  before.unshift(made)
  return { status: 201, json: fullPlaylist(request, made), headers: { location: `${publicApi}/playlists/${made.id}` } }
}

/** The last 50 plays and not one more; `after` and `before` are exclusive, in ms since the epoch, and exclude each other. */
function recentlyPlayed(request: ApiRequest) {
  const limit = number(request.query, 'limit', { default: 20, min: 1, max: 50 })
  const moment = { default: Number.NaN, min: 0, max: Number.MAX_SAFE_INTEGER }
  const after = number(request.query, 'after', moment)
  const before = number(request.query, 'before', moment)
  if (!Number.isNaN(after) && !Number.isNaN(before)) throw new ApiError(400, 'Only one of after and before may be specified')
  const at = (play: Play) => Date.parse(play.playedAt)
  const known = request.world.recentPlays.slice(0, 50)
  const fitting = known.filter((play) => !(at(play) <= after) && !(at(play) >= before))
  const items = fitting.slice(0, limit)
  const [newest, oldest] = [items[0], items.at(-1)]
  const cursors = newest && oldest ? { after: String(at(newest)), before: String(at(oldest)) } : null
  const next = cursors && fitting.length > limit ? `https://api.spotify.com${request.path}?before=${cursors.before}&limit=${limit}` : null
  return { status: 200, json: { items: items.map(playJson), next, cursors, limit, href: addressOf(request, {}) } }
}

function playJson(one: Play) {
  return { track: fullTrack(one.track), played_at: one.playedAt, context: contextJson(one.contextUri) }
}

/** ContextObject: what a track was played from; null if from nothing. */
export function contextJson(uri: string | null) {
  const [, type, id, list] = uri?.split(':') ?? []
  if (uri && list === 'collection')
    return { type: list, href: `${publicApi}/me/tracks`, external_urls: { spotify: 'https://open.spotify.com/collection' }, uri }
  if (!uri || !type || !id) return null
  return { type, href: `${publicApi}/${type}s/${id}`, external_urls: { spotify: `https://open.spotify.com/${type}/${id}` }, uri }
}
