import { Problem } from '../shared/problem.ts'
import { clientIdGuide, waitForClientId } from './client-id.ts'
import { describeAccount } from './describe-account.ts'
import { confirmPrinting, printRefreshToken } from './print-refresh-token.ts'
import { type Command, withTonearm } from './terminal/command.ts'
import type { Invocation } from './terminal/invocation.ts'
import { isConfirmed } from './terminal/is-confirmed.ts'

/** `tonearm login` */
export const login: Command = {
  summary: 'sign in to Spotify in the browser',
  usage: ['login'],
  about: 'Spotify ends a login after six months. Then sign in again.',
  flags: {
    'change-account': "sign in again without a question; you can choose another account on Spotify's page",
    'no-browser': 'show the address of the sign-in page and open nothing',
    'print-refresh-token': 'print the refresh token, for a computer without a browser; asks first',
    yes: 'with --print-refresh-token: do not ask, answer yes',
  },
  examples: [
    ['login', 'sign in, and keep the login in the keychain'],
    ['login --change-account', 'use another Spotify account'],
    ['login --vault file', 'keep the login in a file, where there is no keychain'],
  ],
  mistakeIn(given) {
    if (given.vault === 'memory' && !given['print-refresh-token'])
      return '"tonearm login" cannot keep a login in memory, because it is lost when the command ends'
    return given.yes && !given['print-refresh-token'] ? '"tonearm login" takes --yes only together with --print-refresh-token' : undefined
  },
  run: withTonearm(signIn),
}

/**
 * Signs in to Spotify in the browser and stores the login in the vault. When somebody is signed in already, it says who, and signs in again only if that is
 * wanted: on Spotify's page another account can be chosen. `--print-refresh-token` uses a stored login if there is one.
 */
async function signIn(invocation: Invocation): Promise<void> {
  const { flags, tonearm, terminal, openUrl, signal } = invocation
  const signInNow = () => tonearm.signIn(openUrl, signal)
  if (flags.printRefreshToken) await confirmPrinting(invocation)
  await requireClientId(invocation)
  if (flags.printRefreshToken) return printRefreshToken(invocation, signInNow)
  if (!(await isWanted(invocation))) return
  await signInNow()
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
  const { settings, terminal } = invocation
  if (!settings.current().clientId && !terminal.interactive) {
    throw new Problem('client-id-missing', clientIdGuide(settings.current().callbackPort))
  }
  await waitForClientId(invocation)
}
