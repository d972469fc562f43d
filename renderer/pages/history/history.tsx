import { useCallback, useState } from 'preact/hooks'
import { isPermitted } from '../../../src/shared/status.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { HistoryChoice } from '../../components/history-choice.tsx'
import { ListPlaceholder } from '../../components/list-placeholder.tsx'
import { Notice } from '../../components/notice.tsx'
import { SleevePicture } from '../../components/pictures.tsx'
import { PageHead, Section } from '../../components/section.tsx'
import { SignIn } from '../../components/sign-in.tsx'
import { useTonearm } from '../../state/tonearm-context.ts'
import { shownOf, useAnswer } from '../../state/use-answer.ts'
import { historyTexts as texts } from '../../strings/history.ts'
import { ChartsSection } from './charts-section.tsx'
import { EraseSection } from './erase-section.tsx'
import { ImportSection } from './import-section.tsx'
import { KeepSection } from './keep-section.tsx'
import { TopSection } from './top-section.tsx'
import { TotalsSection } from './totals-section.tsx'
import { YearSection } from './year-section.tsx'

/** What the person listened to, and all that can be done with it. */
export function HistoryPage() {
  const { status } = useTonearm()
  return (
    <>
      <PageHead title={texts.title}>{texts.intro}</PageHead>
      {status.account.state === 'signed-in' ? <OwnHistory /> : <SignedOut />}
    </>
  )
}

function SignedOut() {
  const { status, goTo } = useTonearm()
  const { state } = status.account
  return (
    <div class="card">
      <EmptyState
        picture={<SleevePicture />}
        title={texts.signedOut.title}
        action={
          state === 'client-id-missing' ? (
            <Button kind="primary" onPress={() => goTo('setup')}>
              {texts.signedOut.setUp}
            </Button>
          ) : (
            <SignIn again={state === 'login-ended'} />
          )
        }
      >
        {texts.signedOut.text}
      </EmptyState>
    </div>
  )
}

function OwnHistory() {
  const { api, status, settings } = useTonearm()
  const [erased, setErased] = useState(0)
  // The choice stays while the page is open, also when it has been read.
  const [untold] = useState(!settings.historyNoticeSeen)
  const changed = [erased, status.history.importing === undefined, status.history.today?.plays]
  const { asked, again } = useAnswer(() => api.history(), [api, ...changed])
  const kept = shownOf(asked)
  const onErased = useCallback(() => setErased((times) => times + 1), [])

  return (
    <>
      {untold && (
        <Section title={texts.told}>
          <HistoryChoice />
        </Section>
      )}
      <Keeping />
      {kept ? (
        kept.plays === 0 && kept.spokenMs === 0 ? (
          <div class="card">
            <EmptyState picture={<SleevePicture />} title={texts.empty.title}>
              {status.history.keeping === 'on' ? texts.empty.text : texts.empty.textOff}
            </EmptyState>
          </div>
        ) : (
          <TotalsSection kept={kept} />
        )
      ) : (
        <ListPlaceholder
          state={asked.state === 'failed' ? 'failed' : 'loading'}
          texts={{ loading: texts.loading, failed: asked.state === 'failed' ? asked.message : '', retry: texts.retry }}
          read={async () => again()}
        />
      )}
      <ImportSection hasPlays={(kept?.plays ?? 0) > 0} hasErased={kept?.hasErased ?? false} />
      {kept && kept.years.length > 0 && (
        <>
          <YearSection years={kept.years} changed={changed} />
          <TopSection years={kept.years} changed={changed} />
          <ChartsSection years={kept.years} changed={changed} />
        </>
      )}
      <KeepSection withSwitch={!untold} hasPlays={(kept?.plays ?? 0) > 0} />
      {kept && (kept.plays > 0 || kept.spokenMs > 0) && <EraseSection onErased={onErased} />}
    </>
  )
}

/** Why nothing new is kept, if so. */
function Keeping() {
  const { status, goTo } = useTonearm()
  const { account, history } = status
  if (history.keeping === 'off') return <Notice kind="info">{texts.off}</Notice>
  if (history.keeping === 'paused') return <Notice kind="info">{texts.paused}</Notice>
  if (account.state !== 'signed-in' || isPermitted(account, 'user-read-recently-played')) return null
  return (
    <Notice kind="info" actions={<Button onPress={() => goTo('permissions')}>{texts.toPermissions}</Button>}>
      {texts.notPermitted}
    </Notice>
  )
}
