import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ListPlaceholder } from '../../components/list-placeholder.tsx'
import { SleevePicture } from '../../components/pictures.tsx'
import { PageHead } from '../../components/section.tsx'
import { SignIn } from '../../components/sign-in.tsx'
import { useTonearm } from '../../state/tonearm-context.ts'
import { type Changes, useChanges } from '../../state/use-changes.ts'
import { changesTexts as texts } from '../../strings/changes.ts'
import { statusTexts } from '../../strings/status.ts'
import { ChangeItem } from './change-item.tsx'

/** What clients changed in the person's music, each with Undo. */
export function ChangesPage() {
  const { status } = useTonearm()
  const { changes, read } = useChanges()
  const { state } = status.account
  return (
    <>
      <PageHead title={texts.title}>{texts.intro}</PageHead>
      {state === 'signed-in' || (state === 'signing-in' && changes.state === 'read' && changes.changes.length > 0) ? (
        <ChangeList changes={changes} read={read} />
      ) : (
        <SignInFirst />
      )}
    </>
  )
}

/** Changes belong to an account: without one there are none to see. */
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

function ChangeList({ changes, read }: { changes: Changes; read(): Promise<void> }) {
  switch (changes.state) {
    case 'loading':
    case 'failed':
      return <ListPlaceholder state={changes.state} texts={texts} read={read} />
    case 'read':
      return changes.changes.length === 0 ? (
        <div class="card">
          <EmptyState picture={<SleevePicture />} title={texts.empty}>
            {texts.emptyHint}
          </EmptyState>
        </div>
      ) : (
        <ul class="changes">
          {changes.changes.map((change) => (
            <ChangeItem key={change.receipt} change={change} onUndone={read} />
          ))}
        </ul>
      )
  }
}
