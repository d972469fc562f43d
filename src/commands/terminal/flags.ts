import { type VaultKind, vaultKinds } from '../../config/vault-kind.ts'
import { type ActivityWanted, activityKinds } from '../../shared/activity.ts'
import type { Page } from '../../shared/contract.ts'
import type { PauseLength } from '../../shared/pause-length.ts'
import type { RemovalPart } from '../../shared/removal.ts'
import type { ChangesRequest } from './changes-arguments.ts'
import type { ClientsRequest } from './clients-arguments.ts'
import type { Shell } from './completion-scripts.ts'
import type { HistoryRequest } from './history-arguments.ts'

/** The flags of all commands, in the form of Node's `parseArgs`. What a flag does in a command stands in the command's file. */
export const flagOptions = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
  'data-dir': { type: 'string' },
  vault: { type: 'string' },
  port: { type: 'string' },
  json: { type: 'boolean' },
  'no-browser': { type: 'boolean' },
  structured: { type: 'boolean' },
  host: { type: 'string' },
  'allow-host': { type: 'string', multiple: true },
  'print-refresh-token': { type: 'boolean' },
  'change-account': { type: 'boolean' },
  forget: { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
  settings: { type: 'boolean' },
  'with-key': { type: 'boolean' },
  bridge: { type: 'boolean' },
  http: { type: 'boolean' },
  replace: { type: 'boolean' },
  check: { type: 'boolean' },
  account: { type: 'string' },
  all: { type: 'boolean' },
  private: { type: 'boolean' },
  artist: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  'bring-back-erased': { type: 'boolean' },
  limit: { type: 'string' },
  force: { type: 'boolean' },
  app: { type: 'string' },
  kind: { type: 'string' },
  erase: { type: 'boolean' },
  follow: { type: 'boolean', short: 'f' },
} as const

export type FlagName = keyof typeof flagOptions

/** The flags as they were given, by name. */
export type Given = Partial<Record<FlagName, string | boolean | (string | boolean)[]>>

/** What stands for the value of a flag in the help. */
export const valueNames: Partial<Record<FlagName, string>> = {
  'data-dir': 'FOLDER',
  vault: 'KIND',
  port: 'N',
  host: 'ADDRESS',
  'allow-host': 'NAME',
  account: 'ID',
  artist: 'NAME',
  from: 'DAY',
  to: 'DAY',
  limit: 'N',
  app: 'NAME',
  kind: 'KIND',
}

/** The values of a flag that can be completed. */
export const flagValues: Partial<Record<FlagName, readonly string[] | 'files'>> = {
  vault: vaultKinds,
  'data-dir': 'files',
  kind: activityKinds,
}

/** What every command takes. */
export const commonFlags: Partial<Record<FlagName, string>> = {
  'data-dir': 'the folder for settings, database and log',
  vault:
    'where the login is kept: keychain (the default), file (for containers), or memory (until Tonearm ends); keychain and file are remembered',
  help: 'explain the command',
  version: 'print the version',
}

/** The values of the flags. `browser`: whether a browser may be opened. */
export type Flags = {
  port?: number
  json: boolean
  browser: boolean
  structured?: boolean
  dataDirectory?: string
  /** As it was typed: missing means the one that is remembered. */
  vault?: VaultKind
  /** serve: the address to listen on, and other names that clients may use for this computer, as they were typed. */
  host?: string
  allowedHosts?: string[]
  /** login: print the refresh token on standard output. */
  printRefreshToken?: boolean
  /** login: sign in although somebody is signed in already. */
  changeAccount?: boolean
  /** Answer yes to the command's question. */
  yes?: boolean
  /** logout: also delete everything else that is kept of the account. */
  forget?: boolean
  /** clients: what to do, and with which client. */
  clients?: ClientsRequest
  /** history: what to do, and with what. */
  history?: HistoryRequest
  /** status: only tell by the exit code whether Tonearm is listening. */
  check?: boolean
  /** changes: how many; undo: which one, and whether also when something came after it. */
  changes?: ChangesRequest
  /** open: the page of the window. */
  page?: Page
  /** pause: how long. */
  pauseLength?: PauseLength
  /** log: of one app, of one kind. */
  log?: ActivityWanted
  /** log: erase what is kept. */
  erase?: boolean
  /** log: go on with what apps do from now on. */
  follow?: boolean
  /** uninstall: only these parts. */
  removal?: RemovalPart[]
  /** completion: the shell. */
  shell?: Shell
}
