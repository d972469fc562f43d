import type { Confirmation } from './consent.ts'

/** Who asks for a change: an MCP client, what its user granted, and how to ask and inform them. */
export type Requester = {
  client: string
  grantedScopes: readonly string[]
  /** Shows the user a question. */
  confirm(question: string): Promise<Confirmation>
  progress?: (done: number, total: number) => void
}
