import type { ProblemCode } from './problem.ts'

/**
 * Everything about the running product that the user may see, as one JSON value.
 *
 * `tonearm status`, the tray and the settings window show it and know nothing else. Times are ISO 8601, UTC.
 */
export type Status = {
  version: string
  account: Account
  endpoint: EndpointStatus
  clients: ConnectedClient[]
  /** The names of clients that the user has blocked. */
  blockedClients: string[]
  /** The latest tool calls, newest first. */
  calls: RecentCall[]
  quota: Quota
  /** Missing while apps may use the music. */
  paused?: AccessPaused
  history: HistoryState
  /** What apps want that the user has not answered yet. Missing while there is nothing. */
  questions?: OpenQuestion[]
  /** Missing while all is well. */
  database?: DatabaseTrouble
}

/** Whose music this is, and how long the login lasts. */
export type Account =
  /** No Spotify app is known yet: the user has to create one and enter its client id. */
  | { state: 'client-id-missing' }
  | { state: 'signed-out' }
  | { state: 'signing-in' }
  | {
      state: 'signed-in'
      /** The display name; missing until Spotify has been asked for it. */
      name?: string
      /** What Spotify granted, which may be less than was asked for. */
      grantedScopes: string[]
      /** What of it the user left on in Tonearm: no other permission is used. Missing from versions that did not know the difference. */
      permittedScopes?: string[]
      /** When the user consented; missing when only a refresh token was handed in. */
      authorizedAt?: string
      /** Six months after `authorizedAt`: then Spotify ends the login. */
      endsAt?: string
      /** Set when the login could not be kept for the next start: the sentence that says why. */
      notKept?: string
    }
  /** Spotify ended the login (six months over, or revoked): the user has to sign in again. */
  | { state: 'login-ended' }

/** Whether Spotify granted the permission and the user left it on. */
export function isPermitted(
  { grantedScopes, permittedScopes = grantedScopes }: Extract<Account, { state: 'signed-in' }>,
  scope: string,
): boolean {
  return permittedScopes.includes(scope)
}

/** Where MCP clients reach us. */
export type EndpointStatus =
  | { state: 'stopped' }
  /** `note`: something that the user should know although it works, as a sentence. */
  | { state: 'listening'; url: string; since: string; note?: string }
  /** It could not start: the sentence that says why. Each view adds what can be done there, by the code. */
  | { state: 'failed'; reason: string; problem?: ProblemCode }

/** An MCP client with open sessions, with the name and version it gave itself. `sessions`: how many there are, when there are several. */
export type ConnectedClient = { name: string; version: string; connectedAt: string; lastCallAt?: string; calls: number; sessions?: number }

/** Whether Spotify still answers this developer account (https://developer.spotify.com/blog/2026-07-23-web-api-quota-updates). */
export type Quota = { state: 'available' } | { state: 'used-up'; until: string }

/** Why apps are kept from the music. `until`: missing until the user resumes. */
export type AccessPaused = { by: 'user'; until?: string } | { by: 'locked-screen' }

/** A large removal that an app wants, and that only the user can allow. `client`: what people call the app. `question`: in whole sentences. */
export type OpenQuestion = { id: string; client: string; question: string }

/** Whether what is played is kept, and how far an import is. */
export type HistoryState = {
  /** `untold`: it is switched on, but the user has not been told yet, so nothing is kept. */
  keeping: 'on' | 'off' | 'paused' | 'untold'
  /** Missing until it is known whose history it is, and while there is none. */
  today?: HeardToday
  /** While an import runs. `rows`: read so far; `plays`: those of them that are plays. `part`: from 0 to 1. */
  importing?: { rows: number; plays: number; part: number; secondsLeft: number | null }
}

/** The music of today. `exact`: all of it comes from an import, which knows how long each song was heard. */
export type HeardToday = { plays: number; ms: number; exact: boolean }

/** What is wrong with the database, as sentences: it cannot be written at the moment, or it was damaged and a new one was begun. */
export type DatabaseTrouble = { reason: string; problem?: ProblemCode }

/** Whether nothing can be kept at the moment. A database that was damaged has been replaced, so the new one works. */
export function cannotSave({ database }: Pick<Status, 'database'>): boolean {
  return database !== undefined && database.problem !== 'database-damaged'
}

/** A tool call that was answered. `tokens` is an estimate of what the answer cost the model. */
export type RecentCall = {
  at: string
  client: string
  tool: string
  durationMs: number
  characters: number
  tokens: number
  failed: boolean
}
