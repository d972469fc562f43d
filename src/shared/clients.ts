/** The MCP clients that Tonearm can connect by itself, in the order in which they are shown. `other` is any other one: it gets a text to copy. */
export const clientNames = [
  'claude-desktop',
  'claude-code',
  'cursor',
  'vs-code',
  'windsurf',
  'zed',
  'goose',
  'lm-studio',
  'codex',
  'gemini-cli',
  'other',
] as const

export type ClientName = (typeof clientNames)[number]

export const clientActions = ['connect', 'disconnect'] as const

export type ClientAction = (typeof clientActions)[number]

/** Two ways to connect Claude Desktop: it installs our extension, or an entry is written into its settings file. The others take `settings` too, for those that have a command or a link. */
export const connectionWays = ['bundle', 'settings'] as const

export type ConnectionWay = (typeof connectionWays)[number]

/** A client on this computer, as a person sees it. */
export type ClientView = {
  name: ClientName
  /** What its makers call it. */
  title: string
  state: ClientState
  /** For every state that is not plain: what is wrong, or what is known, as a sentence. */
  note?: string
  /** When a client that calls itself so last called, as ISO 8601, UTC; missing when it did not since Tonearm started. */
  lastCallAt?: string
}

export type ClientState =
  /** It is not on this computer, as far as can be seen. */
  | 'not-found'
  | 'not-connected'
  | 'connected'
  /** Its entry is ours, with another address or key than the endpoint has now: connecting again mends it. */
  | 'outdated'
  /** Its settings hold an entry of our name that is not ours. Nothing of it is touched. */
  | 'taken'
  /** Its settings cannot be read or understood. Nothing of them is touched. */
  | 'unreadable'
  /** There is nothing to look into: the person connects it by hand. */
  | 'by-hand'

/**
 * Exactly what connecting or disconnecting a client will do, before it is done. The key is masked in all of it; else nothing is shortened.
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
  /** What the person has to do when it is done (restart the client, confirm there), as a sentence. */
  afterwards: string
}

export type ClientChangeStep =
  /** A settings file is made. */
  | { kind: 'create-file'; file: string; edits: TextEdit[] }
  /** A settings file is changed. A copy of what it was is left beside it, unless it is still as Tonearm left it: then there is one, or no need of one. */
  | { kind: 'edit-file'; file: string; keepsCopy: boolean; edits: TextEdit[] }
  /** A settings file is removed, since we created it and nothing else came into it. */
  | { kind: 'remove-file'; file: string }
  /** A program of the client is run. */
  | { kind: 'run'; command: string }
  /** The client is asked by a link, and asks the person itself. */
  | { kind: 'open-link'; link: string }
  /** A file is opened with the program that the system has for it. */
  | { kind: 'open-file'; file: string }

/** A place in a text, by its line (from 1) before the change, and what goes and comes there. Never more of the text than that. */
export type TextEdit = { line: number; removed: string; added: string }
