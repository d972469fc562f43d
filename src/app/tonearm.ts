import { homedir } from 'node:os'
import { join } from 'node:path'
import { createAuthorization } from '../auth/authorization.ts'
import { openVault } from '../auth/open-vault.ts'
import { createSession, type Session } from '../auth/session.ts'
import { createChanges } from '../changes/changes.ts'
import type { OwnFiles } from '../clients/client.ts'
import { createComputer } from '../clients/system/computer.ts'
import { givenSecret } from '../config/given-secrets.ts'
import { findPaths, type Paths } from '../config/paths.ts'
import { findSpotifyAddresses } from '../config/spotify-addresses.ts'
import { version } from '../config/version.ts'
import { createSuggestions } from '../mcp/completion/suggestions.ts'
import { createNowPlaying } from '../mcp/resources/now-playing.ts'
import { createResources } from '../mcp/resources/resources.ts'
import type { Served } from '../mcp/server.ts'
import { serveStdio } from '../mcp/stdio.ts'
import { localZone } from '../shared/moments.ts'
import type { Status } from '../shared/status.ts'
import { createSpotify } from '../spotify/client.ts'
import { openChangeLog } from '../store/changes.ts'
import { openDatabase } from '../store/database.ts'
import { openLibraryIndex } from '../store/library-index.ts'
import { openShortIds } from '../store/short-ids.ts'
import { createRegistry } from '../tools/runtime/registry.ts'
import { createBlockedClients } from './blocked-clients.ts'
import { createCallLog } from './call-log.ts'
import { createClientConnections } from './client-connections.ts'
import { createEndpointHost } from './endpoint-host.ts'
import { putDataAside } from './reset.ts'
import { createSignInOnDemand } from './sign-in-on-demand.ts'
import type { Tonearm, TonearmOptions } from './tonearm-type.ts'

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
  const spotify = createSpotify({
    api: addresses.api,
    tokens: session,
    zone,
    log,
    onQuotaChange: changed,
    now,
    sleep: options.sleep,
    timeoutMs: options.requestTimeoutMs,
    limitMs: options.callLimitMs,
  })
  const account = createSignInOnDemand({ session, openUrl: options.openUrl, signInOnCall: options.signInOnCall, now })
  const shortIds = openShortIds(database)
  const library = openLibraryIndex(database)
  const changes = createChanges({ spotify, log: openChangeLog(database, now), asks: () => settings.current().askBeforeEdits })
  const callLog = createCallLog({ onChange: changed })
  const registry = createRegistry({
    spotify,
    shortIds,
    library,
    changes,
    account,
    zone,
    settings,
    howTo: options.howTo,
    record: callLog.record,
    log,
    now,
    limitMs: options.callLimitMs,
  })
  const served: Served = {
    registry,
    resources: createResources({ registry, shortIds }),
    nowPlaying: createNowPlaying({ look: spotify.player.state, account, log, wait: options.wait }),
    suggestions: createSuggestions({ spotify, account, now }),
    version,
  }
  const blocked = createBlockedClients(settings)
  const host = createEndpointHost({
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
    host,
    status,
    log,
    now,
  })

  let name: string | undefined
  session.onChange(changed)
  settings.onChange(() => {
    host.endBlocked()
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
    listen: async () => (await clients.follow(host.start)).result,
    connection: () => host.connection(),
    restartEndpoint: async () => (await clients.follow(host.start)).note,
    async rotateToken() {
      const { result: notKept, note } = await clients.follow(host.rotateToken)
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
      return undone.kind === 'nothing' ? ['Everything is already as it was before.'] : undone.warnings
    },
    blockClient: blocked.set,
    serveStdio: () => serveStdio({ served, isBlocked: blocked.has }),
    stop,
    async reset() {
      await signOut()
      await host.forgetToken()
      await stop()
      putDataAside(paths, now?.() ?? Date.now())
    },
  }

  function status(): Status {
    return {
      version,
      account: accountStatus(),
      endpoint: host.status(),
      clients: callLog.countCalls(host.clients()),
      blockedClients: blocked.names(),
      calls: callLog.latest(),
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
    await host.stop()
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
