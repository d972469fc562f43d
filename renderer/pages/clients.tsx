import { Button } from '../components/button.tsx'
import { ConnectCards } from '../components/connect-cards.tsx'
import { ConnectedClients } from '../components/connected-clients.tsx'
import { CopyRow } from '../components/copy-row.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHead, Section } from '../components/section.tsx'
import { useTonearm } from '../state/tonearm-context.ts'
import { strings } from '../strings.ts'

const texts = strings.clients

/** How apps are connected, and which ones are. */
export function ClientsPage() {
  const { status, goTo } = useTonearm()
  return (
    <>
      <PageHead title={texts.title}>{texts.intro}</PageHead>
      <Section title={texts.connect}>
        <ConnectCards />
      </Section>
      <Section title={texts.address.title} text={texts.address.text}>
        {status.endpoint.state === 'listening' ? (
          <CopyRow value={status.endpoint.url} text="endpoint-address" what={strings.status.endpoint.addressWhat} />
        ) : (
          <Notice kind="bad" actions={<Button onPress={() => goTo('status')}>{texts.address.toStatus}</Button>}>
            {texts.address.notListening}
          </Notice>
        )}
      </Section>
      <Section title={texts.connected}>{status.clients.length === 0 ? <p class="soft">{texts.none}</p> : <ConnectedClients />}</Section>
    </>
  )
}
