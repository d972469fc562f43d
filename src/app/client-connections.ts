import { isDeepStrictEqual } from 'node:util'
import type { Computer, OwnFiles } from '../clients/client.ts'
import type { Clients } from '../clients/clients.ts'
import type { Log } from '../config/logging.ts'
import type { EndpointAddress } from '../discovery/endpoint-file.ts'
import { findRunningEndpoint } from '../discovery/running-endpoint.ts'
import type { Exclusively } from '../shared/exclusively.ts'
import { createQueue } from '../shared/queue.ts'
import type { Status } from '../shared/status.ts'
import type { EndpointHost } from './endpoint-host.ts'
import { withLastCalls } from './last-calls.ts'
import { updateNote } from './update-note.ts'

/** The MCP clients of this computer and how they reach this Tonearm. */
export type ClientConnections = Pick<Clients, 'list' | 'preview' | 'apply' | 'snippet'> & {
  /**
   * Does `work`, which may give the endpoint another address or key, and passes them on to every client that was connected with the old ones.
   * Whatever goes wrong with the clients is part of the note and stops nothing.
   *
   * @returns `note`: which clients have the new ones, which must be restarted, and which could not be reached; missing when nobody was concerned
   */
  follow<Result>(work: () => Promise<Result>): Promise<{ result: Result; note?: string }>
}

/**
 * Connects the clients of this computer to the endpoint: to the one of this process; else to the one that runs with the same data directory;
 * else to where it will be after the next start.
 *
 * @param options.records where is kept what has to be known to disconnect them again
 * @param options.exclusively one change of clients at a time between processes
 * @param options.status of this process
 */
export function createClientConnections(options: {
  computer: Computer
  own: OwnFiles
  records: string
  exclusively: Exclusively
  endpointFile: string
  host: Pick<EndpointHost, 'connection' | 'expected'>
  status: () => Status
  log: Log
  now?: () => number
}): ClientConnections {
  const { computer, own, records, exclusively, endpointFile, host, status, log, now } = options
  const inTurn = createQueue()
  let made: Promise<Clients> | undefined
  /** What clients were connected with, as long as this process knows. */
  let held: EndpointAddress | undefined

  /** Loaded when they are first asked for: all the parsers of settings files would delay the first answer of every start. */
  function clients(): Promise<Clients> {
    made ??= import('../clients/clients.ts').then(({ createClients }) =>
      createClients({ computer, connection, own, records, exclusively, log, now }),
    )
    return made
  }

  async function connection(): Promise<EndpointAddress> {
    return host.connection() ?? (await runningElsewhere())?.endpoint ?? host.expected()
  }

  async function runningElsewhere() {
    const running = await findRunningEndpoint(endpointFile)
    return running.state === 'running' ? running : undefined
  }

  async function follow<Result>(work: () => Promise<Result>): Promise<{ result: Result; note?: string }> {
    const result = await work().catch(async (error) => {
      // They are told once it listens: another program may have the port now, and would be sent the key.
      held ??= await host.expected().catch(() => undefined)
      throw error
    })
    const next = host.connection()
    if (!next) return { result, ...(held && { note: 'Connected apps get the change as soon as Tonearm listens again.' }) }
    const before = held
    held = next
    if (!before || isDeepStrictEqual(before, next)) return { result }
    return { result, note: await update(before, next) }
  }

  async function update(before: EndpointAddress, next: EndpointAddress): Promise<string | undefined> {
    try {
      return updateNote(await (await clients()).update(before, next), whatIsNew(before, next))
    } catch (error) {
      log.error('The connected apps could not be updated', error)
      return 'The connected apps did not get the change. Connect them again.'
    }
  }

  return {
    preview: async (...request) => (await clients()).preview(...request),
    apply: async (...request) => (await clients()).apply(...request),
    async list() {
      const views = await (await clients()).list()
      const seen = host.connection() ? status() : ((await runningElsewhere())?.status ?? status())
      return withLastCalls(views, seen)
    },
    snippet: async (...request) => (await clients()).snippet(...request),
    follow: (work) => inTurn(() => follow(work)),
  }
}

function whatIsNew(before: EndpointAddress, next: EndpointAddress): Parameters<typeof updateNote>[1] {
  if (before.url === next.url) return 'key'
  return before.token === next.token ? 'address' : 'address and key'
}
