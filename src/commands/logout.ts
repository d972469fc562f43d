import { givenSecret } from '../config/given-secrets.ts'
import { findRunningEndpoint } from '../discovery/running-endpoint.ts'
import type { Invocation } from './terminal/invocation.ts'

/** Forgets the login, here and in the vault. */
export async function logout({ tonearm, terminal, paths, environment }: Invocation): Promise<void> {
  await tonearm.signOut()
  terminal.answer("Signed out. To remove Tonearm's access at Spotify too: https://www.spotify.com/account/apps")
  if (givenSecret('SPOTIFY_REFRESH_TOKEN', environment)) {
    terminal.say('SPOTIFY_REFRESH_TOKEN is still set, so the next start signs in with it. Remove it to stay signed out.')
  }
  const running = await findRunningEndpoint(paths.endpoint)
  if (running && running.status?.account.state !== 'signed-out')
    terminal.say('A running Tonearm keeps the login until you stop it. Press Ctrl-C there, or quit the app.')
}
