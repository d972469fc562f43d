import { ActionMessage } from '../../components/action-message.tsx'
import { Button } from '../../components/button.tsx'
import { ConfirmButton } from '../../components/confirm-button.tsx'
import { OpenButton } from '../../components/open-button.tsx'
import { PageHead, Section } from '../../components/section.tsx'
import { StartForApps } from '../../components/start-for-apps.tsx'
import { Switch } from '../../components/switch.tsx'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useAction } from '../../state/use-action.ts'
import { useSetting } from '../../state/use-setting.ts'
import { advancedTexts as texts } from '../../strings/advanced.ts'
import { LogLevel } from './log-level.tsx'
import { NamesForm } from './names-form.tsx'
import { PortsForm } from './ports-form.tsx'
import { RemovalSection } from './removal-section.tsx'

/** Settings that few people need. */
export function AdvancedPage() {
  const { api, settings } = useTonearm()
  const startAtLogin = useSetting('startAtLogin')
  const structured = useSetting('structuredResults')
  const rotate = useAction(() => api.rotateToken(), { done: texts.token.done })
  const reset = useAction(() => api.reset(), { done: texts.reset.done })
  const { word } = texts.reset

  return (
    <>
      <PageHead title={texts.title}>{texts.intro}</PageHead>
      <Section title={texts.general}>
        <div>
          <Switch setting={startAtLogin} title={texts.startAtLogin.title} text={texts.startAtLogin.text} />
          <StartForApps />
          <Switch setting={structured} title={texts.structured.title} text={texts.structured.text} />
        </div>
      </Section>
      <Section title={texts.ports.title}>
        <PortsForm />
      </Section>
      <Section title={texts.names.title} text={texts.names.text}>
        <NamesForm />
      </Section>
      <Section title={texts.log.title}>
        <LogLevel />
        <OpenButton place="log-folder">{texts.log.open}</OpenButton>
      </Section>
      <Section title={texts.data.title} text={texts.data.text}>
        <p>
          <code class="path">{settings.dataDirectory}</code>
        </p>
        <OpenButton place="data-folder">{texts.data.open}</OpenButton>
      </Section>
      <Section title={texts.token.title} text={texts.token.text}>
        <ConfirmButton action={rotate} texts={texts.token} />
      </Section>
      <Section title={texts.reset.title} text={texts.reset.text}>
        <ConfirmButton
          action={reset}
          texts={texts.reset}
          word={{ word, label: texts.reset.typeWord(word), mistake: texts.reset.mistake(word) }}
        />
      </Section>
      <RemovalSection />
      <Quit />
    </>
  )
}

function Quit() {
  const { api } = useTonearm()
  const quit = useAction(() => api.quit())
  return (
    <Section title={texts.quit.title} text={texts.quit.text}>
      <div class="actions">
        <Button onPress={() => void quit.start()} busy={quit.progress.state === 'running' && texts.quit.running}>
          {texts.quit.button}
        </Button>
      </div>
      <ActionMessage progress={quit.progress} />
    </Section>
  )
}
