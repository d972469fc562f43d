import { ActionMessage } from '../../components/action-message.tsx'
import { Button } from '../../components/button.tsx'
import { OpenButton } from '../../components/open-button.tsx'
import { Section } from '../../components/section.tsx'
import { since } from '../../format.ts'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useAction } from '../../state/use-action.ts'
import { useNow } from '../../state/use-now.ts'
import { useUpdate } from '../../state/use-update.ts'
import { aboutTexts } from '../../strings/about.ts'

const texts = aboutTexts.updates

/** Whether there is a new version. It is never installed without the person. */
export function Updates() {
  const { api } = useTonearm()
  const { update, again } = useUpdate()
  const check = useAction(async () => {
    const result = await api.checkForUpdates()
    again()
    return result
  })
  const now = useNow()
  const install = useAction(() => api.installUpdate())
  if (!update) return null
  return (
    <Section title={texts.title}>
      <p>{update.state === 'ready' ? texts.ready(update.version) : texts[update.state]}</p>
      {update.state === 'idle' && update.looked && (
        <p class="soft">{texts[update.looked.failed ? 'lookFailed' : 'looked'](since(update.looked.at, now))}</p>
      )}
      {update.state === 'by-hand' && update.hasPage && <OpenButton place="releases">{texts.page}</OpenButton>}
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
