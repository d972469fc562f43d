import { createServer, get, type IncomingMessage } from 'node:http'
import { connect as connectSocket, createServer as createSocketServer } from 'node:net'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { checkCaller } from '../../../src/mcp/http/guard.ts'
import { answered, initialize, type RawAnswer, type Running, running, sentence, textOf, until, wellBehaved } from '../running.ts'
import { said, testCatalog } from '../test-catalog.ts'

// Clients in the field do not always do what the specification says. What is clear is served; who may ask is decided as strictly as ever.

const ping = { jsonrpc: '2.0', id: 1, method: 'ping' }
const call = (id: number, name: string) => ({ jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: { text: 'Opalite' } } })

/** Opens a session with exactly these headers besides the token's. */
async function open({ send, token }: Running, headers: Record<string, string>, message: object = initialize): Promise<RawAnswer> {
  const plain = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
  return send({ method: 'POST', headers: { ...plain, ...headers }, body: JSON.stringify(message) })
}

const sessionOf = (answer: RawAnswer) => ({ 'Mcp-Session-Id': String(answer.headers['mcp-session-id']) })

describe('the address with a slash at its end', () => {
  it('is the same address, from the first message to the last', async () => {
    const { endpoint, token } = await running()
    const transport = new StreamableHTTPClientTransport(new URL(`${endpoint.url}/`), {
      requestInit: { headers: { Authorization: `Bearer ${token}` } },
    })
    const client = new Client({ name: 'test client', version: '1' })
    onTestFinished(() => client.close())
    await client.connect(transport)
    expect(textOf(await client.callTool({ name: 'echo', arguments: { text: 'Opalite' } }))).toBe('Opalite')
    await transport.terminateSession()
    expect(endpoint.clients()).toEqual([])
  })

  it('is guarded as the one without', async () => {
    const { send, token } = await running()
    expect((await send({ method: 'POST', path: '/mcp/' })).status).toBe(401)
    const headers = { ...wellBehaved(token), Origin: 'https://evil.example' }
    expect((await send({ method: 'POST', path: '/mcp/', headers })).status).toBe(403)
  })
})

describe('a client that does not name both types of answer', () => {
  it.each(['*/*', undefined, 'application/json', 'application/*', 'application/json;q=0.9, */*;q=0.1'])(
    'but only %s gets plain JSON',
    async (accept) => {
      const tonearm = await running()
      const headers: Record<string, string> = accept === undefined ? {} : { Accept: accept }
      const opened = await open(tonearm, headers)
      expect([opened.status, opened.headers['content-type']]).toEqual([200, 'application/json'])
      expect(JSON.parse(opened.body)).toMatchObject({ id: 0, result: { serverInfo: { name: 'tonearm' } } })
      const session = { ...headers, ...sessionOf(opened) }
      expect((await open(tonearm, session, { jsonrpc: '2.0', method: 'notifications/initialized' })).status).toBe(202)
      const answer = await open(tonearm, session, call(2, 'echo'))
      expect(JSON.parse(answer.body)).toMatchObject({ id: 2, result: { content: [{ text: 'Opalite' }] } })
      const unknown = await open(tonearm, session, { jsonrpc: '2.0', id: 3, method: 'no/such' })
      expect(JSON.parse(unknown.body)).toMatchObject({ id: 3, error: { code: -32601 } })
    },
  )

  it.each(['text/event-stream', 'text/*'])('but only %s gets an event stream', async (accept) => {
    const tonearm = await running()
    const opened = await open(tonearm, { Accept: accept })
    expect([opened.status, opened.headers['content-type']]).toEqual([200, 'text/event-stream'])
    const answer = await open(tonearm, { Accept: accept, ...sessionOf(opened) }, call(2, 'echo'))
    expect(answered(answer)).toMatchObject({ id: 2, result: { content: [{ text: 'Opalite' }] } })
  })

  it('but neither is refused, in an answer to its request', async () => {
    const refused = await open(await running(), { Accept: 'text/html' })
    expect([refused.status, sentence(refused, 0)]).toEqual([406, expect.stringContaining('Not Acceptable')])
  })

  it('gets the answer alone, without the progress before it', async () => {
    const catalog = testCatalog({
      pages(_, { progress }) {
        progress(1, 2)
        return said('2 pages')
      },
    })
    const tonearm = await running({ catalog })
    const session = sessionOf(await open(tonearm, {}))
    const message = { ...call(2, 'pages'), params: { name: 'pages', _meta: { progressToken: 'p' } } }
    expect(JSON.parse((await open(tonearm, session, message)).body)).toMatchObject({ id: 2, result: { content: [{ text: '2 pages' }] } })
  })

  it('is not asked what it could not hear, so no call waits for its answer', async () => {
    const asked: string[] = []
    const catalog = testCatalog({
      async careful(_, { confirm }) {
        asked.push(await confirm('Remove 120 songs?'))
        return said('fine')
      },
    })
    const tonearm = await running({ catalog })
    const asking = { ...initialize, params: { ...initialize.params, capabilities: { elicitation: { form: {} } } } }
    const session = sessionOf(await open(tonearm, {}, asking))
    expect((await open(tonearm, session, call(2, 'careful'))).status).toBe(200)
    expect(asked).toEqual(['cannot-ask'])
  })

  it('hears nothing more of a call that it cancelled', async () => {
    const catalog = testCatalog({ forever: () => new Promise(() => {}) })
    const tonearm = await running({ catalog })
    const session = sessionOf(await open(tonearm, {}))
    const answer = open(tonearm, session, call(7, 'forever'))
    await until(() => catalog.calls.length === 1)
    await open(tonearm, session, { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 7 } })
    expect([(await answer).status, (await answer).body]).toEqual([202, ''])
  })

  it('may listen for news with any type that an event stream is, and is refused where it wants JSON', async () => {
    const tonearm = await running()
    const session = sessionOf(await open(tonearm, {}))
    const refused = await tonearm.send({ headers: { Authorization: `Bearer ${tonearm.token}`, Accept: 'application/json', ...session } })
    expect(refused.status).toBe(406)
    const stream = await listen(tonearm, { Accept: '*/*', ...session })
    expect([stream.statusCode, stream.headers['content-type']]).toEqual([200, 'text/event-stream'])
  })
})

describe('a refusal', () => {
  it('is the answer to the request that it refuses', async () => {
    const tonearm = await running()
    const session = sessionOf(await tonearm.post(initialize))
    const stale = { 'Mcp-Session-Id': '00000000-0000-4000-8000-000000000000' }
    for (const id of [5, 'five', 0]) {
      const message = { ...ping, id }
      expect(sentence(await tonearm.post(message), id)).toContain('There is no session yet.')
      expect(sentence(await tonearm.post(message, stale), id)).toContain('Session not found')
      expect(sentence(await tonearm.post(message, { ...session, 'MCP-Protocol-Version': '1999-01-01' }), id)).toContain('1999-01-01')
    }
  })

  it('has no id where there is no request: a notification, an answer, nothing that was read', async () => {
    const { post } = await running()
    const unanswerable = [
      { jsonrpc: '2.0', method: 'notifications/initialized' },
      { jsonrpc: '2.0', id: 5, result: {} },
      { jsonrpc: '2.0', id: { a: 1 }, method: 'ping' },
      '{"jsonrpc":"2.0","id":5,"method":',
      [ping],
    ]
    for (const message of unanswerable) expect((await post(message)).status, sentence(await post(message))).toBe(400)
    expect(sentence(await post(JSON.stringify(ping).padEnd(310 * 1024)))).toContain('too large')
    expect(sentence(await post(ping, { Authorization: 'Bearer x' }))).toContain('access token')
  })
})

describe('a message', () => {
  it('may bring a cover as large as Spotify takes it: 256 KB in base64', async () => {
    const { connect } = await running()
    const { client } = await connect()
    const cover = Buffer.alloc(192 * 1024, 'x').toString('base64')
    expect(cover.length).toBe(256 * 1024)
    expect(textOf(await client.callTool({ name: 'echo', arguments: { text: cover } }))).toBe(cover)
  })
})

describe('the stream of news', () => {
  const statusLines = async (version: string) => {
    const tonearm = await running()
    const session = sessionOf(await tonearm.post(initialize))
    const stream = await listen(tonearm, { ...wellBehaved(tonearm.token), ...session, 'MCP-Protocol-Version': version })
    for await (const chunk of stream) return String(chunk)
    return undefined
  }

  it('begins with an event that has an id and nothing in it, and with the time after which to reconnect', async () => {
    expect(await statusLines('2025-11-25')).toMatch(/^id: \S+\nretry: 3000\ndata: \n\n$/)
  })

  it('begins without an event for clients of older versions, which would take it for a broken message', async () => {
    expect(await statusLines('2025-06-18')).toMatch(/^id: \S+\nretry: 3000\n\n$/)
  })

  it('brings news to a real client, which reports no broken message', async () => {
    const catalog = testCatalog()
    const tonearm = await running({ catalog })
    const { client } = await tonearm.connect()
    const errors: Error[] = []
    client.onerror = (error) => errors.push(error)
    let news = 0
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => void news++)
    catalog.add('another', () => said('1'))
    await until(() => news === 1)
    expect(errors).toEqual([])
  })
})

describe('localhost, where it is ::1', () => {
  it('reaches the endpoint as 127.0.0.1 does, with the same checks', async () => {
    const { endpoint, token } = await running()
    expect(endpoint.note).toBeUndefined()
    const answer = await fetch(`http://[::1]:${endpoint.port}/mcp`, {
      method: 'POST',
      headers: wellBehaved(token),
      body: JSON.stringify(initialize),
    })
    expect(answer.status).toBe(200)
    await answer.body?.cancel()
    expect((await fetch(`http://[::1]:${endpoint.port}/mcp`)).status).toBe(401)
    await endpoint.close()
    await expect(fetch(`http://[::1]:${endpoint.port}/mcp`)).rejects.toThrow()
  })

  it('may belong to another program: Tonearm runs, and says which address to use', async () => {
    const other = createSocketServer().listen(0, '::1')
    onTestFinished(() => void other.close())
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as { port: number }
    const { endpoint, post } = await running({ port })
    expect(endpoint.note).toBe(
      `Another program listens at [::1]:${port}. Apps that connect to http://localhost:${port} may reach it: let them use http://127.0.0.1:${port}.`,
    )
    expect((await post(initialize)).status).toBe(200)
  })

  it('cannot make up for 127.0.0.1: that address decides', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void other.close())
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as { port: number }
    await expect(running({ port })).rejects.toMatchObject({ code: 'port-taken' })
    await expect(
      new Promise((resolve, reject) => connectSocket(port, '::1').once('connect', resolve).once('error', reject)),
    ).rejects.toThrow('ECONNREFUSED')
  })
})

describe('another name for this computer', () => {
  it('is answered when the person allowed exactly it, from the next request on', async () => {
    const names: string[] = []
    const { endpoint, post } = await running({ names: () => names })
    const status = async (name: string, origin?: string) =>
      (await post(initialize, { Host: `${name}:${endpoint.port}`, ...(origin !== undefined && { Origin: origin }) })).status
    expect(await status('host.docker.internal')).toBe(403)
    names.push('host.docker.internal')
    expect(await status('host.docker.internal')).toBe(200)
    expect(await status('Host.Docker.Internal')).toBe(200)
    for (const other of ['docker.internal', 'x.host.docker.internal', 'host.docker.internal.evil.example', 'gateway.docker.internal']) {
      expect(await status(other), other).toBe(403)
    }
    expect(await status('host.docker.internal', `http://host.docker.internal:${endpoint.port}`)).toBe(403)
    expect(await status('host.docker.internal', 'https://evil.example')).toBe(403)
  })

  it('needs the port and the token', () => {
    const own = { port: 3345, token: 't', names: ['host.docker.internal', 'fd00::1'] }
    const judged = (host: string, authorization = 'Bearer t') =>
      checkCaller({ method: 'POST', url: '/mcp', headers: { host, authorization } }, own)?.status
    expect([judged('host.docker.internal:3345'), judged('[fd00::1]:3345')]).toEqual([undefined, undefined])
    expect([judged('host.docker.internal'), judged('host.docker.internal:80'), judged('fd00::1:3345')]).toEqual([403, 403, 403])
    expect(judged('host.docker.internal:3345', 'Bearer x')).toBe(401)
  })
})

/** The open stream of a session, which the end of the test closes. */
function listen({ endpoint, token }: Running, headers: Record<string, string>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = get(endpoint.url, { agent: false, headers: { Authorization: `Bearer ${token}`, ...headers } }, resolve)
    request.once('error', reject)
    onTestFinished(() => void request.destroy())
  })
}
