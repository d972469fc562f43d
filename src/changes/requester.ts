import type { PermittedScopes } from '../config/scopes.ts'
import type { Spotify } from '../spotify/client.ts'
import type { Confirmation } from './consent.ts'

/** Who asks for a change: an MCP client, what it may use, and how to ask and inform its user. */
export type Requester = PermittedScopes & {
  client: string
  /** Whose receipts they are: Spotify's id of the account that is signed in. */
  account: string
  /** Shows the user a question. @param edit names the edit that it is about */
  confirm(question: string, edit: string): Promise<Confirmation>
  /** Spotify for as long as they wait: when they leave, an edit stops between its steps. Missing where nobody can leave. */
  spotify?: Spotify
  /** Aborts when they no longer wait for an edit to begin. */
  signal?: AbortSignal
  progress?: (done: number, total: number) => void
}
