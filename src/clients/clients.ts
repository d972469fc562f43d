import { randomBytes } from 'node:crypto'
import { type Log, silentLog } from '../config/logging.ts'
import type { EndpointAddress } from '../discovery/endpoint-file.ts'
import type { ClientAction, ClientChange, ClientName, ClientView, ConnectionWay } from '../shared/clients.ts'
import { isProblem, Problem } from '../shared/problem.ts'
import { createQueue } from '../shared/queue.ts'
import { allClients, findClient } from './all-clients.ts'
import { carryOutPlan } from './carry-out-plan.ts'
import { changeView, identify, type PreparedPlan, type PreparedStep } from './change-view.ts'
import type { Client, ClientStep, Computer, OwnFiles, Surroundings } from './client.ts'
import { secretsIn } from './entry.ts'
import { openChangeRecords } from './files/change-record-file.ts'
import { planRemove, planSet, readEntry } from './files/settings-file.ts'
import { mask } from './secrets.ts'
import { type UpdatedClients, updateEntries } from './update-entries.ts'

/** The MCP clients of this computer, and whether they are connected to Tonearm. */
export type Clients = {
  /** Every client, in the order in which they are shown. One whose settings cannot be read says so, and spoils nothing. */
  list(): Promise<ClientView[]>
  /** What connecting or disconnecting would do. Nothing is changed. @throws Problem `client-not-found`, `client-settings`, `not-available` */
  preview(name: ClientName, action: ClientAction, how?: ConnectionWay): Promise<ClientChange>
  /**
   * Does what was shown.
   *
   * @param id of the change that was shown
   * @returns what was done and what the person has to do, and where the settings from before are
   * @throws Problem `changed-since` when it would be something else by now; and as `preview`
   */
  carryOut(name: ClientName, action: ClientAction, id: string, how?: ConnectionWay): Promise<{ message: string; backup?: string }>
  /** The text that connects a client by hand. @param how.keyShown whether the key stands in it, as it has to for pasting; true when missing */
  snippet(name: ClientName, how?: { keyShown: boolean }): Promise<string>
  /**
   * Gives the new address and token to every client whose settings hold the old ones, however it was connected. Those that start our bridge
   * need nothing: it asks for them.
   */
  update(old: EndpointAddress, next: EndpointAddress): Promise<UpdatedClients>
}

/**
 * @param options.connection where the endpoint is, and its token; asked for at each call
 * @param options.own our files that clients are connected with
 * @param options.records the file in which we remember what we wrote into the clients' settings
 * @param options.now milliseconds since the epoch
 */
export function createClients(options: {
  computer: Computer
  connection: () => Promise<EndpointAddress>
  own: OwnFiles
  records: string
  log?: Log
  now?: () => number
}): Clients {
  const { computer, own, log = silentLog, now = Date.now } = options
  const records = openChangeRecords(options.records)
  // Two changes at once could both be right when they are looked at, and wrong when they are made.
  const inTurn = createQueue()
  const key = randomBytes(32)
  const surroundings = async (): Promise<Surroundings> => ({ computer, own, connection: await options.connection() })

  function view(client: Client, around: Surroundings): ClientView {
    const { name, title } = client
    try {
      return { name, title, ...client.status(around) }
    } catch (error) {
      if (isProblem(error)) return { name, title, state: 'unreadable', note: error.message }
      log.error(`Bug while looking at ${title}`, error)
      return { name, title, state: 'unreadable', note: `The settings of ${title} could not be looked at. The details are in the log.` }
    }
  }

  async function prepare(client: Client, action: ClientAction, around: Surroundings, how?: ConnectionWay): Promise<PreparedPlan> {
    const { steps, summary, afterwards } = action === 'connect' ? await client.add(around, how) : client.remove(around, how)
    const plan = { client, action, summary, afterwards, steps: steps.map(preparedStep) }
    return { ...plan, id: identify(plan, key) }
  }

  function preparedStep(step: ClientStep): PreparedStep {
    if (step.kind !== 'set-entry' && step.kind !== 'remove-entry') return step
    const { place } = step
    const record = records.read(place.file)
    const change = step.kind === 'set-entry' ? planSet(place, step.value, record) : planRemove(place, record)
    return { kind: 'change-file', place, change, sets: step.kind === 'set-entry' }
  }

  return {
    async list() {
      const around = await surroundings()
      return allClients.map((client) => view(client, around))
    },
    async preview(name, action, how) {
      const around = await surroundings()
      const client = findClient(name)
      const plan = await prepare(client, action, around, how)
      return changeView(plan, computer, [around.connection.token, ...secretsOf(client, computer)])
    },
    carryOut: (name, action, id, how) =>
      inTurn(async () => {
        const around = await surroundings()
        const plan = await prepare(findClient(name), action, around, how)
        if (plan.id !== id) {
          const sentence = `${plan.client.title} was changed meanwhile, so nothing was done. Look at the change again.`
          throw new Problem('changed-since', sentence)
        }
        return carryOutPlan(plan, around, { records, log, now })
      }),
    async snippet(name, { keyShown } = { keyShown: true }) {
      const around = await surroundings()
      const connection = keyShown ? around.connection : { ...around.connection, token: mask }
      return findClient(name).snippet({ ...around, connection })
    },
    update: (old, next) => inTurn(async () => updateEntries(allClients, { computer, old, next, records, log, now })),
  }
}

/** What the client's entries hold now may be shown when it goes, but no secret of it: an old token, or what the person added. */
function secretsOf(client: Client, computer: Computer): string[] {
  return client.places(computer).flatMap((place) => {
    const entry = readEntry(place)
    return entry.state === 'entry' ? secretsIn(entry.value) : []
  })
}
