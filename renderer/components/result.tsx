import type { Progress } from '../state/use-action.ts'
import { Notice } from './notice.tsx'

/** How an action ended, where it was started. Screen readers hear it from the window's live region. */
export function Result({ progress }: { progress: Progress }) {
  if (progress.state !== 'over' || !progress.outcome.message) return null
  const { outcome } = progress
  // Who cancels knows that nothing is wrong.
  const failure = outcome.ok || outcome.problem === 'sign-in-cancelled' ? 'info' : 'bad'
  return <Notice kind={outcome.ok ? 'good' : failure}>{outcome.message}</Notice>
}
