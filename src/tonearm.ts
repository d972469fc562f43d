import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createAccountAccess } from './account.ts'
import { createAuthorization } from './auth/authorization.ts'
import { openVault } from './auth/open-vault.ts'
import { createSession } from './auth/session.ts'
import type { Vault } from './auth/vault.ts'
import type { Log } from './config/logging.ts'
import type { Paths } from './config/paths.ts'
import type { SettingsStore } from './config/settings.ts'
import { findSpotifyAddresses } from './config/spotify-addresses.ts'
import type { VaultKind } from './config/vault-kind.ts'
import { type Endpoint, startEndpoint } from './mcp/endpoint.ts'
import { removeEndpointFile, writeEndpointFile } from './mcp/endpoint-file.ts'
import { serveStdio } from './mcp/stdio.ts'
import { isProblem } from './shared/problem.ts'
import type { Status } from './shared/status.ts'
import { createSpotify } from './spotify/client.ts'
import { openDatabase } from './store/database.ts'
import { openShortIds } from './store/short-ids.ts'
import { createCatalog } from './tools/catalog.ts'
import { version } from './version.ts'

export type TonearmOptions = {
  paths: Paths
  settings: SettingsStore
  vault: VaultKind
  log: Log
  /** Shows the sign-in page to the person. */
  openUrl: (url: string) => void | Promise<void>
  /** How a person signs in without a call, as the end of a sentence. */
  howToSignIn: string
  /** Secrets and test addresses come from here: SPOTIFY_REFRESH_TOKEN, TONEARM_TOKEN, TONEARM_SPOTIFY_API, TONEARM_SPOTIFY_ACCOUNTS. */
  environment?: NodeJS.ProcessEnv
  /** IANA name of the person's time zone; the system's when missing. */
  zone?: string
  now?: () => number
}

/** The product without a face: what the desktop app and the command line are built on. */
export type Tonearm = {
  status(): Status
  onStatus(listener: () => void): () => void
  /** Reads the login from the vault. Everything else works without, saying who is missing. */
  restore(): Promise<void>
  signIn(openUrl?: TonearmOptions['openUrl'], signal?: AbortSignal): Promise<void>
  signOut(): Promise<void>
  /** Asks Spotify for the name of who is signed in, which is part of the status from then on. */
  greet(): Promise<void>
  /** Serves MCP clients over HTTP. @throws Problem `port-taken` */
  listen(): Promise<{ url: string; token: string }>
  /** Serves the one client at standard input and output, until it goes. */
  serveStdio(): Promise<void>
  /** Ends everything in order: clients, endpoint, database. */
  stop(): Promise<void>
}

/** Builds the product from its parts. Nothing is read, opened or sent before the returned functions are called, but for the database. */
export function createTonearm(options: TonearmOptions): Tonearm {
  const { paths, settings, log, environment = {}, zone = Intl.DateTimeFormat().resolvedOptions().timeZone, now } = options
  const addresses = findSpotifyAddresses(environment)
  const listeners = new Set<() => void>()
  const changed = () => listeners.forEach((listener) => void listener())

  const vault = openVault(options.vault, { file: join(paths.directory, 'vault.json') })
  const session = createSession({
    vault,
    authorization: createAuthorization({ accounts: addresses.accounts }),
    clientId: () => settings.current().clientId,
    callbackPort: () => settings.current().callbackPort,
    scopes: () => settings.current().scopes,
    refreshToken: environment.SPOTIFY_REFRESH_TOKEN || undefined,
    log,
    now,
  })
  const database = openDatabase(paths.database, log)
  const spotify = createSpotify({ api: addresses.api, tokens: session, zone, log, onQuotaChange: changed, now })
  const account = createAccountAccess({ session, openUrl: options.openUrl, howToSignIn: options.howToSignIn, now })
  const catalog = createCatalog({
    spotify,
    shortIds: openShortIds(database),
    account,
    zone,
    settings,
    log,
  })

  let endpoint: { running: Endpoint; token: string; since: string } | undefined
  let name: string | undefined
  session.onChange(changed)

  return {
    status: () => ({
      version,
      account: accountStatus(),
      endpoint: endpoint ? { state: 'listening', url: endpoint.running.url, since: endpoint.since } : { state: 'stopped' },
      clients: endpoint?.running.clients() ?? [],
      quota: spotify.quota(),
    }),
    onStatus(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    restore: () => session.restore(),
    async signIn(openUrl = options.openUrl, signal) {
      await session.signIn(openUrl, { signal })
      forgetPerson()
    },
    async signOut() {
      await session.signOut()
      forgetPerson()
    },
    async greet() {
      name = (await spotify.listener.profile()).name
      changed()
    },
    async listen() {
      const token = environment.TONEARM_TOKEN || (await endpointToken(vault, log))
      const status = () => this.status()
      const { port } = settings.current()
      const running = await startEndpoint({ catalog, version, port, token: () => token, log, status, onClientsChange: changed, now })
      endpoint = { running, token, since: new Date().toISOString() }
      writeEndpointFile(paths.endpoint, { url: running.url, token, pid: process.pid, version })
      log.info(`Listening on ${running.url}`)
      changed()
      return { url: running.url, token }
    },
    serveStdio: () => serveStdio({ catalog, version }),
    async stop() {
      if (endpoint) {
        removeEndpointFile(paths.endpoint, { pid: process.pid, token: endpoint.token })
        await endpoint.running.close()
      }
      endpoint = undefined
      database.close()
      log.info('Stopped')
    },
  }

  function accountStatus(): Status['account'] {
    const state = session.state()
    if (state.state === 'signed-in') return { ...state, name }
    return { state: state.state }
  }

  function forgetPerson(): void {
    name = undefined
    spotify.forget()
  }
}

/** The bearer token of this installation, made at the first start. Without a vault it lives as long as the program. */
async function endpointToken(vault: Vault, log: Log): Promise<string> {
  const account = 'endpoint-token'
  try {
    const known = await vault.read(account)
    if (known) return known
    const token = randomBytes(32).toString('base64url')
    await vault.write(account, token)
    return token
  } catch (error) {
    if (!isProblem(error)) throw error
    log.warn(`The endpoint's token could not be kept and will be another one after the next start. ${error.message}`)
    return randomBytes(32).toString('base64url')
  }
}
