import { errorCode, failure, type Id, type Notification, type Request } from './message.ts'
import { sentences } from './sentences.ts'
import type { Session } from './session.ts'
import type { Upstream } from './upstream.ts'

/** The client's requests on their way. */
export type Requests = {
  /** Sends one to the endpoint, over restarts of it. @returns the answer for the client; undefined when the client gave up on it */
  send(request: Request): Promise<object | undefined>
  /** The client gives up on a request: it gets no answer any more. */
  cancel(id: Id, notification: Notification): void
}

/** What may be asked twice: it reads, or has the same effect the second time. */
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

/** So often a request is sent to sessions that turn out to be over. More means that something else is wrong. */
const maximumSessions = 4

type Flight = { abort: AbortController; sentTo?: Session; arrived: Promise<void> }

/**
 * Carries requests to the endpoint. One that was certainly not carried out is sent again in the next session; one whose connection broke is sent
 * again only if that does no harm, and once.
 *
 * @param startMs so long a request waits for Tonearm to be started
 */
export function createRequests(upstream: Upstream, startMs: number): Requests {
  const flights = new Map<Id, Flight>()

  async function carry(request: Request, flight: Flight): Promise<object | undefined> {
    let broken = false
    for (let sessions = 0; sessions < maximumSessions; sessions += 1) {
      const found = await upstream.session(startMs, flight.abort.signal)
      if (flight.abort.signal.aborted) return undefined
      if ('refusal' in found) return failure(request, found.refusal.code, found.refusal.sentence)
      const outcome = await exchange(found.session, request, flight)
      if (flight.abort.signal.aborted) return undefined
      switch (outcome.kind) {
        case 'answered':
          upstream.note(request, outcome.answer)
          return outcome.answer
        case 'refused':
          return failure(request, outcome.refusal.code, outcome.refusal.sentence)
        case 'session-over':
          upstream.lost(found.session)
          break
        case 'lost':
          if (!repeatable.has(request.method)) return failure(request, errorCode.refused, sentences.perhapsDone)
          if (broken) return failure(request, errorCode.refused, sentences.broke)
          broken = true
      }
    }
    return failure(request, errorCode.refused, sentences.keepsBreaking)
  }

  async function exchange(session: Session, request: Request, flight: Flight): ReturnType<Session['exchange']> {
    let arrived = () => {}
    flight.sentTo = session
    flight.arrived = new Promise((resolve) => {
      arrived = resolve
    })
    const listener = upstream.listen(session)
    try {
      return await session.exchange(request, listener.hear, arrived)
    } finally {
      listener.end()
    }
  }

  return {
    async send(request) {
      const flight: Flight = { abort: new AbortController(), arrived: Promise.resolve() }
      flights.set(request.id, flight)
      try {
        return await carry(request, flight)
      } finally {
        if (flights.get(request.id) === flight) flights.delete(request.id)
      }
    },
    cancel(id, notification) {
      const flight = flights.get(id)
      if (!flight) return
      flight.abort.abort()
      // Not before the request has arrived: the two go by different connections.
      void flight.arrived.then(() => flight.sentTo?.tell(notification))
    },
  }
}
