import { titleOf } from '../../../src/shared/client-titles.ts'
import { since } from '../../format.ts'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useNow } from '../../state/use-now.ts'
import { statusTexts } from '../../strings/status.ts'
import { BlockButton } from './blocked-clients.tsx'

const texts = statusTexts.clients

/** The apps with an open session, each in one line, however many windows it has. @param blockable each can be kept out from here */
export function ConnectedClients({ blockable = false }: { blockable?: boolean }) {
  const { status } = useTonearm()
  const now = useNow()
  return (
    <ul class="rows">
      {status.clients.map((client) => (
        <li key={client.name} class={blockable ? 'with-button' : undefined}>
          <span class="row-name">
            <bdi class="name">{titleOf(client.name)}</bdi> <bdi class="soft">{client.version}</bdi>
          </span>
          <span class="row-detail">
            {[
              client.sessions && texts.sessions(client.sessions),
              client.lastCallAt ? texts.calls(client.calls) : texts.noCall,
              client.lastCallAt && texts.lastCall(since(client.lastCallAt, now)),
            ]
              .filter(Boolean)
              .join(', ')}
          </span>
          {blockable && <BlockButton name={client.name} />}
        </li>
      ))}
    </ul>
  )
}
