import type { EndpointSession } from '../endpoint-session.ts'
import { type Answer, type Message, type Notification, paramsOf } from '../json-rpc.ts'
import { createServerRequests, type Stream } from './server-requests.ts'

/** Passes requests and notifications of the endpoint on to the client, and the client's answers back. */
export type ServerMessages = {
  /** Receives what comes on one stream (an answer, or the notification stream). Call `end` when nothing more will come on it. */
  receive(session: EndpointSession): { onMessage(message: Message): Promise<void>; end(): void }
  /** Sends the client's answer to the session that asked, if that session still waits for it. */
  answer(answer: Answer): void
}

/** @param write to the client */
export function createServerMessages(write: (message: object) => Promise<void>): ServerMessages {
  const requests = createServerRequests()

  async function writeNotification(notification: Notification, session: EndpointSession): Promise<void> {
    if (notification.method !== 'notifications/cancelled') return write(notification)
    const params = paramsOf(notification)
    const requestId = requests.cancelled(params.requestId, session)
    if (requestId !== undefined) await write({ ...notification, params: { ...params, requestId } })
  }

  return {
    receive(session) {
      const stream: Stream = { session }
      return {
        async onMessage({ kind, message }) {
          if (kind === 'request') await write({ ...message, id: requests.add(message.id, stream) })
          if (kind === 'notification') await writeNotification(message, session)
        },
        end() {
          for (const id of requests.ended(stream)) void write(cancellation(id))
        },
      }
    },
    answer(answer) {
      const request = requests.answered(answer.id)
      if (request) void request.session.send({ ...answer, id: request.id })
    },
  }
}

/** Tells the client that its answer is no longer needed. */
function cancellation(requestId: number): object {
  return { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId, reason: 'The connection to Tonearm ended.' } }
}
