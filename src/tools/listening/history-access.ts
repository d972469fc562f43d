import type { History } from '../../history/history.ts'
import type { Keeping } from '../../history/keeping.ts'

/** The listening history as tools may use it: they ask, through open-history.ts, and change nothing. */
export type HistoryAccess = {
  ask: History['ask']
  keeping(): Keeping
  /** Whether apps may see what was heard in private sessions: the setting `privateSessionsForApps`. */
  withPrivate(): boolean
}
