import type { PermittedScopes } from '../../config/scopes.ts'
import type { Spotify } from '../../spotify/client.ts'
import type { ChangeLog } from '../../store/changes.ts'

/** What carrying out a change needs: where it happens, where its receipt is kept, whose music it is, and which client asked for it. */
export type ChangeContext = PermittedScopes & {
  spotify: Spotify
  log: ChangeLog
  /** Whose receipts they are: Spotify's id of the account. */
  account: string
  client: string
  progress?: (done: number, total: number) => void
}
