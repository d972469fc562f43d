import { useId } from 'preact/hooks'
import type { EditableSettings } from '../../../src/shared/contract.ts'
import { ActionMessage } from '../../components/action-message.tsx'
import { LockedReason } from '../../components/field.tsx'
import { useSetting } from '../../state/use-setting.ts'
import { advancedTexts } from '../../strings/advanced.ts'

const texts = advancedTexts.log
const levels = Object.entries(texts.levels) as [EditableSettings['logLevel'], string][]

/** How much is logged. */
export function LogLevel() {
  const id = useId()
  const level = useSetting('logLevel')
  return (
    <div class="field">
      <label for={id}>{texts.level}</label>
      <select
        id={id}
        value={level.value}
        disabled={Boolean(level.lockedBecause)}
        aria-describedby={`${id}-hint`}
        onChange={(event) => level.save(event.currentTarget.value as EditableSettings['logLevel'])}
      >
        {levels.map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
      <p class="hint" id={`${id}-hint`}>
        {texts.hint}
      </p>
      <LockedReason id={`${id}-locked`} reason={level.lockedBecause} />
      <ActionMessage progress={level.progress} />
    </div>
  )
}
