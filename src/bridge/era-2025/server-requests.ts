import type { EndpointSession } from '../endpoint-session.ts'
import type { Id } from '../json-rpc.ts'

/** The answer, or the notification stream, on which the endpoint sent a request. When it ends, the endpoint no longer waits for the client's answer. */
export type Stream = { session: EndpointSession }

/** The requests of the endpoint to the client (elicitation and the like) that are not answered yet. */
export type ServerRequests = {
  /** Adds one. @returns the id under which the client gets it */
  add(id: Id, from: Stream): number
  /** The client answers. @returns the endpoint's id and session; undefined when the endpoint no longer waits for the answer */
  answered(id: Id): { id: Id; session: EndpointSession } | undefined
  /** The endpoint cancels one. @returns the client's id of it */
  cancelled(id: unknown, session: EndpointSession): number | undefined
  /** A stream has ended. @returns the client's ids of the requests that were open on it */
  ended(stream: Stream): number[]
}

/**
 * Gives each request a new id for the client. The endpoint counts from 0 in every session: with its ids, an answer to a request of the old session
 * could answer another request of the new one.
 */
export function createServerRequests(): ServerRequests {
  const open = new Map<number, { id: Id; from: Stream }>()
  let last = 0

  return {
    add(id, from) {
      last += 1
      open.set(last, { id, from })
      return last
    },
    answered(id) {
      const found = open.get(Number(id))
      open.delete(Number(id))
      return found && { id: found.id, session: found.from.session }
    },
    cancelled(id, session) {
      for (const [clientId, request] of open) {
        if (request.id !== id || request.from.session !== session) continue
        open.delete(clientId)
        return clientId
      }
      return undefined
    },
    ended(stream) {
      const ended = [...open].filter(([, { from }]) => from === stream).map(([clientId]) => clientId)
      for (const clientId of ended) open.delete(clientId)
      return ended
    },
  }
}
