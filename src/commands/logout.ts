import { clientsNow } from '../app/clients-now.ts'
import { givenSecret } from '../config/given-secrets.ts'
import { controlRunningEndpoint } from '../discovery/running-endpoint.ts'
import { stayConnectedSentence } from '../shared/connected-apps.ts'
import { Problem } from '../shared/problem.ts'
import { forgottenSentence, signedOutSentence } from '../shared/sign-out-sentences.ts'
import { type Command, withTonearm } from './terminal/command.ts'
import type { Invocation } from './terminal/invocation.ts'

/** An import stops between two rows, but may be opening a large archive. */
const longestCancelMs = 60_000

/** `tonearm logout` */
export const logout: Command = {
  summary: 'sign out, also the Tonearm that is running',
  usage: ['logout'],
  flags: { forget: 'also delete the listening history and everything else that is kept of the account' },
  examples: [
    ['logout', 'sign out, and say what is kept'],
    ['logout --forget', 'sign out, and leave nothing of the account on this computer'],
  ],
  exitCodes: { 1: 'the running Tonearm could not be told, so it may stay signed in' },
  run: withTonearm(signOut),
}

/**
 * Forgets the login, here, in the vault, and in the Tonearm that runs. With `--forget` also everything else that is kept of the account; that comes
 * first, since it needs the login to know whose account it is.
 *
 * @throws Problem `still-signed-in` when a Tonearm runs that could not be told
 */
async function signOut({ flags, tonearm, terminal, paths, environment, commandFor }: Invocation): Promise<void> {
  // What the running Tonearm imports would come back after it was deleted.
  if (flags.forget) await controlRunningEndpoint(paths.endpoint, 'cancel-import', { timeoutMs: longestCancelMs })
  const forgotten = flags.forget ? await tonearm.forgetAccount() : undefined
  const running = await controlRunningEndpoint(paths.endpoint, 'sign-out')
  if (!forgotten) await tonearm.signOut()
  if (running.state === 'failed') {
    throw new Problem(
      'still-signed-in',
      `The stored login was removed, but a running Tonearm could not be told to sign out. ${running.reason} Until it ends, it may stay signed in: press Ctrl-C there, or quit the app.`,
    )
  }
  const apps = stayConnectedSentence(await clientsNow(tonearm.clients))
  const done = forgotten ? forgottenSentence(forgotten) : `${signedOutSentence} To delete that too, run "${commandFor('logout')} --forget".`
  const also = running.state === 'done' ? ' The Tonearm that is running is signed out, too.' : ''
  terminal.answer(`${done}${also}${apps ? ` ${apps}` : ''} To remove Tonearm's access at Spotify too: https://www.spotify.com/account/apps`)
  if (givenSecret('SPOTIFY_REFRESH_TOKEN', environment)) {
    terminal.say('SPOTIFY_REFRESH_TOKEN is still set, so the next start signs in with it. Remove it to stay signed out.')
  }
}
