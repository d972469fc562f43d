import type { Tonearm } from '../../app/tonearm-type.ts'
import type { Log } from '../../config/logging.ts'
import type { ClientView } from '../../shared/clients.ts'

/** The clients on this computer, for the tray menu. */
export type TrayClients = {
  current(): Pick<ClientView, 'name' | 'title'>[]
  /** Looks for the clients, unless that was done less than a minute ago. Never rejects. */
  refresh(): Promise<void>
}

/** Refreshing reads the settings files of all clients. */
const freshMs = 60_000

/** @param options.changed called when `current()` has changed */
export function createTrayClients(options: {
  tonearm: { clients: Pick<Tonearm['clients'], 'list'> }
  changed: () => void
  log: Log
  /** Milliseconds of a clock that nobody can set. */
  now?: () => number
}): TrayClients {
  const { tonearm, changed, log, now = () => performance.now() } = options
  let found: Pick<ClientView, 'name' | 'title'>[] = []
  let refreshedAt = Number.NEGATIVE_INFINITY

  return {
    current: () => found,
    async refresh() {
      if (now() - refreshedAt < freshMs) return
      refreshedAt = now()
      try {
        const before = JSON.stringify(found)
        const clients = await tonearm.clients.list()
        found = clients.filter(({ state }) => state !== 'not-found').map(({ name, title }) => ({ name, title }))
        if (JSON.stringify(found) !== before) changed()
      } catch (error) {
        log.warn(`Looking for the clients on this computer failed: ${error instanceof Error ? error.message : error}`)
      }
    },
  }
}
