import type { Confirmation } from '../../changes/consent.ts'
import type { ProblemCode } from '../../shared/problem.ts'
import type { ToolContext } from './define.ts'

/** An answer as a client gets it. `problem` says for programs why it failed; missing for a defect of ours. */
export type ToolAnswer = { text: string; structured?: Record<string, unknown>; failed: boolean; problem?: ProblemCode }

/** Who calls and how to reach them meanwhile. */
export type Caller = {
  /** How the client introduced itself; a session that said nothing is 'unknown client'. */
  client: string
  /** Tells the client how far the answer is; only called when the client asked for progress. */
  progress(done: number, total: number | undefined, message?: string): void
  signal: AbortSignal
  /** Asks the person a question that they answer with yes or no, if the client has a way to show it. */
  confirm(question: string): Promise<Confirmation>
}

/** The login as tools need it. */
export type AccountAccess = {
  /** What Spotify granted, or undefined while nobody is signed in. */
  grantedScopes(): string[] | undefined
  /** Resolves when somebody is signed in, starting the sign-in if need be. @throws Problem that says how to sign in */
  ready(caller: Caller): Promise<ToolContext['account']>
  onGrantChanged(listener: () => void): () => void
}
