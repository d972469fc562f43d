import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createSilenceWatch } from '../../src/bridge/silence-watch.ts'
import { proofOf } from '../../src/discovery/proof.ts'
import { type BridgeInProcess, endpointFile, introduction, startBridge, until } from './bridge-in-process.ts'

type Message = { id?: number; method: string; params?: { clientInfo?: { name: string } } }

/** The bridge in front of a hand-made server, for what our endpoint does not do today. */
async function bridgeTo(
  answer: (message: Message, response: ServerResponse) => void,
  openStream: (response: ServerResponse) => void = (response) => response.writeHead(405).end(),
): Promise<BridgeInProcess> {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const nonce = /^\/proof\?nonce=(.+)$/.exec(request.url ?? '')?.[1]
    if (nonce) json(response, { proof: proofOf('token', nonce, port()) })
    else if (request.method === 'POST') answer(JSON.parse(body) as Message, response)
    else if (request.method === 'GET') openStream(response)
    else response.end()
  })
  const port = () => (server.address() as AddressInfo).port
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const place = endpointFile()
  place.write({ url: `http://127.0.0.1:${port()}/mcp`, token: 'token' })
  return startBridge({ endpointFile: place.file, timeouts: { startMs: 300 } })
}

const json = (response: ServerResponse, value: unknown) => {
  const text = JSON.stringify(value)
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }).end(text)
}
const events = (response: ServerResponse, ...values: unknown[]) =>
  response.writeHead(200, { 'Content-Type': 'text/event-stream' }).end(values.map((value) => `data: ${JSON.stringify(value)}\n\n`).join(''))
const introduced = (id: unknown) => ({ jsonrpc: '2.0', id, result: { ...introduction, serverInfo: { name: 'by hand', version: '1' } } })
const textOf = (id: unknown, text: string) => ({ jsonrpc: '2.0', id, result: { content: [{ type: 'text', text }] } })

describe('an endpoint of another version', () => {
  it('may answer with plain JSON, without a session id or a notification stream', async () => {
    const bridge = await bridgeTo((message, response) => {
      if (message.id === undefined) response.writeHead(202).end()
      else json(response, message.method === 'initialize' ? introduced(message.id) : textOf(message.id, 'plain'))
    })
    expect((await bridge.initialize()).result).toMatchObject({ serverInfo: { name: 'by hand' } })
    expect((await bridge.call('anything')).text).toBe('plain')
  })

  it('cannot make the client take an answer to another request', async () => {
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

  it('may send requests on the notification stream, cancel one, and end the stream with one open', async () => {
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

  it('may refuse with any HTTP status', async () => {
    const bridge = await bridgeTo((message, response) => {
      if (message.id === undefined) response.writeHead(202).end()
      else if (message.method === 'initialize') json(response, introduced(message.id))
      else response.writeHead(418).end('a teapot')
    })
    await bridge.initialize()
    expect(await bridge.call('anything')).toEqual({ text: 'Tonearm refused the request (HTTP 418).', failed: true })
  })

  it('may answer with what is nested too deeply to be passed on', async () => {
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

  it('may agree to a protocol version that cannot be an HTTP header', async () => {
    const bridge = await bridgeTo((message, response) => {
      const { id, result } = introduced(message.id)
      json(response, { jsonrpc: '2.0', id, result: { ...result, protocolVersion: 'two\nlines' } })
    })
    await bridge.initialize()
    expect((await bridge.call('anything')).text).toMatch(/^Tonearm is running, but it does not answer/)
  })

  it('that forgets every session at once does not keep the bridge reconnecting forever', async () => {
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

describe('an endpoint that no longer serves the session', () => {
  it.each([
    ['is stopping', 503],
    ['no longer knows the session', 404],
    ['no longer accepts the token', 401],
  ])('because it %s (HTTP %i) gets the call again in the next session', async (_, status) => {
    const received: string[] = []
    let sessions = 0
    const bridge = await bridgeTo((message, response) => {
      const session = String(response.req.headers['mcp-session-id'])
      if (message.method === 'tools/call') received.push(session)
      if (message.id === undefined) response.writeHead(202).end()
      else if (message.method === 'initialize') {
        sessions += 1
        response.setHeader('Mcp-Session-Id', `session ${sessions}`)
        json(response, introduced(message.id))
      } else if (session === 'session 1') response.writeHead(status).end()
      else json(response, textOf(message.id, session))
    })
    await bridge.initialize()
    expect(await bridge.call('anything')).toEqual({ text: 'session 2', failed: false })
    expect(received).toEqual(['session 1', 'session 2'])
  })
})

describe('a client that sends another initialize before the endpoint has answered', () => {
  it('is known by the name it sent last', async () => {
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

describe('a client that sends another initialize while the bridge reconnects', () => {
  it('is known by the name it sent last', async () => {
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
  it('reports a connection without data for the limit, and none on which data comes or waits to be read', () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const silent: string[] = []
    const silence = createSilenceWatch(400)
    const active = silence.watch(() => silent.push('active'))
    silence.watch(() => silent.push('without data'))
    const unread = silence.watch(
      () => silent.push('unread'),
      () => true,
    )
    const over = silence.watch(() => silent.push('over'))
    for (let at = 0; at < 2_000; at += 50) {
      vi.advanceTimersByTime(50)
      active.reset()
      if (at === 100) over.stop()
      if (at === 350) expect(silent).toEqual([])
    }
    expect(silent).toEqual(['without data'])
    active.stop()
    unread.stop()
    expect(vi.getTimerCount()).toBe(0)
  })
})
