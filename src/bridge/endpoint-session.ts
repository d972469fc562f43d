import type { EndpointAddress } from '../discovery/endpoint-file.ts'
import { isHeaderValue } from '../shared/header-value.ts'
import type { Http, HttpReply, NoReply } from './http.ts'
import { drain, messagesOf, type Refusal, refusalFrom, refusalOf } from './http-reply.ts'
import { type Answer, isObject, type Message, type Request } from './json-rpc.ts'

/** How a request to the endpoint ended. */
export type RequestResult =
  | { kind: 'answered'; answer: Answer }
  /** The endpoint has read the request and refuses it. */
  | { kind: 'refused'; refusal: Refusal }
  /** The request was certainly not carried out, and this session is over: the endpoint is gone, is stopping, or no longer knows the session or the token. */
  | { kind: 'session-over' }
  /** The connection broke before the answer came: the request may have been carried out. */
  | { kind: 'lost' }

/** An MCP session with the endpoint of the running Tonearm. */
export type EndpointSession = {
  /** The endpoint's result of `initialize`. */
  initializeResult: Record<string, unknown>
  /**
   * Sends a request and waits for its answer.
   *
   * @param onMessage gets everything else that comes on the same stream; the next message is read when it has settled
   * @param onArrived called when the endpoint has the request, or never will
   */
  request(request: Request, onMessage: (message: Message) => Promise<void>, onArrived?: () => void): Promise<RequestResult>
  /** Sends a notification or an answer. @returns whether the endpoint accepted it */
  send(message: object): Promise<boolean>
  /** Opens the event stream for what the endpoint sends outside of its answers. */
  openStream(): Promise<HttpReply | NoReply>
  /** Ends the session at the endpoint. */
  end(): Promise<void>
}

export type OpenedSession = { kind: 'open'; session: EndpointSession } | { kind: 'refused'; refusal: Refusal } | NoReply

export type OpenOptions = {
  http: Http
  address: EndpointAddress
  /** The `initialize` request. */
  request: Request
  /** For opening the session, and for everything that the endpoint answers at once. */
  timeoutMs: number
  /** For ending the session. */
  closeMs: number
}

/** What `Accept` must say for each HTTP method (2025-11-25, basic/transports, streamable HTTP). */
const accept = { POST: { Accept: 'application/json, text/event-stream' }, GET: { Accept: 'text/event-stream' } }

/** The token was replaced, the session is unknown, or the endpoint is stopping. */
const endsSession = new Set([401, 404, 503])

/** Opens a session with the endpoint. The caller sends `notifications/initialized`, when the client has sent it. */
export async function openSession({ http, address, request, timeoutMs, closeMs }: OpenOptions): Promise<OpenedSession> {
  const reply = await http.send(address, { method: 'POST', headers: accept.POST, body: JSON.stringify(request), timeoutMs })
  if (reply.kind !== 'reply') return reply
  if (reply.status !== 200) return { kind: 'refused', refusal: await refusalOf(reply) }
  const opened = await readAnswer(reply, request, async () => {})
  if (opened.kind !== 'answered') return { kind: 'lost' }
  const { result: initializeResult, error } = opened.answer
  if (!isObject(initializeResult)) return { kind: 'refused', refusal: refusalFrom(reply.status, error) }
  const { protocolVersion } = initializeResult
  if (!isHeaderValue(protocolVersion)) return { kind: 'lost' }
  const sessionId = reply.headers['mcp-session-id']
  const headers = {
    ...(typeof sessionId === 'string' && { 'Mcp-Session-Id': sessionId }),
    'MCP-Protocol-Version': protocolVersion,
  }

  return {
    kind: 'open',
    session: {
      initializeResult,
      async request(request, onMessage, onArrived = () => {}) {
        const reply = await http.send(address, { method: 'POST', headers: { ...accept.POST, ...headers }, body: JSON.stringify(request) })
        onArrived()
        if (reply.kind === 'lost') return { kind: 'lost' }
        if (reply.kind !== 'reply') return { kind: 'session-over' }
        if (reply.status === 200) return readAnswer(reply, request, onMessage)
        const refusal = await refusalOf(reply)
        return endsSession.has(reply.status) ? { kind: 'session-over' } : { kind: 'refused', refusal }
      },
      async send(message) {
        const body = JSON.stringify(message)
        const reply = await http.send(address, { method: 'POST', headers: { ...accept.POST, ...headers }, body, timeoutMs })
        if (reply.kind !== 'reply') return false
        await drain(reply)
        return reply.status < 300
      },
      openStream: () => http.send(address, { method: 'GET', headers: { ...accept.GET, ...headers } }),
      async end() {
        const reply = await http.send(address, { method: 'DELETE', headers, timeoutMs: closeMs })
        if (reply.kind === 'reply') await drain(reply)
      },
    },
  }
}

/** Reads until the answer to `request` has come. The rest is read in the background: only then can the connection be used again. */
async function readAnswer(reply: HttpReply, request: Request, onMessage: (message: Message) => Promise<void>): Promise<RequestResult> {
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
