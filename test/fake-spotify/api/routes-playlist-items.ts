import { isSpotifyId } from '../catalog/ids.ts'
import type { Playable, Playlist, Row } from '../types.ts'
import { chooseFields } from './fields.ts'
import { ApiError, type ApiRequest, bodyObject, type Route } from './http.ts'
import { rowJson, snapshotId, uriOf } from './json-playlist.ts'
import { allEpisodes, allTracks } from './lookup.ts'
import { page } from './paging.ts'
import { editable, openOnly, playlistOf } from './playlist-access.ts'

const path = '/playlists/{playlist_id}/items'

/** A write takes this many items at most (facts 1.3). */
const maxItems = 100

/** The contents of a playlist. Each edit makes a new snapshot. */
export const playlistItemRoutes: Route[] = [
  { method: 'GET', path, scopes: ['playlist-read-private'], handle: readItems },
  { method: 'POST', path, scopes: [], handle: addItems },
  { method: 'PUT', path, scopes: [], handle: (request) => (wantedUris(request) ? replaceItems(request) : reorderItems(request)) },
  { method: 'DELETE', path, scopes: [], handle: removeItems },
]

function readItems(request: ApiRequest) {
  const one = openOnly(request, playlistOf(request))
  const fields = request.query.get('fields')
  const json = page(request, one.rows, { default: 20, max: 50 }, (row) => rowJson(request.world, row))
  return { status: 200, json: chooseFields(json, fields), filtered: fields !== null }
}

/** `uris` and `position` of the query beat those of the body (facts 1.3). */
function addItems(request: ApiRequest) {
  const one = editable(request)
  const rows = newRows(request, wantedUris(request) ?? [])
  if (rows.length === 0) throw new ApiError(400, 'No uris provided')
  const position = request.query.has('position') ? Number(request.query.get('position')) : (bodyObject(request).position ?? one.rows.length)
  one.rows.splice(place(position, one.rows.length), 0, ...rows)
  return edited(one, 201)
}

function replaceItems(request: ApiRequest) {
  const one = editable(request)
  if (bodyObject(request).range_start !== undefined) throw new ApiError(400, 'Replace and reorder cannot be combined')
  one.rows = newRows(request, wantedUris(request) ?? [])
  return edited(one, 200)
}

/** Moves `range_length` rows (1 if not given) to before the row that now stands at `insert_before`. */
function reorderItems(request: ApiRequest) {
  const one = editable(request)
  const { range_start: start, insert_before: before, range_length: length = 1 } = bodyObject(request)
  if (start === undefined || before === undefined) throw new ApiError(400, 'Missing required field: uris')
  checkSnapshot(request, one)
  const from = place(start, one.rows.length - 1)
  const to = place(before, one.rows.length)
  const count = place(length, one.rows.length - from)
  const moved = one.rows.splice(from, count)
  one.rows.splice(to > from ? Math.max(from, to - count) : to, 0, ...moved)
  return edited(one, 200)
}

/** Removes EVERY copy of each uri: there are no positions any more (facts 1.3). */
function removeItems(request: ApiRequest) {
  const one = editable(request)
  const { items } = bodyObject(request)
  if (!Array.isArray(items) || items.length === 0) throw new ApiError(400, 'Missing required field: items')
  if (items.length > maxItems) throw new ApiError(400, `You can remove a maximum of ${maxItems} items per request.`)
  const uris = items.map((item: { uri?: unknown }) => item?.uri)
  for (const uri of uris) if (typeof uri !== 'string' || !uri.startsWith('spotify:')) throw new ApiError(400, `Invalid uri: ${uri}`)
  checkSnapshot(request, one)
  one.rows = one.rows.filter((row) => !uris.includes(uriOf(row.item)))
  return edited(one, 200)
}

function edited(one: Playlist, status: number) {
  one.version += 1
  return { status, json: { snapshot_id: snapshotId(one) } }
}

function checkSnapshot(request: ApiRequest, one: Playlist): void {
  const wanted = bodyObject(request).snapshot_id
  if (wanted !== undefined && wanted !== snapshotId(one)) throw new ApiError(400, 'Invalid snapshot_id')
}

/** The uris of a write: of the query, else of the body; undefined if there are none anywhere. */
function wantedUris(request: ApiRequest): string[] | undefined {
  const query = request.query.get('uris')
  if (query !== null) return query.split(',').filter(Boolean)
  const { uris } = bodyObject(request)
  if (uris === undefined) return undefined
  if (!Array.isArray(uris) || uris.some((uri) => typeof uri !== 'string')) throw new ApiError(400, 'Error parsing JSON.')
  return uris
}

function newRows(request: ApiRequest, uris: string[]): Row[] {
  if (uris.length > maxItems) throw new ApiError(400, `You can add a maximum of ${maxItems} tracks per request.`)
  const { user } = request.world
  const known = { track: allTracks(request.world), episode: allEpisodes(request.world) }
  return uris.map((uri) => ({
    item: itemOf(known, uri),
    addedAt: `${new Date(request.now).toISOString().slice(0, 19)}Z`,
    addedBy: { id: user.id, displayName: user.displayName },
  }))
}

function itemOf(known: { track: ReturnType<typeof allTracks>; episode: ReturnType<typeof allEpisodes> }, uri: string): Playable {
  const [scheme, type, id = ''] = uri.split(':')
  if (scheme !== 'spotify' || (type !== 'track' && type !== 'episode') || !isSpotifyId(id))
    throw new ApiError(400, `Invalid track uri: ${uri}`)
  const item = known[type].get(id)
  if (!item) throw new ApiError(400, 'Payload contains a non-existing ID')
  return item
}

/** A position or a count within 0..max; Spotify refuses others. */
function place(value: unknown, max: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > max) throw new ApiError(400, 'Index out of bounds')
  return value
}
