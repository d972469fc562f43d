import type { EndpointAddress } from '../../discovery/endpoint-file.ts'
import { acceptForPost, type EndpointSession, type OpenedSession, readAnswer } from '../endpoint-session.ts'
import type { Http } from '../http.ts'
import { drain, type Refusal, refusalFrom, refusalOf } from '../http-reply.ts'
import { errorCode, isObject, type Notification, type Request } from '../json-rpc.ts'
import { headersOf } from './envelope.ts'

export type ModernOptions = {
  http: Http
  address: EndpointAddress
  /** The `server/discover` request. */
  request: Request
  /** For `server/discover`, and for notifications. */
  timeoutMs: number
}

/** The token was replaced, or the endpoint is stopping. */
const endsSession = new Set([401, 503])

/** With these statuses the endpoint answers requests that it cannot carry out: 400 a wrong or incomplete request, 404 an unknown method. */
const answerStatuses = new Set([400, 404])

/**
 * Finds out whether the endpoint serves 2026-07-28, and sends requests to it. There is no session at the endpoint: each message goes alone, with
 * headers from its body, and ends with its connection.
 */
export async function openModernSession({ http, address, request, timeoutMs }: ModernOptions): Promise<OpenedSession> {
  const post = (message: Request | Notification, options: { timeoutMs?: number; signal?: AbortSignal }) =>
    http.send(address, {
      method: 'POST',
      headers: { Accept: acceptForPost, ...headersOf(message) },
      body: JSON.stringify(message),
      ...options,
    })

  const reply = await post(request, { timeoutMs })
  if (reply.kind !== 'reply') return reply
  if (reply.status !== 200) return { kind: 'refused', refusal: await refusalOf(reply) }
  const discovered = await readAnswer(reply, request, async () => {})
  if (discovered.kind !== 'answered') return { kind: 'lost' }
  const { result: introduction, error } = discovered.answer
  if (!isObject(introduction)) return { kind: 'refused', refusal: refusalFrom(reply.status, error) }

  const session: EndpointSession = {
    introduction,
    async request(request, onMessage, { onArrived = () => {}, signal } = {}) {
      const reply = await post(request, { signal })
      onArrived()
      if (reply.kind === 'lost') return { kind: 'lost' }
      if (reply.kind !== 'reply') return { kind: 'session-over' }
      if (reply.status === 200) return readAnswer(reply, request, onMessage)
      const refusal = await refusalOf(reply)
      if (endsSession.has(reply.status)) return { kind: 'session-over' }
      if (isAnswer(refusal)) return { kind: 'answered', answer: { jsonrpc: '2.0', id: request.id, error: errorOf(refusal) } }
      return { kind: 'refused', refusal }
    },
    async send(message) {
      const reply = await post(message as Notification, { timeoutMs })
      if (reply.kind !== 'reply') return false
      await drain(reply)
      return reply.status < 300
    },
    // The connection of the request was closed, and that says it.
    async cancel() {},
    async end() {},
  }
  return { kind: 'open', session }
}

/** Whether the refusal is the protocol's answer, for the client. Everything else is for the model to read. */
function isAnswer({ status, code }: Refusal): boolean {
  return answerStatuses.has(status) && code !== errorCode.refused
}

function errorOf({ code, message, data }: Refusal): object {
  return { code, message, ...(data !== undefined && { data }) }
}
