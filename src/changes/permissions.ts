import { type PermittedScopes, requireScopes, type Scope } from '../config/scopes.ts'
import { cleanText } from '../shared/clean-text.ts'
import { Problem } from '../shared/problem.ts'
import type { ItemType } from '../spotify/items.ts'
import type { PlaylistDetails } from '../spotify/playlists.ts'

/**
 * What Spotify asks for to see and to change a kind of item in the library. Its reference names all of them for every kind; reports of 2026 say that the
 * ones that fit are enough.
 */
export const libraryScopes: Record<ItemType, [read: Scope, write: Scope]> = {
  track: ['user-library-read', 'user-library-modify'],
  album: ['user-library-read', 'user-library-modify'],
  show: ['user-library-read', 'user-library-modify'],
  episode: ['user-library-read', 'user-library-modify'],
  audiobook: ['user-library-read', 'user-library-modify'],
  artist: ['user-follow-read', 'user-follow-modify'],
  playlist: ['playlist-read-private', 'playlist-modify-public'],
}

/**
 * Refuses what Spotify would refuse, before anything is changed.
 *
 * Spotify needs the scope that fits the playlist, playlist-modify-public or -private; to turn one into the other it needs both, as for the cover, which
 * also needs ugc-image-upload, and for a collaborative playlist, which cannot be public. The owner may change everything; the others who work on a collaborative playlist may change its rows.
 *
 * @param requester.userId by which Spotify names the owner of a playlist
 * @throws Problem `not-available`, `invalid-arguments` for a playlist that would be public and collaborative, or as `requireScopes`
 */
export function requireEditable(
  playlist: PlaylistDetails,
  wanted: { rows: boolean; details: boolean; public?: boolean; collaborative?: boolean; cover: boolean },
  { userId, ...scopes }: PermittedScopes & { userId: string },
): void {
  const own = playlist.owner.id === userId
  if (!own && (wanted.details || wanted.cover || !playlist.collaborative || !playlist.readable)) {
    throw new Problem(
      'not-available',
      `"${cleanText(playlist.name, 60)}" belongs to ${cleanText(playlist.owner.name, 60)}. ${playlist.collaborative ? 'Only the owner can change this.' : 'Spotify lets only its owner change it.'}`,
    )
  }
  const open = wanted.public ?? playlist.public ?? false
  refusePublicCollaboration(open, wanted.collaborative ?? (wanted.public === true && playlist.collaborative))
  const both = wanted.cover || wanted.collaborative !== undefined
  const visibilities = both ? [true, false] : [playlist.public ?? false, open]
  const needed: Scope[] = visibilities.map((open) => (open ? 'playlist-modify-public' : 'playlist-modify-private'))
  requireScopes([...needed, ...(wanted.cover ? (['ugc-image-upload'] as const) : [])], scopes)
}

/** @throws Problem `invalid-arguments` (https://developer.spotify.com/documentation/web-api/reference/create-playlist: "you must also set public to false") */
export function refusePublicCollaboration(open: boolean, collaborative: boolean): void {
  if (!open || !collaborative) return
  throw new Problem(
    'invalid-arguments',
    'Spotify lets only private playlists be collaborative: set `public` to false, or `collaborative` to false.',
  )
}

/** Refuses to undo a change with a permission that the user switched off. What Spotify did not grant it refuses itself. @throws Problem `scope-switched-off` */
export function requireSwitchedOn(needed: readonly Scope[], permitted: PermittedScopes): void {
  requireScopes(
    needed.filter((scope) => permitted.switchedOff.includes(scope)),
    permitted,
    'Undoing this needs',
  )
}
