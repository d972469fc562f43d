import { hash } from '../catalog/ids.ts'
import { chooseFields } from './fields.ts'
import { ApiError, type ApiRequest, bodyObject, needScopes, type Route } from './http.ts'
import { fullPlaylist, openOnly, playlistOf } from './playlist-access.ts'

/** A cover may have 256 KB as it is sent, in base64 (facts 1.3). */
const maxCoverBytes = 256 * 1024

/** A playlist's metadata and cover. */
export const playlistRoutes: Route[] = [
  { method: 'GET', path: '/playlists/{playlist_id}', scopes: [], handle: readPlaylist },
  { method: 'PUT', path: '/playlists/{playlist_id}', scopes: [], handle: changeDetails },
  {
    method: 'GET',
    path: '/playlists/{playlist_id}/images',
    scopes: [],
    handle: (request) => ({ status: 200, json: playlistOf(request).images }),
  },
  {
    method: 'PUT',
    path: '/playlists/{playlist_id}/images',
    scopes: ['ugc-image-upload', 'playlist-modify-public', 'playlist-modify-private'],
    handle: uploadCover,
  },
]

function readPlaylist(request: ApiRequest) {
  const fields = request.query.get('fields')
  return { status: 200, json: chooseFields(fullPlaylist(request, playlistOf(request)), fields), filtered: fields !== null }
}

/** Only the owner may; a change of `public` needs both modify scopes, as the list is in both worlds. 200 without a body. */
function changeDetails(request: ApiRequest) {
  const one = openOnly(request, playlistOf(request))
  if (one.owner.id !== request.world.user.id) throw new ApiError(403, 'Forbidden')
  const { name, description, public: open = one.public, collaborative = one.collaborative } = bodyObject(request)
  if (typeof open !== 'boolean' || typeof collaborative !== 'boolean') throw new ApiError(400, 'Error parsing JSON.')
  if (name !== undefined && (typeof name !== 'string' || name === '')) throw new ApiError(400, 'Attribute name is empty')
  if (open && collaborative) throw new ApiError(400, 'Collaborative playlists can only be private.')
  needScopes(
    request,
    [...new Set([one.public, open])].map((is) => (is ? 'playlist-modify-public' : 'playlist-modify-private')),
  )
  if (typeof name === 'string') one.name = name
  if (typeof description === 'string') one.description = description
  one.public = open
  one.collaborative = collaborative
  one.version += 1
  return { status: 200 }
}

/** The body is a JPEG in base64, no JSON. 202: Spotify takes its time, the fake does not. */
function uploadCover(request: ApiRequest) {
  const one = openOnly(request, playlistOf(request))
  if (one.owner.id !== request.world.user.id) throw new ApiError(403, 'Forbidden')
  const text = typeof request.body === 'string' ? request.body : ''
  if (Buffer.byteLength(text) > maxCoverBytes) throw new ApiError(413, 'Request entity too large')
  const bytes = Buffer.from(text, 'base64')
  if (!request.contentType.startsWith('image/jpeg') || bytes[0] !== 0xff || bytes[1] !== 0xd8) throw new ApiError(400, 'Invalid image')
  one.images = [{ url: `https://image-cdn-ak.spotifycdn.com/image/ab67706c0000bebb${hash(text).slice(0, 24)}`, height: null, width: null }]
  return { status: 202 }
}
