import { requireScopes, type Scope } from '../config/scopes.ts'
import { cleanText } from '../shared/clean-text.ts'
import { Problem } from '../shared/problem.ts'
import type { PlaylistDetails } from '../spotify/playlists.ts'

/**
 * Refuses what Spotify would refuse, before anything is changed.
 *
 * Spotify needs the scope that fits the playlist, playlist-modify-public or -private; to turn one into the other it needs both, as for the cover, which
 * also needs ugc-image-upload. The owner may change everything; the others who work on a collaborative playlist may change its rows.
 *
 * @throws Problem `not-available`, `scope-missing`
 */
export function requireEditable(
  playlist: PlaylistDetails,
  wanted: { rows: boolean; details: boolean; public?: boolean; cover: boolean },
  { account, grantedScopes }: { account: string; grantedScopes: readonly string[] },
): void {
  const own = playlist.owner.id === account
  if (!own && (wanted.details || wanted.cover || !playlist.collaborative || !playlist.readable)) {
    throw new Problem(
      'not-available',
      `"${cleanText(playlist.name, 60)}" belongs to ${cleanText(playlist.owner.name, 60)}. ${playlist.collaborative ? 'Only the owner can change this.' : 'Spotify lets only its owner change it.'}`,
    )
  }
  const visibilities = wanted.cover ? [true, false] : [playlist.public ?? false, wanted.public ?? playlist.public ?? false]
  const needed: Scope[] = visibilities.map((open) => (open ? 'playlist-modify-public' : 'playlist-modify-private'))
  requireScopes([...needed, ...(wanted.cover ? (['ugc-image-upload'] as const) : [])], grantedScopes)
}
