import { requireScopes, type Scope } from '../config/scopes.ts'
import { cleanText } from '../shared/clean-text.ts'
import { Problem } from '../shared/problem.ts'
import type { PlaylistDetails } from '../spotify/playlists.ts'

/** Who wants to change something, and what they were granted. */
export type Rights = { account: string; grantedScopes: readonly string[] }

/**
 * Refuses what Spotify would refuse, before anything is read or done.
 *
 * Spotify asks for the permission that fits the playlist, playlist-modify-public or -private; for turning one into the other it asks for both, as for
 * the cover, which needs ugc-image-upload besides. Rows are for the owner and, where the playlist is collaborative, for those who work on it; the rest
 * is the owner's.
 *
 * @throws Problem `not-available`, `scope-missing`
 */
export function requireAccess(
  playlist: PlaylistDetails,
  wanted: { rows: boolean; details: boolean; public?: boolean; cover: boolean },
  { account, grantedScopes }: Rights,
): void {
  const own = playlist.owner.id === account
  if (!own && (wanted.details || wanted.cover || !playlist.collaborative || !playlist.readable)) {
    throw new Problem(
      'not-available',
      `"${cleanText(playlist.name, 60)}" belongs to ${cleanText(playlist.owner.name, 60)}. ${playlist.collaborative ? 'Only the owner can change this.' : 'Spotify lets only its owner change it.'}`,
    )
  }
  const kinds = wanted.cover ? [true, false] : [playlist.public ?? false, wanted.public ?? playlist.public ?? false]
  const needed: Scope[] = kinds.map((open) => (open ? 'playlist-modify-public' : 'playlist-modify-private'))
  requireScopes([...needed, ...(wanted.cover ? (['ugc-image-upload'] as const) : [])], grantedScopes)
}
