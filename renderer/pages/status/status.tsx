import { Button } from '../../components/button.tsx'
import { Empty } from '../../components/empty.tsx'
import { PlugPicture, QuietPicture } from '../../components/pictures.tsx'
import { Record } from '../../components/record.tsx'
import { PageHead, Section } from '../../components/section.tsx'
import { SignIn } from '../../components/sign-in.tsx'
import { summarise } from '../../state/summary.ts'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useNow } from '../../state/use-now.ts'
import { strings } from '../../strings.ts'
import { ConnectedClients } from '../clients/connected-clients.tsx'
import { AccountSection } from './account-section.tsx'
import { EndpointSection } from './endpoint-section.tsx'
import { RecentCalls } from './recent-calls.tsx'

const texts = strings.status

/** Whether everything runs; whose login it is; who is connected; what was asked. */
export function StatusPage() {
  const { status, goTo } = useTonearm()
  const { action } = summarise(status, useNow())
  // What is broken comes first.
  const listening = status.endpoint.state === 'listening'
  return (
    <>
      <Hero />
      {!listening && <EndpointSection />}
      <AccountSection />
      {listening && <EndpointSection />}
      <Section title={texts.clients.title}>
        {status.clients.length > 0 ? (
          <ConnectedClients />
        ) : (
          <Empty
            picture={<PlugPicture />}
            title={texts.clients.empty}
            action={action !== 'connect' && <Button onPress={() => goTo('clients')}>{texts.clients.connect}</Button>}
          >
            {texts.clients.emptyHint}
          </Empty>
        )}
      </Section>
      <Section title={texts.calls.title}>
        {status.calls.length > 0 ? (
          <RecentCalls />
        ) : (
          <Empty picture={<QuietPicture />} title={texts.calls.empty}>
            {texts.calls.emptyHint}
          </Empty>
        )}
      </Section>
    </>
  )
}

function Hero() {
  const { status, goTo } = useTonearm()
  const { mood, title, text, action } = summarise(status, useNow())
  return (
    <section class="hero">
      <Record mood={mood} />
      <div>
        <PageHead title={title}>{text}</PageHead>
        {action === 'sign-in' && <SignIn again={status.account.state === 'login-ended'} />}
        {action === 'set-up' && (
          <Button kind="primary" onPress={() => goTo('setup')}>
            {texts.summary.setup.action}
          </Button>
        )}
        {action === 'connect' && (
          <Button kind="primary" onPress={() => goTo('clients')}>
            {texts.summary.noClients.action}
          </Button>
        )}
      </div>
    </section>
  )
}
