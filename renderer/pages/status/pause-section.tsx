import { localZone } from '../../../src/shared/moments.ts'
import { pausedWords } from '../../../src/shared/paused-words.ts'
import { ActionMessage } from '../../components/action-message.tsx'
import { Button } from '../../components/button.tsx'
import { Section } from '../../components/section.tsx'
import { Switch } from '../../components/switch.tsx'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useAction } from '../../state/use-action.ts'
import { useNow } from '../../state/use-now.ts'
import { useSetting } from '../../state/use-setting.ts'
import { pauseTexts as texts } from '../../strings/pause.ts'

/** Keeps all apps from the music for a while, and lets them use it again. */
export function PauseSection() {
  const { api, status, settings } = useTonearm()
  const now = useNow()
  const pause = useAction(api.pauseAccess, { again: 'replaces' })
  const resume = useAction(() => api.resumeAccess())
  const whileLocked = useSetting('pauseWhileLocked')
  const { paused } = status
  const shown = paused ? pause : resume
  return (
    <Section title={texts.title}>
      {paused ? (
        <>
          <p>
            <strong>{pausedWords(paused, now, localZone())}.</strong> {texts.paused}
          </p>
          {paused.by === 'user' && (
            <div class="actions">
              <Button kind="primary" onPress={() => void resume.start()}>
                {texts.resume}
              </Button>
            </div>
          )}
        </>
      ) : (
        <p>{status.account.state === 'signed-in' ? texts.open : texts.signedOut}</p>
      )}
      {paused?.by !== 'user' && (
        <div class="actions">
          {texts.lengths.map(([length, name]) => (
            <Button key={length} label={texts.pauseThis(name)} onPress={() => void pause.start(length)}>
              {name}
            </Button>
          ))}
        </div>
      )}
      <ActionMessage progress={shown.progress} />
      <Switch
        setting={{
          ...whileLocked,
          value: whileLocked.value && settings.screenLockTold,
          lockedBecause: settings.screenLockTold ? whileLocked.lockedBecause : texts.whileLocked.notTold,
        }}
        title={texts.whileLocked.title}
        text={texts.whileLocked.text}
      />
    </Section>
  )
}
