import type { ClientView } from '../shared/clients.ts'
import type { Status } from '../shared/status.ts'

/**
 * The clients with the time of their last call.
 *
 * A client is known by how it introduces itself, which its makers may change: one that is not recognised has no last call.
 *
 * @param seen the sessions that are open, and the latest calls
 * @param namesOf how a client introduces itself, in lower case
 */
export function withLastCalls(
  clients: ClientView[],
  seen: Pick<Status, 'clients' | 'calls'>,
  namesOf: (client: ClientView['name']) => readonly string[],
): ClientView[] {
  return clients.map((client) => {
    const names = namesOf(client.name)
    const isIt = (name: string) => names.includes(name.toLowerCase())
    const moments = [
      ...seen.clients.flatMap(({ name, lastCallAt }) => (lastCallAt && isIt(name) ? [lastCallAt] : [])),
      ...seen.calls.flatMap(({ client: name, at }) => (isIt(name) ? [at] : [])),
    ]
    // ISO 8601 in UTC sorts as text.
    const lastCallAt = moments.toSorted().at(-1)
    return lastCallAt ? { ...client, lastCallAt } : client
  })
}
