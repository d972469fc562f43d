import type { Scope } from '../../src/config/scopes.ts'

/** What apps cannot do without a permission. Those that are missing here take nothing away. */
export const consequences: Partial<Record<Scope, string>> = {
  'user-library-read': 'Apps cannot see or search what you saved.',
  'user-library-modify': 'Apps cannot save or remove songs, albums, shows and episodes.',
  'user-follow-read': 'Apps cannot see which artists you follow, and cannot follow or unfollow any.',
  'user-follow-modify': 'Apps cannot follow or unfollow artists.',
  'playlist-read-private': 'Apps cannot list, read, compare or edit your playlists, and cannot search your library.',
  'playlist-read-collaborative': 'Apps cannot see the playlists you make together with others.',
  'playlist-modify-public': 'Apps cannot create or change public playlists, and cannot follow or delete playlists.',
  'playlist-modify-private': 'Apps cannot create or change private playlists.',
  'ugc-image-upload': 'Apps cannot set the cover picture of a playlist.',
  'user-top-read': 'Apps cannot see your most played artists and songs.',
  'user-read-recently-played': 'Apps cannot see what you played last.',
  'user-read-playback-position':
    'Apps cannot list or search the episodes you saved, and cannot see where you stopped in podcasts and audiobooks.',
  'user-read-playback-state': 'Apps cannot see what is playing, and cannot play music.',
  'user-read-currently-playing': 'Apps cannot see what is playing, and cannot add songs to the queue.',
  'user-modify-playback-state': 'Apps cannot play music, pause it or skip songs.',
}

/** What apps cannot do without this permission, if anything. */
export function consequenceOf(scope: string): string | undefined {
  return (consequences as Record<string, string | undefined>)[scope]
}

/** The texts of the page Permissions. */
export const permissionsTexts = {
  title: 'Permissions',
  intro:
    'What Tonearm may see and do in your Spotify account. Spotify shows you the same list when you sign in. What you switch off stops at once.',
  introBefore: 'Choose now. Spotify asks you to agree when you sign in.',
  changedSignIn: 'Sign in again, and Spotify will ask you.',
  missing: (count: number) =>
    count === 1 ? 'You chose 1 permission that Spotify has not granted.' : `You chose ${count} permissions that Spotify has not granted.`,
  off: 'Off',
  offNow: 'Off now. To take it back at Spotify too, remove Tonearm at spotify.com/account/apps, then sign in again.',
  granted: 'Granted',
  notGranted: 'Not granted',
  all: 'Choose all',
  chosen: (chosen: number, all: number) => `${chosen} of ${all} chosen`,
  none: 'Without any permission, Tonearm can search and look up music on Spotify, and see the name of your account. It cannot do more.',
  safety: 'Safety',
  readOnly: {
    title: 'Read only',
    text: 'Apps can look at everything but change nothing. They cannot play, pause, edit playlists or save songs.',
    isOn: 'Read only is on: apps can look at your music, but they cannot play or change anything.',
    turnOff: 'Turn off Read only',
  },
  ask: {
    title: 'Ask before large removals',
    text: 'An app must ask you before it removes more than 20 songs at once. If it has no way to ask, Tonearm asks you in this window.',
  },
  takeBack: 'Remove access',
  takeBackText: 'Spotify’s own page lists the apps with access to your account. When you remove Tonearm there, Spotify ends its login.',
  takeBackButton: 'Open my apps at Spotify',
}
