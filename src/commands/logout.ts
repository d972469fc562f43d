import { givenSecret } from '../config/given-secrets.ts'
import { findRunningEndpoint } from '../discovery/running-endpoint.ts'
import type { Invocation } from './terminal/invocation.ts'

/** Forgets the login, here and in the vault. */
export async function logout({ tonearm, terminal, paths, environment }: Invocation): Promise<void> {
  await tonearm.signOut()
  terminal.answer('Signed out. To take the permission back altogether: https://www.spotify.com/account/apps')
  if (givenSecret('SPOTIFY_REFRESH_TOKEN', environment)) {
    terminal.say('SPOTIFY_REFRESH_TOKEN is set: as long as it is, every start signs in with it. Remove it to stay signed out.')
  }
  const running = await findRunningEndpoint(paths.endpoint)
  if (running && running.status?.account.state !== 'signed-out')
    terminal.say('A running Tonearm still holds the login until it is stopped: end it with Ctrl-C, or quit the app.')
}
