import { createParser } from 'eventsource-parser'
import type { HttpReply } from './http.ts'
import { classify, errorCode, isObject, type Message, parseJson } from './json-rpc.ts'

/** Why the endpoint refused a request: the HTTP status (0 when there is no endpoint), and the JSON-RPC error. */
export type Refusal = { status: number; code: number; message: string; data?: unknown }

/** Whether the request itself was wrong: waiting or asking again does not help. */
export function isInvalidRequest({ status }: Refusal): boolean {
  // 200: the HTTP request was fine, and the answer is a JSON-RPC error.
  return [200, 400, 413].includes(status)
}

/** The messages of a reply (JSON or an event stream), each as soon as it has arrived. Throws when the connection breaks. */
export async function* messagesOf({ headers, body }: Pick<HttpReply, 'headers' | 'body'>): AsyncGenerator<Message> {
  if (!/^text\/event-stream\b/i.test(headers['content-type'] ?? '')) {
    yield* messagesIn(await textOf(body))
    return
  }
  const decoder = new TextDecoder()
  const events: string[] = []
  const parser = createParser({ onEvent: ({ data }) => events.push(data) })
  for await (const chunk of body) {
    parser.feed(decoder.decode(chunk, { stream: true }))
    for (const data of events.splice(0)) yield* messagesIn(data)
  }
}

/** The refusal in a reply whose status is not 200. */
export async function refusalOf({ status, body }: Pick<HttpReply, 'status' | 'body'>): Promise<Refusal> {
  const content = parseJson(await textOf(body).catch(() => ''))
  return refusalFrom(status, isObject(content) ? content.error : undefined)
}

/** The refusal that a JSON-RPC error stands for. */
export function refusalFrom(status: number, error: unknown): Refusal {
  const { code, message, data } = isObject(error) ? error : {}
  return {
    status,
    code: typeof code === 'number' ? code : errorCode.refused,
    message: typeof message === 'string' ? message : `Tonearm refused the request (HTTP ${status}).`,
    ...(data !== undefined && { data }),
  }
}

/** Reads a reply to its end and ignores it: only then can the connection be used again. */
export async function drain({ body }: Pick<HttpReply, 'body'>): Promise<void> {
  await textOf(body).catch(() => {})
}

function* messagesIn(json: string): Generator<Message> {
  const found = classify(parseJson(json))
  if (found.kind !== 'invalid') yield found
}

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
