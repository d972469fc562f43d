import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Notice } from '../../components/notice.tsx'
import { PlugPicture } from '../../components/pictures.tsx'
import { ReadOnlyNotice } from '../../components/read-only-notice.tsx'
import { PageHead, Section } from '../../components/section.tsx'
import { SignIn } from '../../components/sign-in.tsx'
import { Turntable } from '../../components/turntable.tsx'
import { summarise } from '../../state/summary.ts'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useNow } from '../../state/use-now.ts'
import { statusTexts as texts } from '../../strings/status.ts'
import { ConnectedClients } from '../clients/connected-clients.tsx'
import { AccountSection } from './account-section.tsx'
import { EndpointSection } from './endpoint-section.tsx'
import { PauseSection } from './pause-section.tsx'

/** The overall state, the account, the pause of access, the address, and the connected apps. */
export function StatusPage() {
  const { status, goTo } = useTonearm()
  const { action } = summarise(status, useNow())
  // A problem comes first.
  const listening = status.endpoint.state === 'listening'
  return (
    <>
      <Hero />
      <ReadOnlyNotice />
      {status.database && <Notice kind="bad">{status.database.reason}</Notice>}
      {!listening && <EndpointSection />}
      <AccountSection />
      <PauseSection />
      {listening && <EndpointSection />}
      <Section title={texts.clients.title}>
        {status.clients.length > 0 ? (
          <ConnectedClients />
        ) : (
          <EmptyState
            picture={<PlugPicture />}
            title={texts.clients.empty}
            action={action !== 'connect' && <Button onPress={() => goTo('clients')}>{texts.clients.connect}</Button>}
          >
            {texts.clients.emptyHint}
          </EmptyState>
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
      <Turntable mood={mood} />
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
