import { ActionMessage } from '../../components/action-message.tsx'
import { Button } from '../../components/button.tsx'
import { CopyRow } from '../../components/copy-row.tsx'
import { EndpointTrouble } from '../../components/endpoint-trouble.tsx'
import { Notice } from '../../components/notice.tsx'
import { Section } from '../../components/section.tsx'
import { time } from '../../format.ts'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useAction } from '../../state/use-action.ts'
import { useNow } from '../../state/use-now.ts'
import { statusTexts } from '../../strings/status.ts'

const texts = statusTexts.endpoint

/** The address for apps, or why there is none. */
export function EndpointSection() {
  const { api, status } = useTonearm()
  const now = useNow()
  const { endpoint } = status
  const restart = useAction(() => api.restartEndpoint(), { done: texts.restarted })
  const listening = endpoint.state === 'listening'
  return (
    <Section
      title={texts.title}
      aside={
        listening && (
          <Button kind="quiet" onPress={() => void restart.start()} busy={restart.progress.state === 'running' && texts.restarting}>
            {texts.restart}
          </Button>
        )
      }
    >
      <p>
        <span class={`light ${listening ? 'good' : 'bad'}`} aria-hidden="true" />
        {listening
          ? `${texts.listening} ${texts.since(time(endpoint.since, now))}`
          : endpoint.state === 'failed'
            ? texts.failed
            : texts.stopped}
      </p>
      {listening && <CopyRow value={endpoint.url} text="endpoint-address" what={texts.addressWhat} />}
      {listening && endpoint.note && <Notice kind="info">{endpoint.note}</Notice>}
      <EndpointTrouble />
      <ActionMessage progress={restart.progress} />
    </Section>
  )
}
