import { PassThrough } from 'node:stream'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { ReadBuffer, serializeMessage } from '@modelcontextprotocol/sdk/shared/stdio.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { describe, expect, it, vi } from 'vitest'
import { serveStdio } from '../../src/mcp/stdio.ts'
import type { Caller } from '../../src/tools/runtime/caller.ts'
import { envelope } from './era-2026/modern.ts'
import { initialize, textOf, until } from './running.ts'
import { said, servedWith, testCatalog } from './test-catalog.ts'

/** The client's end of two pipes. */
function pipes(): { input: PassThrough; output: PassThrough; transport: Transport } {
  const input = new PassThrough()
  const output = new PassThrough()
  const received = new ReadBuffer()
  const transport: Transport = {
    async start() {
      output.on('data', (chunk) => {
        received.append(chunk)
        for (let message = received.readMessage(); message; message = received.readMessage()) transport.onmessage?.(message)
      })
    },
    send: async (message) => void input.write(serializeMessage(message)),
    close: async () => void input.end(),
  }
  return { input, output, transport }
}

describe('over standard input and output', () => {
  it('serves the same tools until the client closes the stream', async () => {
    const catalog = testCatalog()
    const { input, output, transport } = pipes()
    const ended = vi.fn()
    const serving = serveStdio({ served: servedWith(catalog), input, output }).then(ended)
    const client = new Client({ name: 'Goose', version: '1' })
    await client.connect(transport)
    expect(client.getServerVersion()).toMatchObject({ name: 'tonearm', version: '1.2.3' })
    expect((await client.listTools()).tools).toEqual(catalog.list())
    expect(textOf(await client.callTool({ name: 'echo', arguments: { text: 'Opalite' } }))).toBe('Opalite')
    expect(catalog.calls).toEqual([{ tool: 'echo', client: 'Goose' }])
    expect(ended).not.toHaveBeenCalled()

    await client.close()
    await serving
    expect(catalog.listeners()).toBe(0)
  })

  it('sends no progress after the answer', async () => {
    let report: Caller['progress'] = () => {}
    const { input, output, transport } = pipes()
    const catalog = testCatalog({
      pages(_, { progress }) {
        report = progress
        progress(1, 2)
        return said('2 pages')
      },
    })
    const serving = serveStdio({ served: servedWith(catalog), input, output })
    const client = new Client({ name: 'Goose', version: '1' })
    await client.connect(transport)
    const sent: string[] = []
    output.on('data', (chunk) => sent.push(String(chunk)))
    await client.callTool({ name: 'pages' }, undefined, { onprogress: () => {} })
    report(2, 2)
    await client.ping()
    expect(sent.join('').match(/notifications\/progress/g)).toHaveLength(1)
    await client.close()
    await serving
  })

  it('ends running calls when the client is gone', async () => {
    let aborted = false
    const catalog = testCatalog({ forever: (_, { signal }) => new Promise(() => signal.addEventListener('abort', () => (aborted = true))) })
    for (const leave of ['input ends', 'input breaks', 'output breaks'] as const) {
      aborted = false
      catalog.calls.length = 0
      const { input, output, transport } = pipes()
      const serving = serveStdio({ served: servedWith(catalog), input, output, finishMs: 50 })
      const client = new Client({ name: 'Goose', version: '1' })
      await client.connect(transport)
      client.callTool({ name: 'forever' }).catch(() => {})
      await until(() => catalog.calls.length === 1)
      if (leave === 'input ends') input.end()
      else if (leave === 'input breaks') input.destroy()
      else output.destroy(new Error('EPIPE'))
      await serving
      expect(aborted, leave).toBe(true)
    }
  })

  it.each([
    ['the versions with initialize', {}],
    ['2026-07-28', { _meta: envelope() }],
  ])('still answers what was asked when the client has closed its side, in %s', async (_, more) => {
    const slowly = async () => {
      await new Promise((resolve) => setTimeout(resolve, 200))
      return said('in a while')
    }
    const { input, output } = pipes()
    const sent: string[] = []
    output.on('data', (chunk) => sent.push(String(chunk)))
    const serving = serveStdio({ served: servedWith(testCatalog({ slowly })), input, output })
    if (!('_meta' in more)) input.write(`${JSON.stringify({ ...initialize, id: 0 })}\n`)
    for (const [id, name] of ['slowly', 'echo', 'slowly'].entries()) {
      input.write(`${JSON.stringify({ jsonrpc: '2.0', id: id + 1, method: 'tools/call', params: { name, ...more } })}\n`)
    }
    input.end()
    const before = performance.now()
    await serving
    expect(performance.now() - before).toBeLessThan(4_000)
    const answers = sent
      .join('')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(
      answers
        .map(({ id }) => id)
        .filter((id) => id > 0)
        .toSorted(),
    ).toEqual([1, 2, 3])
    expect(sent.join('').match(/in a while/g)).toHaveLength(2)
  })

  it('says what is wrong with a line that is no message, and goes on with the next', async () => {
    const { input, output } = pipes()
    const sent: string[] = []
    output.on('data', (chunk) => sent.push(String(chunk)))
    const serving = serveStdio({ served: servedWith(testCatalog()), input, output })
    const list = { jsonrpc: '2.0', id: 7, method: 'tools/list' }
    const lines = [
      '{nope',
      '',
      JSON.stringify([list]),
      '"tools/list"',
      JSON.stringify({ ...list, params: [] }),
      JSON.stringify({ ...list, id: null }),
    ]
    input.write(`${lines.join('\n')}\n`)
    input.end(`${JSON.stringify({ ...list, id: 8, method: 'resources/read', params: { uri: 5 } })}\n${JSON.stringify(list)}\n`)
    await serving
    const answers = sent
      .join('')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const notAMessage = 'This is not a JSON-RPC request, notification or response, or its params are not an object.'
    expect(answers.slice(0, -1).map(({ id, error }) => [id, error.code, error.message])).toEqual([
      [null, -32700, 'This line is not valid JSON. Send one JSON-RPC message per line.'],
      [null, -32600, 'Batches are not accepted. Send one JSON-RPC message per line.'],
      [null, -32600, notAMessage],
      [7, -32600, notAMessage],
      [null, -32600, notAMessage],
      [8, -32602, 'The params of resources/read are wrong. It needs uri as text.'],
    ])
    expect(answers.at(-1)).toMatchObject({ id: 7, result: { tools: [{ name: 'echo' }] } })
  })

  it('answers a blocked client with a refusal to everything, until it is allowed', async () => {
    const refusal = `Tonearm's owner has blocked Goose. It can be allowed again in Tonearm's window, page Apps, or by the command tonearm clients allow.`
    let blocked = true
    const asked: string[] = []
    const catalog = testCatalog()
    const serve = () => {
      const { input, output, transport } = pipes()
      const serving = serveStdio({ served: servedWith(catalog), input, output, isBlocked: (name) => asked.push(name) > 0 && blocked })
      return { serving, transport }
    }
    const refused = serve()
    await expect(new Client({ name: 'Goose', version: '1' }).connect(refused.transport)).rejects.toThrow(refusal)
    await refused.serving

    blocked = false
    const { serving, transport } = serve()
    const client = new Client({ name: 'Goose', version: '1' })
    await client.connect(transport)
    expect(textOf(await client.callTool({ name: 'echo', arguments: { text: 'Opalite' } }))).toBe('Opalite')
    blocked = true
    await expect(client.callTool({ name: 'echo', arguments: { text: 'Opalite' } })).rejects.toMatchObject({
      code: -32000,
      message: `MCP error -32000: ${refusal}`,
    })
    const astray: string[] = []
    client.onerror = ({ message }) => void astray.push(message)
    await client.notification({ method: 'notifications/initialized' })
    await expect(client.listTools()).rejects.toThrow(refusal)
    expect(astray).toEqual([])
    expect(catalog.calls).toHaveLength(1)
    blocked = false
    expect((await client.listTools()).tools).toHaveLength(1)
    expect(new Set(asked)).toEqual(new Set(['Goose']))
    await client.close()
    await serving
  })

  describe('to a client of 2026-07-28', () => {
    const envelope = (name = 'Goose') => ({
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name, version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    })

    /** A connection whose messages are written by hand. */
    async function byHand(options: Partial<Parameters<typeof serveStdio>[0]> = {}) {
      const { input, output, transport } = pipes()
      const serving = serveStdio({ served: servedWith(testCatalog()), input, output, ...options })
      const received: ReturnType<typeof JSON.parse>[] = []
      transport.onmessage = (message) => void received.push(message)
      await transport.start()
      let id = 0
      async function send(method: string, params: object = {}) {
        id += 1
        const mine = id
        await transport.send({ jsonrpc: '2.0', id: mine, method, params: { _meta: envelope(), ...params } })
        return mine
      }
      return {
        input,
        serving,
        received,
        send,
        note: (method: string, params: object) => transport.send({ jsonrpc: '2.0', method, params: { ...params } }),
        async ask(method: string, params?: object) {
          const mine = await send(method, params)
          await vi.waitFor(() => expect(received.some((message) => message.id === mine)).toBe(true), 5000)
          return received.find((message) => message.id === mine) ?? {}
        },
      }
    }

    it('serves the same tools without initialize', async () => {
      const catalog = testCatalog()
      const { ask, input, serving } = await byHand({ served: servedWith(catalog) })
      expect((await ask('server/discover')).result.supportedVersions).toEqual(['2026-07-28'])
      expect((await ask('tools/list')).result.tools).toEqual(catalog.list())
      expect((await ask('tools/call', { name: 'echo', arguments: { text: 'Opalite' } })).result.content[0].text).toBe('Opalite')
      expect(catalog.calls).toEqual([{ tool: 'echo', client: 'Goose' }])
      input.end()
      await serving
      expect(catalog.listeners()).toBe(0)
    })

    it('lets it go back to initialize after it has looked', async () => {
      const { ask, input, serving } = await byHand()
      expect((await ask('server/discover')).result.supportedVersions).toEqual(['2026-07-28'])
      const older = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'Goose', version: '1' }, _meta: undefined }
      expect((await ask('initialize', older)).result.protocolVersion).toBe('2025-11-25')
      expect((await ask('tools/list', { _meta: undefined })).result).not.toHaveProperty('ttlMs')
      input.end()
      await serving
    })

    it('tells what changes to who listens, as long as they do', async () => {
      const listeners = new Set<() => void>()
      const catalog = testCatalog()
      const nowPlaying = {
        onChange(listener: () => void) {
          listeners.add(listener)
          return () => void listeners.delete(listener)
        },
      }
      const { ask, send, note, received, input, serving } = await byHand({ served: { ...servedWith(catalog), nowPlaying } })
      await ask('tools/list')
      const id = await send('subscriptions/listen', {
        notifications: { toolsListChanged: true, resourceSubscriptions: ['spotify://now-playing'] },
      })
      const methods = () => received.map(({ method }) => method).filter(Boolean)
      await vi.waitFor(() => expect(methods()).toEqual(['notifications/subscriptions/acknowledged']))
      for (const listener of listeners) listener()
      catalog.add('play', () => said('playing'))
      await vi.waitFor(() => expect(methods().slice(1)).toEqual(['notifications/resources/updated', 'notifications/tools/list_changed']))
      await note('notifications/cancelled', { requestId: id })
      await vi.waitFor(() => expect(listeners.size).toBe(0))
      input.end()
      await serving
    })

    it('ends running calls when it is gone, or takes them back', async () => {
      const cancelled: unknown[] = []
      const catalog = testCatalog({
        forever: (parameters, { signal }) => new Promise(() => signal.addEventListener('abort', () => cancelled.push(parameters.which))),
      })
      const { send, note, input, serving } = await byHand({ served: servedWith(catalog), finishMs: 50 })
      const first = await send('tools/call', { name: 'forever', arguments: { which: 'first' } })
      await send('tools/call', { name: 'forever', arguments: { which: 'second' } })
      await vi.waitFor(() => expect(catalog.calls).toHaveLength(2), 5000)
      await note('notifications/cancelled', { requestId: first })
      await vi.waitFor(() => expect(cancelled).toEqual(['first']))
      input.end()
      await serving
      expect(cancelled).toEqual(['first', 'second'])
    })

    it('refuses one that is blocked', async () => {
      const { ask, input, serving } = await byHand({ isBlocked: (name) => name === 'Goose' })
      expect((await ask('tools/list')).error.message).toContain("Tonearm's owner has blocked Goose.")
      input.end()
      await serving
    })
  })
})
