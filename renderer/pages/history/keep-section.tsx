import { ActionMessage } from '../../components/action-message.tsx'
import { Button } from '../../components/button.tsx'
import { HistoryChoice } from '../../components/history-choice.tsx'
import { Section } from '../../components/section.tsx'
import { Switch } from '../../components/switch.tsx'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useAction } from '../../state/use-action.ts'
import { useSetting } from '../../state/use-setting.ts'
import { historyTexts } from '../../strings/history.ts'

const texts = historyTexts.keep

/** The switches, the pause, and the way out. @param withSwitch false where the page has the switch already */
export function KeepSection({ withSwitch, hasPlays }: { withSwitch: boolean; hasPlays: boolean }) {
  const { status } = useTonearm()
  const privateSessions = useSetting('privateSessionsForApps')
  const { keeping } = status.history
  return (
    <Section title={texts.section}>
      <div>
        {withSwitch && <HistoryChoice />}
        <Switch setting={privateSessions} title={texts.private.title} text={texts.private.text} />
      </div>
      {(keeping === 'on' || keeping === 'paused') && <Pause paused={keeping === 'paused'} />}
      {hasPlays && <Export />}
      <p class="hint">{texts.place}</p>
    </Section>
  )
}

function Pause({ paused }: { paused: boolean }) {
  const { api } = useTonearm()
  const pause = useAction((wanted: boolean) => api.pauseHistory(wanted))
  return (
    <div class="stack">
      <p class="soft">{texts.pauseText}</p>
      <div class="actions">
        <Button busy={pause.progress.state === 'running' && texts.pausing} onPress={() => void pause.start(!paused)}>
          {paused ? texts.resume : texts.pause}
        </Button>
      </div>
      <ActionMessage progress={pause.progress} />
    </div>
  )
}

function Export() {
  const { api } = useTonearm()
  const save = useAction((format: 'csv' | 'json') => api.exportHistory(format))
  const busy = save.progress.state === 'running' && texts.exporting
  return (
    <div class="stack">
      <p class="soft">{texts.exportText}</p>
      <div class="actions">
        <Button busy={busy} onPress={() => void save.start('csv')}>
          {texts.exportCsv}
        </Button>
        <Button onPress={() => void save.start('json')}>{texts.exportJson}</Button>
      </div>
      <ActionMessage progress={save.progress} />
    </div>
  )
}
