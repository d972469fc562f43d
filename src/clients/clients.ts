import { randomBytes } from 'node:crypto'
import { type Log, silentLog } from '../config/logging.ts'
import type { EndpointAddress } from '../discovery/endpoint-file.ts'
import type { ClientAction, ClientChange, ClientName, ClientView, ConnectionWay } from '../shared/clients.ts'
import type { Exclusively } from '../shared/exclusively.ts'
import { isProblem, Problem } from '../shared/problem.ts'
import { createQueue } from '../shared/queue.ts'
import { allClients, findClient } from './all-clients.ts'
import { applyPlan } from './apply-plan.ts'
import { changeView, type PreparedPlan, type PreparedStep, planId } from './change-view.ts'
import type { Client, ClientContext, ClientStep, Computer, OwnFiles } from './client.ts'
import { openChangeRecords } from './files/change-record-file.ts'
import type { EntryPlace } from './files/entry-place.ts'
import { planRemove, planSet, readEntry } from './files/settings-file.ts'
import { mask, secretsIn } from './secrets.ts'
import { type UpdatedClients, updateEntries } from './update-entries.ts'

/** The MCP clients of this computer, and whether they are connected to Tonearm. */
export type Clients = {
  /** Every client, in the order in which they are shown. One whose settings cannot be read has the state `unreadable`. */
  list(): Promise<ClientView[]>
  /** What connecting or disconnecting would do. Nothing is changed. @throws Problem `client-not-found`, `client-settings`, `not-available` */
  preview(name: ClientName, action: ClientAction, how?: ConnectionWay): Promise<ClientChange>
  /**
   * Applies a change that was shown.
   *
   * @param id of the change that was shown
   * @returns what was done, what the person has to do, and where the copy of the old settings is
   * @throws Problem `changed-since` when it would now do something else than was shown; and as `preview`
   */
  apply(name: ClientName, action: ClientAction, id: string, how?: ConnectionWay): Promise<{ message: string; backup?: string }>
  /** The text that connects a client by hand. @param shown.keyShown whether it contains the token, as it must for pasting; true by default */
  snippet(name: ClientName, shown?: { keyShown: boolean; how?: ConnectionWay }): Promise<string>
  /**
   * Writes the new address and token into the settings of every client that have the old ones. Clients that start our bridge need nothing: the
   * bridge reads both when it connects.
   */
  update(old: EndpointAddress, next: EndpointAddress): Promise<UpdatedClients>
}

/**
 * @param options.connection the endpoint's address and token; called each time they are needed
 * @param options.own our files with which clients are connected
 * @param options.records the file in which we record what we wrote into the clients' settings
 * @param options.exclusively one change at a time between processes, which share that file and the clients' settings
 * @param options.now milliseconds since the epoch
 */
export function createClients(options: {
  computer: Computer
  connection: () => Promise<EndpointAddress>
  own: OwnFiles
  records: string
  exclusively: Exclusively
  log?: Log
  now?: () => number
}): Clients {
  const { computer, own, log = silentLog, now = Date.now } = options
  const records = openChangeRecords(options.records)
  // One change at a time: another one in between could make a checked plan wrong.
  const queue = createQueue()
  const inTurn = <Result>(work: () => Promise<Result>) => queue(() => options.exclusively(work))
  const key = randomBytes(32)
  const currentContext = async (): Promise<ClientContext> => ({ computer, own, connection: await options.connection() })

  function view(client: Client, context: ClientContext): ClientView {
    const { name, title } = client
    try {
      return { name, title, ...client.status(context) }
    } catch (error) {
      const file = unreadableFile(client, computer)
      if (isProblem(error)) return { name, title, state: 'unreadable', note: error.message, ...(file && { file }) }
      log.error(`Bug while reading the settings of ${title}`, error)
      return {
        name,
        title,
        state: 'unreadable',
        note: `The settings of ${title} could not be read because of a bug in Tonearm. The details are in the log.`,
      }
    }
  }

  async function prepare(client: Client, action: ClientAction, context: ClientContext, how?: ConnectionWay): Promise<PreparedPlan> {
    const { steps, summary, afterwards, otherWays } = action === 'connect' ? await client.add(context, how) : client.remove(context, how)
    const plan = { client, action, summary, afterwards, otherWays, steps: steps.map(preparedStep) }
    return { ...plan, id: planId(plan, key) }
  }

  function preparedStep(step: ClientStep): PreparedStep {
    if (step.kind !== 'set-entry' && step.kind !== 'remove-entry') return step
    const { place } = step
    const again = () => {
      const record = records.read(place.file)
      return step.kind === 'set-entry' ? planSet(place, step.value, record, step.replaces) : planRemove(place, record)
    }
    return { kind: 'change-file', place, change: again(), sets: step.kind === 'set-entry', again }
  }

  return {
    async list() {
      const context = await currentContext()
      return allClients.map((client) => view(client, context))
    },
    async preview(name, action, how) {
      const context = await currentContext()
      const client = findClient(name)
      const plan = await prepare(client, action, context, how)
      return changeView(plan, computer, [context.connection.token, ...secretsOf(client, computer)])
    },
    apply: (name, action, id, how) =>
      inTurn(async () => {
        const context = await currentContext()
        const plan = await prepare(findClient(name), action, context, how)
        // Another program or process may have made the very change: then all is as the person wants it.
        if (plan.id !== id && plan.steps.length > 0) {
          const sentence = `${plan.client.title} was changed since this preview, so nothing was done. Look at the new preview, then confirm again.`
          throw new Problem('changed-since', sentence)
        }
        return applyPlan(plan, context, { records, log, now })
      }),
    async snippet(name, { keyShown, how } = { keyShown: true }) {
      const context = await currentContext()
      const connection = keyShown ? context.connection : { ...context.connection, token: mask }
      return findClient(name).snippet({ ...context, connection }, how)
    },
    update: (old, next) => inTurn(async () => updateEntries(allClients, { computer, old, next, records, log, now })),
  }
}

/** The secrets in the client's current entries (an old token, or what the person added): a removed entry is shown without them. */
function secretsOf(client: Client, computer: Computer): string[] {
  return client.places(computer).flatMap((place) => {
    const entry = readEntry(place)
    return entry.state === 'entry' ? secretsIn(entry.value) : []
  })
}

/** The settings file that cannot be read; undefined when it is not clear which file the client uses. */
function unreadableFile(client: Client, computer: Computer): string | undefined {
  try {
    return client.places(computer).find((place) => !canRead(place))?.file
  } catch {
    return undefined
  }
}

function canRead(place: EntryPlace): boolean {
  try {
    readEntry(place)
    return true
  } catch {
    return false
  }
}
