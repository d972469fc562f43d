import { since } from '../format.ts'
import { useTonearm } from '../state/tonearm-context.ts'
import { useNow } from '../state/use-now.ts'
import { strings } from '../strings.ts'

const texts = strings.status.clients

/** The apps with an open session, by the names they gave themselves. */
export function ConnectedClients() {
  const { status } = useTonearm()
  const now = useNow()
  return (
    <ul class="rows">
      {status.clients.map((client) => (
        <li key={`${client.name} ${client.connectedAt}`}>
          <span class="row-name">
            <bdi class="name">{client.name}</bdi> <bdi class="soft">{client.version}</bdi>
          </span>
          <span class="row-detail">
            {client.lastCallAt ? `${texts.calls(client.calls)}, ${texts.lastCall(since(client.lastCallAt, now))}` : texts.noCall}
          </span>
        </li>
      ))}
    </ul>
  )
}
