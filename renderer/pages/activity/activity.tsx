import { Button } from '../../components/button.tsx'
import { PageHead } from '../../components/section.tsx'
import { SignIn } from '../../components/sign-in.tsx'
import { useTonearm } from '../../state/tonearm-context.ts'
import { activityTexts as texts } from '../../strings/activity.ts'
import { statusTexts } from '../../strings/status.ts'
import { OwnActivity } from './own-activity.tsx'

/** What apps did with the person's music. */
export function ActivityPage() {
  const { status } = useTonearm()
  return (
    <>
      <PageHead title={texts.title}>{texts.intro}</PageHead>
      {status.account.state === 'signed-in' ? <OwnActivity /> : <SignInFirst />}
    </>
  )
}

/** It belongs to an account: without one there is none to see. */
function SignInFirst() {
  const { status, goTo } = useTonearm()
  return (
    <div class="card">
      <p>{texts.signedOut}</p>
      {status.account.state === 'client-id-missing' ? (
        <div class="actions">
          <Button kind="primary" onPress={() => goTo('setup')}>
            {statusTexts.summary.setup.action}
          </Button>
        </div>
      ) : (
        <SignIn again={status.account.state === 'login-ended'} compact />
      )}
    </div>
  )
}
