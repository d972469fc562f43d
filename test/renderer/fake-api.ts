import type { ActivityView } from '../../src/shared/activity.ts'
import type { ClientName, ClientView } from '../../src/shared/clients.ts'
import type { ActionResult, Contract, EditableSettings, Events, SettingsView, UpdateView } from '../../src/shared/contract.ts'
import type { HistoryView } from '../../src/shared/history-view.ts'
import type { Account, Status } from '../../src/shared/status.ts'
import * as histories from './history-samples.ts'
import * as samples from './samples.ts'

/** What the fake main process knows; a test may change it and then `publish`. */
export type World = {
  status: Status
  settings: SettingsView
  activity: ActivityView[]
  clients: ClientView[]
  history: HistoryView
  update: UpdateView
}

type Call = [name: keyof Contract, ...parameters: unknown[]]

/** A main process for the window: it keeps what it is told, as the real one does, and does what a test says in place of that. */
export type FakeApi = Contract & {
  world: World
  /** Every call that changed or asked for something, but for the reading of values. */
  calls: Call[]
  /** The next calls of this function are answered so. */
  answer<Name extends keyof Contract>(name: Name, answer: Contract[Name]): void
  /** The next calls wait until the returned function is called. */
  hold(name: keyof Contract): () => void
  /** Tells the window. */
  publish<Event extends keyof Events>(event: Event, value: Events[Event]): void
  /** Changes the account and tells the window. */
  become(account: Account): void
  /** Ends the sign-in that is under way, as the person did on Spotify's page. */
  finishSignIn(outcome?: ActionResult): void
  /** Where `publish` goes; the window's connection sets it. */
  onPublish: (event: string, value: unknown) => void
}

const readings: (keyof Contract)[] = [
  'status',
  'settings',
  'activity',
  'removal',
  'findProblems',
  'clients',
  'history',
  'historyTop',
  'historyChart',
  'historyYear',
  'freePort',
  'updates',
]

export function createFakeApi(given: Partial<World> = {}): FakeApi {
  const world: World = {
    status: samples.status(),
    settings: samples.settings({ clientId: samples.clientId }),
    activity: [],
    clients: samples.clients,
    history: histories.noHistory,
    update: { state: 'by-hand', hasPage: false },
    ...given,
  }
  const answers: Partial<Record<keyof Contract, (...parameters: never[]) => unknown>> = {}
  const held = new Map<keyof Contract, Promise<void>>()
  const calls: Call[] = []
  let signInOver: ((outcome: ActionResult) => void) | undefined

  const contract: Contract = {
    status: async () => world.status,
    settings: async () => world.settings,
    disconnectAllClients: async () => ({ ok: true }),
    activity: async () => ({ ok: true, value: world.activity }),
    async eraseActivity() {
      world.activity = world.activity.filter(({ change }) => change)
      return { ok: true, message: 'Erased. Changes stay, so you can still undo them.' }
    },
    async pauseAccess() {
      fake.publish('statusChanged', { ...world.status, paused: { by: 'user' } })
      return { ok: true }
    },
    async resumeAccess() {
      fake.publish('statusChanged', { ...world.status, paused: undefined })
      return { ok: true }
    },
    async changeSettings(changes) {
      world.settings = { ...world.settings, ...changes }
      world.settings.redirectUri = `http://127.0.0.1:${world.settings.callbackPort}/callback`
      const { keepHistory, historyNoticeSeen } = world.settings
      if (changes.keepHistory !== undefined || changes.historyNoticeSeen) keep(keepHistory ? (historyNoticeSeen ? 'on' : 'untold') : 'off')
      if (changes.clientId && world.status.account.state === 'client-id-missing') become({ state: 'signed-out' })
      fake.publish('settingsChanged', world.settings)
      return { ok: true }
    },
    async signIn() {
      const before = world.status.account
      signInOver?.({ ok: true })
      const over = new Promise<ActionResult>((resolve) => {
        signInOver = resolve
      })
      become({ state: 'signing-in' })
      const outcome = await over
      if (!outcome.ok) become(before)
      return outcome
    },
    async cancelSignIn() {
      fake.finishSignIn({ ok: false, message: 'The sign-in was cancelled. Nothing was changed.', problem: 'sign-in-cancelled' })
      return { ok: true }
    },
    async signOut() {
      become({ state: 'signed-out' })
      return { ok: true }
    },
    async forgetAccount() {
      become({ state: 'signed-out' })
      return { ok: true }
    },
    async answerQuestion(id) {
      const questions = world.status.questions?.filter((one) => one.id !== id)
      world.status = { ...world.status, questions: questions?.length ? questions : undefined }
      fake.publish('statusChanged', world.status)
      return { ok: true }
    },
    async undoChange(receipt) {
      world.activity = world.activity.map((row) =>
        row.change?.receipt === receipt ? { ...row, change: { receipt, state: 'undone' } } : row,
      )
      return { ok: true }
    },
    async restartEndpoint() {
      const url = `http://127.0.0.1:${world.settings.port}/mcp`
      world.status = { ...world.status, endpoint: { state: 'listening', url, since: samples.now.toISOString() } }
      fake.publish('statusChanged', world.status)
      return { ok: true }
    },
    freePort: async () => ({ ok: true, value: world.settings.port + 1 }),
    rotateToken: async () => ({ ok: true }),
    clients: async () => world.clients,
    async previewClient(name, action, way) {
      const steps = way === 'settings' ? samples.steps['claude-desktop settings'] : samples.steps[name]
      const summary =
        way === 'settings'
          ? {
              summary: 'Tonearm is added to the settings of Claude Desktop.',
              afterwards: 'Quit Claude Desktop from its menu, and start it again.',
              otherWays: ['bundle' as const],
            }
          : {}
      return { ok: true, change: samples.clientChange(name, action, { steps, ...summary }) }
    },
    async connectClient(name) {
      changeClient(name, 'connected')
      return { ok: true, message: 'Connected. Restart it.' }
    },
    async disconnectClient(name) {
      changeClient(name, 'not-connected')
      return { ok: true, message: 'Disconnected. Restart it.' }
    },
    copyClientText: async () => ({ ok: true }),
    openClientFile: async () => ({ ok: true }),
    async blockClient(name, blocked) {
      const others = world.status.blockedClients.filter((other) => other !== name)
      const clients = world.status.clients.filter((client) => client.name !== name || !blocked)
      world.status = { ...world.status, clients, blockedClients: blocked ? [...others, name] : others }
      fake.publish('statusChanged', world.status)
      return { ok: true }
    },
    copy: async () => ({ ok: true }),
    open: async () => ({ ok: true }),
    history: async () => ({ ok: true, value: world.history }),
    historyTop: async () => ({ ok: true, value: histories.topSongs }),
    historyChart: async () => ({ ok: true, value: histories.chart }),
    historyYear: async (year) => ({ ok: true, value: { ...histories.review, year } }),
    async importHistory() {
      world.history = histories.longHistory
      return { ok: true, message: '148,210 of 148,210 plays are new.' }
    },
    cancelImport: async () => ({ ok: true }),
    async pauseHistory(paused) {
      keep(paused ? 'paused' : 'on')
      return { ok: true, message: paused ? 'Paused.' : 'Kept again.' }
    },
    async eraseHistory() {
      world.history = histories.noHistory
      return { ok: true, message: '12 plays erased. Later imports leave them out.' }
    },
    exportHistory: async (format) => ({ ok: true, message: `148,210 plays written to /home/wanda/Downloads/Listening history.${format}` }),
    updates: async () => ({ ok: true, value: world.update }),
    checkForUpdates: async () => ({ ok: true, message: 'No newer version was found.' }),
    installUpdate: async () => ({ ok: true }),
    async reset() {
      world.settings = samples.settings()
      fake.publish('settingsChanged', world.settings)
      become({ state: 'client-id-missing' })
      return { ok: true }
    },
    removal: async () => ({ ok: true, value: samples.removal }),
    removeTonearm: async () => ({ ok: true }),
    findProblems: async () => ({ ok: true, value: samples.report }),
    copyReport: async () => ({ ok: true, message: 'Copied. It holds no key, no login and no name.' }),
    quit: async () => ({ ok: true }),
  }

  function keep(keeping: Status['history']['keeping']): void {
    world.status = { ...world.status, history: { ...world.status.history, keeping } }
    fake.publish('statusChanged', world.status)
  }

  function changeClient(name: ClientName, state: ClientView['state']): void {
    world.clients = world.clients.map((client) => (client.name === name ? { ...client, state, note: undefined } : client))
  }

  function become(account: Account): void {
    world.status = { ...world.status, account }
    fake.publish('statusChanged', world.status)
  }

  function recorded<Name extends keyof Contract>(name: Name): Contract[Name] {
    const run = async (...parameters: unknown[]) => {
      if (!readings.includes(name)) calls.push([name, ...parameters])
      await held.get(name)
      return ((answers[name] ?? contract[name]) as (...parameters: unknown[]) => unknown)(...parameters)
    }
    return run as Contract[Name]
  }

  const functions = Object.fromEntries((Object.keys(contract) as (keyof Contract)[]).map((name) => [name, recorded(name)])) as Contract

  const fake: FakeApi = {
    ...functions,
    world,
    calls,
    answer(name, answer) {
      answers[name] = answer
    },
    hold(name) {
      let release = () => {}
      held.set(
        name,
        new Promise((resolve) => {
          release = () => {
            held.delete(name)
            resolve()
          }
        }),
      )
      return () => release()
    },
    publish: (event, value) => fake.onPublish(event, value),
    become,
    finishSignIn(outcome = { ok: true }) {
      if (outcome.ok) become(samples.signedIn({ grantedScopes: world.settings.scopes, authorizedAt: samples.now.toISOString() }))
      signInOver?.(outcome)
      signInOver = undefined
    },
    onPublish: () => {},
  }
  return fake
}

/** The names of the functions that the window gets. */
export const functionNames = Object.keys({
  status: 0,
  settings: 0,
  changeSettings: 0,
  signIn: 0,
  cancelSignIn: 0,
  signOut: 0,
  forgetAccount: 0,
  pauseAccess: 0,
  resumeAccess: 0,
  activity: 0,
  eraseActivity: 0,
  answerQuestion: 0,
  undoChange: 0,
  restartEndpoint: 0,
  rotateToken: 0,
  clients: 0,
  freePort: 0,
  previewClient: 0,
  connectClient: 0,
  disconnectClient: 0,
  disconnectAllClients: 0,
  copyClientText: 0,
  openClientFile: 0,
  blockClient: 0,
  copy: 0,
  open: 0,
  history: 0,
  historyTop: 0,
  historyChart: 0,
  historyYear: 0,
  importHistory: 0,
  cancelImport: 0,
  pauseHistory: 0,
  eraseHistory: 0,
  exportHistory: 0,
  updates: 0,
  checkForUpdates: 0,
  installUpdate: 0,
  reset: 0,
  removal: 0,
  removeTonearm: 0,
  findProblems: 0,
  copyReport: 0,
  quit: 0,
} satisfies Record<keyof Contract, 0>)

/** A first run: nothing is known yet. */
export function firstRun(settings: Partial<SettingsView> = {}): Partial<World> {
  return {
    status: samples.status({ account: { state: 'client-id-missing' } }),
    settings: samples.settings(settings),
    clients: samples.noneConnected,
  }
}

/** Everything is decided by the environment. */
export const everySetting: (keyof EditableSettings)[] = [
  'clientId',
  'port',
  'callbackPort',
  'scopes',
  'readOnly',
  'askBeforeEdits',
  'structuredResults',
  'allowedHosts',
  'logLevel',
  'startAtLogin',
  'keepHistory',
  'privateSessionsForApps',
  'startForApps',
]
