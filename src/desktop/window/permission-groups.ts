import { type Scope, scopePurposes, shownScopes } from '../../config/scopes.ts'
import type { SettingsView } from '../../shared/contract.ts'

/** The permissions by subject. Each is in one group. */
const groups: Record<string, Scope[]> = {
  'Your library': ['user-library-read', 'user-library-modify', 'user-follow-read', 'user-follow-modify'],
  'Your playlists': [
    'playlist-read-private',
    'playlist-read-collaborative',
    'playlist-modify-private',
    'playlist-modify-public',
    'ugc-image-upload',
  ],
  'What you listen to': ['user-read-recently-played', 'user-top-read', 'user-read-playback-position'],
  Playing: ['user-read-playback-state', 'user-read-currently-playing', 'user-modify-playback-state'],
  'Your account': ['user-read-private', 'user-read-email'],
}

/** The permissions to choose from in groups, with what each is for. @param chosen what the user chose */
export function permissionGroups(chosen: readonly Scope[]): SettingsView['permissions'] {
  const shown = shownScopes((scope) => chosen.includes(scope))
  return Object.entries(groups).map(([group, scopes]) => ({
    group,
    scopes: scopes.filter((scope) => shown.includes(scope)).map((scope) => ({ scope, purpose: scopePurposes[scope] })),
  }))
}
