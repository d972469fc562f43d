import { describe, expect, it } from 'vitest'
import { serverIcons } from '../../src/shared/server-icon.ts'
import { running } from '../mcp/running.ts'
import { type BridgeInProcess, builtInLists, endpointFile, introduction, type Seen, startBridge, until } from './bridge-in-process.ts'
import { envelope, modernEndpoint } from './modern-endpoint.ts'

const uri = 'spotify://now-playing'
const notRunning = 'Tonearm is not running. Start it from the applications menu, then ask again.'

/** Asks as a client of 2026-07-28. */
function asker(bridge: BridgeInProcess) {
  return (method: string, params: Record<string, unknown> = {}, meta: object = {}) =>
    bridge.ask(method, { ...params, _meta: { ...envelope, ...meta } })
}

/** A bridge in front of an endpoint of 2026-07-28. */
async function setting(options: Parameters<typeof modernEndpoint>[0] = {}) {
  const endpoint = await modernEndpoint(options)
  const place = endpointFile()
  place.write(endpoint)
  const bridge = startBridge({ endpointFile: place.file })
  return { endpoint, place, bridge, ask: asker(bridge) }
}

/** Opens a stream, and waits until the client hears that it is open. */
async function listen(bridge: BridgeInProcess, id: string, notifications: object): Promise<Seen> {
  bridge.send({ jsonrpc: '2.0', id, method: 'subscriptions/listen', params: { notifications, _meta: envelope } })
  return bridge.next(({ method }) => method === 'notifications/subscriptions/acknowledged')
}

const subscriptionId = (id: string) => ({ 'io.modelcontextprotocol/subscriptionId': id })
const textOf = ({ result }: Seen) => (result as { content: { text: string }[] }).content[0]?.text

describe('a client of 2026-07-28, behind the bridge', () => {
  it('is answered by the endpoint, without a session', async () => {
    const { endpoint, ask } = await setting()
    const { result } = await ask('server/discover')
    expect(result).toMatchObject({ resultType: 'complete', supportedVersions: ['2026-07-28'] })
    expect((await ask('tools/list')).result).toMatchObject({ resultType: 'complete', tools: [{ name: 'echo' }, { name: 'slow' }] })
    expect(textOf(await ask('tools/call', { name: 'echo', arguments: { text: 'Opalite' } }))).toBe('Opalite')
    expect(endpoint.headers().some((headers) => 'mcp-session-id' in headers)).toBe(false)
  })

  it('has the headers of each message taken from its body, in Base64 where a header cannot carry it', async () => {
    const { endpoint, ask } = await setting({ prompts: ['größe', '=?base64?x?=', ' spaces '] })
    await ask('tools/call', { name: 'echo', arguments: {} })
    for (const name of ['größe', '=?base64?x?=', ' spaces ']) {
      expect((await ask('prompts/get', { name })).result).toMatchObject({ messages: [{ content: { text: name } }] })
    }
    await ask('resources/read', { uri })
    const sent = endpoint.headers().map((headers) => [headers['mcp-protocol-version'], headers['mcp-method'], headers['mcp-name']])
    expect(sent).toEqual([
      ['2026-07-28', 'server/discover', undefined],
      ['2026-07-28', 'tools/call', 'echo'],
      ...['größe', '=?base64?x?=', ' spaces '].map((name) => {
        return ['2026-07-28', 'prompts/get', `=?base64?${Buffer.from(name).toString('base64')}?=`]
      }),
      ['2026-07-28', 'resources/read', uri],
    ])
  })

  it('gets the errors of the protocol as they are', async () => {
    const { bridge, ask } = await setting()
    expect((await ask('no/such/method')).error?.code).toBe(-32601)
    expect((await ask('resources/read', { uri: 'spotify://nothing' })).error?.code).toBe(-32602)
    const incomplete = { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' }
    expect((await bridge.ask('tools/call', { name: 'echo', _meta: incomplete })).error?.code).toBe(-32602)
  })

  it('cancels a call by closing its connection, and the endpoint stops', async () => {
    const { endpoint, bridge, ask } = await setting()
    await ask('server/discover')
    bridge.send({ jsonrpc: '2.0', id: 'slow', method: 'tools/call', params: { name: 'slow', arguments: {}, _meta: envelope } })
    await until(() => endpoint.headers().some((headers) => headers['mcp-name'] === 'slow'))
    await new Promise((resolve) => setTimeout(resolve, 50))
    bridge.send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 'slow', _meta: envelope } })
    await until(() => endpoint.cancelled() === 1)
    expect(textOf(await ask('tools/call', { name: 'echo', arguments: { text: 'on' } }))).toBe('on')
    expect(bridge.seen().some(({ id }) => id === 'slow')).toBe(false)
  })

  it('stays with its protocol, and so does one that began with initialize', async () => {
    const { bridge, ask } = await setting()
    await ask('tools/list')
    expect((await bridge.ask('initialize', introduction)).error).toMatchObject({ code: -32022, data: { supported: ['2026-07-28'] } })
    expect((await bridge.ask('tools/list')).error?.code).toBe(-32602)

    const { endpoint, token } = await running()
    const place = endpointFile()
    place.write({ url: endpoint.url, token })
    const older = startBridge({ endpointFile: place.file })
    await older.initialize()
    expect((await asker(older)('server/discover')).error?.code).toBe(-32601)
  })

  it('hears of a version that nobody speaks', async () => {
    const { ask } = await setting()
    const { error } = await ask('server/discover', {}, { 'io.modelcontextprotocol/protocolVersion': '2030-01-01' })
    expect(error).toMatchObject({ code: -32022, data: { supported: ['2026-07-28'], requested: '2030-01-01' } })
  })

  it('hears what is wrong with its envelope in its first request, and is served as soon as it is right', async () => {
    const { endpoint, token } = await running()
    const place = endpointFile()
    place.write({ url: endpoint.url, token })
    const nameless = { 'io.modelcontextprotocol/clientInfo': { version: '1' } }
    for (const method of ['server/discover', 'prompts/list', 'subscriptions/listen']) {
      const bridge = startBridge({ endpointFile: place.file })
      const { error } = await asker(bridge)(method, { notifications: {} }, nameless)
      expect(error, method).toMatchObject({ code: -32602, message: expect.stringContaining('clientInfo.name') })
      expect((await asker(bridge)('tools/list')).result, method).toMatchObject({ tools: [{ name: 'echo' }] })
    }
  })
})

describe('a client of 2026-07-28, while Tonearm is not running', () => {
  it('discovers the server and reads its lists at once, and is told not to keep them', async () => {
    const bridge = startBridge({ endpointFile: endpointFile().file, timeouts: { startMs: 20_000 } })
    const ask = asker(bridge)
    const serverInfo = { name: 'tonearm', title: 'Tonearm for Spotify', version: '1.2.3' }
    const around = { resultType: 'complete', ttlMs: 0, cacheScope: 'private', _meta: { 'io.modelcontextprotocol/serverInfo': serverInfo } }
    const { result } = await ask('server/discover')
    expect(result).toMatchObject({
      ...around,
      _meta: { 'io.modelcontextprotocol/serverInfo': { ...serverInfo, icons: serverIcons } },
      supportedVersions: ['2026-07-28'],
      instructions: expect.stringContaining('Spotify'),
    })
    expect(Object.keys(result?.capabilities as object)).toEqual(['tools', 'resources', 'prompts', 'completions'])
    expect((await ask('tools/list')).result).toEqual({ ...around, tools: builtInLists.tools })
    expect((await ask('prompts/list')).result).toEqual({ ...around, prompts: builtInLists.prompts })
  })

  it('gets a result that says how to start it, after progress', async () => {
    const bridge = startBridge({ endpointFile: endpointFile().file, timeouts: { startMs: 60, progressMs: 20 } })
    const { result } = await asker(bridge)('tools/call', { name: 'echo', arguments: {} }, { progressToken: 7 })
    expect(result).toMatchObject({ resultType: 'complete', isError: true, content: [{ text: notRunning }] })
    expect(bridge.seen()[0]?.params).toMatchObject({ progressToken: 7, message: 'Waiting for Tonearm.' })
  })

  it('can listen before there is anything, and hears what is different when Tonearm comes', async () => {
    const place = endpointFile()
    const bridge = startBridge({ endpointFile: place.file })
    const ask = asker(bridge)
    const wanted = { toolsListChanged: true, promptsListChanged: true }
    expect((await listen(bridge, 'l', wanted)).params).toEqual({ notifications: wanted, _meta: subscriptionId('l') })
    await ask('tools/list')
    const endpoint = await modernEndpoint()
    place.write(endpoint)
    expect((await bridge.next(({ method }) => method === 'notifications/tools/list_changed')).params).toEqual({
      _meta: subscriptionId('l'),
    })
    expect((await ask('tools/list')).result).toMatchObject({ tools: [{ name: 'echo' }, { name: 'slow' }] })
    endpoint.addTool('another')
    await bridge.next(({ method }) => method === 'notifications/tools/list_changed')
    // It was acknowledged once, and the prompts were never read.
    expect(bridge.seen().flatMap(({ method }) => method ?? [])).toEqual([
      'notifications/subscriptions/acknowledged',
      'notifications/tools/list_changed',
      'notifications/tools/list_changed',
    ])
  })
})

describe('a listen stream of 2026-07-28, over restarts', () => {
  it.each(['stop', 'kill'] as const)('is opened again after a %s, and the client hears what it missed', async (how) => {
    const { endpoint, place, bridge, ask } = await setting()
    await listen(bridge, 'l', { toolsListChanged: true, resourceSubscriptions: [uri] })
    await ask('tools/list')
    expect(endpoint.listening()).toBe(1)
    await endpoint[how]()
    const next = await modernEndpoint({ tools: ['newer'] })
    place.write(next)
    await bridge.next(({ method }) => method === 'notifications/tools/list_changed')
    expect((await bridge.next(({ method }) => method === 'notifications/resources/updated')).params).toEqual({
      uri,
      _meta: subscriptionId('l'),
    })
    expect(next.listening()).toBe(1)
    next.resourceUpdated(uri)
    await bridge.next(({ method }) => method === 'notifications/resources/updated')
    expect(bridge.seen().some(({ id }) => id === 'l')).toBe(false)
  })

  it('says nothing when the next Tonearm has the same lists', async () => {
    const { endpoint, place, bridge, ask } = await setting()
    await listen(bridge, 'l', { toolsListChanged: true })
    await ask('tools/list')
    await endpoint.kill()
    const next = await modernEndpoint()
    place.write(next)
    await until(() => next.listening() === 1)
    await ask('tools/call', { name: 'echo', arguments: {} })
    expect(bridge.seen().filter(({ method }) => method)).toHaveLength(1)
  })

  it('ends when the client cancels it, and when there is nothing to listen for', async () => {
    const { endpoint, bridge } = await setting()
    await listen(bridge, 'l', { toolsListChanged: true })
    bridge.send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 'l' } })
    await until(() => endpoint.listening() === 0)
    await listen(bridge, 'nothing', {})
    expect((await bridge.next(({ id }) => id === 'nothing')).result).toMatchObject({ resultType: 'complete' })
  })

  it('calls go on after a restart, and one that was under way is not repeated', async () => {
    const { endpoint, place, bridge, ask } = await setting()
    await ask('server/discover')
    const slow = ask('tools/call', { name: 'slow', arguments: {} })
    await until(() => endpoint.headers().some((headers) => headers['mcp-name'] === 'slow'))
    await endpoint.kill()
    expect(textOf(await slow)).toContain('it is not known whether it was carried out')
    const waiting = ask('tools/call', { name: 'echo', arguments: { text: 'on' } })
    place.write(await modernEndpoint())
    expect(textOf(await waiting)).toBe('on')
    expect(bridge.seen().every(({ error }) => error === undefined)).toBe(true)
  })
})
