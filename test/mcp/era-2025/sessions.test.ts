import { EventEmitter } from 'node:events'
import { type ClientRequest, get, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { silentLog } from '../../../src/config/logging.ts'
import { createMcpSessions } from '../../../src/mcp/era-2025/sessions.ts'
import { defaultLimits } from '../../../src/mcp/http/connections.ts'
import { startEndpoint } from '../../../src/mcp/http/endpoint.ts'
import { answered, initialize, type RawAnswer, type Running, running, sentence, until, wellBehaved } from '../running.ts'
import { said, servedWith, testCatalog } from '../test-catalog.ts'

const minute = 60_000
const day = 24 * 60 * minute
const notFound = 'Session not found: it has ended. Start a new one with an initialize request.'
const ping = { jsonrpc: '2.0', id: 1, method: 'ping' }

/** A clock that only the test moves. */
function clock() {
  let time = Date.parse('2026-11-23T10:00:00Z')
  return {
    now: () => time,
    pass(ms: number) {
      time += ms
    },
  }
}

async function open({ post }: Running): Promise<{ 'Mcp-Session-Id': string }> {
  const answer = await post(initialize)
  if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.body}`)
  return { 'Mcp-Session-Id': String(answer.headers['mcp-session-id']) }
}

/** Opens the stream on which a session hears news, and keeps it open. */
async function listen({ endpoint, token }: Running, session: Record<string, string>): Promise<ClientRequest> {
  const request = get(endpoint.url, { agent: false, headers: { ...wellBehaved(token), ...session } })
  request.on('error', () => {})
  onTestFinished(() => void request.destroy())
  await new Promise<void>((resolve, reject) =>
    request.once('response', ({ statusCode }) => (statusCode === 200 ? resolve() : reject(new Error(`${statusCode}`)))),
  )
  return request
}

const codeOf = (answer: RawAnswer) => JSON.parse(answer.body).error.code

describe('a session', () => {
  it('begins with initialize and has an id that nobody can guess', async () => {
    const tonearm = await running()
    const ids = [await open(tonearm), await open(tonearm)].map((headers) => headers['Mcp-Session-Id'])
    expect(new Set(ids).size).toBe(2)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('is needed for everything else', async () => {
    const { post, send, token } = await running()
    const sentenceForIt =
      'There is no session yet. Send an initialize request first, then the Mcp-Session-Id header of its answer with every request.'
    for (const message of [ping, { jsonrpc: '2.0', id: 'd1', method: 'server/discover' }]) {
      const answer = await post(message)
      expect([answer.status, codeOf(answer), sentence(answer, message.id)]).toEqual([400, -32000, sentenceForIt])
    }
    for (const method of ['GET', 'DELETE']) {
      const answer = await send({ method, headers: wellBehaved(token) })
      expect([answer.status, codeOf(answer), sentence(answer)]).toEqual([400, -32000, sentenceForIt])
    }
  })

  it('is not opened by an incomplete initialize, nor by one whose sender cannot read the answer', async () => {
    const { post, endpoint } = await running()
    const incomplete = await post({ ...initialize, params: { protocolVersion: '2025-11-25' } })
    expect(incomplete.status).toBe(400)
    expect(sentence(incomplete, 0)).toContain('It needs an id, and params with protocolVersion, capabilities and clientInfo')
    expect((await post(initialize, { Accept: 'text/html' })).status).toBe(406)
    expect(endpoint.clients()).toEqual([])
  })

  it('that does not exist is answered with 404, so that clients open a new one', async () => {
    const { post } = await running()
    for (const id of ['00000000-0000-4000-8000-000000000000', '__proto__', '']) {
      const answer = await post(ping, { 'Mcp-Session-Id': id })
      expect([answer.status, codeOf(answer), sentence(answer, ping.id)], id).toEqual([404, -32001, notFound])
    }
  })

  it('ends when its client says so, and lets go of the catalog', async () => {
    const catalog = testCatalog()
    const tonearm = await running({ catalog })
    const [mine, other] = [await open(tonearm), await open(tonearm)]
    expect(catalog.listeners()).toBe(2)
    expect((await tonearm.send({ method: 'DELETE', headers: { ...wellBehaved(tonearm.token), ...mine } })).status).toBe(200)
    expect((await tonearm.post(ping, mine)).status).toBe(404)
    expect((await tonearm.post(ping, other)).status).toBe(200)
    expect(catalog.listeners()).toBe(1)
  })

  it('speaks only versions of the protocol that there are', async () => {
    const tonearm = await running()
    const session = await open(tonearm)
    const statusWith = async (version: string) => (await tonearm.post(ping, { ...session, 'MCP-Protocol-Version': version })).status
    expect([await statusWith('2025-11-25'), await statusWith('2025-06-18'), await statusWith('1999-01-01')]).toEqual([200, 200, 400])
  })

  it('is no way around the token', async () => {
    const tonearm = await running()
    const session = await open(tonearm)
    expect((await tonearm.post(ping, { ...session, Authorization: 'Bearer x' })).status).toBe(401)
  })

  it('that is idle for days is still there, for a client that would never start a new one', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const { now, pass } = clock()
    const tonearm = await running({ now })
    const session = await open(tonearm)
    expect((await tonearm.post(ping, session)).status).toBe(200)
    for (let days = 0; days < 3; days += 1) {
      pass(day)
      vi.advanceTimersByTime(minute)
      expect((await tonearm.post(ping, session)).status).toBe(200)
    }
  })

  it('is replaced by a new one when its client begins again, also with the id of one that has ended', async () => {
    const tonearm = await running()
    const stale = await tonearm.post(initialize, { 'Mcp-Session-Id': '00000000-0000-4000-8000-000000000000' })
    expect(stale.status).toBe(200)
    const first = { 'Mcp-Session-Id': String(stale.headers['mcp-session-id']) }
    const again = await tonearm.post(initialize, first)
    const second = { 'Mcp-Session-Id': String(again.headers['mcp-session-id']) }
    expect(second).not.toEqual(first)
    expect([(await tonearm.post(ping, first)).status, (await tonearm.post(ping, second)).status]).toEqual([404, 200])
    expect(tonearm.endpoint.clients()).toHaveLength(1)
  })

  it('stays when its client begins again and may not', async () => {
    let isBlocked = false
    const tonearm = await running({ isBlocked: () => isBlocked })
    const session = await open(tonearm)
    isBlocked = true
    expect((await tonearm.post(initialize, session)).status).toBe(403)
    expect((await tonearm.post(ping, session)).status).toBe(200)
  })

  it('ends after a minute when its client sends nothing after initialize: it gave up before our answer arrived', async () => {
    const { now, pass } = clock()
    const tonearm = await running({ now })
    const [silent, talking] = [await open(tonearm), await open(tonearm)]
    pass(minute - 1)
    expect((await tonearm.post(ping, talking)).status).toBe(200)
    pass(1)
    expect(sentence(await tonearm.post(ping, silent), ping.id)).toBe(notFound)
    expect((await tonearm.post(ping, talking)).status).toBe(200)
  })

  it('does not count as in use when its client left before the answer', async () => {
    const sessions = createMcpSessions({
      served: servedWith(testCatalog()),
      isBlocked: () => false,
      log: silentLog,
      limits: { sessions: 1, unusedMs: minute, requestsPerMinute: 10 },
      now: clock().now,
      onChange: () => {},
    })
    onTestFinished(() => sessions.close())
    const request = { headers: {}, method: 'POST', url: '/mcp' } as IncomingMessage
    const gone = Object.assign(new EventEmitter(), { destroyed: true }) as unknown as ServerResponse
    for (const _ of [1, 2]) expect(await sessions.handle(request, gone, initialize)).toBeUndefined()
    expect(sessions.clients()).toHaveLength(1)
  })

  it('ends the answer to a cancelled call, which brings nothing more', async () => {
    const catalog = testCatalog({ forever: () => new Promise(() => {}) })
    const tonearm = await running({ catalog })
    const session = await open(tonearm)
    const answer = tonearm.post({ jsonrpc: '2.0', id: 7, method: 'tools/call', params: { name: 'forever' } }, session)
    await until(() => catalog.calls.length === 1)
    await tonearm.post({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 7 } }, session)
    expect((await answer).body).not.toContain('result')
  })

  it('ends by itself when its client is gone before it said a second thing', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const { now, pass } = clock()
    const catalog = testCatalog()
    const tonearm = await running({ now, catalog })
    await open(tonearm)
    pass(minute)
    expect(tonearm.endpoint.clients()).toHaveLength(1)
    vi.advanceTimersByTime(minute)
    expect(tonearm.endpoint.clients()).toEqual([])
    await until(() => catalog.listeners() === 0)
    await tonearm.endpoint.close()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is in use as long as its client listens or waits for an answer', async () => {
    const { now, pass } = clock()
    let finish = () => {}
    const catalog = testCatalog({ slow: () => new Promise((resolve) => (finish = () => resolve(said('done')))) })
    const tonearm = await running({ now, catalog })
    const [listening, waiting] = [await open(tonearm), await open(tonearm)]
    const stream = await listen(tonearm, listening)
    const answer = tonearm.post({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'slow' } }, waiting)
    await until(() => catalog.calls.length === 1)

    pass(5 * 60 * minute)
    expect(tonearm.endpoint.clients()).toHaveLength(2)
    expect((await tonearm.post(ping, listening)).status).toBe(200)
    finish()
    expect(answered(await answer)).toMatchObject({ result: { content: [{ text: 'done' }] } })
    expect((await tonearm.post(ping, waiting)).status).toBe(200)

    stream.destroy()
    await new Promise((resolve) => setTimeout(resolve, 50))
    pass(30 * minute)
    expect(tonearm.endpoint.clients()).toEqual([])
  })
})

describe('many sessions', () => {
  it('make room: the one that was silent for the longest goes, but never one that listens', async () => {
    const { now, pass } = clock()
    const tonearm = await running({ now, limits: { sessions: 3 } })
    const first = await open(tonearm)
    await listen(tonearm, first)
    pass(1000)
    const second = await open(tonearm)
    pass(1000)
    const third = await open(tonearm)
    pass(1000)
    await tonearm.post(ping, second)
    pass(1000)
    const fourth = await open(tonearm)
    const alive = await Promise.all([first, second, third, fourth].map(async (session) => (await tonearm.post(ping, session)).status))
    expect(alive).toEqual([200, 200, 404, 200])
    expect(tonearm.endpoint.clients()).toHaveLength(3)
  })

  it('make room by the one that was idle for the longest, though it was used the most', async () => {
    const { now, pass } = clock()
    const tonearm = await running({ now, limits: { sessions: 2 } })
    const [idle, busy] = [await open(tonearm), await open(tonearm)]
    for (let calls = 0; calls < 5; calls += 1) await tonearm.post(ping, idle)
    await tonearm.post(ping, busy)
    pass(day)
    await tonearm.post(ping, busy)
    const newest = await open(tonearm)
    const alive = await Promise.all([idle, busy, newest].map(async (session) => (await tonearm.post(ping, session)).status))
    expect(alive).toEqual([404, 200, 200])
  })

  it('are refused when all are in use', async () => {
    const tonearm = await running({ limits: { sessions: 2 } })
    for (const session of [await open(tonearm), await open(tonearm)]) await listen(tonearm, session)
    const answer = await tonearm.post(initialize)
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '60'])
    expect(sentence(answer, 0)).toBe('Tonearm cannot accept another client: 2 are connected. Close one of them, then try again.')
    expect(tonearm.endpoint.clients()).toHaveLength(2)
  })

  it('are at most 64', async () => {
    const tonearm = await running()
    await Promise.all(Array.from({ length: 80 }, () => open(tonearm)))
    expect(tonearm.endpoint.clients()).toHaveLength(64)
  })

  it('have a limit of requests each: a client in a loop is told when to come back, the others are not', async () => {
    const { now, pass } = clock()
    const tonearm = await running({ now, limits: { requestsPerMinute: 4 } })
    const [busy, calm] = [await open(tonearm), await open(tonearm)]
    for (let request = 0; request < 4; request += 1) expect((await tonearm.post(ping, busy)).status).toBe(200)
    const answer = await tonearm.post(ping, busy)
    expect([answer.status, answer.headers['retry-after'], sentence(answer, ping.id)]).toEqual([
      429,
      '15',
      "Too many requests to Tonearm (its own limit, not Spotify's). Try again in 15 seconds.",
    ])
    expect((await tonearm.post(ping, calm)).status).toBe(200)
    pass(15_000)
    expect((await tonearm.post(ping, busy)).status).toBe(200)
    expect((await tonearm.post(ping, busy)).status).toBe(429)
  })

  it('have limits that only a client in a loop reaches', () => {
    expect(defaultLimits).toEqual({ sessions: 64, unusedMs: minute, requestsPerMinute: 600 })
  })

  it('cannot be opened without end either', async () => {
    const tonearm = await running({ now: clock().now, limits: { requestsPerMinute: 2 } })
    expect(
      [await tonearm.post(initialize), await tonearm.post(initialize), await tonearm.post(initialize)].map(({ status }) => status),
    ).toEqual([200, 200, 429])
  })
})

describe('the connected clients', () => {
  it('are shown with their names and since when', async () => {
    const { now, pass } = clock()
    const changes: unknown[] = []
    const tonearm = await running({ now, onClientsChange: () => changes.push('changed') })
    const { client, transport } = await tonearm.connect('Claude Code')
    await until(() => changes.length === 1)
    const shown = { session: transport.sessionId, name: 'Claude Code', version: '9.9', connectedAt: '2026-11-23T10:00:00.000Z' }
    expect(tonearm.endpoint.clients()).toEqual([shown])

    pass(minute)
    await client.callTool({ name: 'echo' })
    expect(tonearm.endpoint.clients()).toEqual([shown])

    await transport.terminateSession()
    expect(tonearm.endpoint.clients()).toEqual([])
    expect(changes).toHaveLength(2)
  })

  it('are not shown when nothing was heard of them for half an hour, until they come back', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const { now, pass } = clock()
    let changes = 0
    const tonearm = await running({ now, onClientsChange: () => void changes++ })
    const session = await open(tonearm)
    await tonearm.post(ping, session)
    pass(30 * minute - 1)
    vi.advanceTimersByTime(minute)
    expect([tonearm.endpoint.clients().length, changes]).toEqual([1, 0])
    pass(1)
    vi.advanceTimersByTime(minute)
    expect([tonearm.endpoint.clients().length, changes]).toEqual([0, 1])
    pass(minute)
    vi.advanceTimersByTime(minute)
    expect(changes).toBe(1)
    await tonearm.post(ping, session)
    expect([tonearm.endpoint.clients().length, changes]).toEqual([1, 2])
  })

  it('are nobody once the endpoint is closed', async () => {
    const endpoint = await startEndpoint({ served: servedWith(testCatalog()), port: 0, token: () => 't', log: silentLog })
    const answer = await fetch(endpoint.url, { method: 'POST', headers: wellBehaved('t'), body: JSON.stringify(initialize) })
    expect(answer.status).toBe(200)
    expect(endpoint.clients()).toHaveLength(1)
    await endpoint.close()
    expect(endpoint.clients()).toEqual([])
  })
})

describe('a blocked client', () => {
  const refusal = `Tonearm's owner has blocked Claude Code. It can be allowed again in Tonearm's window, page Apps, or by the command tonearm clients allow.`
  const called = (name: unknown) => ({ ...initialize, params: { ...initialize.params, clientInfo: { name, version: '1' } } })

  it('is refused by the name that it gives itself, in upper and lower case', async () => {
    const names: string[] = []
    const tonearm = await running({ isBlocked: (name) => names.push(name) > 0 && /^(claude code|unknown client)$/i.test(name) })
    const refused = await tonearm.post(called('Claude Code'))
    expect([refused.status, codeOf(refused), sentence(refused, 0)]).toEqual([403, -32000, refusal])
    expect((await tonearm.post(called('\u0007claude\u202e \n code '))).status).toBe(403)
    expect((await tonearm.post(called(''))).status).toBe(403)
    expect((await tonearm.post(called('Claude Codex'))).status).toBe(200)
    expect(names).toEqual(['Claude Code', 'claude code', 'unknown client', 'Claude Codex'])
    expect(tonearm.endpoint.clients().map(({ name }) => name)).toEqual(['Claude Codex'])
  })

  it('reads why in the error that its SDK gives it', async () => {
    const tonearm = await running({ isBlocked: () => true })
    await expect(tonearm.connect('Claude Code')).rejects.toThrow(refusal)
  })

  it('loses its sessions at once, with running calls and open streams; the others keep theirs', async () => {
    const blocked = new Set<string>()
    const ended: string[] = []
    const catalog = testCatalog({
      forever: (_, { client, signal }) => new Promise(() => signal.addEventListener('abort', () => void ended.push(client))),
    })
    const tonearm = await running({ catalog, isBlocked: (name) => blocked.has(name) })
    const [first, second, other] = await Promise.all(['Claude Code', 'Claude Code', 'Cursor'].map((name) => tonearm.connect(name)))
    for (const { client } of [first, other] as { client: Client }[]) client.callTool({ name: 'forever' }).catch(() => {})
    await until(() => catalog.calls.length === 2)

    blocked.add('Claude Code')
    tonearm.endpoint.endBlocked()
    await until(() => ended.length === 1)
    expect(ended).toEqual(['Claude Code'])
    expect(tonearm.endpoint.clients().map(({ name }) => name)).toEqual(['Cursor'])
    await expect(second?.client.listTools()).rejects.toThrow('Session not found')
    expect((await other?.client.listTools())?.tools).toHaveLength(2)
    await expect(tonearm.connect('Claude Code')).rejects.toThrow(refusal)

    blocked.clear()
    expect((await (await tonearm.connect('Claude Code')).client.listTools()).tools).toHaveLength(2)
  })

  it('loses its sessions also when another process blocked it, at the next look', async () => {
    let isBlocked = false
    const tonearm = await running({ limits: { unusedMs: 1_000 }, isBlocked: () => isBlocked })
    await tonearm.connect('Claude Code')
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(tonearm.endpoint.clients()).toHaveLength(1)
    isBlocked = true
    await until(() => tonearm.endpoint.clients().length === 0)
  })

  it('does not make room for itself', async () => {
    const tonearm = await running({ limits: { sessions: 1 }, isBlocked: (name) => name === 'Claude Code' })
    const session = await open(tonearm)
    expect((await tonearm.post(called('Claude Code'))).status).toBe(403)
    expect((await tonearm.post(ping, session)).status).toBe(200)
  })
})
