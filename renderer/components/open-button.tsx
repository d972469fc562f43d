import type { OpenablePlace } from '../../src/shared/contract.ts'
import { useTonearm } from '../state/tonearm-context.ts'
import { useAction } from '../state/use-action.ts'
import { commonTexts } from '../strings/common.ts'
import { ActionMessage } from './action-message.tsx'
import { Button } from './button.tsx'

/** Opens a page in the person's browser, or a folder. */
export function OpenButton({ place, children }: { place: OpenablePlace; children: string }) {
  const { api } = useTonearm()
  const open = useAction(() => api.open(place))
  return (
    <>
      <div class="actions">
        <Button onPress={() => void open.start()} busy={open.progress.state === 'running' && commonTexts.opening}>
          {children}
        </Button>
      </div>
      <ActionMessage progress={open.progress} />
    </>
  )
}
