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
  | 'address-unavailable'
  | 'data-directory-unusable'
  | 'data-directory-busy'
  | 'already-running'
  // signing in
  | 'signed-out'
  | 'login-ended'
  | 'still-signed-in'
  | 'sign-in-cancelled'
  | 'sign-in-timed-out'
  | 'sign-in-failed'
  | 'callback-port-taken'
  | 'vault-unavailable'
  | 'vault-file-unusable'
  | 'vault-locked'
  | 'vault-entry-too-large'
  // asking Spotify
  | 'owner-without-premium'
  | 'user-not-listed'
  | 'scope-missing'
  | 'scope-switched-off'
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
  | 'timed-out'
  | 'unexpected-answer'
  // changing playlists and the library
  | 'would-lose-rows'
  | 'not-confirmed'
  | 'changed-since'
  | 'already-undone'
  | 'creation-unknown'
  | 'unknown-receipt'
  // keeping what has to be kept (config/defects.ts, store/database-problems.ts)
  | 'disk-full'
  | 'database-busy'
  | 'database-read-only'
  | 'database-damaged'
  | 'database-unavailable'
  // listening history
  | 'not-listening-history'
  | 'history-empty'
  | 'account-unknown'
  | 'file-unusable'
  // connecting clients
  | 'client-not-found'
  | 'client-settings'
  // asking Tonearm
  | 'cancelled'
  | 'unknown-tool'
  | 'invalid-arguments'
  | 'unknown-item'
  | 'ambiguous-item'
  | 'read-only'
  | 'access-paused'
  /** A bug in Tonearm. */
  | 'defect'

/** What a failure means for the music: for playlists, library and player. `partly`: some steps were carried out. */
export type Changed = 'no' | 'partly' | 'yes' | 'unknown'

/**
 * A failure that was foreseen: a code, and a message that is a whole sentence saying what happened and what to do.
 *
 * The sentence is the same everywhere. What only one surface can advise (a flag of the command, a page of the window, a tool) and what the failure
 * means for the music is added where the surface turns the Problem into text: problem-text.ts in src/tools/runtime, src/desktop/window and
 * src/commands/terminal.
 *
 * Anything thrown that is not a Problem is a bug: its message may hold anything, so it goes to the log and never to a client (config/defects.ts).
 */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly changed: Changed

  constructor(code: ProblemCode, sentence: string, { changed = 'no', ...options }: ErrorOptions & { changed?: Changed } = {}) {
    super(sentence, options)
    this.name = 'Problem'
    this.code = code
    this.changed = changed
  }
}

/** Whether `error` is a Problem, of one of the given codes if any are given. */
export function isProblem(error: unknown, ...codes: ProblemCode[]): error is Problem {
  return error instanceof Problem && (codes.length === 0 || codes.includes(error.code))
}

/** What each surface says about the music after a failure of something that changes it. */
export const changedSentences: Record<Changed, string> = {
  no: 'Nothing was changed.',
  partly: 'Only a part of it was done. Check the result before retrying.',
  yes: 'Spotify accepted it, so do not repeat it.',
  unknown: 'It is not known whether anything was changed. Check the result before retrying.',
}

/** What everybody hears of a bug; the log has the details. */
export const defectSentence = 'Tonearm hit a bug (details in the log).'
