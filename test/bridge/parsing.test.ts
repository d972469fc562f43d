import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEventStreamParser } from '../../src/bridge/event-stream.ts'
import { createLineSplitter } from '../../src/bridge/lines.ts'

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
        expect(lines).toEqual(['short', '0123456789', undefined, undefined, 'end'])
      }),
    )
  })
})

describe('the event stream parser', () => {
  const lineEnd = fc.constantFrom('\n', '\r\n', '\r')
  const event = fc.record({
    data: fc.array(
      text.map((line) => line.replace(/[\r\n]/g, '')),
      { minLength: 1, maxLength: 3 },
    ),
    extra: fc.constantFrom('', 'event: message', 'id: 7', ': keepalive', 'retry: 3', 'datum: no', 'unknown'),
    end: lineEnd,
    space: fc.constantFrom('', ' '),
  })

  it('finds the data of every event again, wherever the chunks end', () => {
    fc.assert(
      fc.property(fc.array(event), cuts, (events, cuts) => {
        const parser = createEventStreamParser()
        const stream = events
          .map(({ data, extra, end, space }) =>
            [extra, ...data.map((line) => `data:${space || (line.startsWith(' ') ? ' ' : '')}${line}`), '', '']
              .filter((line, at) => at > 0 || line)
              .join(end),
          )
          .join('')
        expect(chunks(stream, cuts).flatMap((chunk) => parser.feed(chunk))).toEqual(events.map(({ data }) => data.join('\n')))
      }),
    )
  })

  it.each(['\n', '\r', '\r\n'])('takes %j for one line end, also byte by byte', (end) => {
    const parser = createEventStreamParser()
    const bytes = [...Buffer.from(['data: first', 'data: second', '', 'data: ü', '', ''].join(end))]
    expect(bytes.flatMap((byte) => parser.feed(Buffer.from([byte])))).toEqual(['first\nsecond', 'ü'])
  })

  it('gives nothing for comments, for events without data, and for one that is not finished', () => {
    const parser = createEventStreamParser()
    expect(parser.feed(Buffer.from(': keepalive\n\nevent: message\nid: 1\n\n\n\ndata\n\ndata: unfinished\n'))).toEqual([''])
  })
})
