import { homedir } from 'node:os'
import { createAuthorization } from '../auth/authorization.ts'
import { openVault } from '../auth/open-vault.ts'
import { createSession } from '../auth/session.ts'
import { vaultTrouble } from '../auth/vault-trouble.ts'
import { createChanges } from '../changes/changes.ts'
import { createCharts } from '../charts/charts.ts'
import { createComputer } from '../clients/system/computer.ts'
import { findDownloadsFolder } from '../config/downloads-folder.ts'
import { givenSecret } from '../config/given-secrets.ts'
import { createProxiedFetch } from '../config/proxied-fetch.ts'
import { findSpotifyAddresses } from '../config/spotify-addresses.ts'
import { version } from '../config/version.ts'
import type { ControlAction } from '../discovery/running-endpoint.ts'
import { createSuggestions } from '../mcp/completion/suggestions.ts'
import { createNowPlaying } from '../mcp/resources/now-playing.ts'
import { createResources } from '../mcp/resources/resources.ts'
import type { Served } from '../mcp/served.ts'
import { serveStdio } from '../mcp/stdio.ts'
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
import { currentStatus } from './current-status.ts'
import { createEndpointHost } from './endpoint-host.ts'
import { controlHistory } from './history-control.ts'
import { createHistoryPage } from './history-page.ts'
import { createLastLists } from './last-lists.ts'
import { createListeningHistory } from './listening-history.ts'
import { localZoneOrWarn } from './local-zone.ts'
import { createOwnChanges } from './own-changes.ts'
import { unusualDirectory } from './own-files.ts'
import { chosenScopes, createPermissions } from './permitted-scopes.ts'
import { createPerson } from './person.ts'
import { createPersonQuestions } from './person-questions.ts'
import { controlProgram } from './program-control.ts'
import { putDataAside } from './reset.ts'
import { createSignInOnDemand } from './sign-in-on-demand.ts'
import { createSignOut } from './sign-out.ts'
import type { Tonearm, TonearmOptions } from './tonearm-type.ts'

/** Builds the product from its parts. Nothing is read, opened or sent before the returned functions are called, but for the database and the secrets that were handed in. */
export function createTonearm(options: TonearmOptions): Tonearm {
  const { paths, settings, log, environment = {}, now } = options
  const zone = options.zone ?? localZoneOrWarn(log)
  const addresses = findSpotifyAddresses(environment)
  const proxiedFetch = createProxiedFetch({ environment, systemProxy: options.systemProxy })
  const listeners = new Set<() => void>()
  const changed = () => listeners.forEach((listener) => void listener())

  // The login, and Spotify
  const lock = (name: DataLock) => createDataLock(paths.directory, name)
  const vault = openVault(options.vault, { file: paths.vault, exclusively: lock('vault').exclusively })
  const session = createSession({
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

  // Whose music it is, and what apps may use of it
  const accounts = openAccounts(database)
  const permissions = createPermissions({ session, settings })
  const person = createPerson({
    session,
    permissions,
    profile: spotify.listener.profile,
    async adopt(earlierId, id) {
      accounts.adopt(earlierId, id)
      if (earlierId !== id) await history.adopt(earlierId, id)
    },
    forget() {
      questions.clear()
      spotify.forget()
    },
    log,
    onChange: changed,
  })
  const { whoIsIt } = person
  const account = createSignInOnDemand({ session, permissions, whoIsIt, openUrl: options.openUrl, signInOnCall: options.signInOnCall, now })
  const access = createAccessPause({ settings, zone, now, onChange: changed })

  // What is kept
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
  const charts = createCharts()
  const downloads = options.downloads ?? (() => findDownloadsFolder({ platform: process.platform, home: homedir(), environment }))
  const historyPage = createHistoryPage({ history, charts, whose: person.account, zone, now: now ?? Date.now, downloads })
  const shortIds = openShortIds(database)
  const library = openLibraryIndex(database)
  const changes = createChanges({
    spotify,
    log: openChangeLog(database, now),
    asks: () => settings.current().askBeforeEdits,
    inWindow: options.asksInWindow,
  })
  const ownChanges = createOwnChanges({ changes, permissions, whose: person.account })
  const exports = openExports(database, downloads)
  const activity = createActivity({ log: openActivityLog(database, now), changes: changes.latest })
  const callLog = createCallLog({ onChange: changed })
  const questions = createPersonQuestions({ onChange: changed, now })
  const { signOut, forgetAccount, forgetSecrets } = createSignOut({
    ...{ session, vault, person, library, callLog, accounts, history },
    onChange: changed,
  })

  // What apps get
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

  // How they reach it
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
    records: paths.clients,
    exclusively: lock('clients').exclusively,
    endpointFile: paths.endpoint,
    host,
    status,
    log,
    now,
  })

  settings.onChange(() => {
    host.endBlocked()
    changed()
  })
  let stopped: Promise<void> | undefined

  return {
    status,
    onStatus(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    restore: () => session.restore(),
    async signIn(openUrl = options.openUrl, signal) {
      await session.signIn((url) => openUrl(url), { signal })
      await person.account().catch((error) => log.debug(`It is not known yet who signed in: ${error}`))
    },
    vaultTrouble: () => vaultTrouble(vault),
    cancelSignIn: session.cancelSignIn,
    signOut,
    forgetAccount,
    forgetSecrets,
    handOutRefreshToken: () => session.handOutRefreshToken(),
    greet: person.greet,
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
    activity: async (wanted) => activity.latest(await person.account(), wanted),
    async eraseActivity() {
      const account = await person.account()
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
    return currentStatus({ person, account, host, callLog, blocked, spotify, access, history, questions, database })
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
    await session.cancelSignIn()
    log.info('Stopped')
  }
}
