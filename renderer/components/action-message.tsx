import type { Progress } from '../state/use-action.ts'
import { Notice } from './notice.tsx'

/** Shows how an action ended, next to its button. Screen readers get it from the window's live region. */
export function ActionMessage({ progress }: { progress: Progress }) {
  if (progress.state !== 'over' || !progress.result.message) return null
  const { result } = progress
  // A person who cancels knows that nothing is wrong.
  const failure = result.ok || result.problem === 'sign-in-cancelled' ? 'info' : 'bad'
  return <Notice kind={result.ok ? 'good' : failure}>{result.message}</Notice>
}
