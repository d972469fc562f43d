import { givenSecret } from '../config/given-secrets.ts'
import { version } from '../config/version.ts'
import { findRunningEndpoint } from '../discovery/running-endpoint.ts'
import { Problem } from '../shared/problem.ts'
import type { Status } from '../shared/status.ts'
import type { Invocation } from './terminal/invocation.ts'
import { statusLines } from './terminal/status-lines.ts'
import type { Terminal } from './terminal/terminal.ts'

/** Shows the status of the running Tonearm, or what this command knows by itself. */
export async function status({ flags, tonearm, terminal, paths, commandFor, environment }: Invocation): Promise<void> {
  const running = await runningStatus(paths.endpoint, terminal)
  const handedIn = givenSecret('SPOTIFY_REFRESH_TOKEN', environment) !== undefined
  // About a login from the environment this command knows nothing more. The running Tonearm has used it.
  const shown = running && (handedIn || running.account.state === 'signed-in') ? running : await withLoginFromVault(running)
  terminal.answer(flags.json ? JSON.stringify(shown) : statusLines(shown, commandFor))
  if (handedIn && shown.account.state === 'login-ended') terminal.say(newTokenNeeded)

  /** A running Tonearm reads the vault only when a client calls, so a newer login is not in its status yet. */
  async function withLoginFromVault(running: Status | undefined): Promise<Status> {
    await tonearm.restore()
    const known = tonearm.status()
    return { ...(running ?? known), ...((!running || known.account.state === 'signed-in') && { account: known.account }) }
  }
}

/** Says why, if a Tonearm seems to run and could not be asked. @throws Problem `not-available` when one runs whose status this version cannot read */
async function runningStatus(endpointFile: string, terminal: Terminal): Promise<Status | undefined> {
  const running = await findRunningEndpoint(endpointFile)
  if (running.state === 'distrusted') terminal.say(running.reason)
  if (running.state !== 'running') return undefined
  if (running.status) return running.status
  const { url, version: other } = running.endpoint
  throw new Problem(
    'not-available',
    `Tonearm ${other} is listening on ${url}. This command is version ${version} and cannot read its status. Use the command of version ${other}.`,
  )
}

const newTokenNeeded =
  'That login came from SPOTIFY_REFRESH_TOKEN, so you need a new token. To make one, run `tonearm login --print-refresh-token` on a computer with a browser.'
