import { useId } from 'preact/hooks'
import type { Setting } from '../state/use-setting.ts'
import { ActionMessage } from './action-message.tsx'
import { LockedReason } from './field.tsx'

/** A setting that is on or off. A change is saved at once. */
export function Switch({ setting, title, text }: { setting: Setting<boolean>; title: string; text: string }) {
  const id = useId()
  const failed = setting.progress.state === 'over' && !setting.progress.result.ok
  return (
    <div class="switch-row">
      <div>
        <label for={id}>{title}</label>
        <p class="hint" id={`${id}-text`}>
          {text}
        </p>
        <LockedReason id={`${id}-locked`} reason={setting.lockedBecause} />
        {failed && <ActionMessage progress={setting.progress} />}
      </div>
      <input
        id={id}
        class="switch"
        type="checkbox"
        role="switch"
        checked={setting.value}
        aria-checked={setting.value}
        disabled={Boolean(setting.lockedBecause)}
        aria-describedby={`${id}-text${setting.lockedBecause ? ` ${id}-locked` : ''}`}
        onChange={(event) => setting.save(event.currentTarget.checked)}
      />
    </div>
  )
}
