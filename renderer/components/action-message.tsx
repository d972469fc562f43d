import type { Progress } from '../state/use-action.ts'
import { Notice } from './notice.tsx'
import { hasRemedy, ProblemButton } from './problem-button.tsx'

/** Shows how an action ended, next to its button, with another button that does what a failure's sentence advises. Screen readers get it from the window's live region. */
export function ActionMessage({ progress }: { progress: Progress }) {
  if (progress.state !== 'over' || !progress.result.message) return null
  const { result } = progress
  // A person who cancels knows that nothing is wrong.
  const failure = result.ok || result.problem === 'sign-in-cancelled' ? 'info' : 'bad'
  const problem = result.ok ? undefined : result.problem
  return (
    <Notice kind={result.ok ? 'good' : failure} news={result} actions={hasRemedy(problem) && <ProblemButton problem={problem} />}>
      {result.message}
    </Notice>
  )
}
