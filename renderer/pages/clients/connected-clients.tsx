import { since } from '../../format.ts'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useNow } from '../../state/use-now.ts'
import { statusTexts } from '../../strings/status.ts'
import { BlockButton } from './blocked-clients.tsx'

const texts = statusTexts.clients

/** The apps with an open session, by the names they gave themselves. @param blockable each can be kept out from here */
export function ConnectedClients({ blockable = false }: { blockable?: boolean }) {
  const { status } = useTonearm()
  const now = useNow()
  return (
    <ul class="rows">
      {status.clients.map((client) => (
        <li key={`${client.name} ${client.connectedAt}`} class={blockable ? 'with-button' : undefined}>
          <span class="row-name">
            <bdi class="name">{client.name}</bdi> <bdi class="soft">{client.version}</bdi>
          </span>
          <span class="row-detail">
            {client.lastCallAt ? `${texts.calls(client.calls)}, ${texts.lastCall(since(client.lastCallAt, now))}` : texts.noCall}
          </span>
          {blockable && <BlockButton name={client.name} />}
        </li>
      ))}
    </ul>
  )
}
