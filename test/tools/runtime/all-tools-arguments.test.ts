import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Tool } from '../../../src/tools/runtime/define.ts'
import { tools } from '../../../src/tools/runtime/registry.ts'
import { hostileNames } from '../../fake-spotify/catalog/awkward-names.ts'
import { heardIn } from '../../history/heard.ts'
import { callTool } from '../../product.ts'
import { startTonearm } from '../../tonearm.ts'
import { expectReadable } from '../readable.ts'
import { smallWorld } from '../small-world.ts'
import { everyCall } from './every-call.ts'

const runs = 30

const anyJson = fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' })

/** What somebody could mean: everything that a good call holds, at any place. */
const sensible = fc.constantFrom<unknown>(
  ...everyCall(smallWorld()).flatMap(([, parameters]) => Object.values(parameters)),
  ...hostileNames.filter((name) => name.length <= 300),
  0,
  1,
  -1,
  1.5,
  100,
  Number.MAX_SAFE_INTEGER,
  '2026-11-22',
)

/** What the schema of a parameter lets guess: one of its choices, a number at its borders. */
function guesses(schema: unknown): fc.Arbitrary<unknown> {
  const { enum: choices, minimum, maximum, items, properties } = schema as Record<string, unknown>
  if (Array.isArray(choices)) return fc.constantFrom(...choices)
  if (typeof minimum === 'number') return fc.constantFrom(minimum, maximum ?? minimum, minimum - 1)
  if (items) return fc.array(guesses(items), { maxLength: 3 })
  if (properties) return fc.record(mapped(properties as object), { requiredKeys: [] })
  return sensible
}

function mapped(properties: object): Record<string, fc.Arbitrary<unknown>> {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, likely(schema)]))
}

const likely = (schema: unknown) =>
  fc.oneof({ arbitrary: guesses(schema), weight: 6 }, { arbitrary: sensible, weight: 2 }, { arbitrary: anyJson, weight: 1 })

/** Arguments that mostly look like the tool's own, and objects of any kind. */
function argumentsFor(tool: Tool): fc.Arbitrary<Record<string, unknown>> {
  const { properties = {} } = z.toJSONSchema(z.object(tool.input), { io: 'input' })
  return fc.oneof(
    { arbitrary: fc.record(mapped(properties), { requiredKeys: [] }), weight: 4 },
    { arbitrary: fc.dictionary(fc.string(), anyJson, { maxKeys: 4 }), weight: 1 },
  )
}

/** Every text in the arguments, which an answer may quote. */
function textsIn(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return ''
  return Object.entries(value)
    .flatMap(([key, member]) => [key, textsIn(member)])
    .join('\n')
}

describe('whatever arguments come', () => {
  it.each(tools)('$name answers in words', async (tool) => {
    const { client } = await startTonearm({ world: smallWorld(), heard: heardIn(smallWorld()), sleep: async () => {} })
    await fc.assert(
      fc.asyncProperty(argumentsFor(tool), async (parameters) => {
        const { text } = await callTool(client, tool.name, parameters)
        expectReadable(text, textsIn(parameters))
      }),
      { numRuns: runs },
    )
  })
})

describe('in read-only mode', () => {
  it('no request that changes something leaves, whatever arguments come', async () => {
    const { client, spotify } = await startTonearm({ world: smallWorld(), settings: { readOnly: true }, sleep: async () => {} })
    const calls = fc.oneof(...tools.map((tool) => argumentsFor(tool).map((parameters) => ({ tool, parameters }))))
    await fc.assert(
      fc.asyncProperty(calls, async ({ tool, parameters }) => {
        const { text, failed } = await callTool(client, tool.name, parameters)
        expectReadable(text, textsIn(parameters))
        if (tool.effect !== 'read') expect({ failed, text }).toEqual({ failed: true, text: expect.stringContaining('read-only') })
      }),
      { numRuns: 150 },
    )
    for (const [tool, parameters] of everyCall(smallWorld())) await callTool(client, tool, parameters)
    expect(spotify.requests().filter((request) => !request.startsWith('GET '))).toEqual([])
    expect(spotify.requests().length).toBeGreaterThan(0)
  })
})
