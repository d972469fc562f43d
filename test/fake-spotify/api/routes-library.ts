import { isSpotifyId } from '../catalog/ids.ts'
import type { Saved, World } from '../types.ts'
import { ApiError, type ApiRequest, needScopes, type Route } from './http.ts'
import { allAlbums, allArtists, allEpisodes, allPlaylists, allShows, allTracks } from './lookup.ts'

/** GET and PUT/DELETE of /me/library take this many uris (facts 1.3). */
const maxUris = 40

/** One kind of thing in the library: the scope that suffices for it (facts 2.3), and how it is kept. */
type Kind = {
  read: string
  write: string
  has(world: World, id: string): boolean
  save(world: World, id: string, at: string): void
  drop(world: World, id: string): void
}

/** Saves, removes and asks after library items by uri, for all kinds alike. The uris stand in the query; a body is not read (facts 1.3). */
export const libraryRoutes: Route[] = [
  { method: 'PUT', path: '/me/library', scopes: [], handle: (request) => edit(request, 'save') },
  { method: 'DELETE', path: '/me/library', scopes: [], handle: (request) => edit(request, 'drop') },
  { method: 'GET', path: '/me/library/contains', scopes: [], handle: contains },
]

function edit(request: ApiRequest, what: 'save' | 'drop') {
  const items = uris(request)
  needScopes(
    request,
    items.map((one) => one.kind.write),
  )
  const at = `${new Date(request.now).toISOString().slice(0, 19)}Z`
  // Lists are newest first, so the first uri ends up on top when the last one is saved first.
  for (const { kind, id } of items.reverse()) kind[what](request.world, id, at)
  return { status: 200 }
}

function contains(request: ApiRequest) {
  const items = uris(request)
  needScopes(
    request,
    items.map((one) => one.kind.read),
  )
  return { status: 200, json: items.map(({ kind, id }) => kind.has(request.world, id)) }
}

function uris(request: ApiRequest): { kind: Kind; id: string }[] {
  const text = request.query.get('uris')
  if (!text) throw new ApiError(400, 'Missing required field: uris')
  const all = text.split(',')
  if (all.length > maxUris) throw new ApiError(400, `Too many uris requested. Maximum: ${maxUris}`)
  return all.map((uri) => {
    const [scheme, type = '', id = '', more] = uri.split(':')
    if (scheme !== 'spotify' || !id || more !== undefined || (type !== 'user' && !isSpotifyId(id)))
      throw new ApiError(400, `Invalid uri: ${uri}`)
    const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined
    if (!kind) throw new ApiError(400, `Unsupported uri type: ${type}`)
    return { kind, id }
  })
}

type Lists = 'savedTracks' | 'savedAlbums' | 'savedEpisodes' | 'savedShows' | 'savedAudiobooks'

/** A saved list. Ids that Spotify does not know are accepted and change nothing, so only reading again shows what happened. */
function saved<Item extends { id: string }>(list: Lists, find: (world: World, id: string) => Item | undefined): Kind {
  const its = (world: World) => world[list] as unknown as Saved<Item>[]
  const has = (world: World, id: string) => its(world).some((one) => one.item.id === id)
  return {
    read: 'user-library-read',
    write: 'user-library-modify',
    has,
    save: (world, id, addedAt) => {
      const item = find(world, id)
      if (item && !has(world, id)) its(world).unshift({ addedAt, item })
    },
    drop: (world, id) => remove(its(world), (one) => one.item.id === id),
  }
}

const kinds: Record<string, Kind> = {
  track: saved('savedTracks', (world, id) => allTracks(world).get(id)),
  album: saved('savedAlbums', (world, id) => allAlbums(world).get(id)),
  episode: saved('savedEpisodes', (world, id) => allEpisodes(world).get(id)),
  show: saved('savedShows', (world, id) => allShows(world).get(id)),
  audiobook: saved('savedAudiobooks', (world, id) => world.audiobooks.find((one) => one.id === id)),
  // Not in the contract, but measured to work (facts 1.5).
  artist: {
    read: 'user-follow-read',
    write: 'user-follow-modify',
    has: (world, id) => world.followedArtists.some((one) => one.id === id),
    save: (world, id) => {
      const one = allArtists(world).get(id)
      if (one && !world.followedArtists.some((other) => other.id === id)) world.followedArtists.unshift(one)
    },
    drop: (world, id) => remove(world.followedArtists, (one) => one.id === id),
  },
  user: {
    read: 'user-follow-read',
    write: 'user-follow-modify',
    has: (world, id) => world.followedUsers.includes(id),
    save: (world, id) => void (world.followedUsers.includes(id) || world.followedUsers.unshift(id)),
    drop: (world, id) => remove(world.followedUsers, (one) => one === id),
  },
  playlist: {
    read: 'playlist-read-private',
    write: 'playlist-modify-public',
    has: (world, id) => world.playlists.some((one) => one?.id === id),
    save: (world, id) => {
      const one = allPlaylists(world).find((list) => list.id === id)
      if (!one || world.playlists.includes(one)) return
      remove(world.otherPlaylists, (other) => other === one)
      world.playlists.unshift(one)
    },
    // Removing an own playlist only takes it out of the list: it still exists and can be put back.
    drop: (world, id) => {
      const one = world.playlists.find((list) => list?.id === id)
      if (!one) return
      remove(world.playlists, (other) => other === one)
      world.otherPlaylists.push(one)
    },
  },
}

function remove<Item>(items: Item[], which: (item: Item) => boolean): void {
  const index = items.findIndex(which)
  if (index >= 0) items.splice(index, 1)
}
