import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { createParser } from 'eventsource-parser'
import { primingEvent } from './priming-event.ts'
import { type RequestId, sendJson } from './refusal.ts'

/** The headers that the SDKs read, besides Accept. They get no others, above all not the endpoint token. */
const passedOn = ['content-type', 'mcp-session-id', 'mcp-protocol-version', 'mcp-method', 'mcp-name']

/**
 * The request as the SDKs want it (a web-standard Request), without the body, which has been read and checked before.
 *
 * The SDK's adapter for Node is not used because it answers failures as plain text with their message, and writes to the console.
 *
 * @param signal aborts when the client gives up, where that cancels the request
 */
export function toWebRequest(request: IncomingMessage, signal?: AbortSignal): Request {
  const headers = passedOn.flatMap((name) => {
    const value = request.headers[name]
    return typeof value === 'string' ? [[name, value] as [string, string]] : []
  })
  headers.push(['accept', acceptedTypes(request)])
  return new Request(`http://127.0.0.1${request.url}`, { method: request.method, headers, signal })
}

/**
 * Accept as the transport demands it. Clients must name both types (2025-11-25, basic/transports), and many name one, anything or nothing:
 * they are served as well. A GET asks for an event stream, so one that wants only JSON is left to the transport, which refuses it.
 */
function acceptedTypes({ method, headers: { accept = '*/*' } }: IncomingMessage): string {
  const takesAll = /\*\/\*/.test(accept)
  const takesJson = method === 'POST' && /application\/(?:json|\*)/i.test(accept)
  return takesAll || takesJson || takesEvents(accept) ? 'application/json, text/event-stream' : accept
}

const takesEvents = (accept: string) => /text\/(?:event-stream|\*)/i.test(accept)

/** Whether a POST comes from a client that does not say it can read event streams: it gets plain JSON. */
export function readsOnlyJson({ method, headers: { accept = '*/*' } }: IncomingMessage): boolean {
  return method === 'POST' && !takesEvents(accept)
}

/**
 * Sends what the transport answers; an event stream goes on until one side ends it.
 *
 * @param id of the request that is answered: the transport refuses without it
 */
export async function sendWebResponse(
  answer: Response,
  request: IncomingMessage,
  response: ServerResponse,
  id: RequestId | undefined,
): Promise<void> {
  if (answer.status >= 400) {
    sendJson(response, answer.status, withId(await answer.text(), id))
    return
  }
  if (isEventStream(answer) && readsOnlyJson(request)) {
    await sendAsJson(answer, response)
    return
  }
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  if (!answer.body) {
    response.end()
    return
  }
  // An event stream may be silent for hours, and its client waits for the headers.
  response.flushHeaders()
  if (request.method === 'GET') response.write(primingEvent(request.headers['mcp-protocol-version']))
  try {
    await pipeline(Readable.fromWeb(answer.body as ReadableStream), response)
  } catch (error) {
    if (!response.destroyed) throw error
  }
}

const isEventStream = ({ headers }: Response) => headers.get('content-type')?.startsWith('text/event-stream') === true

/** Sends the one answer in an event stream as JSON. Without one (the client cancelled the request) there is nothing to say. */
async function sendAsJson(answer: Response, response: ServerResponse): Promise<void> {
  const session = answer.headers.get('mcp-session-id')
  const headers: Record<string, string> = session ? { 'Mcp-Session-Id': session } : {}
  const messages: string[] = []
  createParser({ onEvent: ({ data }) => messages.push(data) }).feed(await answer.text())
  // Progress and log messages come before it.
  const last = messages.at(-1)
  if (last !== undefined && isAnswer(last)) sendJson(response, 200, last, headers)
  else response.writeHead(202, headers).end()
}

function isAnswer(json: string): boolean {
  const message: unknown = JSON.parse(json)
  return typeof message === 'object' && message !== null && ('result' in message || 'error' in message)
}

/** A JSON-RPC error of the transport, with the id of the request that it refuses. */
function withId(body: string, id: RequestId | undefined): string {
  return id === undefined ? body : JSON.stringify({ ...JSON.parse(body), id })
}
