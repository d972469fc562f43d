import type { Account } from '../../../src/shared/status.ts'
import { AccountLine } from '../../components/account-line.tsx'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { Result } from '../../components/result.tsx'
import { Section } from '../../components/section.tsx'
import { time } from '../../format.ts'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useAction } from '../../state/use-action.ts'
import { useNow } from '../../state/use-now.ts'
import { strings } from '../../strings.ts'
import { LoginEnd } from './login-end.tsx'

const texts = strings.status.account

/** The Spotify account: who, until when, and whether Spotify answers. */
export function AccountSection() {
  const { api, status } = useTonearm()
  const now = useNow()
  const signOut = useAction(() => api.signOut(), { done: texts.signedOut })
  const { account, quota } = status
  const busy = signOut.progress.state === 'running' && texts.signingOut
  return (
    <Section
      title={texts.title}
      aside={
        account.state === 'signed-in' && (
          <Button kind="quiet" onPress={() => void signOut.start()} busy={busy}>
            {texts.signOut}
          </Button>
        )
      }
    >
      <AccountState account={account} />
      <Result progress={signOut.progress} />
      <dl class="facts">
        <div>
          <dt>{texts.quota}</dt>
          <dd>{quota.state === 'available' ? texts.quotaGood : texts.quotaUsedUp(time(quota.until, now))}</dd>
        </div>
      </dl>
    </Section>
  )
}

function AccountState({ account }: { account: Account }) {
  switch (account.state) {
    case 'client-id-missing':
      return <p>{texts.noApp}</p>
    case 'signed-out':
      return <p>{texts.nobody}</p>
    case 'login-ended':
      return <p>{texts.ended}</p>
    case 'signing-in':
      return <p>{strings.signIn.waiting}</p>
    case 'signed-in':
      return (
        <>
          <p>
            <AccountLine account={account} />
          </p>
          <LoginEnd account={account} />
          {account.notKept && <Notice kind="bad">{account.notKept}</Notice>}
        </>
      )
  }
}
