import { givenSecret } from '../config/given-secrets.ts'
import { controlRunningEndpoint } from '../discovery/running-endpoint.ts'
import { Problem } from '../shared/problem.ts'
import type { Invocation } from './terminal/invocation.ts'

/**
 * Forgets the login, here, in the vault, and in the Tonearm that runs. That one first: it has the login in memory, and could store it again.
 *
 * @throws Problem `still-signed-in` when a Tonearm runs that could not be told
 */
export async function logout({ tonearm, terminal, paths, environment }: Invocation): Promise<void> {
  const running = await controlRunningEndpoint(paths.endpoint, 'sign-out')
  await tonearm.signOut()
  if (running.state === 'failed') {
    throw new Problem(
      'still-signed-in',
      `The stored login was removed, but a running Tonearm could not be told to sign out. ${running.reason} Until it ends, it may stay signed in: press Ctrl-C there, or quit the app.`,
    )
  }
  const where = running.state === 'done' ? 'Signed out, also in the Tonearm that is running.' : 'Signed out.'
  terminal.answer(`${where} To remove Tonearm's access at Spotify too: https://www.spotify.com/account/apps`)
  if (givenSecret('SPOTIFY_REFRESH_TOKEN', environment)) {
    terminal.say('SPOTIFY_REFRESH_TOKEN is still set, so the next start signs in with it. Remove it to stay signed out.')
  }
}
