import type { ActivityView } from './activity.ts'
import type { ClientAction, ClientChange, ClientName, ClientView, ConnectionWay } from './clients.ts'
import type { ProblemReport } from './finding.ts'
import type { ChartView, ChartWanted, EraseWanted, HistoryView, TopView, TopWanted, YearReview } from './history-view.ts'
import type { PauseLength } from './pause-length.ts'
import type { ProblemCode } from './problem.ts'
import type { RemovalPart, RemovalView } from './removal.ts'
import type { Status } from './status.ts'

/**
 * Everything that the settings window can ask of the main process: each channel is a function signature.
 *
 * Main implements all of them, the preload exposes them as `window.tonearm`, the renderer calls them; a missing or an extra one does not
 * compile. Only JSON values cross; the main side checks every argument. None of them ever carries the login, a token or a code.
 */
export type Contract = {
  status(): Promise<Status>
  settings(): Promise<SettingsView>
  /** Changes some settings for good. */
  changeSettings(changes: Partial<EditableSettings>): Promise<ActionResult>
  /**
   * Starts the sign-in, and remembers the way. Resolves when it is over. Refused before anything is shown (`vault-unavailable`, `vault-locked`) when
   * the login could not be kept for the next start, unless `anyway` is set.
   */
  signIn(how: SignInWay, anyway?: boolean): Promise<ActionResult>
  cancelSignIn(): Promise<ActionResult>
  signOut(): Promise<ActionResult>
  /** Signs out, and deletes everything that is kept of the account. Of every account when nobody is signed in. */
  forgetAccount(): Promise<ActionResult>
  /** Keeps all apps from the music for a while. They stay connected, and are told so. */
  pauseAccess(length: PauseLength): Promise<ActionResult>
  resumeAccess(): Promise<ActionResult>
  /** What apps did, in words, newest first. Changes are a part of it. */
  activity(): Promise<Answer<ActivityView[]>>
  /** Erases it. What an undo needs stays. The window has asked before. */
  eraseActivity(): Promise<ActionResult>
  /** Allows a large removal that an app wants, once, or refuses it. */
  answerQuestion(id: string, yes: boolean): Promise<ActionResult>
  /** Undoes a change. Refused with the code `changed-since` when something was changed after it, unless `force` is set. */
  undoChange(receipt: string, force: boolean): Promise<ActionResult>
  restartEndpoint(): Promise<ActionResult>
  /** A port that apps could use in place of a taken one: one of the next nine. */
  freePort(): Promise<Answer<number>>
  /** Makes a new bearer token, and gives it to the clients that were connected with the old one. */
  rotateToken(): Promise<ActionResult>
  /** The MCP clients that can be connected, as they are on this computer now. */
  clients(): Promise<ClientView[]>
  /** What connecting or disconnecting would do. Nothing is changed. @param way for Claude Desktop */
  previewClient(name: ClientName, action: ClientAction, way?: ConnectionWay): Promise<ClientPreview>
  /** Carries out the change that was shown; refused with the code `changed-since` when the change would now be a different one. @param change its id */
  connectClient(name: ClientName, change: string, way?: ConnectionWay): Promise<ActionResult>
  disconnectClient(name: ClientName, change: string): Promise<ActionResult>
  /** Disconnects every client that is connected. The window has asked before. */
  disconnectAllClients(): Promise<ActionResult>
  /** Copies the text for the client's settings to the clipboard. It holds the token, which never reaches the window this way. */
  copyClientText(name: ClientName): Promise<ActionResult>
  /** Opens the settings file of a client that cannot be connected because of what is in it, for the person to look at. */
  openClientFile(name: ClientName): Promise<ActionResult>
  /** Blocks clients that give themselves this name, or allows them again. */
  blockClient(name: string, blocked: boolean): Promise<ActionResult>
  /** Copies one of Tonearm's texts to the clipboard. */
  copy(what: CopyableText): Promise<ActionResult>
  open(what: OpenablePlace): Promise<ActionResult>
  /** The listening history of who is signed in, as a whole. */
  history(): Promise<Answer<HistoryView>>
  historyTop(wanted: TopWanted): Promise<Answer<TopView>>
  historyChart(wanted: ChartWanted): Promise<Answer<ChartView>>
  historyYear(year: number): Promise<Answer<YearReview>>
  /** Imports Spotify's export. Resolves when it is over; the status says how far it is. @param files asks with a dialog when left out */
  importHistory(options: { files?: string[]; bringBackErased?: boolean }): Promise<ActionResult>
  cancelImport(): Promise<ActionResult>
  /** Keeps nothing of what is played, or keeps it again. */
  pauseHistory(paused: boolean): Promise<ActionResult>
  /** Deletes plays for good. The window has asked before. */
  eraseHistory(what: EraseWanted): Promise<ActionResult>
  /** Writes everything to a new file in the folder for downloads. */
  exportHistory(format: 'csv' | 'json'): Promise<ActionResult>
  /** Whether there is a new version. */
  updates(): Promise<Answer<UpdateView>>
  checkForUpdates(): Promise<ActionResult>
  /** Restarts with the new version. */
  installUpdate(): Promise<ActionResult>
  /** Forgets login, settings and data, and restarts the app. The database is moved aside, not deleted. */
  reset(): Promise<ActionResult>
  /** What Tonearm leaves on this computer. */
  removal(): Promise<Answer<RemovalView[]>>
  /** Removes these parts, and quits. The window has asked before. */
  removeTonearm(parts: RemovalPart[]): Promise<ActionResult>
  /** Looks for what keeps Tonearm from working. Changes nothing. */
  findProblems(): Promise<Answer<ProblemReport>>
  /** Copies what was found last to the clipboard, for a bug report. */
  copyReport(): Promise<ActionResult>
  /** Quits the app: desktops without a tray (GNOME) have no other way. */
  quit(): Promise<ActionResult>
}

/** The events that main sends to the window, each with the whole new value. */
export type Events = {
  statusChanged: Status
  /** Also after a change by the tray menu or the file. */
  settingsChanged: SettingsView
  /** The user chose a page in the tray menu. */
  pageChosen: Page
}

/** `window.tonearm`: what the preload puts into the settings window. */
export type Bridge = Contract & {
  /** @returns the way to stop listening */
  on<Name extends keyof Events>(event: Name, listener: (value: Events[Name]) => void): () => void
  /** Where a file or folder lies that the person dropped on the window; '' for what lies nowhere. Only the preload can tell. */
  pathOf(file: File): string
}

/** Where Spotify's sign-in page is shown: in Tonearm's login window, or in the user's browser. */
export const signInWays = ['window', 'browser'] as const

export type SignInWay = (typeof signInWays)[number]

export const pages = ['setup', 'status', 'activity', 'history', 'permissions', 'clients', 'advanced', 'about'] as const

export type Page = (typeof pages)[number]

/** How an action ended: what to show to the user, as a sentence. `problem` is for views that offer another way (`changed-since`: undo anyway). */
export type ActionResult = { ok: true; message?: string } | { ok: false; message: string; problem?: ProblemCode }

/** What was asked for, or why it cannot be told, as a sentence. */
export type Answer<Value> = { ok: true; value: Value } | Extract<ActionResult, { ok: false }>

/** The change as it will be made, or why it cannot be, as a sentence. */
export type ClientPreview = { ok: true; change: ClientChange } | Extract<ActionResult, { ok: false }>

/**
 * The state of the update. `by-hand`: this build does not update itself; `hasPage`: `open('releases')` shows where new versions are. `looked`: when it
 * last looked, as ISO 8601, UTC, and whether that failed.
 */
export type UpdateView =
  | { state: 'by-hand'; hasPage: boolean }
  | { state: 'idle'; looked?: { at: string; failed: boolean } }
  | { state: 'checking' }
  | { state: 'ready'; version: string }

export const copyableTexts = ['redirect-uri', 'endpoint-address'] as const

export type CopyableText = (typeof copyableTexts)[number]

export const openablePlaces = [
  'spotify-dashboard',
  'spotify-apps',
  'spotify-privacy',
  'claude-download',
  'claude-code-setup',
  'releases',
  'data-folder',
  'log-folder',
  'documentation',
  'whats-new',
] as const

export type OpenablePlace = (typeof openablePlaces)[number]

/** What the window may change. A scope that is taken away is no longer used, at once; one that is added is asked for at the next sign-in. */
export type EditableSettings = {
  clientId: string
  port: number
  callbackPort: number
  scopes: string[]
  readOnly: boolean
  /** Keeps all apps from the music while the screen is locked. Only where `screenLockTold`. */
  pauseWhileLocked: boolean
  askBeforeEdits: boolean
  structuredResults: boolean
  /** Names besides this computer's own under which the endpoint answers. */
  allowedHosts: string[]
  logLevel: 'debug' | 'info' | 'warn' | 'error'
  startAtLogin: boolean
  keepHistory: boolean
  /** That the person has read that what they play is kept. Before that, nothing is. */
  historyNoticeSeen: boolean
  privateSessionsForApps: boolean
  /** An app that needs Tonearm may start it. */
  startForApps: boolean
}

export type SettingsView = Omit<EditableSettings, 'clientId'> & {
  clientId?: string
  /** Whether the system tells when the screen is locked: Linux does not. */
  screenLockTold: boolean
  /** The way in which the person signed in last. */
  signInWay: SignInWay
  /** To be registered in the Spotify dashboard, exactly like this. */
  redirectUri: string
  dataDirectory: string
  /** The settings that the environment or the command line decide: the window shows them, but cannot change them. */
  fixedAtStart: (keyof EditableSettings)[]
  /** All permissions in groups, with what each is for in plain words. */
  permissions: { group: string; scopes: { scope: string; purpose: string }[] }[]
}

/** A change to playlists or library that was recorded. `at` is ISO 8601, UTC. */
export type ChangeView = {
  receipt: string
  at: string
  client: string
  summary: string
  state: 'begun' | 'done' | 'partly done' | 'undone'
}
