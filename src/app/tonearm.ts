import { homedir } from 'node:os'
import { join } from 'node:path'
import { createAuthorization } from '../auth/authorization.ts'
import { openVault } from '../auth/open-vault.ts'
import { createSession, type Session } from '../auth/session.ts'
import { vaultTrouble } from '../auth/vault-trouble.ts'
import { createChanges } from '../changes/changes.ts'
import { createCharts } from '../charts/charts.ts'
import type { OwnFiles } from '../clients/client.ts'
import { createComputer } from '../clients/system/computer.ts'
import { findDownloadsFolder } from '../config/downloads-folder.ts'
import { givenSecret } from '../config/given-secrets.ts'
import { findPaths, type Paths } from '../config/paths.ts'
import { createProxiedFetch } from '../config/proxied-fetch.ts'
import { findSpotifyAddresses } from '../config/spotify-addresses.ts'
import { version } from '../config/version.ts'
import type { ControlAction } from '../discovery/running-endpoint.ts'
import { createSuggestions } from '../mcp/completion/suggestions.ts'
import { createNowPlaying } from '../mcp/resources/now-playing.ts'
import { createResources } from '../mcp/resources/resources.ts'
import type { Served } from '../mcp/served.ts'
import { serveStdio } from '../mcp/stdio.ts'
import { knownLocalZone } from '../shared/moments.ts'
import type { Status } from '../shared/status.ts'
import { createSpotify } from '../spotify/client.ts'
import { openAccounts } from '../store/accounts.ts'
import { openActivityLog } from '../store/activity.ts'
import { openChangeLog } from '../store/changes.ts'
import { createDatabaseCheck } from '../store/check-database.ts'
import { createDataLock, type DataLock } from '../store/data-locks.ts'
import { openDatabase } from '../store/database.ts'
import { openExports } from '../store/exports.ts'
import { openLibraryIndex } from '../store/library-index.ts'
import { openShortIds } from '../store/short-ids.ts'
import { createRegistry } from '../tools/runtime/registry.ts'
import { controlAccess } from './access-control.ts'
import { createAccessPause } from './access-pause.ts'
import { createActivity } from './activity.ts'
import { createBlockedClients } from './blocked-clients.ts'
import { createCallLog } from './call-log.ts'
import { createClientConnections } from './client-connections.ts'
import { createEndpointHost } from './endpoint-host.ts'
import { controlHistory } from './history-control.ts'
import { createHistoryPage } from './history-page.ts'
import { createLastLists } from './last-lists.ts'
import { createListeningHistory } from './listening-history.ts'
import { createOwnChanges } from './own-changes.ts'
import { chosenScopes, createPermissions } from './permitted-scopes.ts'
import { createPersonQuestions } from './person-questions.ts'
import { controlProgram } from './program-control.ts'
import { putDataAside } from './reset.ts'
import { createSignInOnDemand } from './sign-in-on-demand.ts'
import type { Tonearm, TonearmOptions } from './tonearm-type.ts'

/** Builds the product from its parts. Nothing is read, opened or sent before the returned functions are called, but for the database and the secrets that were handed in. */
export function createTonearm(options: TonearmOptions): Tonearm {
  const { paths, settings, log, environment = {}, now } = options
  const ownDownloads = () => findDownloadsFolder({ platform: process.platform, home: homedir(), environment })
  const knownZone = options.zone ?? knownLocalZone()
  if (knownZone === undefined) log.warn(unknownZone)
  const zone = knownZone ?? 'UTC'
  const addresses = findSpotifyAddresses(environment)
  const proxiedFetch = createProxiedFetch({ environment, systemProxy: options.systemProxy })
  const listeners = new Set<() => void>()
  const changed = () => listeners.forEach((listener) => void listener())

  const lock = (name: DataLock) => createDataLock(paths.directory, name)
  const vault = openVault(options.vault, { file: join(paths.directory, 'vault.json'), exclusively: lock('vault').exclusively })
  let signInEnded: Promise<unknown> = Promise.resolve()
  const ownSession = createSession({
    vault,
    locks: { renewal: lock('renewal').exclusively, login: lock('login').exclusively },
    authorization: createAuthorization({ accounts: addresses.accounts, fetch: proxiedFetch }),
    clientId: () => settings.current().clientId,
    callbackPort: () => settings.current().callbackPort,
    scopes: () => chosenScopes(settings.current()),
    refreshToken: givenSecret('SPOTIFY_REFRESH_TOKEN', environment),
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
  const database = openDatabase(paths.database, log, { now, onTrouble: changed })
  const checkDatabase = createDatabaseCheck({ file: paths.database, database, log, now })
  const spotify = createSpotify({
    api: addresses.api,
    tokens: session,
    zone,
    log,
    onQuotaChange: changed,
    fetch: proxiedFetch,
    now,
    sleep: options.sleep,
    timeoutMs: options.requestTimeoutMs,
    limitMs: options.callLimitMs,
  })
  const accounts = openAccounts(database)
  const permissions = createPermissions({ session, settings })
  const account = createSignInOnDemand({ session, permissions, whoIsIt, openUrl: options.openUrl, signInOnCall: options.signInOnCall, now })
  const access = createAccessPause({ settings, zone, now, onChange: changed })
  const history = createListeningHistory({
    file: paths.history,
    session,
    settings,
    permissions,
    latestPlays: spotify.listener.latestPlays,
    whoIsIt,
    lock: lock('history'),
    zone,
    log,
    now,
    onChange: changed,
  })
  const ownAccount = () => session.identify(whoIsIt)
  const charts = createCharts()
  const downloads = options.downloads ?? ownDownloads
  const historyPage = createHistoryPage({
    history,
    charts,
    whose: ownAccount,
    zone,
    now: now ?? Date.now,
    downloads,
  })
  const questions = createPersonQuestions({ onChange: changed, now })
  const shortIds = openShortIds(database)
  const library = openLibraryIndex(database)
  const changes = createChanges({
    spotify,
    log: openChangeLog(database, now),
    asks: () => settings.current().askBeforeEdits,
    inWindow: options.asksInWindow,
  })
  const ownChanges = createOwnChanges({ changes, permissions, whose: ownAccount })
  const exports = openExports(database, downloads)
  const activity = createActivity({ log: openActivityLog(database, now), changes: changes.latest })
  const callLog = createCallLog({ onChange: changed })
  const registry = createRegistry({
    spotify,
    shortIds,
    library,
    changes,
    exports,
    charts,
    history: { ask: history.ask, state: history.state, withPrivate: () => settings.current().privateSessionsForApps },
    account: access.forTools(account),
    zone,
    settings,
    howTo: options.howTo,
    ...(options.asksInWindow && { askPerson: questions.ask }),
    record(call) {
      const { tokens } = callLog.record(call, account.id())
      activity.record(call, tokens, account.id())
      checkDatabase()
    },
    log,
    now,
    limitMs: options.callLimitMs,
  })
  const served: Served = {
    registry,
    resources: createResources({ registry }),
    nowPlaying: createNowPlaying({ look: spotify.player.state, account: access.forNews(account), log, wait: options.wait }),
    suggestions: createSuggestions({ spotify, account: access.forNews(account), now }),
    version,
  }
  const blocked = createBlockedClients(settings)
  const leaveLists = createLastLists({ file: paths.lists, registry, log })
  const host = createEndpointHost({
    served,
    isBlocked: blocked.has,
    file: paths.endpoint,
    lock: lock('serving'),
    vault,
    exclusively: lock('access-key').exclusively,
    port: () => settings.current().port,
    listenOn: options.listenOn,
    names: () => settings.current().allowedHosts,
    fixedToken: givenSecret('TONEARM_TOKEN', environment),
    status: () => ({ version, state: session.state().state }),
    control: {
      status,
      actions: {
        'sign-out': signOut,
        ...controlHistory(history),
        ...controlAccess(access),
        ...controlProgram(options.program, { changes: ownChanges.latest, undoChange: ownChanges.undo }),
      } satisfies Record<ControlAction, unknown>,
    },
    log,
    now,
    onChange: changed,
  })

  const clients = createClientConnections({
    computer: createComputer({ platform: process.platform, home: homedir(), environment, ...options.computer }),
    own: { ...options.own, ...unusualDirectory(paths, environment) },
    records: join(paths.directory, 'clients.json'),
    exclusively: lock('clients').exclusively,
    endpointFile: paths.endpoint,
    host,
    status,
    log,
    now,
  })

  let stopped: Promise<void> | undefined
  let name: string | undefined
  let person: string | undefined
  session.onChange(() => {
    const next = session.login()?.accountId
    // Somebody else, or nobody: what Spotify answered is theirs. A login that is only now recognised keeps what was just asked for.
    if (person !== undefined && next !== person) forgetPerson()
    person = next
    changed()
  })
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
      await session.identify(whoIsIt).catch((error) => log.debug(`It is not known yet who signed in: ${error}`))
    },
    vaultTrouble: () => vaultTrouble(vault),
    cancelSignIn: () => session.cancelSignIn(),
    signOut,
    async forgetAccount() {
      await session.restore()
      const whose = session.login() ? await ownAccount() : undefined
      await signOut()
      accounts.forget(whose)
      await history.forget(whose)
      callLog.forget(whose)
      changed()
      return whose === undefined ? 'all' : 'one'
    },
    async forgetSecrets() {
      await signOut()
      await vault.forgetAll()
    },
    handOutRefreshToken: () => session.handOutRefreshToken(),
    async greet() {
      name = (await spotify.listener.profile()).name
      changed()
    },
    async listen() {
      const { result } = await clients.follow(host.start)
      leaveLists()
      return result
    },
    connection: () => host.connection(),
    restartEndpoint: async () => (await clients.follow(host.start)).note,
    async rotateToken() {
      const { result: notKept, note } = await clients.follow(host.rotateToken)
      return [note, notKept].filter(Boolean).join(' ') || undefined
    },
    clients,
    access,
    player: {
      ...spotify.player,
      isLiked: async (uri) => (await spotify.library.contains([uri])).get(uri) === true,
      like: (uri) => spotify.libraryEdits.save([uri]),
    },
    history,
    historyPage,
    changes: ownChanges.latest,
    activity: async (wanted) => activity.latest(await ownAccount(), wanted),
    async eraseActivity() {
      const account = await ownAccount()
      activity.erase(account)
      callLog.forget(account)
      changed()
    },
    undoChange: ownChanges.undo,
    blockClient: blocked.set,
    answerQuestion: questions.answer,
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
    const trouble = database.trouble()
    const paused = access.current()
    const asked = questions.open()
    return {
      version,
      account: accountStatus(),
      endpoint: host.status(),
      clients: callLog.countCalls(host.clients(), account.id()),
      blockedClients: blocked.names(),
      calls: callLog.latest(account.id()),
      quota: spotify.quota(),
      ...(paused && { paused }),
      history: history.state(),
      ...(asked.length > 0 && { questions: asked }),
      ...(trouble && { database: { reason: trouble.message, problem: trouble.code } }),
    }
  }

  async function signOut(): Promise<void> {
    const whose = account.id()
    try {
      await session.signOut()
    } finally {
      // Also when the vault fails: what is in memory and in the database is ours to forget.
      library.forget()
      if (whose !== undefined) callLog.forget(whose)
      forgetPerson()
    }
  }

  function stop(): Promise<void> {
    stopped ??= stopAll()
    return stopped
  }

  async function stopAll(): Promise<void> {
    await host.stop()
    await history.stop()
    access.stop()
    await charts.close()
    if (database.isOpen) database.close()
    session.cancelSignIn()
    await signInEnded
    log.info('Stopped')
  }

  function accountStatus(): Status['account'] {
    const state = session.state()
    if (state.state === 'signed-in') {
      const { accountId: _, ...shown } = state
      return { ...shown, name, permittedScopes: [...(permissions.current()?.permittedScopes ?? [])] }
    }
    return { state: state.state }
  }

  /** The lasting id of the account. Rows that were kept under Spotify's user id, before there was a lasting one, go with it. */
  async function whoIsIt(): Promise<string> {
    const profile = await spotify.listener.profile()
    const { id, accountId } = profile
    accounts.adopt(id, accountId)
    // The login may be another one by now.
    if (person === undefined || person === accountId) name = profile.name
    if (id !== accountId) await history.adopt(id, accountId).catch((error) => log.debug(`The history was not adopted: ${error}`))
    return accountId
  }

  function forgetPerson(): void {
    name = undefined
    questions.clear()
    spotify.forget()
  }
}

const unknownZone =
  'The time zone of this computer is not known, so times are in UTC. If the environment variable TZ is set, give it a name such as Europe/Berlin.'

/** The data directory, unless it is where our bridge looks that a client starts, in whatever environment. */
function unusualDirectory({ directory }: Paths, { APPDATA }: NodeJS.ProcessEnv): Pick<OwnFiles, 'directory'> {
  return directory === findPaths({ environment: { APPDATA } }).directory ? {} : { directory }
}
