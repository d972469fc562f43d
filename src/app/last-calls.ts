import { isIntroduction } from '../shared/client-titles.ts'
import type { ClientView } from '../shared/clients.ts'
import type { Status } from '../shared/status.ts'

/**
 * The clients with the time of their last call.
 *
 * A client is known by how it introduces itself, which its makers may change: one that is not recognised has no last call.
 *
 * @param seen the sessions that are open, and the latest calls
 */
export function withLastCalls(clients: ClientView[], seen: Pick<Status, 'clients' | 'calls'>): ClientView[] {
  return clients.map((client) => {
    const isIt = (name: string) => isIntroduction(client.name, name)
    const moments = [
      ...seen.clients.flatMap(({ name, lastCallAt }) => (lastCallAt && isIt(name) ? [lastCallAt] : [])),
      ...seen.calls.flatMap(({ client: name, at }) => (isIt(name) ? [at] : [])),
    ]
    // ISO 8601 in UTC sorts as text.
    const lastCallAt = moments.toSorted().at(-1)
    return lastCallAt ? { ...client, lastCallAt } : client
  })
}
