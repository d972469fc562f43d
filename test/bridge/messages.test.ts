import { describe, expect, it, onTestFinished } from 'vitest'
import { running } from '../mcp/running.ts'
import { said, type TestCatalog, testCatalog } from '../mcp/test-catalog.ts'
import { type BridgeInProcess, endpointFile, introduction, startBridge, until } from './bridge-in-process.ts'
import { startFaultProxy } from './fault-proxy.ts'

type Setting = { bridge: BridgeInProcess; catalog: TestCatalog }

async function setting(catalog = testCatalog(), capabilities: object = {}): Promise<Setting & Awaited<ReturnType<typeof running>>> {
  const there = await running({ catalog })
  const place = endpointFile()
  place.write({ url: there.endpoint.url, token: there.token })
  const bridge = startBridge({ endpointFile: place.file })
  await bridge.initialize({ capabilities })
  return { ...there, bridge, catalog }
}

describe('the bridge, message by message', () => {
  it('gives the client the answers of the endpoint as they are', async () => {
    const { bridge, catalog } = await setting()
    expect((await bridge.ask('tools/list')).result).toEqual({ tools: catalog.list() })
    expect(await bridge.call('echo', { text: 'Für Elise 🎹' })).toEqual({ text: 'Für Elise 🎹', failed: false })
    const { error } = await bridge.ask('tools/call', { name: 'no_such_tool' })
    expect(error).toEqual({ code: -32602, message: 'There is no tool "no_such_tool". The tools are echo.' })
  })

  it('passes progress on as it comes, before the answer', async () => {
    const gate = Promise.withResolvers<void>()
    const catalog = testCatalog({
      async slow(_, { progress }) {
        progress(1, 3, 'first')
        await gate.promise
        progress(2, 3, 'second')
        return said('done')
      },
    })
    const { bridge } = await setting(catalog)
    bridge.send({ jsonrpc: '2.0', id: 'slow one', method: 'tools/call', params: { name: 'slow', _meta: { progressToken: 'mine' } } })
    const first = await bridge.next(({ method }) => method === 'notifications/progress')
    expect(first.params).toEqual({ progressToken: 'mine', progress: 1, total: 3, message: 'first' })
    expect(bridge.seen().some(({ id }) => id === 'slow one')).toBe(false)
    gate.resolve()
    await bridge.next(({ id }) => id === 'slow one')
    expect(bridge.seen().at(-2)).toMatchObject({ method: 'notifications/progress', params: { progress: 2 } })
  })

  it('passes the cancellation of a call on, and gives the call no answer', async () => {
    let given: AbortSignal | undefined
    const catalog = testCatalog({
      async slow(_, { signal }) {
        given = signal
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        return said('too late')
      },
    })
    const { bridge } = await setting(catalog)
    bridge.send({ jsonrpc: '2.0', id: 77, method: 'tools/call', params: { name: 'slow' } })
    await until(() => given !== undefined)
    bridge.send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 77, reason: 'changed my mind' } })
    await until(() => given?.aborted === true)
    expect(await bridge.call('echo', { text: 'afterwards' })).toEqual({ text: 'afterwards', failed: false })
    expect(bridge.seen().some(({ id }) => id === 77)).toBe(false)
  })

  it('never lets a cancellation overtake its call', async () => {
    let [begun, ended] = [0, 0]
    const catalog = testCatalog({
      async slow(_, { signal }) {
        begun += 1
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        ended += 1
        return said('')
      },
    })
    const { bridge } = await setting(catalog)
    for (let id = 100; id < 150; id += 1) {
      bridge.send({ jsonrpc: '2.0', id, method: 'tools/call', params: { name: 'slow' } })
      // The call is on its way, by a connection that is being opened; the cancellation could go by one that is open.
      await new Promise((resolve) => setImmediate(resolve))
      bridge.send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: id } })
    }
    expect(await bridge.call('echo', { text: 'free' })).toEqual({ text: 'free', failed: false })
    // Some were given up before they were on their way.
    await until(() => begun > 10 && begun === ended)
    expect(bridge.seen().filter(({ id }) => Number(id) >= 100)).toEqual([])
  })

  it('passes requests of the endpoint to the client, and its answers back', async () => {
    const catalog = testCatalog({ ask: async (_, { confirm }) => said(await confirm('Really?')) })
    const { bridge } = await setting(catalog, { elicitation: {} })
    const answer = bridge.call('ask')
    const question = await bridge.next(({ method }) => method === 'elicitation/create')
    expect(question.params).toMatchObject({ message: 'Really?' })
    bridge.send({ jsonrpc: '2.0', id: question.id as number, result: { action: 'accept', content: { confirm: true } } } as object)
    expect(await answer).toEqual({ text: 'yes', failed: false })
  })

  it('cancels a request of the endpoint when the call that it belongs to is over', async () => {
    const catalog = testCatalog({ ask: async (_, { confirm }) => said(await confirm('Really?')) })
    const { bridge } = await setting(catalog, { elicitation: {} })
    bridge.send({ jsonrpc: '2.0', id: 'asking', method: 'tools/call', params: { name: 'ask' } })
    const question = await bridge.next(({ method }) => method === 'elicitation/create')
    bridge.send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 'asking' } })
    const back = await bridge.next(({ method }) => method === 'notifications/cancelled')
    expect(back.params?.requestId).toBe(question.id)
  })

  it('never passes an answer to a request of the last session to this session', async () => {
    const catalog = testCatalog({ ask: async ({ text }, { confirm }) => said(`${text}: ${await confirm(`Really ${text}?`)}`) })
    const there = await running({ catalog })
    const proxy = await startFaultProxy(there)
    onTestFinished(() => proxy.close())
    const place = endpointFile()
    place.write({ url: proxy.url, token: there.token })
    const bridge = startBridge({ endpointFile: place.file })
    await bridge.initialize({ capabilities: { elicitation: {} } })

    const lost = bridge.call('ask', { text: 'remove everything' })
    const first = await bridge.next(({ method }) => method === 'elicitation/create')
    await proxy.refuse()
    await until(() => bridge.logged().includes('Reconnecting'))
    await proxy.accept()
    expect((await lost).failed).toBe(true)
    const back = await bridge.next(({ method }) => method === 'notifications/cancelled')
    expect(back.params?.requestId).toBe(first.id)

    const answer = bridge.call('ask', { text: 'rename' })
    const second = await bridge.next(({ method }) => method === 'elicitation/create')
    expect(second.id).not.toBe(first.id)
    bridge.send({ jsonrpc: '2.0', id: first.id, result: { action: 'accept', content: { confirm: true } } })
    bridge.send({ jsonrpc: '2.0', id: second.id, result: { action: 'decline' } })
    expect(await answer).toEqual({ text: 'rename: no', failed: false })
  })

  it('passes notifications of the endpoint on', async () => {
    const { bridge, catalog } = await setting()
    await bridge.ask('tools/list')
    catalog.add('another', () => said(''))
    await bridge.next(({ method }) => method === 'notifications/tools/list_changed')
    expect((await bridge.ask('tools/list')).result).toMatchObject({ tools: [{ name: 'echo' }, { name: 'another' }] })
  })

  it('gives refusals of the endpoint to the model as text', async () => {
    const { bridge } = await setting()
    const large = await bridge.call('echo', { text: 'x'.repeat(5_000_000) })
    expect(large).toEqual({
      text: 'The message is too large. This endpoint takes up to 300 kB; split the request into smaller ones.',
      failed: true,
    })
    const { error } = await bridge.ask('completion/complete', { text: 'x'.repeat(400_000) })
    expect(error).toEqual({ code: -32000, message: large.text })
  })

  it('answers initialize of a blocked client, and says at every call that it is blocked, until it is not', async () => {
    let isBlocked = true
    const there = await running({ isBlocked: () => isBlocked })
    const place = endpointFile()
    place.write({ url: there.endpoint.url, token: there.token })
    // A block does not go away by waiting: the answer comes at once.
    const bridge = startBridge({ endpointFile: place.file, timeouts: { startMs: 30_000 } })
    expect((await bridge.initialize()).result).toBeDefined()
    const sentence = `Tonearm's owner has blocked hand-made. It can be allowed again in Tonearm's window, page Apps, or by the command tonearm clients allow.`
    expect(await bridge.call('echo')).toEqual({ text: sentence, failed: true })
    expect((await bridge.ask('tools/list')).error?.message).toBe(sentence)
    isBlocked = false
    expect(await bridge.call('echo', { text: 'free' })).toEqual({ text: 'free', failed: false })
  })

  it('waits when as many clients are connected as Tonearm accepts, and says so when none leaves in time', async () => {
    const there = await running({ limits: { sessions: 1 } })
    const { client } = await there.connect('who was there before')
    const place = endpointFile()
    place.write({ url: there.endpoint.url, token: there.token })
    const bridge = startBridge({ endpointFile: place.file, timeouts: { startMs: 1_000 } })
    await bridge.initialize()
    const sentence = 'Tonearm cannot accept another client: 1 are connected. Close one of them, then try again.'
    expect(await bridge.call('echo')).toEqual({ text: sentence, failed: true })
    const waiting = bridge.call('echo', { text: 'in' })
    await client.close()
    expect(await waiting).toEqual({ text: 'in', failed: false })
  })

  it('refuses an initialize request that is wrong, and does not send it again', async () => {
    const there = await running()
    const proxy = await startFaultProxy(there)
    onTestFinished(() => proxy.close())
    const place = endpointFile()
    place.write({ url: proxy.url, token: there.token })
    const bridge = startBridge({ endpointFile: place.file, timeouts: { backgroundPollMs: 5 } })
    const { error } = await bridge.ask('initialize', { protocolVersion: '2025-11-25' })
    expect(error?.message).toMatch(/^The initialize request is not complete/)
    expect((await bridge.ask('tools/list')).error?.code).toBe(-32601)
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(proxy.count('"method":"initialize"')).toBe(1)
    expect((await bridge.initialize()).result).toBeDefined()
    expect(await bridge.call('echo', { text: 'better' })).toEqual({ text: 'better', failed: false })
  })

  it('says when there are too many calls', async () => {
    const there = await running({ limits: { requestsPerMinute: 5 } })
    const place = endpointFile()
    place.write({ url: there.endpoint.url, token: there.token })
    const bridge = startBridge({ endpointFile: place.file })
    await bridge.initialize()
    const answers = await Promise.all(Array.from({ length: 6 }, () => bridge.call('echo', { text: 'again' })))
    expect(answers.at(-1)).toEqual({ text: expect.stringMatching(/^Too many requests to Tonearm .* Try again in /), failed: true })
  })

  it('answers a ping itself, and asks to be initialized first', async () => {
    const bridge = startBridge({ endpointFile: endpointFile().file })
    expect((await bridge.ask('ping')).result).toEqual({})
    expect((await bridge.ask('server/discover')).error?.code).toBe(-32601)
    expect((await bridge.ask('tools/list')).error?.code).toBe(-32601)
  })
})

describe('the next session', () => {
  /** An endpoint that tells what is playing, and how many ask to be told. */
  async function withPlayer() {
    const listeners = new Set<() => void>()
    const onChange = (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
    const there = await running({ served: { nowPlaying: { onChange } } })
    const play = () => {
      for (const listener of listeners) listener()
    }
    return { ...there, listeners: () => listeners.size, play }
  }
  const uri = 'spotify://now-playing'

  it('has the subscriptions and the log level of the last one', async () => {
    const [first, second] = [await withPlayer(), await withPlayer()]
    const proxy = await startFaultProxy(second)
    onTestFinished(() => proxy.close())
    const place = endpointFile()
    place.write({ url: first.endpoint.url, token: first.token })
    const bridge = startBridge({ endpointFile: place.file })
    await bridge.initialize()
    await bridge.ask('resources/subscribe', { uri })
    await bridge.ask('logging/setLevel', { level: 'warning' })
    place.write({ url: proxy.url, token: second.token })
    await first.endpoint.close()

    // It may have changed in between, and does change again.
    const updated = () => bridge.next(({ method }) => method === 'notifications/resources/updated')
    expect((await updated()).params).toEqual({ uri })
    expect(second.listeners()).toBe(1)
    second.play()
    expect((await updated()).params).toEqual({ uri })
    await until(() => proxy.count('"logging/setLevel","params":{"level":"warning"}') === 1)
  })

  it('has no subscription that the client gave up, or that was refused', async () => {
    const [first, second] = [await withPlayer(), await withPlayer()]
    const proxy = await startFaultProxy(second)
    onTestFinished(() => proxy.close())
    const place = endpointFile()
    place.write({ url: first.endpoint.url, token: first.token })
    const bridge = startBridge({ endpointFile: place.file })
    await bridge.initialize()
    await bridge.ask('resources/subscribe', { uri })
    await bridge.ask('resources/unsubscribe', { uri })
    expect((await bridge.ask('resources/subscribe', { uri: 'spotify://another' })).error).toBeDefined()
    place.write({ url: proxy.url, token: second.token })
    await first.endpoint.close()

    await bridge.call('echo')
    expect(proxy.count('resources/subscribe')).toBe(0)
    expect(bridge.seen().some(({ method }) => method === 'notifications/resources/updated')).toBe(false)
  })

  it('has the name of the client, and the protocol version that was agreed on', async () => {
    const first = await running()
    const second = await running()
    const proxy = await startFaultProxy(second)
    onTestFinished(() => proxy.close())
    const place = endpointFile()
    place.write({ url: first.endpoint.url, token: first.token })
    const bridge = startBridge({ endpointFile: place.file })
    await bridge.initialize({ protocolVersion: '1999-01-01', clientInfo: { name: 'claude-ai', version: '0.1' } })
    place.write({ url: proxy.url, token: second.token })
    await first.endpoint.close()

    await until(() => second.endpoint.clients()[0]?.name === 'claude-ai')
    expect(proxy.received()).toContain('"protocolVersion":"2025-11-25"')
    await until(() => /^mcp-protocol-version: 2025-11-25/im.test(proxy.received()))
  })

  it('replaces the old one when the client sends initialize again', async () => {
    const { bridge, endpoint } = await setting()
    await bridge.initialize({ clientInfo: { name: 'after a restart', version: '2' } })
    expect(await bridge.call('echo', { text: 'on' })).toEqual({ text: 'on', failed: false })
    expect(endpoint.clients()).toEqual([expect.objectContaining({ name: 'after a restart' })])
  })
})

describe('what the bridge reads and writes', () => {
  it('reads lines in pieces, CRLF, split characters, a byte order mark and empty lines', async () => {
    const { bridge } = await setting()
    const line = Buffer.from(
      '\uFEFF{"jsonrpc":"2.0","id":"ü","method":"tools/call","params":{"name":"echo","arguments":{"text":"Björk 🎧"}}}\r\n\r\n',
    )
    for (const byte of line) bridge.write(Buffer.from([byte]))
    const { result } = await bridge.next(({ id }) => id === 'ü')
    expect(result).toMatchObject({ content: [{ text: 'Björk 🎧' }] })
    expect(bridge.seen()).toHaveLength(2)
  })

  it('answers what is no message with an error', async () => {
    const { bridge } = await setting()
    bridge.write('no JSON at all\n"text"\n{"id":9}\n{"method":1,"id":null}\n[]\n')
    await bridge.call('echo', { text: 'on' })
    const errors = bridge.seen().filter(({ error }) => error)
    expect(errors.map(({ id, error }) => [id, error?.code])).toEqual([
      [null, -32700],
      [null, -32600],
      [9, -32600],
      [null, -32600],
      [null, -32600],
    ])
  })

  it('refuses what is nested too deeply to be passed on, and goes on', async () => {
    const { bridge } = await setting()
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    bridge.write(`{"jsonrpc":"2.0","id":"deep","method":"tools/call","params":{"arguments":${deep}}}\n`)
    bridge.write(`{"jsonrpc":"2.0","method":"notifications/deep","params":${deep}}\n`)
    expect(await bridge.call('echo', { text: 'on' })).toEqual({ text: 'on', failed: false })
    expect(bridge.seen().filter(({ error }) => error?.code === -32700)).toHaveLength(2)
  })

  it('answers each message of a batch on its own', async () => {
    const { bridge } = await setting()
    bridge.write(
      `${JSON.stringify(['a', 'b'].map((id) => ({ jsonrpc: '2.0', id, method: 'tools/call', params: { name: 'echo', arguments: { text: id } } })))}\n`,
    )
    expect((await bridge.next(({ id }) => id === 'a')).result).toMatchObject({ content: [{ text: 'a' }] })
    expect((await bridge.next(({ id }) => id === 'b')).result).toMatchObject({ content: [{ text: 'b' }] })
  })

  it('refuses a line above ten megabytes and goes on', async () => {
    const { bridge } = await setting()
    bridge.write(`${'x'.repeat(11 * 1024 * 1024)}\n`)
    expect((await bridge.next(({ id }) => id === null)).error?.message).toBe(
      'This line is too long, so it was not read. Send smaller messages.',
    )
    const call = {
      jsonrpc: '2.0',
      id: 'big',
      method: 'tools/call',
      params: { name: 'echo', arguments: { text: 'x'.repeat(11 * 1024 * 1024) } },
    }
    bridge.write(`${JSON.stringify(call)}\n`)
    expect((await bridge.next(({ id }) => id === 'big')).error?.code).toBe(-32600)
    expect(await bridge.call('echo', { text: 'on' })).toEqual({ text: 'on', failed: false })
  })

  it('reads no further while the client does not read', async () => {
    const message = 'x'.repeat(100_000)
    let reported = 0
    const catalog = testCatalog({
      async talk(_, { progress }) {
        for (; reported < 100; reported += 1) {
          progress(reported, 100, message)
          await new Promise((resolve) => setImmediate(resolve))
        }
        return said('done')
      },
    })
    const { bridge } = await setting(catalog)
    bridge.stopReading(true)
    bridge.send({ jsonrpc: '2.0', id: 'talk', method: 'tools/call', params: { name: 'talk', _meta: { progressToken: 1 } } })
    await until(() => reported === 100)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(bridge.unread()).toBeGreaterThan(0)
    expect(bridge.unread()).toBeLessThan(10 * message.length)
    bridge.stopReading(false)
    await bridge.next(({ id }) => id === 'talk')
    expect(bridge.seen().filter(({ method }) => method === 'notifications/progress')).toHaveLength(100)
  })

  it('ends the session when the client goes', async () => {
    const { bridge, endpoint } = await setting()
    expect(endpoint.clients()).toHaveLength(1)
    await bridge.leave()
    expect(endpoint.clients()).toEqual([])
  })

  it('ends the session also when the client goes while it is being opened', async () => {
    let bridge: BridgeInProcess | undefined
    let over: Promise<void> | undefined
    const there = await running({
      isBlocked() {
        over ??= bridge?.leave()
        return false
      },
    })
    const place = endpointFile()
    place.write({ url: there.endpoint.url, token: there.token })
    bridge = startBridge({ endpointFile: place.file })
    bridge.send({ jsonrpc: '2.0', id: 1, method: 'initialize', params: introduction })
    await until(() => over !== undefined)
    await over
    expect(there.endpoint.clients()).toEqual([])
  })
})
