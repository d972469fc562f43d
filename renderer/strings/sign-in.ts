/** The texts of signing in, which several pages offer. */
export const signInTexts = {
  start: 'Sign in to Spotify',
  again: 'Sign in again',
  browser: 'Use my browser instead',
  browserHint: 'Use your browser if you sign in to Spotify with Google, Apple, Facebook or a passkey.',
  waiting: 'Waiting for you to sign in on Spotify’s page.',
  waitingBrowser: 'Waiting for you to sign in on Spotify’s page in your browser.',
  cancel: 'Cancel sign-in',
  cancelling: 'Cancelling …',
  done: 'You are signed in.',
}
