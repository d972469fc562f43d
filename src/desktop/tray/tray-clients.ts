import type { Tonearm } from '../../app/tonearm-type.ts'
import type { Log } from '../../config/logging.ts'
import type { ClientView } from '../../shared/clients.ts'

/** The clients on this computer, for the tray menu. */
export type TrayClients = {
  current(): Pick<ClientView, 'name' | 'title'>[]
  /** Looks for them, unless that was done a moment ago. Never rejects. */
  look(): Promise<void>
}

/** To look means to read the settings of all of them. */
const freshMs = 60_000

/** @param options.changed `current()` answers differently from now on */
export function createTrayClients(options: {
  tonearm: { clients: Pick<Tonearm['clients'], 'list'> }
  changed: () => void
  log: Log
  now?: () => number
}): TrayClients {
  const { tonearm, changed, log, now = Date.now } = options
  let found: Pick<ClientView, 'name' | 'title'>[] = []
  let lookedAt = Number.NEGATIVE_INFINITY

  return {
    current: () => found,
    async look() {
      if (now() - lookedAt < freshMs) return
      lookedAt = now()
      try {
        const before = JSON.stringify(found)
        const clients = await tonearm.clients.list()
        found = clients.filter(({ state }) => state !== 'not-found').map(({ name, title }) => ({ name, title }))
        if (JSON.stringify(found) !== before) changed()
      } catch (error) {
        log.warn(`The clients on this computer could not be looked for: ${error instanceof Error ? error.message : error}`)
      }
    },
  }
}
