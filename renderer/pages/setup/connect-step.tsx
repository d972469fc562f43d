import { Button } from '../../components/button.tsx'
import { StartForApps } from '../../components/start-for-apps.tsx'
import { useTonearm } from '../../state/tonearm-context.ts'
import type { Clients } from '../../state/use-clients.ts'
import { clientsTexts } from '../../strings/clients.ts'
import { ClaudeFirst } from '../clients/client-list.tsx'

/** The last step of the set-up: the apps on this computer, and a link to all other ways to connect. */
export function ConnectStep({ clients, read }: { clients: Clients; read(): Promise<void> }) {
  const { goTo } = useTonearm()
  return (
    <>
      <ClaudeFirst clients={clients} read={read} />
      <StartForApps />
      <div class="actions quiet-actions">
        <Button kind="quiet" onPress={() => goTo('clients')}>
          {clientsTexts.all}
        </Button>
      </div>
    </>
  )
}
