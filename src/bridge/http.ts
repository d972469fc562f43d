import { Agent, type IncomingHttpHeaders, type IncomingMessage, request as sendRequest } from 'node:http'
import type { EndpointAddress } from '../discovery/endpoint-file.ts'
import { createSilenceWatch } from './silence-watch.ts'

/** The endpoint's reply. Reading `body` throws when the connection breaks, is silent for too long, or is aborted. */
export type HttpReply = {
  kind: 'reply'
  status: number
  headers: IncomingHttpHeaders
  body: AsyncIterable<Buffer>
  abort(): void
}

/** No reply: the request was never sent (`unreachable`), or the endpoint may have received it (`lost`). */
export type NoReply = { kind: 'unreachable' } | { kind: 'lost' }

export type HttpRequest = {
  method: 'GET' | 'POST' | 'DELETE'
  /** In addition to the authorization and the content type. */
  headers?: Record<string, string>
  /** JSON. */
  body?: string
  /** The whole reply, body included, must come within this time. Without it, only silence ends the request. */
  timeoutMs?: number
}

/** Sends requests to the endpoint over connections that stay open. */
export type Http = {
  send(address: EndpointAddress, request: HttpRequest): Promise<HttpReply | NoReply>
  /** Closes all connections at once. */
  close(): void
}

/** Well below the minute after which the endpoint closes an idle connection, so that no request is sent at that moment. */
const idleConnectionMs = 20_000

/** So many are kept for later. More would hold files open that this process needs to find Tonearm again. */
const idleConnections = 8

/**
 * HTTP with Node's own client: it starts faster than `fetch`, and it tells whether a connection was ever open.
 *
 * @param options.silenceMs a connection without any data for this long is closed; the endpoint's event streams send a comment every 15 s
 */
export function createHttp({ silenceMs }: { silenceMs: number }): Http {
  const agent = new Agent({ keepAlive: true, timeout: idleConnectionMs, maxFreeSockets: idleConnections })
  const silence = createSilenceWatch(silenceMs)

  return {
    send: ({ url, token }, { method, headers, body, timeoutMs }) =>
      new Promise((resolve) => {
        let wasConnected = false
        let reply: IncomingMessage | undefined
        const request = sendRequest(url, {
          agent,
          method,
          headers: { ...headers, ...(body !== undefined && { 'Content-Type': 'application/json' }), Authorization: `Bearer ${token}` },
        })
        const abort = () => void (reply ?? request).destroy()
        const watched = silence.watch(abort, () => (reply?.readableLength ?? 0) > 0)
        const timer = timeoutMs === undefined ? undefined : setTimeout(abort, timeoutMs)
        request.once('socket', (socket) => {
          // `pending`, since a socket that could not even be opened (too many open files) is not connecting either.
          wasConnected = !socket.pending
          if (wasConnected) return
          socket.once('connect', () => {
            wasConnected = true
          })
        })
        request.once('response', (response) => {
          reply = response
          response.on('data', watched.reset).pause()
          resolve({ kind: 'reply', status: response.statusCode ?? 0, headers: response.headers, body: response, abort })
        })
        // This listener stays when the request is over: a broken connection must never end the program.
        request.on('error', () => {})
        request.once('close', () => {
          watched.stop()
          clearTimeout(timer)
          resolve({ kind: wasConnected ? 'lost' : 'unreachable' })
        })
        request.end(body)
      }),
    close: () => agent.destroy(),
  }
}
