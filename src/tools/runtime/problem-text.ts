import { changedSentences, type Problem, type ProblemCode } from '../../shared/problem.ts'
import type { Effect } from './define.ts'

/** What the person can do where this program runs, each as the end of a sentence: the desktop app has a window, the command has not. */
export type HowTo = { signIn: string; allowChanges: string; permit: string }

/** What only a model, or the person beside it, can do about a problem. */
const adviceOf: Partial<Record<ProblemCode, (howTo: HowTo) => string>> = {
  'client-id-missing': ({ signIn }) => `To set one, ${signIn}.`,
  'signed-out': ({ signIn }) => `To sign in, ${signIn}.`,
  'scope-switched-off': ({ permit }) => `The user switched it off; to allow it, they can ${permit}.`,
  'read-only': ({ allowChanges }) => `To allow it, the user can ${allowChanges}.`,
  'unknown-receipt': () => 'undo_change without a receipt lists them.',
  'already-undone': () => 'To do it again, undo the undoing: undo_change without a receipt lists it.',
  'history-empty': () =>
    'What can answer now: get_recently_played (the last plays), get_user_top_tracks and get_user_top_artists (favourites).',
  'creation-unknown': () => 'Look with get_user_playlists; edit_library removes a playlist.',
}

/** Refusals of the call as it stands: that nothing was done goes without saying. */
const refusedAtOnce: ProblemCode[] = [
  'unknown-tool',
  'read-only',
  'access-paused',
  'scope-switched-off',
  'invalid-arguments',
  'unknown-item',
  'ambiguous-item',
  'unknown-receipt',
  'already-undone',
]

/** A problem as a model reads it: what happened, what can be done here, and what it means for the music. */
export function problemForModel(problem: Problem, effect: Effect, howTo: HowTo): string {
  const advice = adviceOf[problem.code]?.(howTo)
  return [problem.message, advice, leavesQuestion(problem, effect) && changedSentences[problem.changed]].filter(Boolean).join(' ')
}

/** Whether a reader may wonder what became of the music: after a bug, after a step that may have been done, and after an edit that failed. */
function leavesQuestion({ code, changed }: Problem, effect: Effect): boolean {
  if (code === 'defect' || changed !== 'no') return true
  const stopped = code === 'timed-out' || code === 'cancelled'
  return (effect === 'add' || effect === 'edit' || (effect === 'control' && stopped)) && !refusedAtOnce.includes(code)
}
