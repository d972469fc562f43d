import type { UpdateView } from '../../src/shared/contract.ts'
import { useTonearm } from './tonearm-context.ts'
import { shownOf, useAnswer } from './use-answer.ts'

/** Whether there is a new version; undefined until the main process has answered. */
export function useUpdate(): { update?: UpdateView; again(): void } {
  const { api, status } = useTonearm()
  // A status comes also when the state of the update changes.
  const { asked, again } = useAnswer(() => api.updates(), [status])
  return { update: shownOf(asked), again }
}
