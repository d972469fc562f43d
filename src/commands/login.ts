import { Problem } from '../shared/problem.ts'
import { clientIdGuide, waitForClientId } from './client-id.ts'
import { greet } from './greet.ts'
import type { Invocation } from './invocation.ts'

/** Signs in to Spotify in the browser and keeps the login in the vault. */
export async function login(invocation: Invocation): Promise<void> {
  const { tonearm, terminal, settings, own, openUrl, signal } = invocation
  if (!settings.current().clientId && !terminal.interactive) {
    throw new Problem(
      'client-id-missing',
      `${clientIdGuide(settings.current().callbackPort)}\n  5. Run: SPOTIFY_CLIENT_ID=... ${own('login')}`,
    )
  }
  await waitForClientId(invocation)
  await tonearm.signIn(openUrl, signal)
  const { account } = tonearm.status()
  if (account.state === 'signed-in' && account.notKept) {
    throw new Problem('vault-unavailable', 'Spotify let you in, but the login could not be kept, so nobody is signed in now.')
  }
  terminal.answer(await greet(invocation))
}
