import { useId, useRef, useState } from 'preact/hooks'
import type { ClientName, ClientView } from '../../../src/shared/clients.ts'
import { Button } from '../../components/button.tsx'
import { FoldIcon } from '../../components/icons.tsx'
import { ListPlaceholder } from '../../components/list-placeholder.tsx'
import { OpenButton } from '../../components/open-button.tsx'
import { Section } from '../../components/section.tsx'
import type { Clients } from '../../state/use-clients.ts'
import { clientsTexts as texts } from '../../strings/clients.ts'
import { ClientItem, isTroubled } from './client-item.tsx'
import { CopyClientButton } from './copy-client-button.tsx'

/** @param apart the apps that are listed as troubled */
type ListProps = { clients: Clients; read(): Promise<void>; apart: ReadonlySet<ClientName> }

/** The apps that were troubled since the page was opened: each stays where the person found it, since what was done to it is said there. */
export function useTroubled(clients: Clients): ReadonlySet<ClientName> {
  const names = useRef(new Set<ClientName>())
  if (clients.state === 'read') for (const client of clients.clients) if (isTroubled(client)) names.current.add(client.name)
  return names.current
}

/** The apps on this computer. */
export function FoundClients({ clients, read, apart }: ListProps) {
  if (clients.state !== 'read') return <ListPlaceholder state={clients.state} texts={texts} read={read} />
  const found = foundOf(clients.clients).filter(({ name }) => !apart.has(name))
  return found.length > 0 ? <ClientItems clients={found} read={read} /> : <p class="soft">{texts.nothingFound}</p>
}

/** The apps that cannot be connected as they are, each with the reason; below the others, so that nobody has to read them first. */
export function TroubledClients({ clients, read, apart }: ListProps) {
  const troubled = clients.state === 'read' ? clients.clients.filter(({ name }) => apart.has(name)) : []
  if (troubled.length === 0) return null
  return (
    <Section title={texts.attention}>
      <ClientItems clients={troubled} read={read} />
    </Section>
  )
}

/** For the set-up: Claude, and the other apps folded up. Offers to get Claude where it is not. */
export function ClaudeFirst({ clients, read }: { clients: Clients; read(): Promise<void> }) {
  const [open, setOpen] = useState(false)
  const id = useId()
  if (clients.state !== 'read') return <ListPlaceholder state={clients.state} texts={texts} read={read} />
  const found = foundOf(clients.clients)
  const isClaude = ({ name }: ClientView) => name === 'claude-desktop' || name === 'claude-code'
  const claude = found.filter(isClaude)
  const others = found.filter((client) => !isClaude(client))
  return (
    <>
      {claude.length > 0 ? (
        <ClientItems clients={claude} read={read} brief />
      ) : (
        <>
          <p class="soft">{texts.noClaude}</p>
          <div class="actions">
            <OpenButton place="claude-download">{texts.getClaude}</OpenButton>
            <OpenButton place="claude-code-setup">{texts.getClaudeCode}</OpenButton>
          </div>
        </>
      )}
      {others.length > 0 && (
        <div class="not-found">
          <div class="actions quiet-actions">
            <Button kind="quiet" expanded={open} controls={id} onPress={() => setOpen(!open)}>
              <FoldIcon />
              {texts.others(others.length)}
            </Button>
          </div>
          <div id={id} class="not-found-list" hidden={!open}>
            <ClientItems clients={others} read={read} brief />
          </div>
        </div>
      )}
    </>
  )
}

function foundOf(clients: ClientView[]): ClientView[] {
  return clients.filter(({ name, state }) => name !== 'other' && state !== 'not-found')
}

function ClientItems({ clients, read, brief }: { clients: ClientView[]; read(): Promise<void>; brief?: boolean }) {
  return (
    <ul class="clients">
      {clients.map((client) => (
        <ClientItem key={client.name} client={client} onChanged={read} brief={brief} />
      ))}
    </ul>
  )
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
