import type { Confirmation } from '../../changes/consent.ts'
import type { PermittedScopes } from '../../config/scopes.ts'
import type { Card } from '../../shared/card.ts'
import type { ProblemCode } from '../../shared/problem.ts'

/** An answer as a client gets it. `png`: a picture that goes with the text. `card`: what a page beside it shows. `problem` says for programs why it failed. */
export type ToolAnswer = {
  text: string
  png?: Uint8Array
  structured?: Record<string, unknown>
  card?: Card
  failed: boolean
  problem?: ProblemCode
}

/** Who calls a tool, and how to reach them until the answer is there. */
export type Caller = {
  /** How the client introduced itself; a session that said nothing is 'unknown client'. */
  client: string
  /** The session of the endpoint that the call came in; missing on standard input and output. */
  session?: string
  /** Whether the call comes from this computer itself, as far as is known. Files are written and read for no other. */
  onThisComputer: boolean
  /** Tells the client how far the answer is, if it asked for progress: how many of how many. */
  progress(done: number, total: number | undefined, message?: string): void
  /** Aborts when the client no longer waits for the answer. */
  signal: AbortSignal
  /** Asks the person a question that they answer with yes or no, if the client has a way to show it. @param edit names the edit that it is about */
  confirm(question: string, edit?: string): Promise<Confirmation>
}

/** The login that a call runs under. */
export type ToolAccount = PermittedScopes & {
  /** Spotify's id of the account, which never changes. What is kept of a person is kept under it. */
  id: string
  /** The permissions that the user wants and Spotify did not grant. */
  missingScopes: readonly string[]
  endsAt?: string
}

/** Does what waits for a person: the time that it takes does not count towards the time limit of a call. */
export type WhilePersonActs = <Result>(work: () => Promise<Result>) => Promise<Result>

/** The login as tools need it. */
export type AccountAccess = {
  /** What Spotify granted and the user left on, or undefined while nobody is signed in. */
  permittedScopes(): readonly string[] | undefined
  /** Spotify's id of the account that is signed in; undefined also while it is not known yet. */
  id(): string | undefined
  /** Resolves when somebody is signed in, starting the sign-in if need be. @throws Problem that says how to sign in */
  ready(caller: Caller, whilePersonActs?: WhilePersonActs): Promise<ToolAccount>
  /** Called when `permittedScopes()` answers differently from now on. Returns the way to stop listening. */
  onPermissionsChanged(listener: () => void): () => void
}
