import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { messagesOf } from '../../src/bridge/http-reply.ts'
import type { Message } from '../../src/bridge/json-rpc.ts'
import { createLineSplitter } from '../../src/shared/line-splitter.ts'

/** A text, cut into chunks at any bytes. */
function chunks(text: string, cuts: number[]): Buffer[] {
  const bytes = Buffer.from(text)
  const places = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].toSorted((one, other) => one - other)
  return places.slice(1).map((to, at) => bytes.subarray(places[at], to))
}

const cuts = fc.array(fc.nat(), { maxLength: 30 })
/** Texts with the characters that could be taken for something else. */
const text = fc.string({
  unit: fc.oneof(fc.constantFrom('\u2028', 'ü', '🎧', '"', ':', ' ', 'data', '\\', '\uFEFF'), fc.string({ unit: 'grapheme' })),
})
const json = text.map((value) => JSON.stringify({ value }))
const end = fc.constantFrom('\n', '\r\n')

describe('the line splitter', () => {
  it('finds every line again, wherever the chunks end', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(json, end)), cuts, (lines, cuts) => {
        const splitter = createLineSplitter(1_000_000)
        const whole = lines.map(([line, end]) => line + end).join('')
        expect(chunks(whole, cuts).flatMap((chunk) => splitter.feed(chunk))).toEqual(lines.map(([line]) => line))
      }),
    )
  })

  it('drops a line above the limit and only that one, wherever the chunks end', () => {
    fc.assert(
      fc.property(cuts, (cuts) => {
        const splitter = createLineSplitter(10)
        const lines = chunks('short\n0123456789\n0123456789x\nshort again\nend\nunfinished', cuts).flatMap((chunk) => splitter.feed(chunk))
        expect(lines).toEqual(['short', '0123456789', { id: undefined }, { id: undefined }, 'end'])
      }),
    )
  })

  const padding = JSON.stringify('"id":7}'.repeat(500))

  it.each([
    ['written first', `{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"a":${padding}}}`, 5],
    ['written second', `{ "method": "tools/call", "id": "five", "params": {"id":7,"a":${padding}}}`, 'five'],
    ['written last', `{"method":"tools/call","params":{"id":7,"a":${padding}},"jsonrpc":"2.0","id":5}`, 5],
    ['with an escaped character', `{"method":"x","params":{"a":${padding}},"id":"a\\"b","jsonrpc":"2.0"}\r`, 'a"b'],
    ['of something inside', `{"jsonrpc":"2.0","method":"x","params":{"a":${padding},"id":7}}`, undefined],
    ['of an answer', `{"jsonrpc":"2.0","id":5,"result":{"method":"x","a":${padding}}}`, undefined],
    ['of an answer, written last', `{"result":{"method":"x","a":${padding}},"jsonrpc":"2.0","id":5}`, undefined],
    ['of no request', `{"jsonrpc":"2.0","id":5,"a":${padding}}`, undefined],
    ['of no JSON', `${padding},"id":5}`, undefined],
  ])('knows the id of a line above the limit: %s', (_, line, id) => {
    fc.assert(
      fc.property(cuts, (cuts) => {
        const splitter = createLineSplitter(1000)
        expect(chunks(`${line}\n{}\n`, cuts).flatMap((chunk) => splitter.feed(chunk))).toEqual([{ id }, '{}'])
      }),
    )
  })
})

describe('an answer as an event stream', () => {
  const message = text.map((value) => ({ jsonrpc: '2.0' as const, method: 'notifications/message', params: { value } }))
  const event = fc.record({
    message,
    extra: fc.constantFrom('', 'event: message', 'id: 7', ': keepalive', 'retry: 3', 'datum: no', 'unknown'),
    end: fc.constantFrom('\n', '\r\n'),
    space: fc.constantFrom('', ' '),
  })

  async function messagesFrom(bytes: Buffer[]): Promise<Message['message'][]> {
    const body = (async function* () {
      yield* bytes
    })()
    const messages: Message['message'][] = []
    const headers = { 'content-type': 'text/event-stream; charset=utf-8' }
    for await (const { message } of messagesOf({ headers, body })) messages.push(message)
    return messages
  }

  it('gives every message, wherever the chunks end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event), cuts, async (events, cuts) => {
        const stream = events
          .map(({ message, extra, end, space }) => [...(extra ? [extra] : []), `data:${space}${JSON.stringify(message)}`, '', ''].join(end))
          .join('')
        expect(await messagesFrom(chunks(stream, cuts))).toEqual(events.map(({ message }) => message))
      }),
    )
  })

  it('joins the lines of one message, and ignores comments, empty events, what is not a message, and an unfinished event', async () => {
    const stream = [
      ': keepalive\n\nevent: message\nid: 1\n\n\n\ndata\n\ndata: not JSON\n\n',
      'data: {"jsonrpc":"2.0",\ndata: "method":"ping"}\n\n',
      'data: {"jsonrpc":"2.0","method":"unfinished"}\n',
    ]
    expect(await messagesFrom([Buffer.from(stream.join(''))])).toEqual([{ jsonrpc: '2.0', method: 'ping' }])
  })
})
