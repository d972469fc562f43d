import { useId, useState } from 'preact/hooks'
import type { ClientView } from '../../../src/shared/clients.ts'
import { Button } from '../../components/button.tsx'
import { FoldIcon } from '../../components/icons.tsx'
import { ListPlaceholder } from '../../components/list-placeholder.tsx'
import type { Clients } from '../../state/use-clients.ts'
import { clientsTexts as texts } from '../../strings/clients.ts'
import { ClientItem } from './client-item.tsx'
import { CopyClientButton } from './copy-client-button.tsx'

/** The apps on this computer. @param brief for the set-up */
export function FoundClients({ clients, read, brief = false }: { clients: Clients; read(): Promise<void>; brief?: boolean }) {
  switch (clients.state) {
    case 'loading':
    case 'failed':
      return <ListPlaceholder state={clients.state} texts={texts} read={read} />
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

/** The apps that were not found, folded up. The person may have one anyway. */
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
