import type { ClientView } from './clients.ts'
import { stayConnectedSentence } from './connected-apps.ts'

/** What is gone after a sign-out and what stays, for window, tray and terminal. */
export const signedOutSentence =
  'You are signed out. Tonearm deleted the login and the list of your library. ' +
  'For this account only, it keeps what it needs to undo your changes, what apps did in the last 30 days, the names of the music it showed, and the listening history.'

/** What the tray asks before. `yes` is the button. @param views the apps, to name those that are connected */
export function signOutQuestion(views: readonly ClientView[]) {
  return {
    title: 'Sign out of Spotify?',
    body: stayConnectedSentence(views) ?? 'No app is connected. Your playlists and your library at Spotify do not change.',
    yes: 'Sign out',
  }
}

/** The same after everything was to be forgotten. @param whose whether it was the account that was signed in, or, with nobody signed in, all of them */
export function forgottenSentence(whose: 'one' | 'all'): string {
  return whose === 'one'
    ? 'You are signed out. Tonearm deleted everything that it kept of this account. Your settings and connected apps stay.'
    : 'Nobody was signed in, so Tonearm deleted what it kept of every account. Your settings and connected apps stay.'
}
