import type { Page } from '../../src/shared/contract.ts'
import type { ProblemCode } from '../../src/shared/problem.ts'
import { useTonearm } from '../state/tonearm-context.ts'
import { useAction } from '../state/use-action.ts'
import { commonTexts } from '../strings/common.ts'
import { problemButtonTexts as texts } from '../strings/problem-buttons.ts'
import { windowTexts } from '../strings/window.ts'
import { Button } from './button.tsx'

type Remedy = { page: Page } | { place: keyof typeof texts.places }

/** Where a person does what the sentence of a problem advises. */
const remedies: Partial<Record<ProblemCode, Remedy>> = {
  'client-id-missing': { page: 'setup' },
  'client-id-refused': { place: 'spotify-dashboard' },
  'owner-without-premium': { place: 'spotify-dashboard' },
  'user-not-listed': { place: 'spotify-dashboard' },
  'callback-port-taken': { page: 'advanced' },
  'signed-out': { page: 'status' },
  'login-ended': { page: 'status' },
  'scope-missing': { page: 'permissions' },
  'scope-switched-off': { page: 'permissions' },
  'read-only': { page: 'permissions' },
  'data-directory-unusable': { place: 'data-folder' },
  'disk-full': { place: 'data-folder' },
}

/** Whether there is a button for a problem. */
export function hasRemedy(problem: ProblemCode | undefined): problem is ProblemCode {
  return problem !== undefined && problem in remedies
}

/** The button that leads to what a problem's sentence advises. */
export function ProblemButton({ problem }: { problem: ProblemCode }) {
  const { api, goTo } = useTonearm()
  const open = useAction((place: keyof typeof texts.places) => api.open(place))
  const remedy = remedies[problem]
  if (!remedy) return null
  if ('page' in remedy) return <Button onPress={() => goTo(remedy.page)}>{texts.goTo(windowTexts.pages[remedy.page])}</Button>
  const { progress } = open
  return (
    <>
      <Button onPress={() => void open.start(remedy.place)} busy={progress.state === 'running' && commonTexts.opening}>
        {texts.places[remedy.place]}
      </Button>
      {progress.state === 'over' && !progress.result.ok && <p>{progress.result.message}</p>}
    </>
  )
}
