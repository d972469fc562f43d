import { useId, useState } from 'preact/hooks'
import type { ClientView } from '../../../src/shared/clients.ts'
import { Button } from '../../components/button.tsx'
import { FoldIcon } from '../../components/icons.tsx'
import { Unread } from '../../components/unread.tsx'
import type { Clients } from '../../state/use-clients.ts'
import { strings } from '../../strings.ts'
import { ClientItem } from './client-item.tsx'
import { CopyClientButton } from './copy-client-button.tsx'

const texts = strings.clients

/** The apps on this computer, with what can be done about each. @param brief for the first run */
export function FoundClients({ clients, read, brief = false }: { clients: Clients; read(): Promise<void>; brief?: boolean }) {
  switch (clients.state) {
    case 'loading':
    case 'failed':
      return <Unread state={clients.state} texts={texts} read={read} />
    case 'read': {
      const found = clients.clients.filter(({ name, state }) => name !== 'other' && state !== 'not-found')
      if (found.length === 0) return <p class="soft">{texts.nothingFound}</p>
      return (
        <ul class="clients">
          {found.map((client) => (
            <ClientItem key={client.name} client={client} onChanged={read} brief={brief} />
          ))}
        </ul>
      )
    }
  }
}

/** Those that were not found, folded up: the person may know better. */
export function NotFoundClients({ clients }: { clients: ClientView[] }) {
  const [open, setOpen] = useState(false)
  const id = useId()
  if (clients.length === 0) return null
  return (
    <div class="not-found">
      <div class="actions quiet-actions">
        <Button kind="quiet" expanded={open} controls={id} onPress={() => setOpen(!open)}>
          <FoldIcon />
          {texts.notFound(clients.length)}
        </Button>
      </div>
      <div id={id} class="not-found-list" hidden={!open}>
        <p class="hint">{texts.notFoundText}</p>
        <ul class="rows">
          {clients.map((client) => (
            <li key={client.name} class="with-button">
              <span class="row-name">{client.title}</span>
              <CopyClientButton client={client} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
