import type { MenuItemConstructorOptions } from 'electron'
import { type Scope, scopePurposes } from '../../config/scopes.ts'
import type { ClientName, ClientView } from '../../shared/clients.ts'
import type { CopyableText } from '../../shared/contract.ts'
import { heardToday } from '../../shared/heard-today.ts'
import { clockOrDay } from '../../shared/moments.ts'
import { type ConnectedClient, isPermitted, type Status } from '../../shared/status.ts'
import type { UpdateState } from '../system/updates.ts'

/** What the menu shows. */
export type TrayView = {
  status: Status
  /** IANA name, for times. */
  zone: string
  /** Milliseconds since the epoch. */
  now: number
  /** The clients on this computer, for copying what each needs. */
  clients: Pick<ClientView, 'name' | 'title'>[]
  /** Undefined while nothing plays, or without the permission to see it. */
  playing?: { title: string; paused: boolean }
  startAtLogin: { on: boolean; available: boolean }
  updates: UpdateState
}

/** What the menu's items do. */
export type TrayActions = {
  signIn(): void
  continueInBrowser(): void
  cancelSignIn(): void
  signOut(): void
  copy(what: CopyableText): void
  copyClientText(client: ClientName): void
  restartEndpoint(): void
  playOrPause(): void
  next(): void
  importHistory(): void
  settings(): void
  permissions(): void
  clients(): void
  setStartAtLogin(on: boolean): void
  openLogFolder(): void
  checkForUpdates(): void
  installUpdate(): void
  quit(): void
}

type Item = MenuItemConstructorOptions

const separator: Item = { type: 'separator' }

/** The tray menu as data. The same view always gives the same menu. It is built again on every change. */
export function trayMenu(view: TrayView, actions: TrayActions): Item[] {
  return [
    { label: stateLine(view), enabled: false },
    separator,
    ...account(view, actions),
    scopes(view, actions),
    ...connected(view, actions),
    endpoint(view, actions),
    ...nowPlaying(view, actions),
    ...history(view, actions),
    separator,
    { label: 'Settings...', click: actions.settings },
    startAtLogin(view, actions),
    { label: 'Open log folder', click: actions.openLogFolder },
    updates(view, actions),
    separator,
    { label: 'Quit Tonearm', click: actions.quit },
  ]
}

/** The state in words: the problem that the person should solve, else who is signed in. */
export function stateLine({ status, zone, now }: Pick<TrayView, 'status' | 'zone' | 'now'>): string {
  const { account, endpoint, clients, quota, database } = status
  switch (account.state) {
    case 'client-id-missing':
      return 'Not set up yet: open Settings'
    case 'signed-out':
      return 'Not signed in'
    case 'signing-in':
      return 'Waiting for you to sign in to Spotify'
    case 'login-ended':
      return 'Sign in again: the login has ended'
    case 'signed-in': {
      if (endpoint.state === 'failed') return 'Apps cannot connect: open Settings'
      if (quota.state === 'used-up') return `Spotify quota used up until ${clockOrDay(Date.parse(quota.until), now, zone)}`
      if (database && database.problem !== 'database-damaged') return 'Tonearm cannot save: open Settings'
      const who = account.name ? `Signed in as ${readable(account.name)}` : 'Signed in'
      return `${who} - ${clients.length === 1 ? '1 app' : `${clients.length || 'no'} apps`} connected`
    }
  }
}

function account({ status }: TrayView, actions: TrayActions): Item[] {
  switch (status.account.state) {
    case 'client-id-missing':
      return [{ label: 'Set up...', click: actions.settings }]
    case 'signing-in':
      return [
        { label: 'Use my browser instead', click: actions.continueInBrowser },
        { label: 'Cancel sign-in', click: actions.cancelSignIn },
      ]
    case 'signed-in':
      return [
        { label: 'Sign out', click: actions.signOut },
        { label: 'Change account...', click: actions.signIn },
      ]
    case 'signed-out':
    case 'login-ended':
      return [{ label: 'Sign in...', click: actions.signIn }]
  }
}

function scopes({ status }: TrayView, actions: TrayActions): Item {
  const { account } = status
  if (account.state !== 'signed-in') return { label: 'Permissions', enabled: false }
  const all = Object.entries(scopePurposes) as [Scope, string][]
  const permitted = all.filter(([scope]) => isPermitted(account, scope))
  const off = all.filter(([scope]) => account.grantedScopes.includes(scope) && !isPermitted(account, scope))
  const missing = all.filter(([scope]) => !account.grantedScopes.includes(scope))
  // A click in the menu would only change the tick there. Permissions are changed in the window.
  const item = ([scope, purpose]: [Scope, string]): Item => {
    return { label: purpose, type: 'checkbox', checked: isPermitted(account, scope), click: actions.permissions }
  }
  const part = (label: string, some: [Scope, string][]): Item[] =>
    some.length > 0 ? [separator, { label, enabled: false }, ...some.map(item)] : []
  return {
    label: `Permissions (${permitted.length} of ${all.length})`,
    submenu: [
      ...permitted.map(item),
      ...part('Switched off:', off),
      ...part('Not granted:', missing),
      separator,
      { label: 'Change permissions...', click: actions.permissions },
    ],
  }
}

function connected({ status: { clients } }: TrayView, actions: TrayActions): Item[] {
  const connect: Item = { label: 'Connect an app...', click: actions.clients }
  if (clients.length === 0) return [connect]
  const submenu = clients.map((client): Item => {
    // The window asks before it blocks. A wrong click in a menu must not disconnect an app.
    return { label: clientLine(client), submenu: [{ label: 'Block...', click: actions.clients }] }
  })
  return [{ label: `Connected apps (${clients.length})`, submenu }, connect]
}

function clientLine({ name, version, calls }: ConnectedClient): string {
  return readable(`${[name, version].filter(Boolean).join(' ')} - ${calls === 1 ? '1 call' : `${calls} calls`}`)
}

function endpoint({ status, clients }: TrayView, actions: TrayActions): Item {
  const { endpoint } = status
  const restart: Item = { label: endpoint.state === 'listening' ? 'Restart' : 'Start', click: actions.restartEndpoint }
  if (endpoint.state !== 'listening') {
    const reason = endpoint.state === 'failed' ? endpoint.reason : 'Tonearm is not listening.'
    return { label: 'Connection for apps (not running)', submenu: [{ label: reason, enabled: false }, separator, restart] }
  }
  return {
    label: 'Connection for apps',
    submenu: [
      { label: endpoint.url, enabled: false },
      { label: 'Copy address', click: () => actions.copy('endpoint-address') },
      {
        label: 'Copy settings for',
        submenu: copyable(clients).map(({ name, title }): Item => ({ label: title, click: () => actions.copyClientText(name) })),
      },
      separator,
      restart,
    ],
  }
}

/** The apps that were found, and a last entry for all others: the address and the header. */
function copyable(clients: TrayView['clients']): TrayView['clients'] {
  return [...clients.filter(({ name }) => name !== 'other'), { name: 'other', title: 'Any other app' }]
}

function nowPlaying({ playing, status: { account } }: TrayView, actions: TrayActions): Item[] {
  if (!playing || account.state !== 'signed-in' || !isPermitted(account, 'user-read-playback-state')) return []
  const enabled = isPermitted(account, 'user-modify-playback-state')
  return [
    separator,
    { label: readable(playing.title), enabled: false },
    { label: playing.paused ? 'Play' : 'Pause', enabled, click: actions.playOrPause },
    { label: 'Next', enabled, click: actions.next },
  ]
}

/** What was heard today, and the way to add what Spotify knows of the years before. */
function history({ status: { account, history } }: TrayView, actions: TrayActions): Item[] {
  if (account.state !== 'signed-in') return []
  const { today, importing } = history
  return [
    separator,
    ...(today ? [{ label: `Today: ${heardToday(today)}`, enabled: false }] : []),
    importing
      ? { label: `Importing: ${Math.floor(importing.part * 100)} %`, enabled: false }
      : { label: 'Import listening history...', click: actions.importHistory },
  ]
}

function startAtLogin({ startAtLogin }: TrayView, actions: TrayActions): Item {
  const { on, available } = startAtLogin
  return { label: 'Start at login', type: 'checkbox', checked: on, enabled: available, click: () => actions.setStartAtLogin(!on) }
}

function updates({ updates }: TrayView, actions: TrayActions): Item {
  switch (updates.state) {
    case 'unavailable':
      return { label: 'Check for updates', enabled: false }
    case 'idle':
      return { label: 'Check for updates', click: actions.checkForUpdates }
    case 'checking':
      return { label: 'Looking for updates...', enabled: false }
    case 'ready':
      return { label: `Restart to update to ${updates.version}`, click: actions.installUpdate }
  }
}

/** Menus are narrow, and an ampersand would mark a keyboard shortcut. */
function readable(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 59)}…` : text
  return short.replaceAll('&', '&&')
}
