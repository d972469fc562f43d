import { type Scope, scopePurposes, shownScopes } from '../../config/scopes.ts'
import { isPermitted } from '../../shared/status.ts'
import type { TrayActions, TrayItem, TrayView } from './tray-menu.ts'

/** Each permission in two or three words. */
const shortWords: Record<Scope, string> = {
  'user-read-private': 'See your profile',
  'user-read-email': 'See your e-mail address',
  'user-library-read': 'See your library',
  'user-library-modify': 'Change your library',
  'user-follow-read': 'See followed artists',
  'user-follow-modify': 'Follow artists',
  'playlist-read-private': 'See private playlists',
  'playlist-read-collaborative': 'See shared playlists',
  'playlist-modify-public': 'Change public playlists',
  'playlist-modify-private': 'Change private playlists',
  'ugc-image-upload': 'Set playlist covers',
  'user-top-read': 'See your top lists',
  'user-read-recently-played': 'See what you played last',
  'user-read-playback-position': 'See where you stopped',
  'user-read-playback-state': 'See what is playing',
  'user-read-currently-playing': 'See the current song',
  'user-modify-playback-state': 'Control the player',
}

/** The permissions in force, ticked; apart from them those that are missing, each with what it would allow. They are changed in the window. */
export function permissionsMenu({ status: { account } }: TrayView, actions: TrayActions): TrayItem {
  if (account.state !== 'signed-in') return { label: 'Permissions', enabled: false }
  const all = shownScopes((scope) => isPermitted(account, scope))
  const permitted = all.filter((scope) => isPermitted(account, scope))
  const off = all.filter((scope) => account.grantedScopes.includes(scope) && !isPermitted(account, scope))
  const missing = all.filter((scope) => !account.grantedScopes.includes(scope))
  const part = (label: string, scopes: Scope[]): TrayItem[] =>
    scopes.length === 0
      ? []
      : [
          { type: 'separator' },
          { label, enabled: false },
          ...scopes.map((scope): TrayItem => ({ label: purposeOf(scope), click: actions.permissions })),
        ]
  return {
    label: `Permissions (${permitted.length} of ${all.length})`,
    submenu: [
      // A click would only change the tick in the menu.
      ...permitted.map((scope): TrayItem => ({ label: shortWords[scope], type: 'checkbox', checked: true, click: actions.permissions })),
      ...part('Switched off, so apps cannot:', off),
      ...part('Not granted, so apps cannot:', missing),
      { type: 'separator' },
      { label: 'Change permissions...', click: actions.permissions },
    ],
  }
}

/** What it is for. Why it exists at all, which some say in brackets, is for the window: a menu has no room. */
function purposeOf(scope: Scope): string {
  return scopePurposes[scope].replace(/ \(.*\)$/, '')
}
