import { type Answer, type Message, type Notification, sort } from './message.ts'
import { createServerRequests, type Stream } from './server-requests.ts'
import type { Session } from './session.ts'

/** What the endpoint says besides its answers, on its way to the client. */
export type Listening = {
  /** Listens to one stream: the answer to a request, or the news. `end` when nothing more will come on it. */
  listen(session: Session): { hear(message: Message): Promise<void>; end(): void }
  /** The client's answer to a question of the endpoint. Goes to the session that asked, or nowhere. */
  answer(answer: Answer): void
}

/** @param write to the client */
export function createListening(write: (message: object) => Promise<void>): Listening {
  const questions = createServerRequests()

  async function pass(notification: Notification, session: Session): Promise<void> {
    if (notification.method !== 'notifications/cancelled') return write(notification)
    const requestId = questions.cancelled(notification.params?.requestId, session)
    if (requestId !== undefined) await write({ ...notification, params: { ...notification.params, requestId } })
  }

  return {
    listen(session) {
      const stream: Stream = { session }
      return {
        async hear(message) {
          const sorted = sort(message)
          if (sorted.kind === 'request') await write({ ...sorted.message, id: questions.add(sorted.message.id, stream) })
          if (sorted.kind === 'notification') await pass(sorted.message, session)
        },
        end() {
          for (const id of questions.ended(stream)) void write(takenBack(id))
        },
      }
    },
    answer(answer) {
      const asked = questions.answered(answer.id)
      if (asked) void asked.session.tell({ ...answer, id: asked.id })
    },
  }
}

/** Tells the client that nobody waits for its answer any more. */
function takenBack(requestId: number): Notification {
  return { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId, reason: 'The connection to Tonearm ended.' } }
}
