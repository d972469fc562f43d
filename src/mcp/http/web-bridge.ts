import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'

/** The headers that the transport reads. The SDK gets no others, above all not the endpoint token. */
const passedOn = ['accept', 'content-type', 'mcp-session-id', 'mcp-protocol-version']

/**
 * The request as the SDK's transport wants it (a web-standard Request), without the body, which has been read and checked before.
 *
 * The SDK's adapter for Node is not used because it answers failures as plain text with their message, and writes to the console.
 */
export function toWebRequest(request: IncomingMessage): Request {
  const headers = passedOn.flatMap((name) => {
    const value = request.headers[name]
    return typeof value === 'string' ? [[name, value] as [string, string]] : []
  })
  return new Request(`http://127.0.0.1${request.url}`, { method: request.method, headers })
}

/** Sends what the transport answers; an event stream goes on until one side ends it. */
export async function sendWebResponse(answer: Response, response: ServerResponse): Promise<void> {
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  if (!answer.body) {
    response.end()
    return
  }
  // An event stream may be silent for hours, and its client waits for the headers.
  response.flushHeaders()
  try {
    await pipeline(Readable.fromWeb(answer.body as ReadableStream), response)
  } catch (error) {
    if (!response.destroyed) throw error
  }
}
