import { parseArgs } from 'node:util'
import { type VaultKind, vaultKinds } from '../../config/vault-kind.ts'
import { type ActivityWanted, activityKinds } from '../../shared/activity.ts'
import type { PauseLength } from '../../shared/pause-length.ts'
import { type ClientsRequest, clientsFlags, parseClientsRequest } from './clients-arguments.ts'
import { type HistoryRequest, historyFlags, parseHistoryRequest } from './history-arguments.ts'

const commandNames = ['serve', 'stdio', 'login', 'logout', 'status', 'clients', 'history', 'pause', 'resume', 'log'] as const

export type CommandName = (typeof commandNames)[number]

/** The parsed command line. */
export type Arguments =
  | { kind: 'help' }
  | { kind: 'version' }
  | { kind: 'command'; command: CommandName; flags: Flags }
  /** The sentence that says what is wrong. */
  | { kind: 'invalid'; mistake: string }

/** The values of the flags. `browser`: whether a browser may be opened. */
export type Flags = {
  port?: number
  json: boolean
  browser: boolean
  structured?: boolean
  dataDirectory?: string
  vault: VaultKind
  /** serve: the address to listen on, and other names that clients may use for this computer, as they were typed. */
  host?: string
  allowedHosts?: string[]
  /** login: print the refresh token on standard output. */
  printRefreshToken?: boolean
  /** login: sign in although somebody is signed in already. */
  changeAccount?: boolean
  /** Answer yes to the command's question. */
  yes?: boolean
  /** logout: also delete everything else that is kept of the account. */
  forget?: boolean
  /** clients: what to do, and with which client. */
  clients?: ClientsRequest
  /** history: what to do, and with what. */
  history?: HistoryRequest
  /** pause: how long. */
  pauseLength?: PauseLength
  /** log: of one app, of one kind. */
  log?: ActivityWanted
  /** log: erase what is kept. */
  erase?: boolean
  /** status: only tell by the exit code whether Tonearm is listening. */
  check?: boolean
}

export const helpText = `Tonearm for Spotify: your music for Claude and every other MCP client.

  tonearm serve     serve MCP clients at http://127.0.0.1:3345/mcp until Ctrl-C
  tonearm stdio     serve the one MCP client that started this command
  tonearm login     sign in to Spotify
  tonearm logout    sign out, also the Tonearm that is running; with --forget also delete everything else that is kept of the account
  tonearm status    who is signed in, and what is connected
  tonearm clients   the MCP clients on this computer, and connecting them: list, show NAME, add NAME, remove NAME;
                    block NAME and allow NAME, by the name that "tonearm status" shows
  tonearm history   what is kept of your listening: status, import FILE..., export FILE, erase, pause, resume
  tonearm pause     keep all apps from your music until "tonearm resume"; or "pause hour", "pause tomorrow" (until midnight). They stay connected
  tonearm resume    let them use it again
  tonearm log       what apps did in the last 30 days, the newest last; --app NAME, --kind search, look, play or change, --erase

  --host ADDRESS      serve: listen for other computers too, for example on 0.0.0.0; needs TONEARM_TOKEN
  --allow-host NAME   serve: another name that clients may use for this computer, such as host.docker.internal; can be repeated
  --port N            serve: another port than 3345; 0 takes any free one
  --json              serve, status, clients, history, log: one line of JSON on standard output
  --no-browser        serve, login: show the address of the sign-in page and open nothing; clients: open nothing
  --print-refresh-token   login: print the refresh token, for a computer without a browser; asks first
  --change-account    login: sign in again without a question; you can choose another account on Spotify's page
  --forget            logout: delete receipts, short ids and all else that is kept of the account, too
  --yes               login, clients add, clients remove, history erase: do not ask, answer yes
  --settings          clients: change the client's settings file, even where there is a command or a link
  --bridge, --http    clients add, clients show: the client starts Tonearm's bridge, which needs Node.js, or sends the access key to the address
  --with-key          clients show: show the access key even when the output does not go to a terminal
  --account ID        history: of another account than the one that is signed in
  --all, --private, --artist NAME, --from DAY --to DAY
                      history erase: everything, private sessions, one artist, or these days (2026-03-29), both included
  --bring-back-erased history import: also what you erased before
  --check             status: print one line; the exit code is 1 unless Tonearm is listening
  --structured        serve, stdio: also send results as structured content, for clients that are programs (costs tokens)
  --data-dir FOLDER   the folder for settings, database and log
  --vault KIND        where the login is kept: keychain (the default), memory (until Tonearm ends), file (for containers)
  --help, --version

Environment: SPOTIFY_CLIENT_ID, SPOTIFY_REFRESH_TOKEN, TONEARM_PORT, TONEARM_CALLBACK_PORT, TONEARM_TOKEN, TONEARM_DATA_DIR,
TONEARM_HOST, TONEARM_ALLOWED_HOSTS; and SPOTIFY_REFRESH_TOKEN_FILE, TONEARM_TOKEN_FILE: files that hold these secrets`

/** The flags of each command, besides the common ones. */
const ownFlags: Record<CommandName, string[]> = {
  serve: ['port', 'json', 'no-browser', 'structured', 'host', 'allow-host'],
  stdio: ['structured'],
  login: ['no-browser', 'print-refresh-token', 'change-account', 'yes'],
  logout: ['forget'],
  status: ['json', 'check'],
  clients: clientsFlags,
  history: historyFlags,
  pause: [],
  resume: [],
  log: ['json', 'app', 'kind', 'erase'],
}

const commonFlags = ['help', 'version', 'data-dir', 'vault']

/** Parses the arguments after `tonearm`. */
export function parseArguments(words: string[]): Arguments {
  let parsed: ReturnType<typeof parse>
  try {
    parsed = parse(words)
  } catch (error) {
    return mistake(error instanceof Error ? (error.message.split(/\.\s/)[0] ?? error.message) : String(error))
  }
  const { values, positionals } = parsed
  if (values.help) return { kind: 'help' }
  if (values.version) return { kind: 'version' }
  const [name, ...others] = positionals
  if (name === undefined) return { kind: 'help' }
  const command = commandNames.find((known) => known === name)
  if (!command) return mistake(`There is no command "${name}"`)
  if (others.length > 0 && !['clients', 'history', 'pause'].includes(command))
    return mistake(`"tonearm ${command}" takes no "${others.join(' ')}"`)
  const foreign = Object.keys(values).find((flag) => !commonFlags.includes(flag) && !ownFlags[command].includes(flag))
  if (foreign) return mistake(`"tonearm ${command}" takes no --${foreign}`)
  if (values['data-dir'] === '') return mistake('--data-dir needs the name of a folder')
  if (values.json && values.check) return mistake('Use --json or --check, not both')
  const vault = vaultKinds.find((kind) => kind === values.vault)
  if (!vault) return mistake(`--vault is one of ${vaultKinds.join(', ')}`)
  if (command === 'login' && vault === 'memory' && !values['print-refresh-token'])
    return mistake('"tonearm login" cannot keep a login in memory, because it is lost when the command ends')
  if (command === 'login' && values.yes && !values['print-refresh-token'])
    return mistake('"tonearm login" takes --yes only together with --print-refresh-token')
  const clients = command === 'clients' ? parseClientsRequest(others, values) : undefined
  if (typeof clients === 'string') return mistake(clients)
  if (clients && vault === 'memory') return mistake('"tonearm clients" cannot use --vault memory, because it is lost when the command ends')
  const history = command === 'history' ? parseHistoryRequest(others, values) : undefined
  if (typeof history === 'string') return mistake(history)
  const pauseLength = command === 'pause' ? parsePauseLength(others) : undefined
  if (pauseLength === 'wrong') return mistake('"tonearm pause" is followed by nothing, by "hour" or by "tomorrow"')
  const kind = activityKinds.find((known) => known === values.kind)
  if (values.kind !== undefined && !kind) return mistake(`--kind is one of ${activityKinds.join(', ')}`)
  const port = values.port === undefined ? undefined : Number(/^\d{1,5}$/.exec(values.port)?.[0] ?? Number.NaN)
  if (port !== undefined && !(port <= 65_535)) return mistake('--port is a number from 0 to 65535')
  const { json = false, 'no-browser': noBrowser = false, structured, 'data-dir': dataDirectory, host, yes, check, forget } = values
  const { 'allow-host': allowedHosts, 'print-refresh-token': printRefreshToken, 'change-account': changeAccount } = values
  return {
    kind: 'command',
    command,
    flags: {
      port,
      json,
      browser: !noBrowser,
      structured,
      dataDirectory,
      vault,
      host,
      allowedHosts,
      printRefreshToken,
      changeAccount,
      yes,
      forget,
      clients,
      history,
      pauseLength,
      log: command === 'log' ? { ...(values.app !== undefined && { client: values.app }), ...(kind && { kind }) } : undefined,
      erase: values.erase,
      check,
    },
  }
}

function parsePauseLength([first, ...others]: string[]): PauseLength | 'wrong' {
  if (first === undefined) return 'open'
  return (first === 'hour' || first === 'tomorrow') && others.length === 0 ? first : 'wrong'
}

function parse(words: string[]) {
  return parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean' },
      port: { type: 'string' },
      json: { type: 'boolean' },
      'no-browser': { type: 'boolean' },
      structured: { type: 'boolean' },
      host: { type: 'string' },
      'allow-host': { type: 'string', multiple: true },
      'print-refresh-token': { type: 'boolean' },
      'change-account': { type: 'boolean' },
      forget: { type: 'boolean' },
      yes: { type: 'boolean', short: 'y' },
      settings: { type: 'boolean' },
      'with-key': { type: 'boolean' },
      bridge: { type: 'boolean' },
      http: { type: 'boolean' },
      check: { type: 'boolean' },
      account: { type: 'string' },
      all: { type: 'boolean' },
      private: { type: 'boolean' },
      artist: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      'bring-back-erased': { type: 'boolean' },
      app: { type: 'string' },
      kind: { type: 'string' },
      erase: { type: 'boolean' },
      'data-dir': { type: 'string' },
      vault: { type: 'string', default: 'keychain' },
    },
  })
}

function mistake(what: string): Arguments {
  return { kind: 'invalid', mistake: `${what}. "tonearm --help" lists all commands and flags.` }
}
