import { Problem } from '../shared/problem.ts'
import { clientIdGuide, waitForClientId } from './client-id.ts'
import { greet } from './greet.ts'
import { confirmPrinting, printRefreshToken } from './print-refresh-token.ts'
import type { Invocation } from './terminal/invocation.ts'

/** Signs in to Spotify in the browser and keeps the login in the vault. With `--print-refresh-token` a login that is there will do. */
export async function login(invocation: Invocation): Promise<void> {
  const { flags, tonearm, terminal, openUrl, signal } = invocation
  const signIn = () => tonearm.signIn(openUrl, signal)
  if (flags.printRefreshToken) await confirmPrinting(invocation)
  await haveClientId(invocation)
  if (flags.printRefreshToken) return printRefreshToken(invocation, signIn)
  await signIn()
  const { account } = tonearm.status()
  if (account.state === 'signed-in' && account.notKept) {
    throw new Problem('sign-in-failed', 'Spotify let you in, but the login could not be kept, so nobody is signed in now.')
  }
  terminal.answer(await greet(invocation))
}

async function haveClientId(invocation: Invocation): Promise<void> {
  const { settings, terminal, own } = invocation
  if (!settings.current().clientId && !terminal.interactive) {
    throw new Problem(
      'client-id-missing',
      `${clientIdGuide(settings.current().callbackPort)}\n  5. Run: SPOTIFY_CLIENT_ID=... ${own('login')}`,
    )
  }
  await waitForClientId(invocation)
}
