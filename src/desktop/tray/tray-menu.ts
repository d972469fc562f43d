import type { MenuItemConstructorOptions } from 'electron'
import { heardToday } from '../../shared/heard-today.ts'
import type { PauseLength } from '../../shared/pause-length.ts'
import type { Status } from '../../shared/status.ts'
import type { UpdateState } from '../system/updates.ts'
import { pauseMenu } from './pause-menu.ts'
import { permissionsMenu } from './permissions-menu.ts'
import { playingMenu } from './playing-menu.ts'
import { shortened } from './shortened.ts'
import { stateRows } from './state-rows.ts'
import { updatesRow } from './updates-row.ts'

/** What the menu shows. */
export type TrayView = {
  status: Status
  /** IANA name, for times. */
  zone: string
  /** Milliseconds since the epoch. */
  now: number
  /** Undefined while nothing plays, or without the permission to see it. */
  playing?: Playing
  readOnly: boolean
  /** Whether access is paused while the screen is locked. `available`: the system tells when that is. */
  whileLocked: { on: boolean; available: boolean }
  updates: UpdateState
}

/** What plays, and where else it could. `liked`: undefined where that is not known. */
export type Playing = {
  title: string
  paused: boolean
  liked?: boolean
  devices: { id?: string; name: string; active: boolean }[]
}

/** What the menu's items do. */
export type TrayActions = {
  status(): void
  signIn(): void
  continueInBrowser(): void
  cancelSignIn(): void
  signOut(): void
  restartEndpoint(): void
  previous(): void
  playOrPause(): void
  next(): void
  like(): void
  playOn(deviceId: string): void
  history(): void
  /** Without files the person is asked for them. */
  importHistory(files?: string[]): void
  pauseAccess(length: PauseLength): void
  resumeAccess(): void
  setPauseWhileLocked(on: boolean): void
  setReadOnly(on: boolean): void
  permissions(): void
  activity(): void
  clients(): void
  settings(): void
  setup(): void
  help(): void
  openLogFolder(): void
  checkForUpdates(): void
  installUpdate(): void
  quit(): void
}

export type TrayItem = MenuItemConstructorOptions

const separator: TrayItem = { type: 'separator' }

/** The tray menu as data. The same view always gives the same menu. It is built again on every change. */
export function trayMenu(view: TrayView, actions: TrayActions): TrayItem[] {
  const menu: TrayItem[] = [
    ...stateRows(view, actions),
    ...signInRows(view, actions),
    separator,
    ...playingMenu(view, actions),
    ...todayRow(view, actions),
    ...pauseMenu(view, actions),
    { label: 'Read only', type: 'checkbox', checked: view.readOnly, click: () => actions.setReadOnly(!view.readOnly) },
    permissionsMenu(view, actions),
    separator,
    { label: 'Activity', click: actions.activity },
    { label: 'Connect an app...', click: actions.clients },
    { label: 'Settings...', click: actions.settings },
    helpMenu(view, actions),
    updatesRow(view, actions),
    separator,
    ...signOutRow(view, actions),
    { label: 'Quit Tonearm', click: actions.quit },
  ]
  return menu.map(asShown)
}

function signInRows({ status: { account } }: TrayView, actions: TrayActions): TrayItem[] {
  switch (account.state) {
    case 'client-id-missing':
      return [{ label: 'Set up...', click: actions.setup }]
    case 'signing-in':
      return [
        { label: 'Use my browser instead', click: actions.continueInBrowser },
        { label: 'Cancel sign-in', click: actions.cancelSignIn },
      ]
    case 'signed-out':
    case 'login-ended':
      return [{ label: 'Sign in...', click: actions.signIn }]
    case 'signed-in':
      return []
  }
}

/** What was heard today. It leads to the page where more can be imported. */
function todayRow({ status: { account, history } }: TrayView, actions: TrayActions): TrayItem[] {
  if (account.state !== 'signed-in') return []
  const { today, importing } = history
  if (importing) return [{ label: `Importing: ${Math.floor(importing.part * 100)} %`, click: actions.history }]
  return [{ label: today ? `Today: ${heardToday(today)}` : 'Listening history', click: actions.history }]
}

function helpMenu({ status: { account, history } }: TrayView, actions: TrayActions): TrayItem {
  const importRow = { label: 'Import listening history...', enabled: !history.importing, click: () => actions.importHistory() }
  return {
    label: 'Help',
    submenu: [
      { label: 'Documentation and problems', click: actions.help },
      { label: 'Set up step by step', click: actions.setup },
      ...(account.state === 'signed-in' ? [importRow] : []),
      { label: 'Open log folder', click: actions.openLogFolder },
    ],
  }
}

function signOutRow({ status: { account } }: TrayView, actions: TrayActions): TrayItem[] {
  return account.state === 'signed-in' ? [{ label: 'Sign out...', click: actions.signOut }] : []
}

/** Names come from Spotify and from apps, and can be of any length. */
function asShown(item: TrayItem): TrayItem {
  const { label, submenu } = item
  return {
    ...item,
    ...(label !== undefined && { label: shortened(label) }),
    ...(Array.isArray(submenu) && { submenu: submenu.map(asShown) }),
  }
}
