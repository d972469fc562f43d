import { setTimeout as wait } from 'node:timers/promises'
import { givenSecret } from '../config/given-secrets.ts'
import { version } from '../config/version.ts'
import { findRunningEndpoint } from '../discovery/running-endpoint.ts'
import { isProblem, Problem } from '../shared/problem.ts'
import type { Status } from '../shared/status.ts'
import { check } from './check.ts'
import type { Command } from './terminal/command.ts'
import { exitCodes } from './terminal/exit-codes.ts'
import type { Invocation } from './terminal/invocation.ts'
import { type ShownStatus, statusLines } from './terminal/status-lines.ts'

/** `tonearm status` */
export const status: Command = {
  summary: 'who is signed in, what is running, which apps are connected',
  usage: ['status'],
  flags: {
    json: 'one line of JSON on standard output',
    check: 'print one line; the exit code says whether Tonearm is listening',
  },
  examples: [
    ['status', 'the whole status'],
    ['status --check', 'for a health check'],
    ['status --json', 'for a program; holds no secret'],
  ],
  exitCodes: { 1: 'with --check: Tonearm is not listening' },
  mistakeIn: ({ json, check }) => (json && check ? 'Use --json or --check, not both' : undefined),
  run: async (start) => (start.flags.check ? check(start) : show(await start.open())),
}

/** Shows the status of the running Tonearm, or what this command knows by itself. */
async function show(invocation: Invocation): Promise<number> {
  const { flags, tonearm, terminal, paths, commandFor, environment, settings } = invocation
  const { status: running, pid, distrusted } = await runningStatus(paths.endpoint)
  const handedIn = givenSecret('SPOTIFY_REFRESH_TOKEN', environment) !== undefined
  // About a login from the environment this command knows nothing more. The running Tonearm has used it.
  const known = running && (handedIn || running.account.state === 'signed-in') ? running : await withLoginFromVault(running)
  const shown: ShownStatus = { ...(handedIn ? known : await withName(known)), pid, readOnly: settings.current().readOnly }
  terminal.answer(flags.json ? JSON.stringify(shown) : statusLines(shown, commandFor))
  if (handedIn && shown.account.state === 'login-ended') terminal.say(newTokenNeeded)
  return exitCodes.done

  /** Whose account it is only Spotify knows, unless the running Tonearm has asked. */
  async function withName(known: Status): Promise<Status> {
    if (known.account.state !== 'signed-in' || known.account.name !== undefined) return known
    await tonearm.restore()
    const greeting = tonearm.greet().catch((error: unknown) => {
      if (!isProblem(error)) throw error
    })
    await Promise.race([greeting, wait(nameWaitMs, undefined, { ref: false })])
    const { account } = tonearm.status()
    return account.state === 'signed-in' || account.state === 'login-ended' ? { ...known, account } : known
  }

  /** A running Tonearm reads the vault only when a client calls, so a newer login is not in its status yet. */
  async function withLoginFromVault(running: Status | undefined): Promise<Status> {
    await tonearm.restore()
    const known = tonearm.status()
    if (distrusted) return { ...known, endpoint: { state: 'failed', reason: distrusted } }
    return { ...(running ?? known), ...((!running || known.account.state === 'signed-in') && { account: known.account }) }
  }
}

/**
 * The status of the Tonearm that runs, if one does; or why one that seems to run could not be asked.
 *
 * @throws Problem `not-available` when one runs whose status this version cannot read
 */
async function runningStatus(endpointFile: string): Promise<{ status?: Status; pid?: number; distrusted?: string }> {
  const running = await findRunningEndpoint(endpointFile)
  if (running.state === 'none') return {}
  if (running.state === 'distrusted') return { distrusted: running.reason }
  if (running.status) return { status: running.status, pid: running.endpoint.pid }
  const { url, version: other } = running.endpoint
  throw new Problem(
    'not-available',
    `Tonearm ${other} is listening on ${url}. This command is version ${version} and cannot read its status. Use the command of version ${other}.`,
  )
}

/** A status without the name is better than none. */
const nameWaitMs = 3_000

const newTokenNeeded =
  'That login came from SPOTIFY_REFRESH_TOKEN, so you need a new token. To make one, run `tonearm login --print-refresh-token` on a computer with a browser.'
