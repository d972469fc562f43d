import { Problem } from '../shared/problem.ts'

/**
 * The permissions that Tonearm asks Spotify for, each with what it is for in plain words.
 *
 * A user may grant fewer; a tool that needs a missing one says which. Names: Spotify's `securitySchemes`
 * (https://developer.spotify.com/documentation/web-api/concepts/scopes).
 */
export const scopePurposes = {
  'user-read-private': 'see your profile and your account settings',
  'user-read-email': 'see the e-mail address of your account (Spotify no longer hands it out, so Tonearm does not use this)',
  'user-library-read': 'see the songs, albums, shows and episodes you saved',
  'user-library-modify': 'save and remove songs, albums, shows and episodes',
  'user-follow-read': 'see which artists you follow',
  'user-follow-modify': 'follow and unfollow artists',
  'playlist-read-private': 'see your private playlists',
  'playlist-read-collaborative': 'see the playlists you make together with others',
  'playlist-modify-public': 'create and change your public playlists',
  'playlist-modify-private': 'create and change your private playlists',
  'ugc-image-upload': 'set the cover picture of your playlists',
  'user-top-read': 'see your most played artists and songs',
  'user-read-recently-played': 'see what you played last',
  'user-read-playback-position': 'see where you stopped in podcasts and audiobooks',
  'user-read-playback-state': 'see what is playing, on which device, and what comes next',
  'user-read-currently-playing': 'see the song that is playing now',
  'user-modify-playback-state': 'play, pause, skip and choose the device',
} as const

/** A permission by Spotify's name for it. */
export type Scope = keyof typeof scopePurposes

/** All of them, in the order in which they are shown. */
export const allScopes = Object.keys(scopePurposes) as Scope[]

/** Used by no tool, so it is neither asked for nor shown nor counted, unless the user chose it in the settings file. */
const unusedScopes: readonly Scope[] = ['user-read-email']

/** The permissions that people see and that are counted. @param isChosen whether the user chose one that no tool uses */
export function shownScopes(isChosen: (scope: Scope) => boolean): Scope[] {
  return allScopes.filter((scope) => !unusedScopes.includes(scope) || isChosen(scope))
}

/** What may be used now: what Spotify granted and the user left on. `switchedOff` is what the user switched off in Tonearm, granted or not. */
export type PermittedScopes = { permittedScopes: readonly string[]; switchedOff: readonly string[] }

/**
 * @param subject the beginning of the sentence
 * @throws Problem `scope-switched-off` that names those that the user switched off, `scope-missing` that names those that Spotify did not grant
 */
export function requireScopes(needed: readonly Scope[], { permittedScopes, switchedOff }: PermittedScopes, subject = 'This needs'): void {
  const missing = [...new Set(needed)].filter((scope) => !permittedScopes.includes(scope))
  if (missing.length === 0) return
  const off = missing.filter((scope) => switchedOff.includes(scope))
  if (off.length > 0) throw new Problem('scope-switched-off', `${subject} a permission that is switched off in Tonearm: ${off.join(', ')}.`)
  throw new Problem('scope-missing', `${subject} a permission that was not granted: ${missing.join(', ')}. Sign in again and allow it.`)
}
