import { Agent, type IncomingHttpHeaders, type IncomingMessage, request as sendRequest } from 'node:http'
import type { EndpointAddress } from '../discovery/endpoint-file.ts'
import { createSilenceWatch } from './silence.ts'

/** What the endpoint answered. Reading `body` fails when the connection breaks, falls silent, or is given up. */
export type Reply = {
  kind: 'reply'
  status: number
  headers: IncomingHttpHeaders
  body: AsyncIterable<Buffer>
  giveUp(): void
}

/** No answer: the request never left this computer's hands (`unreachable`), or the endpoint may have got it (`lost`). */
export type NoReply = { kind: 'unreachable' } | { kind: 'lost' }

export type HttpRequest = {
  method: 'GET' | 'POST' | 'DELETE'
  /** Beside the authorization and the content type. */
  headers?: Record<string, string>
  /** JSON. */
  body?: string
  /** Everything, the body of the answer included, has to come within this time; without it only silence ends the request. */
  timeoutMs?: number
}

/** Sends requests to the endpoint over connections that are kept open. */
export type Http = {
  send(to: EndpointAddress, request: HttpRequest): Promise<Reply | NoReply>
  /** Cuts all connections. */
  close(): void
}

/** Well below the minute after which the endpoint closes an idle connection: a call must not meet that moment. */
const idleConnectionMs = 20_000

/**
 * HTTP by Node's own client, as it starts faster than `fetch` and tells whether a connection ever stood.
 *
 * @param options.silenceMs a connection that brought nothing for so long is given up; the endpoint's event streams bring a comment every 15 s
 */
export function createHttp({ silenceMs }: { silenceMs: number }): Http {
  const agent = new Agent({ keepAlive: true, timeout: idleConnectionMs })
  const silence = createSilenceWatch(silenceMs)

  return {
    send: ({ url, token }, { method, headers, body, timeoutMs }) =>
      new Promise((resolve) => {
        let reached = false
        let answer: IncomingMessage | undefined
        const request = sendRequest(url, {
          agent,
          method,
          headers: { ...headers, ...(body !== undefined && { 'Content-Type': 'application/json' }), Authorization: `Bearer ${token}` },
        })
        const giveUp = () => void (answer ?? request).destroy()
        const watched = silence.watch(giveUp, () => (answer?.readableLength ?? 0) > 0)
        const timer = timeoutMs === undefined ? undefined : setTimeout(giveUp, timeoutMs)
        request.once('socket', (socket) => {
          reached = !socket.connecting
          if (reached) return
          socket.once('connect', () => {
            reached = true
          })
        })
        request.once('response', (response) => {
          answer = response
          response.on('data', watched.heard).pause()
          resolve({ kind: 'reply', status: response.statusCode ?? 0, headers: response.headers, body: response, giveUp })
        })
        // Stays when the request is over: a broken connection must never end the program.
        request.on('error', () => {})
        request.once('close', () => {
          watched.stop()
          clearTimeout(timer)
          resolve({ kind: reached ? 'lost' : 'unreachable' })
        })
        request.end(body)
      }),
    close: () => agent.destroy(),
  }
}
