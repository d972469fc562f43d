import type { SignInWay } from '../../src/shared/contract.ts'

/** The texts of signing in, which several pages offer. */
export const signInTexts = {
  start: 'Sign in to Spotify',
  again: 'Sign in again',
  browser: 'Use my browser',
  instead: 'Use my browser instead',
  /** Why somebody would choose the one or the other. */
  reasons: {
    window: 'Spotify’s page opens in a small window.',
    browser: 'Best with a password manager, a passkey, Google, Apple or Facebook, or when your browser is already signed in to Spotify.',
  } satisfies Record<SignInWay, string>,
  anyway: 'Sign in anyway',
  lastTime: 'You used this last time.',
  waiting: 'Waiting for you to sign in on Spotify’s page.',
  waitingBrowser: 'Waiting for you to sign in on Spotify’s page in your browser.',
  trouble:
    'Does Spotify show “INVALID_CLIENT”? Then the client ID or the redirect URI is not that of your app in the Spotify dashboard. Cancel, and compare both with step 1 of the page Set up.',
  cancel: 'Cancel sign-in',
  cancelling: 'Cancelling …',
  done: 'You are signed in.',
}
