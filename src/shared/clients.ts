/** The MCP clients that Tonearm can connect by itself, in the order in which they are shown. `other` is any other client: the user gets a text to copy. */
export const clientNames = [
  'claude-desktop',
  'claude-code',
  'cursor',
  'vs-code',
  'vs-code-insiders',
  'vscodium',
  'windsurf',
  'zed',
  'goose',
  'lm-studio',
  'codex',
  'gemini-cli',
  'copilot-cli',
  'opencode',
  'cline',
  'qwen-code',
  'continue',
  'other',
] as const

export type ClientName = (typeof clientNames)[number]

export const clientActions = ['connect', 'disconnect'] as const

export type ClientAction = (typeof clientActions)[number]

/**
 * Ways to connect a client, where it has more than the best one: it installs our extension (`bundle`, Claude Desktop only); its settings file is
 * changed although it has a command or a link (`settings`); it starts our bridge (`bridge`); it sends the key to our address (`http`); or our entry
 * takes the place of the one that is `taken`, and a copy of the file is kept (`replace`).
 */
export const connectionWays = ['bundle', 'settings', 'bridge', 'http', 'replace'] as const

export type ConnectionWay = (typeof connectionWays)[number]

/** A client on this computer, as the user sees it. */
export type ClientView = {
  name: ClientName
  /** What its makers call it. */
  title: string
  state: ClientState
  /** For states that need an explanation: what is wrong, or what is known, as a sentence. */
  note?: string
  /** The settings file that the person has to look at (`taken`, `unreadable`); missing when it is not one file. */
  file?: string
  /** When a client of this name last called, as ISO 8601, UTC; missing when none has called since Tonearm started. */
  lastCallAt?: string
}

export type ClientState =
  /** It was not found on this computer. */
  | 'not-found'
  | 'not-connected'
  | 'connected'
  /** Its entry is ours, with another address or key than the endpoint has now: connecting again updates it. */
  | 'outdated'
  /** Its entry is ours, and the client's own settings keep it from being used. */
  | 'off'
  /** Its settings hold an entry named like ours that Tonearm did not write. It is not touched, unless the person asks for `replace`. */
  | 'taken'
  /** Its settings cannot be read or understood. They are not touched. */
  | 'unreadable'
  /** It has no settings that Tonearm can read: the user connects it by hand. */
  | 'by-hand'

/** Whether Tonearm's entry is in the settings of a client in this state, so that it can be disconnected. */
export function hasOurEntry(state: ClientState): boolean {
  return state === 'connected' || state === 'outdated' || state === 'off'
}

/**
 * Exactly what connecting or disconnecting a client will do, before it is done. The key is masked everywhere; nothing else is shortened.
 *
 * Carrying it out takes `id`, and is refused when the change would no longer be the one that was shown.
 */
export type ClientChange = {
  client: ClientName
  action: ClientAction
  id: string
  /** What will happen, as a sentence. */
  summary: string
  steps: ClientChangeStep[]
  /** What the user has to do afterwards (restart the client, confirm there), as a sentence. */
  afterwards: string
  /** The other ways in which it can be connected. */
  otherWays: ConnectionWay[]
}

export type ClientChangeStep =
  /** A settings file is created. */
  | { kind: 'create-file'; file: string; edits: TextEdit[] }
  /** A settings file is changed. A copy of the old file is left beside it, unless the file is still as Tonearm wrote it: then a copy exists already, or none is needed. */
  | { kind: 'edit-file'; file: string; keepsCopy: boolean; edits: TextEdit[] }
  /** A settings file is removed: Tonearm created it, and nothing else has been added. */
  | { kind: 'remove-file'; file: string }
  /** A program of the client is run. */
  | { kind: 'run'; command: string }
  /** A link opens the client, which asks the user. */
  | { kind: 'open-link'; link: string }
  /** A file is opened with the program that the system has for it. */
  | { kind: 'open-file'; file: string }

/** A place in a text, by its line (from 1) before the change, and what goes and comes there. Never more of the text than that. */
export type TextEdit = { line: number; removed: string; added: string }
