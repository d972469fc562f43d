import { useState } from 'preact/hooks'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Result } from '../../components/result.tsx'
import { clientIdMistake } from '../../state/client-id-mistake.ts'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useAction } from '../../state/use-action.ts'
import { lockedBecause } from '../../state/use-setting.ts'
import { strings } from '../../strings.ts'

const texts = strings.setup.app

/** Where the client id goes. What cannot be one is not sent, and the field says why. */
export function ClientIdForm() {
  const { api, settings, refreshSettings } = useTonearm()
  const [text, setText] = useState(settings.clientId ?? '')
  // While somebody is still typing, nothing is wrong yet.
  const [checked, setChecked] = useState(false)
  const mistake = clientIdMistake(text)
  const locked = lockedBecause(settings.decidedElsewhere, 'clientId')
  const save = useAction(
    async () => {
      const outcome = await api.changeSettings({ clientId: text.trim().toLowerCase() })
      await refreshSettings()
      return outcome
    },
    { done: texts.saved },
  )

  return (
    <form
      class="client-id"
      onSubmit={(event) => {
        event.preventDefault()
        setChecked(true)
        if (!mistake) void save.start()
        else event.currentTarget.querySelector('input')?.focus()
      }}
    >
      <Field
        label={texts.field}
        hint={mistake ? texts.hint : texts.complete}
        value={text}
        code
        mistake={checked ? mistake : undefined}
        lockedBecause={locked}
        onInput={(value) => {
          setText(value)
          save.clear()
        }}
        // A mistake that shows up while a button is pressed would move the button away from under the pointer.
        onBlur={(next) => setChecked(text !== '' && !(next instanceof HTMLButtonElement))}
      />
      {!locked && (
        <Button kind="primary" submits busy={save.progress.state === 'running' && strings.common.saving}>
          {texts.save}
        </Button>
      )}
      <Result progress={save.progress} />
    </form>
  )
}
