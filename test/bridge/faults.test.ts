import { describe, expect, it, onTestFinished } from 'vitest'
import type { Timeouts } from '../../src/bridge/timeouts.ts'
import { type Running, type RunningOptions, running, wellBehaved } from '../mcp/running.ts'
import { said, type TestCatalog, testCatalog } from '../mcp/test-catalog.ts'
import { type BridgeInProcess, endpointFile, startBridge, until } from './bridge-in-process.ts'
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts'

const resultUnknown =
  'The connection to Tonearm broke during this call, so it is not known whether it was carried out. Check the result before retrying.'

type Setting = Running & { proxy: FaultProxy; bridge: BridgeInProcess; catalog: TestCatalog; calls(): number }

/** Client, bridge, faulty network and endpoint; the client is initialized. */
async function setting(options: RunningOptions & { timeouts?: Partial<Timeouts>; catalog?: TestCatalog } = {}): Promise<Setting> {
  const { timeouts, catalog = testCatalog(), ...rest } = options
  const there = await running({ catalog, ...rest })
  const proxy = await startFaultProxy(there)
  onTestFinished(() => proxy.close())
  const place = endpointFile()
  place.write({ url: proxy.url, token: there.token })
  const bridge = startBridge({ endpointFile: place.file, timeouts })
  await bridge.initialize()
  await until(() => bridge.logged().includes('Connected'))
  return { ...there, proxy, bridge, catalog, calls: () => catalog.calls.length }
}

const passed = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** A tool that waits until it is let go. */
function slowTool(): { catalog: TestCatalog; letGo: () => void } {
  const gate = Promise.withResolvers<void>()
  onTestFinished(() => gate.resolve())
  const slow = async () => {
    await gate.promise
    return said('done')
  }
  return { catalog: testCatalog({ slow }), letGo: gate.resolve }
}

describe('the bridge, when the network fails', () => {
  it('says that the result is unknown when the connection breaks during a call, and does not repeat the call', async () => {
    const { catalog } = slowTool()
    const { proxy, bridge, calls } = await setting({ catalog })
    const answer = bridge.call('slow')
    await until(() => calls() === 1)
    proxy.cut()
    expect(await answer).toEqual({ text: resultUnknown, failed: true })
    expect(await bridge.call('echo', { text: 'still there' })).toEqual({ text: 'still there', failed: false })
    expect(calls()).toBe(2)
  })

  it('says the same when the connection breaks in the middle of the answer', async () => {
    const { proxy, bridge, calls } = await setting()
    proxy.cutAt('"text":"half', 'after')
    expect(await bridge.call('echo', { text: 'half an answer' })).toEqual({ text: resultUnknown, failed: true })
    expect(calls()).toBe(1)
    expect(JSON.stringify(bridge.seen())).not.toContain('half an')
  })

  it('reads a list again when the connection breaks, and the client notices nothing', async () => {
    const { proxy, bridge } = await setting()
    proxy.cutAt('"tools"', 'before')
    const { result } = await bridge.ask('tools/list')
    expect(result).toMatchObject({ tools: [{ name: 'echo' }] })
    expect(proxy.count('"method":"tools/list"')).toBe(2)
  })

  it('reads a list again only once', async () => {
    const { proxy, bridge } = await setting()
    proxy.cutAt('"resources"', 'before', 2)
    const { error } = await bridge.ask('resources/list')
    expect(error?.message).toBe('The connection to Tonearm broke before it answered. Ask again.')
    expect(proxy.count('"method":"resources/list"')).toBe(2)
  })

  it('waits while nothing listens and goes on in a new session, without the client noticing', async () => {
    const { proxy, bridge, endpoint } = await setting()
    await proxy.refuse()
    await passed(20)
    const answer = bridge.call('echo', { text: 'patience' })
    await passed(100)
    expect(bridge.seen()).toHaveLength(1)
    await proxy.accept()
    expect(await answer).toEqual({ text: 'patience', failed: false })
    expect(endpoint.clients()).toEqual([expect.objectContaining({ name: 'hand-made' }), expect.objectContaining({ name: 'hand-made' })])
  })

  it('opens one new session for all who wait, and tells the client to read the lists again', async () => {
    const { proxy, bridge, catalog } = await setting()
    await bridge.ask('tools/list')
    await bridge.ask('prompts/list')
    await proxy.refuse()
    await passed(20)
    catalog.add('another', () => said(''))
    const answers = Array.from({ length: 20 }, (_, number) => bridge.call('echo', { text: `call ${number}` }))
    await until(() => bridge.logged().includes('Reconnecting'))
    await proxy.accept()
    expect((await Promise.all(answers)).map(({ text }) => text)).toEqual(Array.from({ length: 20 }, (_, number) => `call ${number}`))
    expect(proxy.count('"method":"initialize"')).toBe(2)
    await bridge.next(({ method }) => method === 'notifications/tools/list_changed')
    expect(bridge.seen().filter(({ method }) => method)).toHaveLength(1)
  })

  it('opens the notification stream again in the same session when only that broke', async () => {
    const { proxy, bridge, catalog, endpoint } = await setting()
    await bridge.ask('tools/list')
    await until(() => proxy.count('GET /mcp') === 1)
    proxy.cut()
    catalog.add('one', () => said(''))
    await until(() => proxy.count('GET /mcp') === 2)
    await until(() => catalog.listeners() === 1)
    await bridge.call('echo', { text: 'the same session' })
    expect(endpoint.clients()).toHaveLength(1)
    // What the endpoint sent in between is lost.
    await bridge.next(({ method }) => method === 'notifications/tools/list_changed')
    catalog.add('another', () => said(''))
    await bridge.next(({ method }) => method === 'notifications/tools/list_changed')
  })

  it('treats a half-closed connection as lost', async () => {
    const { catalog } = slowTool()
    const { proxy, bridge, calls } = await setting({ catalog })
    const answer = bridge.call('slow')
    await until(() => calls() === 1)
    proxy.halfClose()
    expect(await answer).toEqual({ text: resultUnknown, failed: true })
    expect(await bridge.call('echo', { text: 'on' })).toEqual({ text: 'on', failed: false })
  })

  it('treats a connection as lost when it is silent for much longer than the endpoint ever is', async () => {
    const { proxy, bridge, calls } = await setting({ timeouts: { silenceMs: 300, openMs: 200 } })
    proxy.silent(true)
    const answer = bridge.call('echo', { text: 'lost on the way' })
    expect(await answer).toEqual({ text: resultUnknown, failed: true })
    expect(calls()).toBe(0)
    proxy.silent(false)
    expect(await bridge.call('echo', { text: 'there again' })).toEqual({ text: 'there again', failed: false })
  })

  it('waits for a slow endpoint, over a slow connection, as long as it is not silent', async () => {
    const catalog = testCatalog({
      async slow(_, { progress }) {
        for (let step = 1; step <= 8; step += 1) {
          await passed(100)
          progress(step, 8)
        }
        return said('at last')
      },
    })
    const { proxy, bridge } = await setting({ catalog, timeouts: { silenceMs: 400 } })
    proxy.delay(50)
    bridge.send({ jsonrpc: '2.0', id: 'slow', method: 'tools/call', params: { name: 'slow', _meta: { progressToken: 1 } } })
    expect((await bridge.next(({ id }) => id === 'slow')).result).toMatchObject({ content: [{ text: 'at last' }] })
  })

  it('says that Tonearm does not answer when it is there but stuck', async () => {
    const { proxy, bridge } = await setting({ timeouts: { startMs: 400, openMs: 100 } })
    await proxy.refuse()
    await until(() => bridge.logged().includes('Reconnecting'))
    proxy.silent(true)
    await proxy.accept()
    const { error } = await bridge.ask('resources/list')
    expect(error?.message).toBe('Tonearm is running, but it does not answer. Quit it, start it again, then ask again.')
  })

  it('opens a new session when the endpoint has ended the old one', async () => {
    const { bridge, endpoint, proxy, send, token } = await setting()
    const session = /^mcp-session-id: (\S+)/im.exec(proxy.received())?.[1] ?? ''
    const { status } = await send({ method: 'DELETE', headers: { ...wellBehaved(token), 'Mcp-Session-Id': session } })
    expect(status).toBe(200)
    expect(await bridge.call('echo', { text: 'in the next session' })).toEqual({ text: 'in the next session', failed: false })
    expect(endpoint.clients()).toHaveLength(1)
  })
})
