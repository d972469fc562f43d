import type { Spotify } from '../spotify/client.ts'
import type { Confirmation } from './consent.ts'

/** Who asks for a change: an MCP client, what its user granted, and how to ask and inform them. */
export type Requester = {
  client: string
  grantedScopes: readonly string[]
  /** Shows the user a question. */
  confirm(question: string): Promise<Confirmation>
  /** Spotify for as long as they wait: when they leave, an edit stops between its steps. Missing where nobody can leave. */
  spotify?: Spotify
  /** Aborts when they no longer wait for an edit to begin. */
  signal?: AbortSignal
  progress?: (done: number, total: number) => void
}
