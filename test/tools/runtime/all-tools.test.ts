import { describe, expect, it } from 'vitest'
import { allScopes } from '../../../src/config/scopes.ts'
import type { Effect } from '../../../src/tools/runtime/define.ts'
import { tools } from '../../../src/tools/runtime/registry.ts'
import { heardIn } from '../../history/heard.ts'
import { callTool } from '../../product.ts'
import { tokens, toolListBudget } from '../../tokens/budgets.ts'
import { startTonearm } from '../../tonearm.ts'
import { smallWorld } from '../small-world.ts'
import { everyCall } from './every-call.ts'

/** What the first word of a tool's name promises. */
const effectOf: Record<string, Effect> = {
  search: 'read',
  get: 'read',
  find: 'read',
  count: 'read',
  compare: 'read',
  match: 'read',
  play: 'control',
  control: 'control',
  queue: 'add',
  create: 'add',
  export: 'add',
  edit: 'edit',
  undo: 'edit',
}

describe.each(tools)('$name', (tool) => {
  it('has a name of words, and describes itself in one or two sentences', () => {
    expect(tool.name).toMatch(/^[a-z]+(_[a-z]+)*$/)
    expect(tool.name.length).toBeLessThanOrEqual(64)
    expect(tool.title).toMatch(/^[A-Z]/)
    expect(tool.description.length).toBeLessThanOrEqual(300)
    expect(tool.description).toMatch(/^[A-Z].*\.$/)
    expect(tool.description.match(/[.!?](?: |$)/g)?.length, tool.description).toBeLessThanOrEqual(2)
  })

  it('does what its name promises', () => {
    expect(tool.effect).toBe(effectOf[tool.name.split('_')[0] ?? ''])
  })

  it('needs only permissions that Tonearm asks for, and none that changes something if it only reads', () => {
    for (const scope of tool.scopes) expect(allScopes).toContain(scope)
    if (tool.effect === 'read') expect(tool.scopes.filter((scope) => scope.includes('modify'))).toEqual([])
  })

  it('names its parameters in words', () => {
    for (const name of Object.keys(tool.input)) expect(name).toMatch(/^[a-z]+(_[a-z]+)*$/)
  })
})

describe('the list of tools', () => {
  it('has all four annotations on each, right for what the tool does', async () => {
    const { client } = await startTonearm()
    const { tools: listed } = await client.listTools()
    const hints = { read: [true, false, true], add: [false, false, false], control: [false, false, false], edit: [false, true, false] }
    expect(listed.map(({ name, annotations }) => [name, annotations])).toEqual(
      tools.map(({ name, effect }) => {
        const [readOnlyHint, destructiveHint, idempotentHint] = hints[effect]
        return [name, { readOnlyHint, destructiveHint, idempotentHint, openWorldHint: true }]
      }),
    )
  })

  it('is the same for everybody, every time: clients keep it in their caches', async () => {
    const { client, connect } = await startTonearm()
    const once = JSON.stringify(await client.listTools())
    expect(JSON.stringify(await (await connect('another')).listTools())).toBe(once)
    expect(JSON.stringify(await client.listTools())).toBe(once)
    expect(new Set(tools.map(({ name }) => name)).size).toBe(tools.length)
  })

  it('describes each in a schema that every client understands', async () => {
    const { client } = await startTonearm()
    for (const { name, inputSchema } of (await client.listTools()).tools) {
      expect(inputSchema.type, name).toBe('object')
      expect(JSON.stringify(inputSchema), name).not.toMatch(/"\$ref"|"\$schema"|"\$defs"|"not":/)
    }
  })

  it('costs a model no more than its budget', async () => {
    const { client } = await startTonearm()
    expect(tokens(JSON.stringify((await client.listTools()).tools))).toBeLessThanOrEqual(toolListBudget)
  })

  it('is tried out whole by the tests of all tools', async () => {
    const tried = new Set(everyCall(smallWorld()).map(([tool]) => tool))
    expect(tools.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([])
  })
})

describe('every tool', () => {
  it('answers a good call', async () => {
    const world = smallWorld()
    const { client } = await startTonearm({ world, heard: heardIn(world), sleep: async () => {} })
    for (const [tool, parameters] of everyCall(world)) {
      const { text, failed } = await callTool(client, tool, parameters)
      expect(failed, `${tool} ${JSON.stringify(parameters)}: ${text}`).toBe(false)
    }
  })
})
