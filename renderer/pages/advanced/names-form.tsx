import { useState } from 'preact/hooks'
import { ActionMessage } from '../../components/action-message.tsx'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { useSetting } from '../../state/use-setting.ts'
import { advancedTexts } from '../../strings/advanced.ts'
import { commonTexts } from '../../strings/common.ts'

const texts = advancedTexts.names

/** Other names under which apps may reach Tonearm, such as host.docker.internal. What is wrong with one is said after saving. */
export function NamesForm() {
  const names = useSetting('allowedHosts')
  const [entered, setEntered] = useState(names.value.join(', '))
  return (
    <form
      class="names"
      onSubmit={(event) => {
        event.preventDefault()
        names.save(entered.split(/[\s,]+/).filter(Boolean))
      }}
    >
      <Field label={texts.label} hint={texts.hint} value={entered} code lockedBecause={names.lockedBecause} onInput={setEntered} />
      {!names.lockedBecause && (
        <div class="actions">
          <Button submits busy={names.progress.state === 'running' && commonTexts.saving}>
            {texts.save}
          </Button>
        </div>
      )}
      <ActionMessage progress={names.progress} />
    </form>
  )
}
