import { givenSecret } from '../config/given-secrets.ts'
import { findRunningEndpoint } from '../discovery/running-endpoint.ts'
import { forgottenSentence, signedOutSentence } from '../shared/sign-out-sentences.ts'
import type { Invocation } from './terminal/invocation.ts'

/** Forgets the login, here and in the vault. With `--forget` also everything else that is kept of the account. */
export async function logout({ flags, tonearm, terminal, paths, environment, commandFor }: Invocation): Promise<void> {
  const atSpotify = "To remove Tonearm's access at Spotify too: https://www.spotify.com/account/apps"
  if (flags.forget) terminal.answer(`${forgottenSentence(await tonearm.forgetAccount())} ${atSpotify}`)
  else {
    await tonearm.signOut()
    terminal.answer(`${signedOutSentence} To delete that too, run "${commandFor('logout')} --forget". ${atSpotify}`)
  }
  if (givenSecret('SPOTIFY_REFRESH_TOKEN', environment)) {
    terminal.say('SPOTIFY_REFRESH_TOKEN is still set, so the next start signs in with it. Remove it to stay signed out.')
  }
  const running = await findRunningEndpoint(paths.endpoint)
  if (running && running.status?.account.state !== 'signed-out')
    terminal.say('A running Tonearm keeps the login until you stop it. Press Ctrl-C there, or quit the app.')
}
