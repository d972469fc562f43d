import { useState } from 'preact/hooks'
import type { EditableSettings } from '../../../src/shared/contract.ts'
import { ActionMessage } from '../../components/action-message.tsx'
import { Button } from '../../components/button.tsx'
import { CopyRow } from '../../components/copy-row.tsx'
import { Field } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { portMistake } from '../../state/ports-mistake.ts'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useAction } from '../../state/use-action.ts'
import { lockedBecause } from '../../state/use-setting.ts'
import { advancedTexts } from '../../strings/advanced.ts'
import { commonTexts } from '../../strings/common.ts'
import { setupTexts } from '../../strings/setup.ts'
import { statusTexts } from '../../strings/status.ts'

const texts = advancedTexts.ports

/** The two ports, saved together. Says what to do after a change. */
export function PortsForm() {
  const { api, settings, refreshSettings } = useTonearm()
  const [port, setPort] = useState(String(settings.port))
  const [callbackPort, setCallbackPort] = useState(String(settings.callbackPort))
  const [checked, setChecked] = useState(false)
  const [callbackChanged, setCallbackChanged] = useState(false)
  const changes = changed()
  // An unchanged port is not checked, because it may be one that this form does not accept.
  const mistakes = {
    port: 'port' in changes ? portMistake(port, callbackPort) : undefined,
    callbackPort: 'callbackPort' in changes ? portMistake(callbackPort, port) : undefined,
  }
  const save = useAction(
    async () => {
      const result = await api.changeSettings(changes)
      await refreshSettings()
      if (result.ok) setCallbackChanged('callbackPort' in changes)
      return result
    },
    { done: texts.saved },
  )
  const locked = {
    port: lockedBecause(settings.fixedAtStart, 'port'),
    callbackPort: lockedBecause(settings.fixedAtStart, 'callbackPort'),
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
            <Button submits busy={save.progress.state === 'running' && commonTexts.saving}>
              {texts.save}
            </Button>
          </div>
        )}
      </form>
      <ActionMessage progress={save.progress} />
      {callbackChanged && (
        <div>
          <p>{texts.redirect}</p>
          <CopyRow value={settings.redirectUri} text="redirect-uri" what={setupTexts.app.redirect.what} />
        </div>
      )}
      <RestartNeeded />
    </>
  )
}

function RestartNeeded() {
  const { api, status, settings } = useTonearm()
  const restart = useAction(() => api.restartEndpoint(), { done: statusTexts.endpoint.restarted })
  const { endpoint } = status
  // Port 0 takes any free one.
  const differs = endpoint.state === 'listening' && settings.port !== 0 && new URL(endpoint.url).port !== String(settings.port)
  if (!differs) return <ActionMessage progress={restart.progress} />
  return (
    <>
      <Notice
        kind="info"
        actions={
          <Button onPress={() => void restart.start()} busy={restart.progress.state === 'running' && statusTexts.endpoint.restarting}>
            {texts.restart}
          </Button>
        }
      >
        {texts.restartNeeded(endpoint.url)}
      </Notice>
      <ActionMessage progress={restart.progress} />
    </>
  )
}
