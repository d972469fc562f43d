import { useState } from 'preact/hooks'
import type { ActivityKind, ActivityView } from '../../../src/shared/activity.ts'
import { titleOf } from '../../../src/shared/client-titles.ts'
import { Button } from '../../components/button.tsx'
import { ConfirmButton } from '../../components/confirm-button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ListPlaceholder } from '../../components/list-placeholder.tsx'
import { QuietPicture } from '../../components/pictures.tsx'
import { Section } from '../../components/section.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useAction } from '../../state/use-action.ts'
import { shownOf, useAnswer } from '../../state/use-answer.ts'
import { activityTexts as texts } from '../../strings/activity.ts'
import { ActivityDays } from './activity-days.tsx'

/** The activity of who is signed in, of one app or kind if the person likes, and erasing it. */
export function OwnActivity() {
  const { api, status } = useTonearm()
  const [app, setApp] = useState('')
  const [kind, setKind] = useState<'all' | ActivityKind>('all')
  const [detailed, setDetailed] = useState(false)
  // Whatever an app does ends with an answered call.
  const { asked, again } = useAnswer(() => api.activity(), [api, status.calls[0]?.at])
  const erase = useAction(async () => {
    const result = await api.eraseActivity()
    again()
    return result
  })
  const all = shownOf(asked)
  if (!all) {
    const state = asked.state === 'failed' ? 'failed' : 'loading'
    const failed = asked.state === 'failed' ? asked.message : ''
    return <ListPlaceholder state={state} texts={{ ...texts, failed }} read={async () => again()} />
  }
  const isChosen = (one: ActivityView) => (app === '' || titleOf(one.client) === app) && (kind === 'all' || one.kind === kind)
  const apps = [...new Set([...all.map(({ client }) => titleOf(client)), ...(app === '' ? [] : [app])])].sort()
  const shown = all.filter(isChosen)

  return (
    <>
      {all.length > 0 && (
        <div class="choices activity-choices">
          <SelectField
            label={texts.app}
            value={app}
            options={[['', texts.allApps], ...apps.map((name) => [name, name] as const)]}
            onChoose={setApp}
          />
          <SelectField label={texts.kind} value={kind} options={texts.kinds} onChoose={setKind} />
          <Button kind="quiet" expanded={detailed} onPress={() => setDetailed(!detailed)}>
            {detailed ? texts.noDetails : texts.details}
          </Button>
        </div>
      )}
      {detailed && <p class="hint">{texts.detailsHint}</p>}
      {shown.length > 0 ? (
        <ActivityDays key={`${app} ${kind}`} rows={shown} detailed={detailed} onUndone={again} />
      ) : (
        <div class="card">
          <EmptyState picture={<QuietPicture />} title={all.length > 0 ? texts.emptyChoice : texts.empty}>
            {all.length > 0 ? texts.emptyChoiceHint : texts.emptyHint}
          </EmptyState>
        </div>
      )}
      <Section title={texts.erase.title} text={texts.erase.text}>
        <ConfirmButton action={erase} texts={texts.erase} />
      </Section>
    </>
  )
}
