import type { EndpointSession, RequestResult } from './endpoint-session.ts'
import { errorMessages } from './error-messages.ts'
import { errorCode, failureAnswer, type Id, type Notification, type Request } from './json-rpc.ts'
import type { Upstream } from './upstream.ts'

/** The client's requests that are not answered yet. */
export type ClientRequests = {
  /** Sends a request to the endpoint, across restarts of Tonearm. @returns the answer for the client; undefined when the client cancelled it */
  send(request: Request): Promise<object | undefined>
  /** The client cancels a request: it gets no answer. */
  cancel(id: Id, notification: Notification): void
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

/** How many sessions a request is sent to when each turns out to be over. If even the last one is, something else is wrong. */
const maximumSessions = 4

type PendingRequest = { abort: AbortController; sentTo?: EndpointSession; arrived: Promise<void> }

/**
 * Sends requests to the endpoint. A request that was certainly not carried out is sent again in the next session. One whose connection broke is
 * sent again once, and only if repeating it does no harm.
 *
 * @param startMs how long a request waits for Tonearm to be started
 */
export function createClientRequests(upstream: Upstream, startMs: number): ClientRequests {
  const pending = new Map<Id, PendingRequest>()

  async function sendUntilAnswered(request: Request, state: PendingRequest): Promise<object | undefined> {
    let wasLost = false
    for (let sessions = 0; sessions < maximumSessions; sessions += 1) {
      const found = await upstream.session(startMs, state.abort.signal)
      if (state.abort.signal.aborted) return undefined
      if ('refusal' in found) return failureAnswer(request, found.refusal.code, found.refusal.message)
      const result = await sendOnce(found.session, request, state)
      if (state.abort.signal.aborted) return undefined
      switch (result.kind) {
        case 'answered':
          upstream.record(request, result.answer)
          return result.answer
        case 'refused':
          return failureAnswer(request, result.refusal.code, result.refusal.message)
        case 'session-over':
          upstream.lost(found.session)
          break
        case 'lost':
          if (!repeatable.has(request.method)) return failureAnswer(request, errorCode.refused, errorMessages.resultUnknown)
          if (wasLost) return failureAnswer(request, errorCode.refused, errorMessages.connectionLost)
          wasLost = true
      }
    }
    return failureAnswer(request, errorCode.refused, errorMessages.keepsBreaking)
  }

  async function sendOnce(session: EndpointSession, request: Request, state: PendingRequest): Promise<RequestResult> {
    let resolveArrived = () => {}
    state.sentTo = session
    state.arrived = new Promise((resolve) => {
      resolveArrived = resolve
    })
    const stream = upstream.receive(session)
    try {
      return await session.request(request, stream.onMessage, resolveArrived)
    } finally {
      stream.end()
    }
  }

  return {
    async send(request) {
      const state: PendingRequest = { abort: new AbortController(), arrived: Promise.resolve() }
      pending.set(request.id, state)
      try {
        return await sendUntilAnswered(request, state)
      } finally {
        if (pending.get(request.id) === state) pending.delete(request.id)
      }
    },
    cancel(id, notification) {
      const state = pending.get(id)
      if (!state) return
      state.abort.abort()
      // Only after the request has arrived: the two use different connections.
      void state.arrived.then(() => state.sentTo?.send(notification))
    },
  }
}
