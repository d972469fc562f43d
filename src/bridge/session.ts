import type { EndpointAddress } from '../discovery/endpoint-file.ts'
import { isHeaderValue } from '../shared/header-value.ts'
import type { Http, NoReply, Reply } from './http.ts'
import { type Answer, isObject, type Message, type Request } from './message.ts'
import { discard, messagesOf, type Refusal, refusalIn, refusalOf } from './reply.ts'

/** How a request ended. */
export type Outcome =
  | { kind: 'answered'; answer: Answer }
  /** The endpoint has looked at it and will not do it. */
  | { kind: 'refused'; refusal: Refusal }
  /** It was certainly not carried out, and this session is over: the endpoint is gone, is closing, or knows the session or the token no more. */
  | { kind: 'session-over' }
  /** The connection broke before the answer: it may have been carried out. */
  | { kind: 'lost' }

/** A session with the endpoint. */
export type Session = {
  /** What the endpoint answered to `initialize`. */
  introduction: Record<string, unknown>
  /**
   * Sends a request and waits for its answer.
   *
   * @param hear gets all else that comes on the way; the next message is read when it is done
   * @param onArrived the endpoint has the request, or never will
   */
  exchange(request: Request, hear: (message: Message) => Promise<void>, onArrived?: () => void): Promise<Outcome>
  /** Sends a notification or an answer. @returns whether the endpoint took it */
  tell(message: Message): Promise<boolean>
  /** Opens the stream of what the endpoint says without being asked. */
  openNews(): Promise<Reply | NoReply>
  /** Ends the session at the endpoint. */
  end(): Promise<void>
}

export type Opening = { kind: 'open'; session: Session } | { kind: 'refused'; refusal: Refusal } | NoReply

export type OpeningOptions = {
  http: Http
  to: EndpointAddress
  /** The `initialize` request. */
  request: Request
  /** For opening it, and for everything that is answered without thinking. */
  timeoutMs: number
  /** For ending it. */
  farewellMs: number
}

/** What `Accept` must say for each kind of request (2025-11-25, basic/transports, streamable HTTP). */
const accept = { POST: { Accept: 'application/json, text/event-stream' }, GET: { Accept: 'text/event-stream' } }

/** The token was replaced, the session is not known (any more), the endpoint is being closed. */
const endsSession = new Set([401, 404, 503])

/** Opens a session with the endpoint. The `initialized` notification is left to the caller, as it is the client's to say. */
export async function openSession({ http, to, request, timeoutMs, farewellMs }: OpeningOptions): Promise<Opening> {
  const reply = await http.send(to, { method: 'POST', headers: accept.POST, body: JSON.stringify(request), timeoutMs })
  if (reply.kind !== 'reply') return reply
  if (reply.status !== 200) return { kind: 'refused', refusal: await refusalOf(reply) }
  const outcome = await readAnswer(reply, request, async () => {})
  if (outcome.kind !== 'answered') return { kind: 'lost' }
  const { result: introduction, error } = outcome.answer
  if (!isObject(introduction)) return { kind: 'refused', refusal: refusalIn(reply.status, error) }
  const { protocolVersion } = introduction
  if (!isHeaderValue(protocolVersion)) return { kind: 'lost' }
  const sessionId = reply.headers['mcp-session-id']
  const headers = {
    ...(typeof sessionId === 'string' && { 'Mcp-Session-Id': sessionId }),
    'MCP-Protocol-Version': protocolVersion,
  }

  return {
    kind: 'open',
    session: {
      introduction,
      async exchange(request, hear, onArrived = () => {}) {
        const reply = await http.send(to, { method: 'POST', headers: { ...accept.POST, ...headers }, body: JSON.stringify(request) })
        onArrived()
        if (reply.kind === 'unreachable') return { kind: 'session-over' }
        if (reply.kind === 'lost') return { kind: 'lost' }
        if (reply.status === 200) return readAnswer(reply, request, hear)
        const refusal = await refusalOf(reply)
        return endsSession.has(reply.status) ? { kind: 'session-over' } : { kind: 'refused', refusal }
      },
      async tell(message) {
        const body = JSON.stringify(message)
        const reply = await http.send(to, { method: 'POST', headers: { ...accept.POST, ...headers }, body, timeoutMs })
        if (reply.kind !== 'reply') return false
        await discard(reply)
        return reply.status < 300
      },
      openNews: () => http.send(to, { method: 'GET', headers: { ...accept.GET, ...headers } }),
      async end() {
        const reply = await http.send(to, { method: 'DELETE', headers, timeoutMs: farewellMs })
        if (reply.kind === 'reply') await discard(reply)
      },
    },
  }
}

/** Reads until the answer to `request` is there. The rest is read as well, later: only then can the connection be used again. */
async function readAnswer(reply: Reply, request: Request, hear: (message: Message) => Promise<void>): Promise<Outcome> {
  const messages = messagesOf(reply)
  try {
    for (;;) {
      const { value: message, done } = await messages.next()
      if (done) return { kind: 'lost' }
      if ('method' in message) {
        await hear(message)
      } else if (message.id === request.id) {
        void readToEnd(messages)
        return { kind: 'answered', answer: message }
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
    // It broke off after what was waited for.
  }
}
