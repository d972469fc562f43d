import { homedir } from 'node:os'
import { join } from 'node:path'
import { createAuthorization } from '../auth/authorization.ts'
import { openVault } from '../auth/open-vault.ts'
import { createSession, type Session } from '../auth/session.ts'
import { createChanges } from '../changes/changes.ts'
import type { Computer, OwnFiles } from '../clients/client.ts'
import { createComputer } from '../clients/system/computer.ts'
import { givenSecret } from '../config/given-secrets.ts'
import type { ListenOn } from '../config/listen-on.ts'
import type { Log } from '../config/logging.ts'
import { findPaths, type Paths } from '../config/paths.ts'
import type { SettingsStore } from '../config/settings.ts'
import { findSpotifyAddresses } from '../config/spotify-addresses.ts'
import type { VaultKind } from '../config/vault-kind.ts'
import { version } from '../config/version.ts'
import type { EndpointAddress } from '../discovery/endpoint-file.ts'
import { createSuggestions } from '../mcp/completion/suggestions.ts'
import { createNowPlaying, type Wait } from '../mcp/resources/now-playing.ts'
import { createResources } from '../mcp/resources/resources.ts'
import type { Served } from '../mcp/server.ts'
import { serveStdio } from '../mcp/stdio.ts'
import type { ChangeView } from '../shared/contract.ts'
import { localZone } from '../shared/moments.ts'
import type { Status } from '../shared/status.ts'
import { createSpotify, type Spotify } from '../spotify/client.ts'
import { openChangeLog } from '../store/changes.ts'
import { openDatabase } from '../store/database.ts'
import { openLibraryIndex } from '../store/library-index.ts'
import { openShortIds } from '../store/short-ids.ts'
import { createCatalog } from '../tools/runtime/registry.ts'
import { createBlockedClients } from './blocked-clients.ts'
import { recordCalls } from './call-log.ts'
import { type ClientConnections, createClientConnections } from './client-connections.ts'
import { createServing } from './endpoint-host.ts'
import { putDataAside } from './reset.ts'
import { createAccountAccess } from './sign-in-on-demand.ts'

export type TonearmOptions = {
  paths: Paths
  settings: SettingsStore
  vault: VaultKind
  log: Log
  /** Shows the sign-in page to the person. `client` is the MCP client whose call needs the login. */
  openUrl: (url: string, client?: string) => void | Promise<void>
  /** How a person signs in without a call, as the end of a sentence. */
  howToSignIn: string
  /** Secrets (or with _FILE the names of their files) and test addresses: SPOTIFY_REFRESH_TOKEN, TONEARM_TOKEN, TONEARM_SPOTIFY_API, TONEARM_SPOTIFY_ACCOUNTS. */
  environment?: NodeJS.ProcessEnv
  /** Where to listen, asked for at each start; this computer alone when missing. @throws Problem `invalid-setting` */
  listenOn?: () => ListenOn
  /** Whether the first call of somebody who is signed out starts the sign-in. Not where nobody sits who could do it. */
  signInOnCall?: boolean
  /** What is different from a plain computer: how links and files are opened for the person, where there is a desktop. */
  computer?: Partial<Computer>
  /** bridge.js and tonearm.mcpb, for the clients that are connected with them. */
  own?: Pick<OwnFiles, 'bridge' | 'bundle'>
  /** IANA name of the person's time zone; the system's when missing. */
  zone?: string
  now?: () => number
  /** Waits between two looks at what is playing, while a client subscribes to it. */
  wait?: Wait
  /** Waits between requests: after a refusal, and until a player command has taken effect. */
  sleep?: (milliseconds: number) => Promise<void>
}

/** The product without a face: what the desktop app and the command line are built on. */
export type Tonearm = {
  status(): Status
  onStatus(listener: () => void): () => void
  /** Reads the login from the vault. Everything else works without, saying who is missing. */
  restore(): Promise<void>
  signIn(openUrl?: TonearmOptions['openUrl'], signal?: AbortSignal): Promise<void>
  /** Ends a sign-in that is under way; the login from before stays. */
  cancelSignIn(): void
  signOut(): Promise<void>
  /** The refresh token, for the person who asked to see it: it opens their account. @throws Problem as `Session.handOutRefreshToken` */
  handOutRefreshToken(): Promise<string>
  /** Asks Spotify for the name of who is signed in, which is part of the status from then on. */
  greet(): Promise<void>
  /** Serves MCP clients over HTTP. @throws Problem `port-taken` */
  listen(): Promise<EndpointAddress>
  /** Where it listens now; undefined while it does not. Holds the token: not for a view. */
  connection(): EndpointAddress | undefined
  /**
   * Ends all connections and listens anew, as the settings say now. Clients that were connected are given the new address, if it is one.
   *
   * @returns what the person has to know, such as which clients to restart
   * @throws Problem `port-taken`
   */
  restartEndpoint(): Promise<string | undefined>
  /** Replaces the token, also in the clients that were connected with it. @returns what the person has to know @throws Problem `invalid-setting`, `port-taken` */
  rotateToken(): Promise<string | undefined>
  /** The MCP clients on this computer: which are connected, and connecting them. */
  clients: Omit<ClientConnections, 'follow'>
  /** The player, as far as a tray menu needs it. */
  player: Pick<Spotify['player'], 'state' | 'resume' | 'pause' | 'next'>
  /** The latest changes to playlists and library, the newest first. */
  changes(limit: number): Promise<ChangeView[]>
  /** Takes a change back. @param force also when something came after it. @returns what could not be brought back, as sentences */
  undoChange(receipt: string, force: boolean): Promise<string[]>
  /** Refuses clients that introduce themselves by this name, from now on, or lets them in again. @throws Problem `invalid-setting` */
  blockClient(name: string, blocked: boolean): void
  /** Serves the one client at standard input and output, until it goes. */
  serveStdio(): Promise<void>
  /** Ends everything in order: clients, endpoint, database. */
  stop(): Promise<void>
  /** Signs out, forgets the endpoint's token, stops, and puts settings and database aside: the next start is a first one. @throws Problem of the vault */
  reset(): Promise<void>
}

/** Builds the product from its parts. Nothing is read, opened or sent before the returned functions are called, but for the database and the secrets that were handed in. */
export function createTonearm(options: TonearmOptions): Tonearm {
  const { paths, settings, log, environment = {}, zone = localZone(), now } = options
  const addresses = findSpotifyAddresses(environment)
  const listeners = new Set<() => void>()
  const changed = () => listeners.forEach((listener) => void listener())

  const vault = openVault(options.vault, { file: join(paths.directory, 'vault.json') })
  let signInEnded: Promise<unknown> = Promise.resolve()
  const ownSession = createSession({
    vault,
    authorization: createAuthorization({ accounts: addresses.accounts }),
    clientId: () => settings.current().clientId,
    callbackPort: () => settings.current().callbackPort,
    scopes: () => settings.current().scopes,
    refreshToken: givenSecret('SPOTIFY_REFRESH_TOKEN', environment),
    log,
    now,
    sleep: options.sleep,
  })
  const session: Session = {
    ...ownSession,
    signIn(openUrl, how) {
      const done = ownSession.signIn(openUrl, how)
      signInEnded = done.catch(() => {})
      return done
    },
  }
  const database = openDatabase(paths.database, log)
  const spotify = createSpotify({ api: addresses.api, tokens: session, zone, log, onQuotaChange: changed, now, sleep: options.sleep })
  const { openUrl, howToSignIn, signInOnCall } = options
  const account = createAccountAccess({ session, openUrl, howToSignIn, signInOnCall, now })
  const shortIds = openShortIds(database)
  const library = openLibraryIndex(database)
  const changes = createChanges({ spotify, log: openChangeLog(database, now), asks: () => settings.current().askBeforeEdits })
  const { catalog, latest } = recordCalls(createCatalog({ spotify, shortIds, library, changes, account, zone, settings, log, now }), {
    now,
    onCall: changed,
  })
  const served: Served = {
    catalog,
    resources: createResources({ catalog, shortIds }),
    nowPlaying: createNowPlaying({ look: spotify.player.state, account, log, wait: options.wait }),
    suggestions: createSuggestions({ spotify, account, now }),
    version,
  }
  const blocked = createBlockedClients(settings)
  const serving = createServing({
    served,
    isBlocked: blocked.has,
    file: paths.endpoint,
    vault,
    port: () => settings.current().port,
    listenOn: options.listenOn,
    fixedToken: givenSecret('TONEARM_TOKEN', environment),
    wholeStatus: status,
    log,
    now,
    onChange: changed,
  })

  const clients = createClientConnections({
    computer: createComputer({ platform: process.platform, home: homedir(), environment, ...options.computer }),
    own: { ...options.own, ...unusualDirectory(paths, environment) },
    records: join(paths.directory, 'clients.json'),
    endpointFile: paths.endpoint,
    serving,
    status,
    log,
    now,
  })

  let name: string | undefined
  session.onChange(changed)
  settings.onChange(() => {
    serving.endBlocked()
    changed()
  })

  return {
    status,
    onStatus(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    restore: () => session.restore(),
    async signIn(openUrl = options.openUrl, signal) {
      await session.signIn((url) => openUrl(url), { signal })
      forgetPerson()
    },
    cancelSignIn: () => session.cancelSignIn(),
    signOut,
    handOutRefreshToken: () => session.handOutRefreshToken(),
    async greet() {
      name = (await spotify.listener.profile()).name
      changed()
    },
    listen: async () => (await clients.follow(serving.start)).result,
    connection: () => serving.connection(),
    restartEndpoint: async () => (await clients.follow(serving.start)).note,
    async rotateToken() {
      const { result: notKept, note } = await clients.follow(serving.rotateToken)
      return [note, notKept].filter(Boolean).join(' ') || undefined
    },
    clients,
    player: spotify.player,
    changes: async (limit) =>
      (await changes.latest(limit)).map(({ id, at, client, what, state }) => {
        return { receipt: id, at: new Date(at).toISOString(), client, summary: what, state }
      }),
    async undoChange(receipt, force) {
      // The person pressed the button that says what it does: that is the confirmation.
      const requester = { client: 'Tonearm', confirm: async () => 'yes' as const, grantedScopes: session.login()?.grantedScopes ?? [] }
      const { undone } = await changes.undo(receipt, force, requester)
      return undone.kind === 'nothing' ? ['Everything is as it was before already.'] : undone.warnings
    },
    blockClient: blocked.set,
    serveStdio: () => serveStdio({ served, isBlocked: blocked.has }),
    stop,
    async reset() {
      await signOut()
      await serving.forgetToken()
      await stop()
      putDataAside(paths, now?.() ?? Date.now())
    },
  }

  function status(): Status {
    return {
      version,
      account: accountStatus(),
      endpoint: serving.status(),
      clients: serving.clients(),
      blockedClients: blocked.names(),
      calls: latest(),
      quota: spotify.quota(),
    }
  }

  async function signOut(): Promise<void> {
    try {
      await session.signOut()
    } finally {
      // Also when the vault fails: what is in memory and in the database is ours to forget.
      library.forget()
      forgetPerson()
    }
  }

  async function stop(): Promise<void> {
    await serving.stop()
    if (database.isOpen) database.close()
    session.cancelSignIn()
    await signInEnded
    log.info('Stopped')
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

/** The data directory, unless it is where our bridge looks that a client starts, in whatever environment. */
function unusualDirectory({ directory }: Paths, { APPDATA }: NodeJS.ProcessEnv): Pick<OwnFiles, 'directory'> {
  return directory === findPaths({ environment: { APPDATA } }).directory ? {} : { directory }
}
