import { useTonearm } from '../state/tonearm-context.ts'
import { useAction } from '../state/use-action.ts'
import { useAnswer } from '../state/use-answer.ts'
import { statusTexts } from '../strings/status.ts'
import { ActionMessage } from './action-message.tsx'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'

const texts = statusTexts.endpoint

/** Why no app can reach Tonearm, with the button that changes it. Nothing while all is well. */
export function EndpointTrouble() {
  const { api, status } = useTonearm()
  const { endpoint } = status
  const restart = useAction(() => api.restartEndpoint(), { done: texts.restarted })
  if (endpoint.state === 'listening') return null
  const portTaken = endpoint.state === 'failed' && endpoint.problem === 'port-taken'
  return (
    <div>
      <Notice
        kind="bad"
        actions={
          <>
            {portTaken && <OtherPort />}
            <Button onPress={() => void restart.start()} busy={restart.progress.state === 'running' && texts.restarting}>
              {portTaken ? texts.again : texts.start}
            </Button>
          </>
        }
      >
        {endpoint.state === 'failed' ? endpoint.reason : texts.notListening}
      </Notice>
      <ActionMessage progress={restart.progress} />
    </div>
  )
}

/** Offers the next port that is free. */
function OtherPort() {
  const { api, goTo, settings } = useTonearm()
  const { asked } = useAnswer(() => api.freePort(), [settings.port])
  const change = useAction((port: number) => api.changeSettings({ port }))
  if (asked.state === 'loading') return null
  // What the command line or the environment decides cannot be changed here.
  if (asked.state === 'failed' || settings.fixedAtStart.includes('port')) {
    return <Button onPress={() => goTo('advanced')}>{texts.changePort}</Button>
  }
  const port = asked.value
  return (
    <>
      <Button kind="primary" onPress={() => void change.start(port)} busy={change.progress.state === 'running' && texts.restarting}>
        {texts.usePort(port)}
      </Button>
      <ActionMessage progress={change.progress} />
    </>
  )
}
