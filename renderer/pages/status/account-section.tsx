import type { Account } from '../../../src/shared/status.ts'
import { AccountLine } from '../../components/account-line.tsx'
import { ActionMessage } from '../../components/action-message.tsx'
import { Button } from '../../components/button.tsx'
import { ConfirmButton } from '../../components/confirm-button.tsx'
import { Notice } from '../../components/notice.tsx'
import { Section } from '../../components/section.tsx'
import { time } from '../../format.ts'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useAction } from '../../state/use-action.ts'
import { useNow } from '../../state/use-now.ts'
import { signInTexts } from '../../strings/sign-in.ts'
import { statusTexts } from '../../strings/status.ts'
import { LoginEnd } from './login-end.tsx'

const texts = statusTexts.account

/** The Spotify account: its name, the end of the login, and Spotify's limit. */
export function AccountSection() {
  const { api, status, settings } = useTonearm()
  const now = useNow()
  const signOut = useAction(() => api.signOut(), { done: texts.signedOut })
  const change = useAction(() => api.signIn(settings.signInWay), { again: 'replaces', done: signInTexts.done })
  const forget = useAction(() => api.forgetAccount())
  const { account, quota } = status
  const busy = signOut.progress.state === 'running' && texts.signingOut
  return (
    <Section
      title={texts.title}
      aside={
        account.state === 'signed-in' && (
          <div class="actions">
            <Button kind="quiet" onPress={() => void change.start()}>
              {texts.change}
            </Button>
            <Button kind="quiet" onPress={() => void signOut.start()} busy={busy}>
              {texts.signOut}
            </Button>
          </div>
        )
      }
    >
      <AccountState account={account} />
      <ActionMessage progress={signOut.progress} />
      <ActionMessage progress={change.progress} />
      {account.state === 'signed-in' ? (
        <>
          <p class="soft">{texts.keeps}</p>
          <div class="quiet-actions">
            <ConfirmButton kind="quiet" action={forget} texts={texts.forget} />
          </div>
          <dl class="facts">
            <div>
              <dt>{texts.limit}</dt>
              <dd>{quota.state === 'available' ? texts.limitGood : texts.limitReached(time(quota.until, now))}</dd>
            </div>
          </dl>
        </>
      ) : (
        <ActionMessage progress={forget.progress} />
      )}
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
      return <p>{signInTexts.waiting}</p>
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
