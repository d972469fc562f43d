/** The texts of the page Permissions. */
export const permissionsTexts = {
  title: 'Permissions',
  intro: 'What Tonearm may see and do in your Spotify account. Spotify shows you the same list when you sign in.',
  introBefore: 'Choose now. Spotify asks you to agree when you sign in.',
  changedSignIn: 'Sign in again to tell Spotify about your change.',
  missing: (count: number) =>
    count === 1 ? 'You chose 1 permission that Spotify has not granted.' : `You chose ${count} permissions that Spotify has not granted.`,
  extra: (count: number) =>
    count === 1 ? 'Tonearm still has 1 permission that you switched off.' : `Tonearm still has ${count} permissions that you switched off.`,
  granted: 'Granted',
  notGranted: 'Not granted',
  all: 'Choose all',
  chosen: (chosen: number, all: number) => `${chosen} of ${all} chosen`,
  none: 'Without any permission, Tonearm can search and look up music on Spotify, and see the name of your account. It cannot do more.',
  safety: 'Safety',
  readOnly: {
    title: 'Read only',
    text: 'Apps can look at everything but change nothing. They cannot play, pause, edit playlists or save songs.',
  },
  ask: {
    title: 'Ask before large removals',
    text: 'An app must ask you before it removes more than 20 songs at once. If it has no way to ask, it must preview the change first.',
  },
  takeBack: 'Remove access',
  takeBackText: 'Spotify’s own page lists the apps with access to your account. When you remove Tonearm there, Spotify ends its login.',
  takeBackButton: 'Open my apps at Spotify',
}
