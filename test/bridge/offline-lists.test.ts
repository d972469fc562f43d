import { rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { allLists } from '../../scripts/built-in-lists.ts'
import { writeLastLists } from '../../src/discovery/last-lists.ts'
import { running } from '../mcp/running.ts'
import { testCatalog } from '../mcp/test-catalog.ts'
import { startProduct } from '../product.ts'
import { builtInLists, endpointFile, startBridge } from './bridge-in-process.ts'

/** What a bridge answers within a moment for tools and prompts, without a Tonearm. */
async function offline(file: string): Promise<unknown[]> {
  const bridge = startBridge({ endpointFile: file, timeouts: { startMs: 20_000 } })
  await bridge.initialize()
  return [(await bridge.ask('tools/list')).result, (await bridge.ask('prompts/list')).result]
}

const names = (entries: object[]) => entries.map((entry) => (entry as { name: string }).name)

describe('the lists, while Tonearm is not running', () => {
  it('are those of the last run, at once', async () => {
    const product = await startProduct({ settings: { readOnly: true } })
    const client = await product.connect('while it runs')
    const { tools } = await client.listTools()
    const { prompts } = await client.listPrompts()
    await product.tonearm.stop()
    onTestFinished(() => product.stop())
    expect(await offline(product.paths.endpoint)).toEqual([{ tools }, { prompts }])
    expect(names(tools)).not.toContain('edit_playlist')
  })

  it('are those of this version when there was no run, or its file is damaged', async () => {
    const { file } = endpointFile()
    const [tools, prompts] = [{ tools: builtInLists.tools }, { prompts: builtInLists.prompts }]
    expect(await offline(file)).toEqual([tools, prompts])
    for (const damaged of ['', '{', '{}', '[]', '{"tools":[],"prompts":[]}', '{"tools":[{"name":1}],"prompts":[{"name":"x"}]}', 'null']) {
      writeFileSync(join(dirname(file), 'lists.json'), damaged)
      expect(await offline(file), damaged).toEqual([tools, prompts])
    }
  })

  it('never hold resources, and a next page is not made up', async () => {
    const bridge = startBridge({ endpointFile: endpointFile().file, timeouts: { startMs: 20 } })
    await bridge.initialize()
    for (const method of ['resources/list', 'resources/templates/list']) expect((await bridge.ask(method)).error?.code).toBe(-32000)
    expect((await bridge.ask('tools/list', { cursor: 'next' })).error?.code).toBe(-32000)
  })

  it('hold, as built in, every tool and prompt there is', () => {
    const { tools, prompts } = allLists()
    expect(tools.length).toBeGreaterThan(20)
    expect(prompts.length).toBeGreaterThan(3)
    expect(tools).toContainEqual(
      expect.objectContaining({ name: 'edit_playlist', inputSchema: expect.objectContaining({ type: 'object' }) }),
    )
  })

  it('are not announced as changed when Tonearm comes with the same ones', async () => {
    const place = endpointFile()
    const catalog = testCatalog()
    writeLastLists(join(dirname(place.file), 'lists.json'), { tools: catalog.list(), prompts: [{ name: 'only_in_the_file' }] })
    const bridge = startBridge({ endpointFile: place.file })
    await bridge.initialize()
    await bridge.ask('tools/list')
    await bridge.ask('prompts/list')
    const { endpoint, token } = await running({ catalog })
    place.write({ url: endpoint.url, token })
    await bridge.next(({ method }) => method === 'notifications/prompts/list_changed')
    await bridge.call('echo')
    expect(bridge.seen().filter(({ method }) => method)).toHaveLength(1)
  })
})

describe('a call, while Tonearm is not running', () => {
  it('shows that it waits, if the client asked for progress, and then goes on', async () => {
    const place = endpointFile()
    const bridge = startBridge({ endpointFile: place.file, timeouts: { progressMs: 20 } })
    await bridge.initialize()
    const call = { name: 'echo', arguments: { text: 'at last' }, _meta: { progressToken: 'p' } }
    const answer = bridge.ask('tools/call', call)
    const steps = []
    for (let count = 0; count < 3; count += 1) steps.push((await bridge.next(({ method }) => method === 'notifications/progress')).params)
    expect(steps).toEqual([1, 2, 3].map((step) => ({ progressToken: 'p', progress: step / 1_000_000, message: 'Waiting for Tonearm.' })))
    const { endpoint, token } = await running()
    place.write({ url: endpoint.url, token })
    expect((await answer).result).toMatchObject({ content: [{ text: 'at last' }] })
    rmSync(place.file)
  })

  it('shows nothing to a client that did not ask, and nothing after its answer', async () => {
    const bridge = startBridge({ endpointFile: endpointFile().file, timeouts: { startMs: 100, progressMs: 20 } })
    onTestFinished(() => bridge.leave())
    await bridge.initialize()
    await bridge.call('echo')
    expect(bridge.seen().filter(({ method }) => method)).toEqual([])
    await bridge.ask('tools/call', { name: 'echo', _meta: { progressToken: 1 } })
    const sent = bridge.seen().length
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(bridge.seen()).toHaveLength(sent)
  })
})
