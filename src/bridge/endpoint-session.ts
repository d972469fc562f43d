import type { HttpReply, NoReply } from './http.ts'
import { messagesOf, type Refusal } from './http-reply.ts'
import type { Answer, Message, Notification, Request } from './json-rpc.ts'

/** How a request to the endpoint ended. */
export type RequestResult =
  | { kind: 'answered'; answer: Answer }
  /** The endpoint has read the request and refuses it. */
  | { kind: 'refused'; refusal: Refusal }
  /** The request was certainly not carried out, and this session is over: the endpoint is gone, is stopping, or no longer knows the session or the token. */
  | { kind: 'session-over' }
  /** The connection broke before the answer came: the request may have been carried out. */
  | { kind: 'lost' }

/** A connection with the endpoint of the running Tonearm. In 2025-11-25 it is an MCP session; in 2026-07-28 each request stands alone. */
export type EndpointSession = {
  /** How the endpoint introduced itself: its result of `initialize`, or of `server/discover`. */
  introduction: Record<string, unknown>
  /**
   * Sends a request and waits for its answer.
   *
   * @param onMessage gets everything else that comes on the same stream; the next message is read when it has settled
   * @param options.onArrived called when the endpoint has the request, or never will
   * @param options.signal the client has cancelled the request. Call `cancel` as well
   */
  request(
    request: Request,
    onMessage: (message: Message) => Promise<void>,
    options?: { onArrived?: () => void; signal?: AbortSignal },
  ): Promise<RequestResult>
  /** Tells the endpoint that the client cancelled a request, where the end of its connection does not say so. */
  cancel(notification: Notification): Promise<void>
  /** Sends a notification or an answer. @returns whether the endpoint accepted it */
  send(message: object): Promise<boolean>
  /** Ends the session at the endpoint. */
  end(): Promise<void>
}

export type OpenedSession<Session extends EndpointSession = EndpointSession> =
  | { kind: 'open'; session: Session }
  | { kind: 'refused'; refusal: Refusal }
  | NoReply

/** What `Accept` must say for POST (2025-11-25 and 2026-07-28, basic/transports, streamable HTTP). */
export const acceptForPost = 'application/json, text/event-stream'

/** Reads until the answer to `request` has come. The rest is read in the background: only then can the connection be used again. */
export async function readAnswer(
  reply: HttpReply,
  request: Request,
  onMessage: (message: Message) => Promise<void>,
): Promise<RequestResult> {
  const messages = messagesOf(reply)
  try {
    for (;;) {
      const { value: received, done } = await messages.next()
      if (done) return { kind: 'lost' }
      if (received.kind !== 'answer') {
        await onMessage(received)
      } else if (received.message.id === request.id) {
        void readToEnd(messages)
        return { kind: 'answered', answer: received.message }
      }
    }
  } catch {
    return { kind: 'lost' }
  }
}

async function readToEnd(messages: AsyncIterable<Message>): Promise<void> {
  try {
    for await (const _ of messages);
  } catch {
    // The connection broke after the answer: nothing is missing.
  }
}
