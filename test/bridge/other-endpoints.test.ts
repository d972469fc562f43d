import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createSilenceWatch } from '../../src/bridge/silence.ts'
import { endpointFile, introduction, type Relayed, relayed, until } from './relayed.ts'

type Message = { id?: number; method: string; params?: { clientInfo?: { name: string } } }

/** The bridge in front of a server made by hand, for what the endpoint of today does not do. */
async function bridgeTo(
  answer: (message: Message, response: ServerResponse) => void,
  news: (response: ServerResponse) => void = (response) => response.writeHead(405).end(),
): Promise<Relayed> {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    if (request.method === 'POST') answer(JSON.parse(body) as Message, response)
    else if (request.method === 'GET') news(response)
    else response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const place = endpointFile()
  place.write({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`, token: 'token' })
  return relayed({ endpointFile: place.file, waits: { start: 300 } })
}

const json = (response: ServerResponse, value: unknown) =>
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(value))
const events = (response: ServerResponse, ...values: unknown[]) =>
  response.writeHead(200, { 'Content-Type': 'text/event-stream' }).end(values.map((value) => `data: ${JSON.stringify(value)}\n\n`).join(''))
const introduced = (id: unknown) => ({ jsonrpc: '2.0', id, result: { ...introduction, serverInfo: { name: 'by hand', version: '1' } } })
const textOf = (id: unknown, text: string) => ({ jsonrpc: '2.0', id, result: { content: [{ type: 'text', text }] } })

describe('an endpoint of another version', () => {
  it('may answer with plain JSON, keep no session and have no news', async () => {
    const bridge = await bridgeTo((message, response) => {
      if (message.id === undefined) response.writeHead(202).end()
      else json(response, message.method === 'initialize' ? introduced(message.id) : textOf(message.id, 'plain'))
    })
    expect((await bridge.initialize()).result).toMatchObject({ serverInfo: { name: 'by hand' } })
    expect((await bridge.call('anything')).text).toBe('plain')
  })

  it('cannot slip the client an answer to another request', async () => {
    const bridge = await bridgeTo((message, response) => {
      if (message.id === undefined) response.writeHead(202).end()
      else if (message.method === 'initialize') json(response, introduced(message.id))
      else events(response, textOf(4711, 'of another'), textOf(message.id, 'right'), textOf(message.id, 'once more'))
    })
    await bridge.initialize()
    expect((await bridge.call('anything')).text).toBe('right')
    expect((await bridge.call('anything')).text).toBe('right')
    expect(JSON.stringify(bridge.seen())).not.toMatch(/of another|once more/)
  })

  it('may ask without being asked, take its question back, and leave with one open', async () => {
    let say: ServerResponse | undefined
    const bridge = await bridgeTo(
      (message, response) => {
        if (message.id === undefined) response.writeHead(202).end()
        else json(response, message.method === 'initialize' ? introduced(message.id) : textOf(message.id, 'plain'))
      },
      (response) => {
        say = response.writeHead(200, { 'Content-Type': 'text/event-stream' })
        response.flushHeaders()
      },
    )
    await bridge.initialize()
    await bridge.call('anything')
    const tell = (message: object) => say?.write(`data: ${JSON.stringify({ jsonrpc: '2.0', ...message })}\n\n`)

    tell({ id: 'q1', method: 'roots/list' })
    tell({ id: 'q2', method: 'roots/list' })
    const [one, two] = [
      await bridge.next(({ method }) => method === 'roots/list'),
      await bridge.next(({ method }) => method === 'roots/list'),
    ]
    tell({ method: 'notifications/cancelled', params: { requestId: 'unknown' } })
    tell({ method: 'notifications/cancelled', params: { requestId: 'q2', reason: 'enough' } })
    const back = await bridge.next(({ method }) => method === 'notifications/cancelled')
    expect(back.params).toEqual({ requestId: two.id, reason: 'enough' })
    say?.end()
    const left = await bridge.next(({ method }) => method === 'notifications/cancelled')
    expect(left.params?.requestId).toBe(one.id)
  })

  it('may refuse in ways of its own', async () => {
    const bridge = await bridgeTo((message, response) => {
      if (message.id === undefined) response.writeHead(202).end()
      else if (message.method === 'initialize') json(response, introduced(message.id))
      else response.writeHead(418).end('a teapot')
    })
    await bridge.initialize()
    expect(await bridge.call('anything')).toEqual({ text: 'Tonearm did not take the request (HTTP 418).', failed: true })
  })

  it('may answer what cannot be passed on', async () => {
    const bridge = await bridgeTo((message, response) => {
      if (message.id === undefined) response.writeHead(202).end()
      else if (message.method === 'initialize') json(response, introduced(message.id))
      else {
        const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
        response
          .writeHead(200, { 'Content-Type': 'application/json' })
          .end(`{"jsonrpc":"2.0","id":${message.id},"result":{"content":${deep}}}`)
      }
    })
    await bridge.initialize()
    expect(await bridge.call('anything')).toMatchObject({ text: expect.stringContaining('not known'), failed: true })
  })

  it('may agree to a protocol version that is no header', async () => {
    const bridge = await bridgeTo((message, response) => {
      const { id, result } = introduced(message.id)
      json(response, { jsonrpc: '2.0', id, result: { ...result, protocolVersion: 'two\nlines' } })
    })
    await bridge.initialize()
    expect((await bridge.call('anything')).text).toMatch(/^Tonearm runs, but does not answer/)
  })

  it('that knows no session for longer than a moment does not keep the bridge going in circles', async () => {
    let openings = 0
    const bridge = await bridgeTo((message, response) => {
      if (message.id === undefined) response.writeHead(202).end()
      else if (message.method !== 'initialize') response.writeHead(404).end()
      else {
        openings += 1
        json(response, introduced(message.id))
      }
    })
    await bridge.initialize()
    expect((await bridge.call('anything')).text).toBe('The connection to Tonearm keeps breaking. Quit it, start it again, then ask again.')
    expect(openings).toBeLessThan(7)
  })
})

describe('a client that introduces itself differently before the endpoint has answered', () => {
  it('is known as what it said last', async () => {
    const names: unknown[] = []
    const bridge = await bridgeTo((message, response) => {
      if (message.id === undefined) response.writeHead(202).end()
      else if (message.method !== 'initialize') json(response, textOf(message.id, String(names.at(-1))))
      else {
        names.push(message.params?.clientInfo?.name)
        setTimeout(() => json(response, introduced(message.id)), 50)
      }
    })
    bridge.send({
      jsonrpc: '2.0',
      id: 'early',
      method: 'initialize',
      params: { ...introduction, clientInfo: { name: 'early', version: '1' } },
    })
    await until(() => names.length === 1)
    await bridge.initialize({ clientInfo: { name: 'late', version: '1' } })
    expect((await bridge.call('anything')).text).toBe('late')
  })
})

describe('a client that introduces itself differently while the bridge connects again', () => {
  it('is known as what it said last', async () => {
    let openings = 0
    let isFirstOver = false
    let acceptSecond: (() => void) | undefined
    const bridge = await bridgeTo((message, response) => {
      const session = String(response.req.headers['mcp-session-id'])
      if (message.method === 'initialize') {
        openings += 1
        response.setHeader('Mcp-Session-Id', `${message.params?.clientInfo?.name} ${openings}`)
        json(response, introduced(message.id))
      } else if (message.id === undefined) {
        const accept = () => void response.writeHead(202).end()
        if (session === 'early 2') acceptSecond = accept
        else accept()
      } else if (isFirstOver && session === 'early 1') response.writeHead(404).end()
      else json(response, textOf(message.id, session))
    })
    await bridge.initialize({ clientInfo: { name: 'early', version: '1' } })
    expect((await bridge.call('anything')).text).toBe('early 1')
    isFirstOver = true
    bridge.send({ jsonrpc: '2.0', id: 'waiting', method: 'tools/call' })
    await until(() => acceptSecond !== undefined)
    const late = bridge.initialize({ clientInfo: { name: 'late', version: '1' } })
    await new Promise((resolve) => setTimeout(resolve, 30))
    acceptSecond?.()
    await late
    expect((await bridge.call('anything')).text).toBe('late 3')
  })
})

describe('the watch for silence', () => {
  it('gives a connection up that was silent for the time, not one that was heard or is behind', () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const silent: string[] = []
    const silence = createSilenceWatch(400)
    const heard = silence.watch(() => silent.push('heard'))
    silence.watch(() => silent.push('never heard'))
    const behind = silence.watch(
      () => silent.push('behind'),
      () => true,
    )
    const over = silence.watch(() => silent.push('over'))
    for (let at = 0; at < 2_000; at += 50) {
      vi.advanceTimersByTime(50)
      heard.heard()
      if (at === 100) over.stop()
      if (at === 350) expect(silent).toEqual([])
    }
    expect(silent).toEqual(['never heard'])
    heard.stop()
    behind.stop()
    expect(vi.getTimerCount()).toBe(0)
  })
})
