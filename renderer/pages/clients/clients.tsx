import { EndpointTrouble } from '../../components/endpoint-trouble.tsx'
import { PageHead, Section } from '../../components/section.tsx'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useClients } from '../../state/use-clients.ts'
import { clientsTexts as texts } from '../../strings/clients.ts'
import { BlockedClients } from './blocked-clients.tsx'
import { FoundClients, NotFoundClients, TroubledClients, useTroubled } from './client-list.tsx'
import { ConnectedClients } from './connected-clients.tsx'
import { OtherApp } from './other-app.tsx'

/** Apps to connect, connected apps and blocked apps. */
export function ClientsPage() {
  const { status } = useTonearm()
  const { clients, read } = useClients()
  const apart = useTroubled(clients)
  const notFound = clients.state === 'read' ? clients.clients.filter(({ name, state }) => name !== 'other' && state === 'not-found') : []
  return (
    <>
      <PageHead title={texts.title}>{texts.intro}</PageHead>
      {status.endpoint.state !== 'listening' && (
        <div class="page-notices">
          <EndpointTrouble />
        </div>
      )}
      <Section title={texts.found} text={texts.foundText}>
        <FoundClients clients={clients} read={read} apart={apart} />
        <NotFoundClients clients={notFound} />
      </Section>
      <TroubledClients clients={clients} read={read} apart={apart} />
      {status.endpoint.state === 'listening' && <OtherApp url={status.endpoint.url} />}
      <Section title={texts.connected}>
        {status.clients.length === 0 ? <p class="soft">{texts.none}</p> : <ConnectedClients blockable />}
      </Section>
      <BlockedClients />
    </>
  )
}
