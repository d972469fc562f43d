import { Problem } from '../shared/problem.ts'
import { clientIdGuide, waitForClientId } from './client-id.ts'
import { describeAccount } from './describe-account.ts'
import { confirmPrinting, printRefreshToken } from './print-refresh-token.ts'
import type { Invocation } from './terminal/invocation.ts'
import { isConfirmed } from './terminal/is-confirmed.ts'

/**
 * Signs in to Spotify in the browser and stores the login in the vault. When somebody is signed in already, it says who, and signs in again only if that is
 * wanted: on Spotify's page another account can be chosen. `--print-refresh-token` uses a stored login if there is one.
 */
export async function login(invocation: Invocation): Promise<void> {
  const { flags, tonearm, terminal, openUrl, signal } = invocation
  const signIn = () => tonearm.signIn(openUrl, signal)
  if (flags.printRefreshToken) await confirmPrinting(invocation)
  await requireClientId(invocation)
  if (flags.printRefreshToken) return printRefreshToken(invocation, signIn)
  if (!(await isWanted(invocation))) return
  await signIn()
  const { account } = tonearm.status()
  if (account.state === 'signed-in' && account.notKept) {
    throw new Problem('sign-in-failed', 'You signed in to Spotify, but Tonearm could not store the login. So nobody is signed in now.')
  }
  terminal.answer(await describeAccount(invocation))
}

/** Whether to sign in: nobody is signed in, or the person wants to do it again. */
async function isWanted(invocation: Invocation): Promise<boolean> {
  const { flags, tonearm, terminal, commandFor } = invocation
  if (flags.changeAccount) return true
  await tonearm.restore()
  if (tonearm.status().account.state !== 'signed-in') return true
  const who = await describeAccount(invocation)
  // Spotify may have ended the login, which only asking shows.
  if (tonearm.status().account.state !== 'signed-in') return true
  if (!terminal.interactive) {
    terminal.answer(`${who} To sign in again or with another account, run "${commandFor('login')} --change-account".`)
    return false
  }
  terminal.say(who)
  return isConfirmed(invocation, "Do you want to sign in again? You can choose another account on Spotify's page.")
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
