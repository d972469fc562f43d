import { useState } from 'preact/hooks'
import { clientIdIn } from '../../../src/shared/client-id.ts'
import { ActionMessage } from '../../components/action-message.tsx'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { clientIdMistake } from '../../state/client-id-mistake.ts'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useAction } from '../../state/use-action.ts'
import { lockedBecause } from '../../state/use-setting.ts'
import { commonTexts } from '../../strings/common.ts'
import { setupTexts } from '../../strings/setup.ts'

const texts = setupTexts.app

/** The form for the client id. An invalid one is not sent, and the field says why. */
export function ClientIdForm() {
  const { api, settings, refreshSettings } = useTonearm()
  const [text, setText] = useState(settings.clientId ?? '')
  // No error while the person is still typing.
  const [checked, setChecked] = useState(false)
  const mistake = clientIdMistake(text)
  const locked = lockedBecause(settings.fixedAtStart, 'clientId')
  const save = useAction(
    async () => {
      const result = await api.changeSettings({ clientId: text })
      await refreshSettings()
      return result
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
          const found = clientIdIn(value)
          setText(typeof found === 'object' ? found.clientId : value)
          save.clear()
        }}
        // An error that comes or goes while a button is pressed would move the button away from the pointer.
        onBlur={(next) => {
          if (text !== '' && !(next instanceof HTMLButtonElement)) setChecked(true)
        }}
      />
      {!locked && (
        <Button kind="primary" submits busy={save.progress.state === 'running' && commonTexts.saving}>
          {texts.save}
        </Button>
      )}
      <ActionMessage progress={save.progress} />
    </form>
  )
}
