import { Problem } from '../shared/problem.ts'
import { clientIdGuide, waitForClientId } from './client-id.ts'
import { describeAccount } from './describe-account.ts'
import { confirmPrinting, printRefreshToken } from './print-refresh-token.ts'
import type { Invocation } from './terminal/invocation.ts'

/** Signs in to Spotify in the browser and stores the login in the vault. `--print-refresh-token` uses a stored login if there is one. */
export async function login(invocation: Invocation): Promise<void> {
  const { flags, tonearm, terminal, openUrl, signal } = invocation
  const signIn = () => tonearm.signIn(openUrl, signal)
  if (flags.printRefreshToken) await confirmPrinting(invocation)
  await requireClientId(invocation)
  if (flags.printRefreshToken) return printRefreshToken(invocation, signIn)
  await signIn()
  const { account } = tonearm.status()
  if (account.state === 'signed-in' && account.notKept) {
    throw new Problem('sign-in-failed', 'You signed in to Spotify, but Tonearm could not store the login. So nobody is signed in now.')
  }
  terminal.answer(await describeAccount(invocation))
}

async function requireClientId(invocation: Invocation): Promise<void> {
  const { settings, terminal, commandFor } = invocation
  if (!settings.current().clientId && !terminal.interactive) {
    throw new Problem(
      'client-id-missing',
      `${clientIdGuide(settings.current().callbackPort)}\n  5. Run: SPOTIFY_CLIENT_ID=... ${commandFor('login')}`,
    )
  }
  await waitForClientId(invocation)
}
