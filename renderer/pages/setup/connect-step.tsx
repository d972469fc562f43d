import { Button } from '../../components/button.tsx'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useClients } from '../../state/use-clients.ts'
import { strings } from '../../strings.ts'
import { FoundClients } from '../clients/client-list.tsx'

/** The last step of the first run: the apps of this computer, and the way to all others. */
export function ConnectStep() {
  const { goTo } = useTonearm()
  const { clients, read } = useClients()
  return (
    <>
      <FoundClients clients={clients} read={read} brief />
      <div class="actions quiet-actions">
        <Button kind="quiet" onPress={() => goTo('clients')}>
          {strings.clients.all}
        </Button>
      </div>
    </>
  )
}
