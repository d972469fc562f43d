import { type EndpointAddress, type FoundEndpoint, unprovenReason } from '../discovery/endpoint-file.ts'
import type { EndpointSession, OpenedSession } from './endpoint-session.ts'
import { errorMessages } from './error-messages.ts'
import { isInvalidRequest, type Refusal } from './http-reply.ts'
import { errorCode } from './json-rpc.ts'

/** A session that can be used, or why there is none. */
export type SessionOrRefusal<Session extends EndpointSession = EndpointSession> = { session: Session } | { refusal: Refusal }

/** The current session with the endpoint. After a restart of Tonearm, a new session takes the place of the old one. */
export type ReconnectingSession<Session extends EndpointSession> = {
  current(): Session | undefined
  /** Waits for a session up to `waitMs`, or until `signal` aborts, and starts to look for one if that is not going on yet. */
  wait(waitMs: number, signal?: AbortSignal): Promise<SessionOrRefusal<Session>>
  /** Waits for a Tonearm that runs, but not long, and not again for one that has not answered since. Not at all for one that is not running. */
  waitShortly(signal?: AbortSignal): Promise<SessionOrRefusal<Session>>
  /** Whether a Tonearm runs, so that waiting for it can help. */
  isThere(): boolean
  /** This session is over. Looks for the next one in the background, unless another session has replaced it already. */
  lost(session: EndpointSession): void
  /** Stops looking, and refuses whoever waits. @returns the last session, also one that was just being opened, for the caller to end */
  close(): Promise<Session | undefined>
}

export type ReconnectOptions<Session extends EndpointSession> = {
  findEndpoint: () => FoundEndpoint
  open: (address: EndpointAddress) => Promise<OpenedSession<Session>>
  /** Prepares a new session for use. @returns false when the session broke while it was prepared */
  prepare: (session: Session) => Promise<boolean>
  /** How long to wait shortly. */
  answerMs: number
  /** How often to look for Tonearm while a request waits for it. */
  pollMs: number
  /** How often to look for Tonearm while no request waits. */
  backgroundPollMs: number
  /** The error message when Tonearm is not running. */
  notRunning: string
}

/** After refusals the background asks less and less often, down to this: each attempt is a line in Tonearm's log. */
const longestPauseMs = 60_000

/** Too many requests, or stopping: what waits goes on waiting. */
const temporaryRefusals = new Set([429, 503])

/** Looks for one session at a time: everyone who needs a session waits for the same one. */
export function createReconnectingSession<Session extends EndpointSession>(
  options: ReconnectOptions<Session>,
): ReconnectingSession<Session> {
  const { findEndpoint, open, prepare, answerMs, pollMs, backgroundPollMs, notRunning } = options
  const waiting = new Set<(result: SessionOrRefusal<Session>) => void>()
  let current: Session | undefined
  let attempt: Promise<SessionOrRefusal<Session>> | undefined
  let lastRefusal: Refusal | undefined
  let searching = false
  let closed = false
  let isStuck = false
  let endPause = () => {}

  async function search(): Promise<void> {
    if (searching || closed) return
    searching = true
    for (let refusals = 0; !current && !closed; ) {
      attempt = tryToOpen()
      const result = await attempt
      if (closed) break
      attempt = undefined
      if ('session' in result) {
        current = result.session
        isStuck = false
        lastRefusal = undefined
        settle(result)
        break
      }
      lastRefusal = result.refusal
      const { status } = result.refusal
      if (status !== 0 && !temporaryRefusals.has(status)) settle(result)
      if (isInvalidRequest(result.refusal)) break
      refusals = status === 0 ? 0 : refusals + 1
      await pause(pauseAfter(refusals))
    }
    searching = false
  }

  function pauseAfter(refusals: number): number {
    if (waiting.size > 0) return refusals === 0 ? pollMs : backgroundPollMs
    return Math.min(backgroundPollMs * 2 ** Math.max(0, refusals - 1), longestPauseMs)
  }

  async function tryToOpen(): Promise<SessionOrRefusal<Session>> {
    const found = findEndpoint()
    if (found.kind === 'none') return { refusal: unavailable(notRunning) }
    if (found.kind === 'distrusted') return { refusal: refused(found.reason) }
    const address = found.endpoint
    const opened = await open(address)
    switch (opened.kind) {
      case 'open':
        if (await prepare(opened.session)) return { session: opened.session }
        void opened.session.end()
        return { refusal: unavailable(errorMessages.keepsBreaking) }
      case 'unreachable':
        return { refusal: unavailable(notRunning) }
      case 'silent':
      case 'lost':
        return { refusal: unavailable(errorMessages.doesNotAnswer) }
      case 'unproven':
        return { refusal: isStill(address) ? refused(unprovenReason(address.url)) : unavailable(notRunning) }
      case 'refused':
        if (opened.refusal.status !== 401) return { refusal: opened.refusal }
        return { refusal: isStill(address) ? refused(errorMessages.tokenRefused) : unavailable(notRunning) }
    }
  }

  /** The file may have been replaced between reading it and sending the request. */
  function isStill({ url, token }: EndpointAddress): boolean {
    const now = findEndpoint()
    return now.kind === 'found' && now.endpoint.url === url && now.endpoint.token === token
  }

  function settle(result: SessionOrRefusal<Session>): void {
    for (const resolve of [...waiting]) resolve(result)
  }

  function pause(milliseconds: number): Promise<void> {
    if (closed) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      endPause = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  function wait(waitMs: number, signal?: AbortSignal): Promise<SessionOrRefusal<Session>> {
    if (current) return Promise.resolve({ session: current })
    if (closed) return Promise.resolve({ refusal: unavailable(notRunning) })
    return new Promise((resolve) => {
      const done = (result: SessionOrRefusal<Session>) => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', giveUp)
        waiting.delete(done)
        resolve(result)
      }
      const giveUp = () => done({ refusal: lastRefusal ?? unavailable(notRunning) })
      const timer = setTimeout(giveUp, waitMs)
      signal?.addEventListener('abort', giveUp)
      waiting.add(done)
      endPause()
      void search()
    })
  }

  const isThere = () => findEndpoint().kind !== 'none'

  return {
    current: () => current,
    isThere,
    wait,
    async waitShortly(signal) {
      const found = await wait(isThere() && !isStuck ? answerMs : 0, signal)
      isStuck = 'refusal' in found && found.refusal.status === 0 && isThere()
      return found
    },
    lost(session) {
      if (current !== session) return
      current = undefined
      void search()
    },
    async close() {
      const last = current
      closed = true
      current = undefined
      settle({ refusal: unavailable(notRunning) })
      endPause()
      const result = await attempt
      return result && 'session' in result ? result.session : last
    },
  }
}

/** Waiting does not help: a person has to do something. */
function refused(message: string): Refusal {
  return { status: 401, code: errorCode.refused, message }
}

/** Tonearm did not refuse: it is not there, or its connection broke. */
function unavailable(message: string): Refusal {
  return { status: 0, code: errorCode.refused, message }
}
