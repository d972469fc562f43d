import { hash } from '../catalog/ids.ts'
import type { Person, Playable, Playlist, Row, User, World } from '../types.ts'
import { fullTrack, localTrackJson, localUri } from './json-music.ts'
import { fullEpisode } from './json-spoken.ts'
import { publicApi } from './paging.ts'

/** PrivateUserObject of GET /me: country, email, explicit_content, followers and product are gone; account_id is new (facts 1.4). */
export function privateUser(user: User) {
  const { external_urls, href, id, type, uri } = userJson(user)
  return { account_id: user.accountId, display_name: user.displayName, external_urls, href, id, images: user.images, type, uri }
}

/** PlaylistUserObject. */
function userJson(user: Person) {
  const at = encodeURIComponent(user.id)
  const external_urls = { spotify: `https://open.spotify.com/user/${at}` }
  return { external_urls, href: `${publicApi}/users/${at}`, id: user.id, type: 'user', uri: `spotify:user:${user.id}` }
}

/** Base64 like Spotify's: a version number and a hash. It changes with `version`. */
export function snapshotId(one: Playlist): string {
  const bytes = Buffer.alloc(24)
  bytes.writeUInt32BE(one.version)
  bytes.write(hash(`snapshot:${one.id}:${one.version}`).slice(0, 40), 4, 'hex')
  return bytes.toString('base64')
}

/** SimplifiedPlaylistObject: `items` has only where they are and how many. */
export function simplePlaylist(one: Playlist) {
  return {
    collaborative: one.collaborative,
    description: one.description,
    external_urls: { spotify: `https://open.spotify.com/playlist/${one.id}` },
    href: `${publicApi}/playlists/${one.id}`,
    id: one.id,
    images: one.images,
    items: { href: `${publicApi}/playlists/${one.id}/items`, total: one.rows.length },
    name: one.name,
    owner: { display_name: one.owner.displayName, ...userJson(one.owner) },
    public: one.public,
    snapshot_id: snapshotId(one),
    type: 'playlist',
    uri: `spotify:playlist:${one.id}`,
  }
}

/** PlaylistTrackObject; the deprecated `track` beside `item` is absent for new apps (facts 1.4). */
export function rowJson(world: World, row: Row) {
  const item = row.item === null ? null : row.item.type === 'local' ? localTrackJson(row.item) : playableJson(world, row.item)
  return {
    added_at: row.addedAt,
    added_by: row.addedBy && userJson(row.addedBy),
    is_local: row.item?.type === 'local',
    item,
  }
}

/** TrackObject or EpisodeObject. */
export function playableJson(world: World, item: Playable) {
  if (item.type === 'track') return fullTrack(item)
  return fullEpisode(item, Math.max(1, world.episodes.filter((one) => one.show.id === item.show.id).length))
}

/** The uri that adds, removes or plays an item; null for a row without one. */
export function uriOf(item: Row['item']): string | null {
  if (item === null) return null
  return item.type === 'local' ? localUri(item) : `spotify:${item.type}:${item.id}`
}
