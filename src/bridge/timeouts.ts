/** How long the bridge waits, and how often it looks, in milliseconds. */
export type Timeouts = {
  /** How long a request waits for Tonearm to be started. */
  startMs: number
  /** How long the client's first request, and a list, wait for a Tonearm that runs and does not answer. */
  answerMs: number
  /** How often the client hears that its request waits. */
  progressMs: number
  /** How often to look for Tonearm while a request waits for it. */
  pollMs: number
  /** How often to look for Tonearm while no request waits. */
  backgroundPollMs: number
  /** How long Tonearm may take to open a session, and for everything else that it answers at once. */
  openMs: number
  /** A connection without any data for this long is lost: the endpoint sends a comment every 15 seconds, so four were missed. */
  silenceMs: number
  /** How long the calls under way may take when the client has closed its side. */
  finishMs: number
  /** How long ending the session, and writing the last output, may take. */
  closeMs: number
}

/** The timeouts outside of tests. */
export const defaultTimeouts: Timeouts = {
  startMs: 20_000,
  answerMs: 5_000,
  progressMs: 2_000,
  pollMs: 200,
  backgroundPollMs: 1_000,
  openMs: 10_000,
  silenceMs: 60_000,
  finishMs: 5_000,
  closeMs: 1_000,
}
