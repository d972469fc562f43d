import { givenSecret } from '../config/given-secrets.ts'
import { day, localZone } from '../shared/moments.ts'
import { isProblem, Problem } from '../shared/problem.ts'
import type { Invocation } from './terminal/invocation.ts'
import { isConfirmed } from './terminal/is-confirmed.ts'

const warning =
  'This prints the key to your Spotify account: whoever has it can use the account as Tonearm does, for six months. It is meant for a Tonearm ' +
  'of yours on a computer without a browser.'

/** Asks whether the refresh token may be printed. @throws Problem `not-confirmed` when not, or when nobody is there to ask */
export async function confirmPrinting({ flags, terminal, signal }: Invocation): Promise<void> {
  if (flags.yes) return
  if (!terminal.interactive) throw new Problem('not-confirmed', `${warning} Nobody can be asked here: add --yes if that is what you want.`)
  terminal.say(warning)
  if (!(await isConfirmed({ terminal, signal }, 'Continue?'))) throw new Problem('not-confirmed', 'Nothing was printed.')
}

/**
 * Prints the refresh token of the login in use, alone on standard output so that it can be piped into a secret; the explanation goes to
 * standard error. Signs in first if nobody is signed in.
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
  terminal.say(explanation(settings.current().clientId ?? '', `${endOf(invocation)}; ${howToStartAnew(invocation)}`))
  terminal.answer(token)
}

/** When the login ends, as far as it is known: nobody knows when a login began that was handed in. */
function endOf({ tonearm, environment }: Invocation): string {
  const { account } = tonearm.status()
  if (account.state === 'signed-in' && account.endsAt) return `It works until ${day(account.endsAt, localZone())}`
  return givenSecret('SPOTIFY_REFRESH_TOKEN', environment)
    ? 'It is the one from SPOTIFY_REFRESH_TOKEN, and ends when that does'
    : 'It works for six months from the sign-in'
}

/** A login in memory is a new one each time; one that is kept is printed as it is. */
function howToStartAnew({ flags, own, environment }: Invocation): string {
  if (givenSecret('SPOTIFY_REFRESH_TOKEN', environment)) return 'remove that variable to make a new one'
  return flags.vault === 'memory'
    ? 'running this command again starts six new months'
    : `"${own('login')}" before this command starts six new months`
}

const explanation = (clientId: string, end: string) => `
The refresh token is below. ${end}.
Keep it like a password: not in an image, a repository or a chat. Where Tonearm runs, set

  SPOTIFY_CLIENT_ID=${clientId}
  SPOTIFY_REFRESH_TOKEN=(the token)

or, with Docker's secrets, SPOTIFY_REFRESH_TOKEN_FILE=/run/secrets/(its name). docs/no-desktop.md shows a whole example.
To make it worthless, remove Tonearm's access on https://www.spotify.com/account/apps.
`
