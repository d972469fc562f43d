import { givenSecret } from '../config/given-secrets.ts'
import { day, localZone } from '../shared/moments.ts'
import { isProblem, Problem } from '../shared/problem.ts'
import type { Invocation } from './terminal/invocation.ts'
import { isConfirmed } from './terminal/is-confirmed.ts'

const warning =
  'This prints the refresh token of your Spotify account. Whoever has it can use the account as Tonearm does, for up to six months. Use it only ' +
  'for your own Tonearm on a computer without a browser.'

/** Asks whether to print the refresh token. @throws Problem `not-confirmed` when the answer is no, or nobody can be asked */
export async function confirmPrinting({ flags, terminal, signal }: Invocation): Promise<void> {
  if (flags.yes) return
  if (!terminal.interactive)
    throw new Problem('not-confirmed', `${warning} This command cannot ask you here. To print the token, add --yes.`)
  terminal.say(warning)
  if (!(await isConfirmed({ terminal, signal }, 'Continue?'))) throw new Problem('not-confirmed', 'Nothing was printed.')
}

/**
 * Prints the refresh token of the current login. Only the token goes to standard output, so that it can be piped into a secret; the explanation goes
 * to standard error. Signs in first if nobody is signed in.
 *
 * @param signIn the sign-in of `tonearm login`
 */
export async function printRefreshToken(invocation: Invocation, signIn: () => Promise<void>): Promise<void> {
  const { tonearm, terminal, settings } = invocation
  await tonearm.restore()
  if (tonearm.status().account.state !== 'signed-in') await signIn()
  const token = await tonearm.handOutRefreshToken().catch(async (error: unknown) => {
    if (!isProblem(error, 'login-ended')) throw error
    await signIn()
    return tonearm.handOutRefreshToken()
  })
  terminal.say(explanation(settings.current().clientId ?? '', `${endOf(invocation)}; ${howToRenew(invocation)}`))
  terminal.answer(token)
}

/** When the login ends, if that is known. For a login from an environment variable it is not. */
function endOf({ tonearm, environment }: Invocation): string {
  const { account } = tonearm.status()
  if (account.state === 'signed-in' && account.endsAt) return `It works until ${day(account.endsAt, localZone())}`
  return givenSecret('SPOTIFY_REFRESH_TOKEN', environment)
    ? 'It is the one from SPOTIFY_REFRESH_TOKEN, and ends with that login'
    : 'It works for six months from the sign-in'
}

/** With the memory vault each run makes a new login. A stored login is printed as it is. */
function howToRenew({ vault, commandFor, environment }: Invocation): string {
  if (givenSecret('SPOTIFY_REFRESH_TOKEN', environment)) return 'to make a new one, remove that variable'
  return vault === 'memory'
    ? 'to get another six months, run this command again'
    : `to get another six months, run "${commandFor('login')}" before this command`
}

const explanation = (clientId: string, end: string) => `
The refresh token is below. ${end}.
Keep it like a password: not in an image, a repository or a chat. Where Tonearm runs, set

  SPOTIFY_CLIENT_ID=${clientId}
  SPOTIFY_REFRESH_TOKEN=(the token)

or, with Docker's secrets, SPOTIFY_REFRESH_TOKEN_FILE=/run/secrets/(its name). docs/no-desktop.md shows a whole example.
To make it useless, remove Tonearm's access on https://www.spotify.com/account/apps.
`
