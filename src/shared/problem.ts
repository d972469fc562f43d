/**
 * Every way in which Tonearm can fail to do what was asked, by name.
 *
 * A code is for programs (tests, the HTTP layer, the settings window); the sentence beside it is for the two readers of
 * every answer: the model and the person.
 */
export type ProblemCode =
  // setting up
  | 'client-id-missing'
  | 'client-id-refused'
  | 'invalid-setting'
  | 'port-taken'
  // signing in
  | 'signed-out'
  | 'login-ended'
  | 'sign-in-cancelled'
  | 'sign-in-timed-out'
  | 'sign-in-failed'
  | 'vault-unavailable'
  | 'vault-locked'
  | 'vault-entry-too-large'
  // asking Spotify
  | 'owner-without-premium'
  | 'user-not-listed'
  | 'scope-missing'
  | 'no-active-device'
  | 'device-not-found'
  | 'listener-without-premium'
  | 'player-restriction'
  | 'quota-used-up'
  | 'rate-limited'
  | 'not-found'
  | 'not-available'
  | 'request-refused'
  | 'spotify-unreachable'
  | 'spotify-failed'
  | 'unexpected-answer'
  // changing playlists and the library
  | 'would-lose-rows'
  | 'not-confirmed'
  | 'changed-since'
  // connecting clients
  | 'client-not-found'
  | 'client-settings'
  // asking Tonearm
  | 'invalid-arguments'
  | 'unknown-item'
  | 'ambiguous-item'
  | 'read-only'

/**
 * A failure that was foreseen: a code, and a message that is a whole sentence saying what happened and what to do.
 *
 * Anything thrown that is not a Problem is a defect of ours: its message may hold anything, so it goes to the log and never to a client.
 */
export class Problem extends Error {
  readonly code: ProblemCode

  constructor(code: ProblemCode, sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.name = 'Problem'
    this.code = code
  }
}

/** Whether `error` is a Problem, of one of the given codes if any are given. */
export function isProblem(error: unknown, ...codes: ProblemCode[]): error is Problem {
  return error instanceof Problem && (codes.length === 0 || codes.includes(error.code))
}
