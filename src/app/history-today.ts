import type { Log } from '../config/logging.ts'
import type { History } from '../history/history.ts'
import { readPeriod } from '../history/period.ts'
import type { HeardToday } from '../shared/status.ts'

/** The music of today, for the tray and the status. It is counted in another thread, so what is shown is what was counted last. */
export type HistoryToday = {
  /** Undefined until it was counted for this person and this day. */
  current(): HeardToday | undefined
  /** Counts again. Never rejects. */
  refresh(): Promise<void>
}

/**
 * @param options.account whose history; undefined while that is not known
 * @param options.exists whether there is a history: counting would begin one
 * @param options.zone IANA name: the day begins at midnight there
 * @param options.onChange called when `current()` has changed
 */
export function createHistoryToday(options: {
  ask: History['ask']
  account: () => string | undefined
  exists: () => boolean
  zone: string
  now: () => number
  log: Log
  onChange: () => void
}): HistoryToday {
  const { ask, account, exists, zone, now, log, onChange } = options
  let counted: { account: string; from: number; heard: HeardToday } | undefined

  const today = () => readPeriod('today', now(), zone) ?? { from: 0, to: 0 }

  return {
    current: () => (counted?.account === account() && counted?.from === today().from ? counted.heard : undefined),
    async refresh() {
      const whose = account()
      if (whose === undefined || !exists()) return
      const { from, to } = today()
      try {
        const { plays, ms, estimated } = await ask(whose, 'windowPeriod', { from, to })
        const heard = { plays, ms, exact: estimated === 0 }
        const same = JSON.stringify(counted?.heard) === JSON.stringify(heard)
        counted = { account: whose, from, heard }
        if (!same) onChange()
      } catch (error) {
        log.debug(`The music of today could not be counted: ${error instanceof Error ? error.message : error}`)
      }
    },
  }
}
