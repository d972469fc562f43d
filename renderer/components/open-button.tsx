import type { OpenablePlace } from '../../src/shared/contract.ts'
import { useTonearm } from '../state/tonearm-context.ts'
import { useAction } from '../state/use-action.ts'
import { strings } from '../strings.ts'
import { Button } from './button.tsx'
import { Result } from './result.tsx'

/** Opens a page in the person's browser, or a folder. */
export function OpenButton({ place, children }: { place: OpenablePlace; children: string }) {
  const { api } = useTonearm()
  const open = useAction(() => api.open(place))
  return (
    <>
      <div class="actions">
        <Button onPress={() => void open.start()} busy={open.progress.state === 'running' && strings.common.opening}>
          {children}
        </Button>
      </div>
      <Result progress={open.progress} />
    </>
  )
}
