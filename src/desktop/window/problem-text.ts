import { changedSentences, type Problem, type ProblemCode } from '../../shared/problem.ts'
import type { Status } from '../../shared/status.ts'

/** What only a person before the window can do about a problem. */
const adviceOf: Partial<Record<ProblemCode, string>> = {
  'port-taken': 'Choose another port on the page Advanced.',
  'callback-port-taken': 'Or choose another port on the page Advanced, and enter the new redirect URI in your Spotify app.',
  'data-directory-unusable': 'Make sure that your account may write to that folder, then start Tonearm again.',
  'signed-out': 'Sign in on the page Status.',
  'already-undone': 'To do it again, undo the undoing.',
  'creation-unknown': 'Look in Spotify. If the playlist is there, you can delete it there.',
}

/** A problem as the window, the tray and notifications show it. */
export function problemForWindow({ code, message, changed }: Problem): string {
  return [message, adviceOf[code], changed !== 'no' && changedSentences[changed]].filter(Boolean).join(' ')
}

/** The status with what the person can do about an endpoint that could not start. */
export function statusForWindow(status: Status): Status {
  const { endpoint } = status
  if (endpoint.state !== 'failed') return status
  const advice = endpoint.problem && adviceOf[endpoint.problem]
  return { ...status, endpoint: { ...endpoint, reason: [endpoint.reason, advice].filter(Boolean).join(' ') } }
}
