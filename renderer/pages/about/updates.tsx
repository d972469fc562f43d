import { ActionMessage } from '../../components/action-message.tsx'
import { Button } from '../../components/button.tsx'
import { Section } from '../../components/section.tsx'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useAction } from '../../state/use-action.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { aboutTexts } from '../../strings/about.ts'

const texts = aboutTexts.updates

/** Whether there is a new version. It is never installed without the person. */
export function Updates() {
  const { api, status } = useTonearm()
  // A status comes also when the state of the update changes.
  const { asked, again } = useAnswer(() => api.updates(), [status])
  const check = useAction(async () => {
    const result = await api.checkForUpdates()
    again()
    return result
  })
  const install = useAction(() => api.installUpdate())
  const update = asked.state === 'read' ? asked.value : asked.state === 'loading' ? asked.before : undefined
  if (!update) return null
  return (
    <Section title={texts.title}>
      <p>{update.state === 'ready' ? texts.ready(update.version) : texts[update.state]}</p>
      {update.state === 'idle' && (
        <div class="actions">
          <Button onPress={() => void check.start()} busy={check.progress.state === 'running' && texts.checking}>
            {texts.check}
          </Button>
        </div>
      )}
      {update.state === 'ready' && (
        <div class="actions">
          <Button kind="primary" onPress={() => void install.start()}>
            {texts.install}
          </Button>
        </div>
      )}
      {update.state !== 'ready' && <ActionMessage progress={check.progress} />}
      <ActionMessage progress={install.progress} />
    </Section>
  )
}
