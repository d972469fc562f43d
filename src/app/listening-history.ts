import { existsSync } from 'node:fs'
import type { Session } from '../auth/session.ts'
import type { Log } from '../config/logging.ts'
import type { SettingsStore } from '../config/settings.ts'
import { createCollector, type Look } from '../history/collector.ts'
import { createHistory, type History } from '../history/history.ts'
import { isPaused, keepingNow } from '../history/keeping.ts'
import type { EraseRequest, ImportProgress, ImportReport } from '../history/protocol.ts'
import { Problem } from '../shared/problem.ts'
import type { HistoryState } from '../shared/status.ts'
import type { Spotify } from '../spotify/client.ts'
import type { Span } from '../store/history/spans.ts'
import type { ProcessLock } from '../store/process-lock.ts'
import { createHistoryImports } from './history-imports.ts'
import { createHistoryToday } from './history-today.ts'
import type { Permissions } from './permitted-scopes.ts'

export type { Keeping } from '../history/keeping.ts'
export type { EraseRequest, ImportReport } from '../history/protocol.ts'
export type { HistoryStatus } from '../store/history/history-status.ts'

/** The listening history of whoever is signed in. `account`: somebody else's, by its id. */
export type ListeningHistory = {
  /** Whose history it is. @throws Problem `account-unknown` when nobody is signed in and no account is given */
  account(given?: string): string
  status: History['status']
  ask: History['ask']
  export: History['export']
  import(
    request: { account: string; paths: string[]; bringBackErased?: boolean },
    options?: { signal?: AbortSignal; onProgress?: (progress: ImportProgress) => void },
  ): Promise<ImportReport>
  /** Stops the import that runs, whoever began it, and waits for its end: the files that are done stay. */
  cancelImport(): Promise<void>
  /** Whether plays are kept, how far an import is, and the music of today as it was counted last. */
  state(): HistoryState
  /** Counts the music of today, if that was not done since the day began: each change of the history counts it by itself. */
  refreshToday(): Promise<void>
  erase(account: string, erase: EraseRequest): Promise<number>
  /** Keeps nothing of what is played from now on, until `resume`. */
  pause(): void
  resume(): void
  /** Keeps what is played from now on, if the person wants that and has been told. */
  start(): void
}

/** For the composition root. */
export type OwnListeningHistory = ListeningHistory & Pick<History, 'adopt' | 'forget'> & { stop(): Promise<void> }

export function createListeningHistory(options: {
  file: string
  session: Pick<Session, 'login' | 'identify' | 'onChange'>
  settings: SettingsStore
  permissions: Pick<Permissions, 'current'>
  latestPlays: Spotify['listener']['latestPlays']
  whoIsIt: () => Promise<string>
  lock: Pick<ProcessLock, 'tryHold'>
  /** IANA name, for today. */
  zone: string
  log: Log
  now?: () => number
  /** Called when `state()` has changed. */
  onChange?: () => void
  /** As setInterval, with the way to end it. */
  every?: (milliseconds: number, tick: () => void) => () => void
}): OwnListeningHistory {
  const {
    file,
    session,
    settings,
    permissions,
    latestPlays,
    whoIsIt,
    lock,
    zone,
    log,
    now = Date.now,
    onChange = () => {},
    every = usualEvery,
  } = options
  const history = createHistory({ file, log, now })
  const collector = createCollector({ look, lastLook, lock, log, now, every })
  const imports = createHistoryImports({ importFiles: history.import, onChange })
  const account = () => session.login()?.accountId
  const today = createHistoryToday({ ask: history.ask, account, exists: () => existsSync(file), zone, now, log, onChange })
  let person: string | undefined
  const forget = session.onChange(() => {
    const next = session.login()?.accountId
    if (next !== undefined && next !== person) {
      collector.lookNow()
      void today.refresh()
    }
    person = next
  })
  let wasKeeping = keepingNow(settings.current())
  const forgetSettings = settings.onChange(() => {
    const before = wasKeeping
    wasKeeping = keepingNow(settings.current())
    // The person was told, or wants it again: what Spotify still lists is kept at once.
    if (wasKeeping === 'on' && before !== 'on') collector.lookNow()
  })

  async function look(): Promise<Look> {
    const permitted = permissions.current()?.permittedScopes.includes('user-read-recently-played')
    // While it is paused nothing would be kept. Plays from before the pause are still in the list after it.
    if (keepingNow(settings.current()) !== 'on' || !permitted) return 'nobody'
    const account = await session.identify(whoIsIt)
    const plays = await latestPlays()
    // Somebody else signed in while Spotify answered: these plays are not theirs.
    if (session.login()?.accountId !== account) return 'nobody'
    const { added, gap } = await history.collect({ account, plays, pauses: pauses(), at: now() })
    void today.refresh()
    log.debug(`${added} new plays in Spotify's list of ${plays.length}${gap ? ', with a gap before them' : ''}`)
    return { newest: plays.length > 0 ? Math.max(...plays.map(({ playedAt }) => playedAt)) : undefined }
  }

  async function lastLook(): Promise<number | null> {
    const account = session.login()?.accountId
    return account === undefined ? null : (await history.status(account)).collectedAt
  }

  function pauses(): Span[] {
    return settings
      .current()
      .historyPauses.map(({ from, to }) => ({ first: Date.parse(from), last: to === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(to) }))
  }

  return {
    account(given) {
      const account = given ?? session.login()?.accountId
      if (account !== undefined) return account
      throw new Problem('account-unknown', 'It is not known whose listening history this is. Sign in first, or give the id of the account.')
    },
    status: history.status,
    ask: history.ask,
    export: history.export,
    import: ({ account, paths, bringBackErased = false }, how) =>
      imports.run({ account, paths, bringBackErased, pauses: pauses() }, how).finally(() => void today.refresh()),
    cancelImport: imports.cancel,
    state() {
      const [heard, importing] = [today.current(), imports.progress()]
      return { keeping: keepingNow(settings.current()), ...(heard && { today: heard }), ...(importing && { importing }) }
    },
    async refreshToday() {
      if (today.current() === undefined) await today.refresh()
    },
    erase: (account, erase) => history.erase(account, erase).finally(() => void today.refresh()),
    pause() {
      const { historyPauses } = settings.current()
      if (!isPaused(historyPauses)) settings.change({ historyPauses: [...historyPauses, { from: new Date(now()).toISOString() }] })
    },
    resume() {
      const { historyPauses } = settings.current()
      if (!isPaused(historyPauses)) return
      const to = new Date(now()).toISOString()
      settings.change({ historyPauses: historyPauses.map((pause) => ({ ...pause, to: pause.to ?? to })) })
    },
    start: collector.start,
    adopt: history.adopt,
    async forget(account) {
      await imports.cancel()
      await history.forget(account)
    },
    async stop() {
      forget()
      forgetSettings()
      await imports.cancel()
      await collector.stop()
      await history.close()
    },
  }
}

function usualEvery(milliseconds: number, tick: () => void): () => void {
  const timer = setInterval(tick, milliseconds).unref()
  return () => clearInterval(timer)
}
