import { useSetting } from '../state/use-setting.ts'
import { permissionsTexts } from '../strings/permissions.ts'
import { ActionMessage } from './action-message.tsx'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'

const texts = permissionsTexts.readOnly

/** Says why apps play and change nothing, with the button that ends it. Nothing while they may. */
export function ReadOnlyNotice() {
  const { value, save, progress, lockedBecause } = useSetting('readOnly')
  if (!value) return null
  return (
    <>
      <Notice kind="locked" actions={!lockedBecause && <Button onPress={() => save(false)}>{texts.turnOff}</Button>}>
        {[texts.isOn, lockedBecause].filter(Boolean).join(' ')}
      </Notice>
      {progress.state === 'over' && !progress.result.ok && <ActionMessage progress={progress} />}
    </>
  )
}
