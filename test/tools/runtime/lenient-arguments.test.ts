import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { maximumArgumentValues } from '../../../src/tools/runtime/argument-size.ts'
import { lenient } from '../../../src/tools/runtime/lenient-arguments.ts'
import { parseArguments } from '../../../src/tools/runtime/parse-arguments.ts'
import { startTonearm } from '../../tonearm.ts'
import { smallWorld } from '../small-world.ts'

const input = {
  query: z.string().trim().min(1),
  limit: z.int().min(1).max(50).default(20),
  loud: z.boolean().default(false),
  types: z.array(z.enum(['album', 'track'])).optional(),
  note: z.string().optional(),
  remove: z.strictObject({ positions: z.array(z.int()).optional(), duplicates: z.boolean().optional() }).optional(),
  rows: z.array(z.strictObject({ at: z.int().optional(), items: z.array(z.string()) })).optional(),
  when: z.union([z.int(), z.strictObject({ from: z.int() })]).optional(),
}

const parsed = (values: Record<string, unknown>) => parseArguments({ name: 'some_tool', input }, { query: 'river', ...values })
const refusal = (values: Record<string, unknown>) => () => parsed(values)

describe('arguments that a client filled in', () => {
  it.each([null, ''])('as %j count as left out where they may be', (empty) => {
    const values = { limit: empty, loud: empty, types: empty, note: empty, remove: empty, rows: empty, when: empty }
    expect(parsed(values)).toEqual({ query: 'river', limit: 20, loud: false })
    expect(parsed({ remove: { positions: empty, duplicates: true } })).toMatchObject({ remove: { duplicates: true } })
    expect(parsed({ rows: [{ at: empty, items: ['a'] }] }).rows).toEqual([{ items: ['a'] }])
  })

  it('are missing where they may not be left out', () => {
    expect(refusal({ query: null })).toThrow('query: is missing')
    expect(refusal({ query: '' })).toThrow('query: ')
    expect(refusal({ rows: [{ items: null }] })).toThrow('rows.0.items: is missing')
    expect(refusal({ rows: [null] })).toThrow('rows.0: is missing')
  })
})

describe('arguments that a client sends as text', () => {
  it('are read as the type that is declared, also inside lists and objects', () => {
    expect(parsed({ limit: '2', loud: 'true', types: '["album"]' })).toMatchObject({ limit: 2, loud: true, types: ['album'] })
    expect(parsed({ limit: ' 3 ', loud: 'False' })).toMatchObject({ limit: 3, loud: false })
    expect(parsed({ remove: '{"positions": ["1", 2], "duplicates": "true"}' }).remove).toEqual({ positions: [1, 2], duplicates: true })
    expect(parsed({ remove: { positions: '[1]' } }).remove).toEqual({ positions: [1] })
    expect(parsed({ rows: ['{"at":"4","items":"[\\"a\\"]"}'] }).rows).toEqual([{ at: 4, items: ['a'] }])
    expect([parsed({ when: '5' }).when, parsed({ when: '{"from":"6"}' }).when]).toEqual([5, { from: 6 }])
  })

  it('stay texts where a text is declared, whatever they look like', () => {
    for (const text of ['2', 'true', 'null', '["a"]', '{"a":1}', '007'])
      expect(parsed({ query: text, note: text })).toMatchObject({ query: text, note: text })
    expect(parsed({ rows: [{ items: ['1', 'true', '[]'] }] }).rows).toEqual([{ items: ['1', 'true', '[]'] }])
    expect(refusal({ query: 7 })).toThrow('query: ')
    expect(refusal({ note: ['a'] })).toThrow('note: ')
  })

  it.each([
    { limit: 'two' },
    { limit: '2 rows' },
    { limit: '0x10' },
    { limit: 'true' },
    { limit: '[2]' },
    { limit: '1e999' },
    { limit: '51' },
    { limit: '2.5' },
    { loud: '1' },
    { loud: 'yes' },
    { types: 'album' },
    { types: '{"0":"album"}' },
    { types: '["video"]' },
    { remove: '[1]' },
    { remove: '{"positions":' },
    { remove: '{"other": 1}' },
  ])('are refused when they do not spell that type: %j', (values) => {
    expect(refusal(values)).toThrow(/^some_tool cannot be called like this\. .+ It takes: query, limit, /)
  })

  it('may not hold more values than a call may have', () => {
    const rows = JSON.stringify(Array.from({ length: maximumArgumentValues / 4 }, () => ({ at: 1, items: ['a', 'b'] })))
    expect(refusal({ rows })).toThrow(`The arguments of some_tool have more than ${maximumArgumentValues} values.`)
  })

  it('cannot reach the prototype of anything', () => {
    expect(refusal({ remove: '{"__proto__": {"duplicates": true}}' })).toThrow('cannot be called like this')
    expect(refusal({ constructor: '1' })).toThrow('cannot be called like this')
    expect(({} as Record<string, unknown>).duplicates).toBeUndefined()
  })
})

describe('arguments that are as they should be', () => {
  it('are left as they are', () => {
    const good = fc.record(
      {
        query: fc.string({ minLength: 1 }),
        limit: fc.integer({ min: 1, max: 50 }),
        loud: fc.boolean(),
        types: fc.array(fc.constantFrom('album', 'track')),
        note: fc.string({ minLength: 1 }),
        remove: fc.record({ positions: fc.array(fc.integer()), duplicates: fc.boolean() }, { requiredKeys: [] }),
        rows: fc.array(fc.record({ at: fc.integer(), items: fc.array(fc.string()) }, { requiredKeys: ['items'] })),
        when: fc.oneof(fc.integer(), fc.record({ from: fc.integer() })),
      },
      { requiredKeys: ['query'] },
    )
    fc.assert(fc.property(good, (values) => void expect(lenient(z.strictObject(input), values)).toEqual(values)))
  })
})

describe('calls of real clients', () => {
  type Call = { tool: string; arguments: Record<string, unknown> }
  const cases: Call[] = JSON.parse(readFileSync('../shared/cases/odd-answers.json', 'utf8')).toolArguments

  it.each(cases)('$tool takes $arguments', async ({ tool, arguments: values }) => {
    const { client } = await startTonearm({ world: smallWorld() })
    const known = 'playlist' in values ? { ...values, playlist: 'Road Trip' } : values
    const { content, isError } = await client.callTool({ name: tool, arguments: known })
    expect({ isError, text: JSON.stringify(content) }).toEqual({ isError: false, text: expect.not.stringContaining('cannot be called') })
  })

  it('still mean the long rows with detail "full", as before there was `full`', async () => {
    const { call, callInVain } = await startTonearm({ world: smallWorld() })
    for (const values of [{ full: true }, { full: 'true' }, { detail: 'full' }])
      expect(await call('get_playlist_items', { playlist: 'Road Trip', ...values })).toContain('spotify:track:')
    expect(await call('get_playlist_items', { playlist: 'Road Trip', detail: 'concise' })).not.toContain('spotify:track:')
    expect(await callInVain('get_playlist_items', { playlist: 'Road Trip', detail: 'everything' })).toContain('"detail"')
    expect(await callInVain('get_user_profile', { detail: 'full' })).toContain('"detail"')
  })

  it('do not empty a description that they fill in as ""', async () => {
    const { call, spotify } = await startTonearm({ world: smallWorld() })
    await call('edit_playlist', { playlist: 'Road Trip', rename: 'Long Road', description: '', cover: '', replace: '', sort: null })
    expect(spotify.requests().filter((request) => !request.startsWith('GET '))).toEqual([
      expect.stringMatching(/^PUT \/v1\/playlists\/\w+$/),
    ])
    expect(await call('get_playlist_items', { playlist: 'Long Road' })).toContain('Tape River')
  })
})
