import type { EndpointSession, RequestResult } from './endpoint-session.ts'
import { errorMessages } from './error-messages.ts'
import type { Refusal } from './http-reply.ts'
import { type Answer, errorCode, type Id, type Notification, type Request } from './json-rpc.ts'
import type { KnownLists } from './known-lists.ts'
import type { OwnAnswers } from './own-answers.ts'
import type { SessionOrRefusal } from './reconnecting-session.ts'
import type { RequestUpstream, UpstreamOptions } from './upstream.ts'
import { showWaiting } from './waiting-progress.ts'

/** The client's requests that are not answered yet. */
export type ClientRequests = {
  /** Sends a request to the endpoint, across restarts of Tonearm. @returns the answer for the client; undefined when the client cancelled it */
  send(request: Request): Promise<object | undefined>
  /** The client cancels a request: it gets no answer. */
  cancel(id: Id, notification: Notification): void
  /** The client sends nothing more: what waits for a Tonearm that is not running fails now. */
  stopWaiting(): void
  /** Cancels everything: the client is gone. Settles when the endpoint knows, or after a while. */
  cancelAll(): Promise<void>
}

/** What can be sent twice without harm: it only reads, or has the same effect the second time. */
const repeatable = new Set([
  'tools/list',
  'resources/list',
  'resources/templates/list',
  'resources/read',
  'resources/subscribe',
  'resources/unsubscribe',
  'prompts/list',
  'prompts/get',
  'completion/complete',
  'logging/setLevel',
])

/** What somebody asked for. Everything else clients send by themselves, as soon as they start. */
const asked = new Set(['tools/call', 'prompts/get', 'resources/read'])

/** How many sessions a request is sent to when each turns out to be over. If even the last one is, something else is wrong. */
const maximumSessions = 4

/** The endpoint is away, stopping or busy: then lists come from the last run. Any other refusal is about the request or the client. */
const awayStatuses = new Set([0, 401, 429, 503])

/** `abort`: the client has cancelled it. `wait`: it waits for Tonearm no longer. */
type PendingRequest = { abort: AbortController; wait: AbortController; sentTo?: EndpointSession; arrived: Promise<void> }

type Outcome = { answer: Answer } | { failure: Refusal } | 'cancelled'

export type ClientRequestsOptions = {
  upstream: RequestUpstream
  /** What the bridge answers by itself. */
  answers: OwnAnswers
  known: Pick<KnownLists, 'record'>
} & Pick<UpstreamOptions, 'timeouts' | 'write' | 'startTonearm'>

/**
 * Sends requests to the endpoint. A request that was certainly not carried out is sent again in the next session. One whose connection broke is
 * sent again once, and only if repeating it does no harm.
 *
 * Lists of tools and prompts do not wait for Tonearm to be started: they are answered with those of the last run.
 */
export function createClientRequests({ upstream, answers, known, timeouts, write, startTonearm }: ClientRequestsOptions): ClientRequests {
  const pending = new Map<Id, PendingRequest>()

  async function answerFor(request: Request, state: PendingRequest): Promise<object | undefined> {
    const outcome = await sendUntilAnswered(request, state)
    if (outcome === 'cancelled') return undefined
    const answer = 'answer' in outcome ? outcome.answer : answerWithout(request, outcome.failure)
    known.record(request, answer)
    return answer
  }

  function answerWithout(request: Request, refusal: Refusal): object {
    const result = awayStatuses.has(refusal.status) ? answers.offline(request) : undefined
    return result ? { jsonrpc: '2.0', id: request.id, result } : answers.failure(request, refusal)
  }

  async function sendUntilAnswered(request: Request, state: PendingRequest): Promise<Outcome> {
    let wasLost = false
    for (let sessions = 0; sessions < maximumSessions; sessions += 1) {
      const found = await waitForSession(request, state.wait.signal)
      if (state.abort.signal.aborted) return 'cancelled'
      if ('refusal' in found) return { failure: found.refusal }
      const result = await sendOnce(found.session, request, state)
      if (state.abort.signal.aborted) return 'cancelled'
      switch (result.kind) {
        case 'answered':
          upstream.record(request, result.answer)
          return { answer: result.answer }
        case 'refused':
          return { failure: result.refusal }
        case 'session-over':
          upstream.lost(found.session)
          break
        case 'lost':
          if (!repeatable.has(request.method)) return { failure: broken(errorMessages.resultUnknown) }
          if (wasLost) return { failure: broken(errorMessages.connectionLost) }
          wasLost = true
      }
    }
    return { failure: broken(errorMessages.keepsBreaking) }
  }

  async function waitForSession(request: Request, signal: AbortSignal): Promise<SessionOrRefusal> {
    if (asked.has(request.method) && !upstream.isThere()) startTonearm?.()
    const stopShowing = showWaiting(request, write, timeouts.progressMs)
    try {
      return await (answers.offline(request) ? upstream.sessionSoon(signal) : upstream.session(timeouts.startMs, signal))
    } finally {
      stopShowing()
    }
  }

  async function sendOnce(session: EndpointSession, request: Request, state: PendingRequest): Promise<RequestResult> {
    let resolveArrived = () => {}
    state.sentTo = session
    state.arrived = new Promise((resolve) => {
      resolveArrived = resolve
    })
    const stream = upstream.receive(session)
    try {
      return await session.request(request, stream.onMessage, { onArrived: resolveArrived, signal: state.abort.signal })
    } finally {
      stream.end()
    }
  }

  async function cancel(state: PendingRequest, notification: Notification): Promise<void> {
    state.abort.abort()
    state.wait.abort()
    // Only after the request has arrived: the two use different connections.
    await state.arrived
    await state.sentTo?.cancel(notification)
  }

  return {
    async send(request) {
      const state: PendingRequest = { abort: new AbortController(), wait: new AbortController(), arrived: Promise.resolve() }
      pending.set(request.id, state)
      try {
        return await answerFor(request, state)
      } finally {
        if (pending.get(request.id) === state) pending.delete(request.id)
      }
    },
    cancel(id, notification) {
      const state = pending.get(id)
      if (state) void cancel(state, notification)
    },
    stopWaiting() {
      if (!upstream.isThere()) for (const { wait } of pending.values()) wait.abort()
    },
    async cancelAll() {
      const cancelled = [...pending].map(([requestId, state]) =>
        cancel(state, { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId, reason: 'The app is gone.' } }),
      )
      let timer: NodeJS.Timeout | undefined
      const stuck = new Promise((resolve) => {
        timer = setTimeout(resolve, timeouts.closeMs)
      })
      await Promise.race([Promise.all(cancelled), stuck])
      clearTimeout(timer)
    },
  }
}

function broken(message: string): Refusal {
  return { status: 0, code: errorCode.refused, message }
}
