import { join } from 'node:path'
import { createAccountAccess } from './account.ts'
import { createAuthorization } from './auth/authorization.ts'
import { openVault } from './auth/open-vault.ts'
import { createSession, type Session } from './auth/session.ts'
import { createChanges } from './changes/changes.ts'
import type { Log } from './config/logging.ts'
import type { Paths } from './config/paths.ts'
import type { SettingsStore } from './config/settings.ts'
import { findSpotifyAddresses } from './config/spotify-addresses.ts'
import type { VaultKind } from './config/vault-kind.ts'
import type { Served } from './mcp/server.ts'
import { serveStdio } from './mcp/stdio.ts'
import { recordCalls } from './recent-calls.ts'
import { putDataAside } from './reset.ts'
import { type Connection, createServing } from './serving.ts'
import type { ChangeView } from './shared/contract.ts'
import type { Status } from './shared/status.ts'
import { createSpotify, type Spotify } from './spotify/client.ts'
import { openChangeLog } from './store/changes.ts'
import { openDatabase } from './store/database.ts'
import { openLibraryIndex } from './store/library-index.ts'
import { openShortIds } from './store/short-ids.ts'
import { createCatalog } from './tools/catalog.ts'
import { createNowPlaying, type Wait } from './tools/now-playing.ts'
import { createResources } from './tools/resources.ts'
import { createSuggestions } from './tools/suggestions.ts'
import { version } from './version.ts'

export type TonearmOptions = {
  paths: Paths
  settings: SettingsStore
  vault: VaultKind
  log: Log
  /** Shows the sign-in page to the person. `client` is the MCP client whose call needs the login. */
  openUrl: (url: string, client?: string) => void | Promise<void>
  /** How a person signs in without a call, as the end of a sentence. */
  howToSignIn: string
  /** Secrets and test addresses come from here: SPOTIFY_REFRESH_TOKEN, TONEARM_TOKEN, TONEARM_SPOTIFY_API, TONEARM_SPOTIFY_ACCOUNTS. */
  environment?: NodeJS.ProcessEnv
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
  /** Asks Spotify for the name of who is signed in, which is part of the status from then on. */
  greet(): Promise<void>
  /** Serves MCP clients over HTTP. @throws Problem `port-taken` */
  listen(): Promise<Connection>
  /** Where it listens now; undefined while it does not. Holds the token: not for a view. */
  connection(): Connection | undefined
  /** Ends all connections and listens anew, as the settings say now. @throws Problem `port-taken` */
  restartEndpoint(): Promise<void>
  /** Replaces the token for clients. @returns what the person has to know @throws Problem `invalid-setting`, `port-taken` */
  rotateToken(): Promise<string | undefined>
  /** The player, as far as a tray menu needs it. */
  player: Pick<Spotify['player'], 'state' | 'resume' | 'pause' | 'next'>
  /** The latest changes to playlists and library, the newest first. */
  changes(limit: number): Promise<ChangeView[]>
  /** Takes a change back. @param force also when something came after it. @returns what could not be brought back, as sentences */
  undoChange(receipt: string, force: boolean): Promise<string[]>
  /** Serves the one client at standard input and output, until it goes. */
  serveStdio(): Promise<void>
  /** Ends everything in order: clients, endpoint, database. */
  stop(): Promise<void>
  /** Signs out, forgets the endpoint's token, stops, and puts settings and database aside: the next start is a first one. @throws Problem of the vault */
  reset(): Promise<void>
}

/** Builds the product from its parts. Nothing is read, opened or sent before the returned functions are called, but for the database. */
export function createTonearm(options: TonearmOptions): Tonearm {
  const { paths, settings, log, environment = {}, zone = Intl.DateTimeFormat().resolvedOptions().timeZone, now } = options
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
    refreshToken: environment.SPOTIFY_REFRESH_TOKEN || undefined,
    log,
    now,
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
  const account = createAccountAccess({ session, openUrl: options.openUrl, howToSignIn: options.howToSignIn, now })
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
  const serving = createServing({
    served,
    file: paths.endpoint,
    vault,
    port: () => settings.current().port,
    fixedToken: environment.TONEARM_TOKEN || undefined,
    wholeStatus: status,
    log,
    now,
    onChange: changed,
  })

  let name: string | undefined
  session.onChange(changed)

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
    async greet() {
      name = (await spotify.listener.profile()).name
      changed()
    },
    listen: () => serving.start(),
    connection: () => serving.connection(),
    restartEndpoint: async () => void (await serving.start()),
    rotateToken: () => serving.rotateToken(),
    player: spotify.player,
    changes: async (limit) =>
      (await changes.latest(limit)).map(({ id, at, client, what, state }) => {
        return { receipt: id, at: new Date(at).toISOString(), client, summary: what, state }
      }),
    async undoChange(receipt, force) {
      // The person pressed the button that says what it does: that is the confirmation.
      const asker = { client: 'Tonearm', confirm: async () => 'yes' as const, grantedScopes: session.login()?.grantedScopes ?? [] }
      const { undone } = await changes.undo(receipt, force, asker)
      return undone.kind === 'nothing' ? ['Everything is as it was before already.'] : undone.warnings
    },
    serveStdio: () => serveStdio({ served }),
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
