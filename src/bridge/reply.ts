import { createParser } from 'eventsource-parser'
import type { Reply } from './http.ts'
import { errorCode, isObject, type Message, parseJson, sort } from './message.ts'

/** Why the endpoint did not do what was asked: its HTTP status, and the JSON-RPC error that it sent. */
export type Refusal = { status: number; code: number; sentence: string }

/** Whether the request itself was wrong, so that it does not get better by waiting or asking again. */
export function isOwnFault({ status }: Refusal): boolean {
  // 200: the HTTP request was fine, and the answer is a JSON-RPC error.
  return [200, 400, 413].includes(status)
}

/** The messages of an answer, each as soon as it is there. Fails when the answer breaks off; ends when it ends. */
export async function* messagesOf({ headers, body }: Pick<Reply, 'headers' | 'body'>): AsyncGenerator<Message> {
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

/** What a refusing answer says. */
export async function refusalOf({ status, body }: Pick<Reply, 'status' | 'body'>): Promise<Refusal> {
  const said = parseJson(await textOf(body).catch(() => ''))
  return refusalIn(status, isObject(said) ? said.error : undefined)
}

/** What a JSON-RPC error says. */
export function refusalIn(status: number, error: unknown): Refusal {
  const { code, message } = isObject(error) ? error : {}
  return {
    status,
    code: typeof code === 'number' ? code : errorCode.refused,
    sentence: typeof message === 'string' ? message : `Tonearm did not take the request (HTTP ${status}).`,
  }
}

/** Reads an answer that nobody needs to its end: only then can the connection be used again. */
export async function discard({ body }: Pick<Reply, 'body'>): Promise<void> {
  await textOf(body).catch(() => {})
}

function* messagesIn(json: string): Generator<Message> {
  const sorted = sort(parseJson(json))
  if (sorted.kind !== 'none') yield sorted.message
}

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
