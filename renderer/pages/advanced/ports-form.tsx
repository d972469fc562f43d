import { useState } from 'preact/hooks'
import type { EditableSettings } from '../../../src/shared/contract.ts'
import { Button } from '../../components/button.tsx'
import { CopyRow } from '../../components/copy-row.tsx'
import { Field } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { Result } from '../../components/result.tsx'
import { portMistake } from '../../state/ports-mistake.ts'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useAction } from '../../state/use-action.ts'
import { lockedBecause } from '../../state/use-setting.ts'
import { strings } from '../../strings.ts'

const texts = strings.advanced.ports

/** The two ports, saved together; says what has to be done after a change. */
export function PortsForm() {
  const { api, settings, refreshSettings } = useTonearm()
  const [port, setPort] = useState(String(settings.port))
  const [callbackPort, setCallbackPort] = useState(String(settings.callbackPort))
  const [checked, setChecked] = useState(false)
  const [callbackChanged, setCallbackChanged] = useState(false)
  const changes = changed()
  // A port that stays as it is may be one that this form would not take.
  const mistakes = {
    port: 'port' in changes ? portMistake(port, callbackPort) : undefined,
    callbackPort: 'callbackPort' in changes ? portMistake(callbackPort, port) : undefined,
  }
  const save = useAction(
    async () => {
      const outcome = await api.changeSettings(changes)
      await refreshSettings()
      if (outcome.ok) setCallbackChanged('callbackPort' in changes)
      return outcome
    },
    { done: texts.saved },
  )
  const locked = {
    port: lockedBecause(settings.decidedElsewhere, 'port'),
    callbackPort: lockedBecause(settings.decidedElsewhere, 'callbackPort'),
  }

  function changed(): Partial<EditableSettings> {
    return {
      ...(port.trim() !== String(settings.port) && { port: Number(port) }),
      ...(callbackPort.trim() !== String(settings.callbackPort) && { callbackPort: Number(callbackPort) }),
    }
  }

  function edit(set: (value: string) => void, value: string): void {
    set(value)
    setChecked(false)
    save.clear()
  }

  return (
    <>
      <form
        class="ports"
        onSubmit={(event) => {
          event.preventDefault()
          setChecked(true)
          if (!mistakes.port && !mistakes.callbackPort) void save.start()
          else event.currentTarget.querySelectorAll('input')[mistakes.port ? 0 : 1]?.focus()
        }}
      >
        <Field
          label={texts.port}
          hint={texts.portHint}
          value={port}
          code
          digits
          mistake={checked ? mistakes.port : undefined}
          lockedBecause={locked.port}
          onInput={(value) => edit(setPort, value)}
        />
        <Field
          label={texts.callbackPort}
          hint={texts.callbackHint}
          value={callbackPort}
          code
          digits
          mistake={checked ? mistakes.callbackPort : undefined}
          lockedBecause={locked.callbackPort}
          onInput={(value) => edit(setCallbackPort, value)}
        />
        {!(locked.port && locked.callbackPort) && (
          <div class="actions">
            <Button submits busy={save.progress.state === 'running' && strings.common.saving}>
              {texts.save}
            </Button>
          </div>
        )}
      </form>
      <Result progress={save.progress} />
      {callbackChanged && (
        <div>
          <p>{texts.redirect}</p>
          <CopyRow value={settings.redirectUri} text="redirect-uri" what={strings.setup.app.redirect.what} />
        </div>
      )}
      <RestartNeeded />
    </>
  )
}

function RestartNeeded() {
  const { api, status, settings } = useTonearm()
  const restart = useAction(() => api.restartEndpoint(), { done: strings.status.endpoint.restarted })
  const { endpoint } = status
  // Port 0 takes any free one.
  const differs = endpoint.state === 'listening' && settings.port !== 0 && new URL(endpoint.url).port !== String(settings.port)
  if (!differs) return <Result progress={restart.progress} />
  return (
    <>
      <Notice
        kind="info"
        actions={
          <Button onPress={() => void restart.start()} busy={restart.progress.state === 'running' && strings.status.endpoint.restarting}>
            {texts.restart}
          </Button>
        }
      >
        {texts.restartNeeded(endpoint.url)}
      </Notice>
      <Result progress={restart.progress} />
    </>
  )
}
