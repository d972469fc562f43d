import type { EndpointAddress } from '../../discovery/endpoint-file.ts'
import { isHeaderValue } from '../../shared/header-value.ts'
import { acceptForPost, type EndpointSession, type OpenedSession, readAnswer } from '../endpoint-session.ts'
import type { Http, HttpReply, NoReply } from '../http.ts'
import { drain, refusalFrom, refusalOf } from '../http-reply.ts'
import { isObject, type Request } from '../json-rpc.ts'

/** A session of protocol version 2025-11-25 or older. */
export type LegacySession = EndpointSession & {
  /** Opens the event stream for what the endpoint sends outside of its answers. */
  openStream(): Promise<HttpReply | NoReply>
}

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
const accept = { POST: { Accept: acceptForPost }, GET: { Accept: 'text/event-stream' } }

/** The token was replaced, the session is unknown, or the endpoint is stopping. */
const endsSession = new Set([401, 404, 503])

/** Opens a session with the endpoint. The caller sends `notifications/initialized`, when the client has sent it. */
export async function openLegacySession({
  http,
  address,
  request,
  timeoutMs,
  closeMs,
}: OpenOptions): Promise<OpenedSession<LegacySession>> {
  const reply = await http.send(address, { method: 'POST', headers: accept.POST, body: JSON.stringify(request), timeoutMs })
  if (reply.kind !== 'reply') return reply
  if (reply.status !== 200) return { kind: 'refused', refusal: await refusalOf(reply) }
  const opened = await readAnswer(reply, request, async () => {})
  if (opened.kind !== 'answered') return { kind: 'lost' }
  const { result: introduction, error } = opened.answer
  if (!isObject(introduction)) return { kind: 'refused', refusal: refusalFrom(reply.status, error) }
  const { protocolVersion } = introduction
  if (!isHeaderValue(protocolVersion)) return { kind: 'lost' }
  const sessionId = reply.headers['mcp-session-id']
  const headers = {
    ...(typeof sessionId === 'string' && { 'Mcp-Session-Id': sessionId }),
    'MCP-Protocol-Version': protocolVersion,
  }

  async function send(message: object): Promise<boolean> {
    const body = JSON.stringify(message)
    const reply = await http.send(address, { method: 'POST', headers: { ...accept.POST, ...headers }, body, timeoutMs })
    if (reply.kind !== 'reply') return false
    await drain(reply)
    return reply.status < 300
  }

  return {
    kind: 'open',
    session: {
      introduction,
      send,
      async cancel(notification) {
        await send(notification)
      },
      async request(request, onMessage, { onArrived = () => {} } = {}) {
        const reply = await http.send(address, { method: 'POST', headers: { ...accept.POST, ...headers }, body: JSON.stringify(request) })
        onArrived()
        if (reply.kind === 'lost') return { kind: 'lost' }
        if (reply.kind !== 'reply') return { kind: 'session-over' }
        if (reply.status === 200) return readAnswer(reply, request, onMessage)
        const refusal = await refusalOf(reply)
        return endsSession.has(reply.status) ? { kind: 'session-over' } : { kind: 'refused', refusal }
      },
      openStream: () => http.send(address, { method: 'GET', headers: { ...accept.GET, ...headers } }),
      async end() {
        const reply = await http.send(address, { method: 'DELETE', headers, timeoutMs: closeMs })
        if (reply.kind === 'reply') await drain(reply)
      },
    },
  }
}
