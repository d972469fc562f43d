import type { Id } from './message.ts'
import type { Session } from './session.ts'

/** The answer, or the news, on which a request of the endpoint came: when it ends, nobody waits for the client's answer any more. */
export type Stream = { session: Session }

/** The questions of the endpoint to the client that are open: elicitation and the like. */
export type ServerRequests = {
  /** Notes one. @returns the id under which the client gets to see it */
  add(id: Id, from: Stream): number
  /** The client answers. @returns which one, and who asked; undefined when nobody waits for it any more */
  answered(id: Id): { id: Id; session: Session } | undefined
  /** The endpoint takes one back. @returns the client's id of it */
  cancelled(id: unknown, session: Session): number | undefined
  /** A stream is over. @returns the client's ids of what was open on it */
  ended(stream: Stream): number[]
}

/**
 * Gives each question an id of its own for the client. The endpoint counts from 0 in every session, so its ids would come again after a
 * reconnect, and an answer to a question of the old session would answer another one of the new.
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
      for (const [ours, question] of open) {
        if (question.id !== id || question.from.session !== session) continue
        open.delete(ours)
        return ours
      }
      return undefined
    },
    ended(stream) {
      const ended = [...open].filter(([, { from }]) => from === stream).map(([ours]) => ours)
      for (const ours of ended) open.delete(ours)
      return ended
    },
  }
}
