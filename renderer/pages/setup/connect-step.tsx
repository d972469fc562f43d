import { Button } from '../../components/button.tsx'
import { StartForApps } from '../../components/start-for-apps.tsx'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useClients } from '../../state/use-clients.ts'
import { clientsTexts } from '../../strings/clients.ts'
import { FoundClients } from '../clients/client-list.tsx'

/** The last step of the set-up: the apps on this computer, and a link to all other ways to connect. */
export function ConnectStep() {
  const { goTo } = useTonearm()
  const { clients, read } = useClients()
  return (
    <>
      <FoundClients clients={clients} read={read} brief />
      <StartForApps />
      <div class="actions quiet-actions">
        <Button kind="quiet" onPress={() => goTo('clients')}>
          {clientsTexts.all}
        </Button>
      </div>
    </>
  )
}
