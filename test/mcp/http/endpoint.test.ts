import { createServer, get } from 'node:http'
import { type AddressInfo, connect as connectSocket } from 'node:net'
import { networkInterfaces } from 'node:os'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { silentLog, withStack } from '../../../src/config/logging.ts'
import { startEndpoint } from '../../../src/mcp/http/endpoint.ts'
import { endpointUrl } from '../../../src/mcp/http/endpoint-url.ts'
import { isProblem } from '../../../src/shared/problem.ts'
import { initialize, running, sentence, until, wellBehaved } from '../running.ts'
import { servedWith, testCatalog } from '../test-catalog.ts'

const options = { served: servedWith(testCatalog()), token: () => 't', log: silentLog }

/** Its tool `forever` only counts how often it was told to stop. */
function catalogOfOneThatNeverAnswers() {
  let aborted = 0
  const stop = () => {
    aborted += 1
  }
  return {
    catalog: testCatalog({ forever: (_, { signal }) => new Promise(() => signal.addEventListener('abort', stop)) }),
    aborted: () => aborted,
  }
}

describe('the endpoint', () => {
  it('listens on this computer only', async () => {
    const { endpoint } = await running()
    expect(endpoint.url).toBe(`http://127.0.0.1:${endpoint.port}/mcp`)
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ internal, family }) => !internal && family === 'IPv4')
    // 127.0.0.2 is this computer as well, but another address: a server on 0.0.0.0 would answer there.
    for (const host of ['127.0.0.2', ...(outside ? [outside.address] : [])]) {
      await expect(
        new Promise((resolve, reject) => connectSocket(endpoint.port, host).once('connect', resolve).once('error', reject)),
        host,
      ).rejects.toThrow()
    }
  })

  it('says which port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void other.close())
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    const error = await startEndpoint({ ...options, port }).catch((thrown) => thrown)
    expect(isProblem(error, 'port-taken')).toBe(true)
    expect(error.message).toBe(`Port ${port} is taken by another program.`)
  })

  it('does not take a mistake in its own settings for a port that is taken', async () => {
    const error = await startEndpoint({ ...options, port: 70_000 }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(RangeError)
  })

  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['0.0.0.0', '127.0.0.1'],
    ['::', '127.0.0.1'],
    ['::1', '[::1]'],
    ['192.168.1.20', '192.168.1.20'],
  ])('that listens on %s is reached at %s from this computer', (address, host) => {
    expect(endpointUrl(3345, address)).toBe(`http://${host}:3345/mcp`)
  })

  it('keeps idle connections for a minute, longer than clients do', async () => {
    const { endpoint } = await running()
    expect((await fetch(endpoint.url)).headers.get('keep-alive')).toBe('timeout=60')
  })

  it('answers its status to those who have the token, and to nobody else', async () => {
    let calls = 0
    const { send, token } = await running({ status: () => ({ version: '1.2.3', calls: ++calls }) })
    const allowed = { path: '/status', headers: { Authorization: `Bearer ${token}` } }
    expect((await send({ path: '/status' })).status).toBe(401)
    expect((await send({ ...allowed, headers: { ...allowed.headers, Origin: 'https://evil.example' } })).status).toBe(403)
    const answer = await send(allowed)
    expect([answer.status, answer.headers['content-type'], answer.headers['cache-control'], answer.body]).toEqual([
      200,
      'application/json',
      'no-store',
      '{"version":"1.2.3","calls":1}',
    ])
  })

  it('keeps a defect to the log, whatever NODE_ENV says', async () => {
    onTestFinished(() => void vi.unstubAllEnvs())
    for (const environment of ['development', 'production']) {
      vi.stubEnv('NODE_ENV', environment)
      const logged: string[] = []
      const status = () => {
        throw new Error('cannot open /home/ada/.secret')
      }
      const { send, token } = await running({
        status,
        log: { ...silentLog, error: (message, error) => logged.push(withStack(message, error)) },
      })
      const answer = await send({ path: '/status', headers: { Authorization: `Bearer ${token}` } })
      expect([answer.status, sentence(answer)]).toEqual([500, 'Tonearm hit a bug (details in the log).'])
      expect(logged).toEqual([expect.stringMatching(/^Bug while answering a request: Error: cannot open \/home\/ada\/\.secret\n {4}at /)])
    }
  })

  it('never logs the token, neither of those who are let in nor of those who are not', async () => {
    const logged: string[] = []
    const keep = (message: string) => void logged.push(message)
    const { connect, post, token } = await running({ log: { debug: keep, info: keep, warn: keep, error: keep } })
    const { client } = await connect()
    await client.callTool({ name: 'echo' })
    await post(initialize, { Authorization: 'Bearer someoneElsesToken' })
    await post('{', {})
    expect(logged.join('\n')).toMatch(/Refused a request \(401\).*\n.*Refused a request \(400\)/)
    expect(logged.join('\n')).not.toContain(token)
    expect(logged.join('\n')).not.toContain('someoneElsesToken')
  })

  it('goes on after clients that leave in the middle of a message or an answer', async () => {
    const { catalog, aborted } = catalogOfOneThatNeverAnswers()
    const defects: string[] = []
    const { endpoint, post, token } = await running({
      catalog,
      log: { ...silentLog, error: (message) => defects.push(message), warn: (message) => defects.push(message) },
    })
    const session = String((await post(initialize)).headers['mcp-session-id'])
    const headers = Object.entries({ ...wellBehaved(token), Host: `127.0.0.1:${endpoint.port}`, 'Mcp-Session-Id': session }).map((header) =>
      header.join(': '),
    )
    const half = connectSocket(endpoint.port, '127.0.0.1')
    half.write(`POST /mcp HTTP/1.1\r\n${headers.join('\r\n')}\r\nContent-Length: 1000\r\n\r\n{"jsonrpc"`, () => half.destroy())
    const call = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'forever' } })
    const leaving = connectSocket(endpoint.port, '127.0.0.1')
    leaving.write(`POST /mcp HTTP/1.1\r\n${headers.join('\r\n')}\r\nContent-Length: ${call.length}\r\n\r\n${call}`)
    await until(() => catalog.calls.length === 1)
    leaving.destroy()
    await new Promise((resolve) => setTimeout(resolve, 50))
    // To leave is not to cancel (2025-11-25, basic/transports): the call goes on.
    expect(aborted()).toBe(0)
    expect((await post({ jsonrpc: '2.0', id: 2, method: 'ping' }, { 'Mcp-Session-Id': session })).status).toBe(200)
    expect(defects).toEqual([])
  })

  it('closes at once, although streams are open and calls are running, and frees the port', async () => {
    const { catalog, aborted } = catalogOfOneThatNeverAnswers()
    const { connect, endpoint, token } = await running({ catalog })
    const clients = await Promise.all(Array.from({ length: 5 }, () => connect()))
    for (const { client } of clients) client.callTool({ name: 'forever' }).catch(() => {})
    await until(() => catalog.calls.length === 5)
    const idle = await fetch(endpoint.url, { headers: { Authorization: `Bearer ${token}` } })
    expect(idle.status).toBe(400)

    const start = performance.now()
    await endpoint.close()
    expect(performance.now() - start).toBeLessThan(500)
    expect(aborted()).toBe(5)
    expect(catalog.listeners()).toBe(0)

    const next = await startEndpoint({ ...options, port: endpoint.port })
    onTestFinished(() => next.close())
    expect(next.port).toBe(endpoint.port)
  })

  it('lets nobody in any more while it closes', async () => {
    const { endpoint, token } = await running()
    const body = JSON.stringify(initialize)
    const headers = Object.entries({ ...wellBehaved(token), Host: `127.0.0.1:${endpoint.port}`, 'Content-Length': body.length })
    const socket = connectSocket(endpoint.port, '127.0.0.1')
    socket.write(`POST /mcp HTTP/1.1\r\n${headers.map((header) => header.join(': ')).join('\r\n')}\r\n\r\n{`)
    await new Promise((resolve) => setTimeout(resolve, 50))
    const closed = endpoint.close()
    socket.write(body.slice(1))
    const [answer] = await Promise.all([new Promise((resolve) => socket.once('data', (chunk) => resolve(String(chunk)))), closed])
    expect(answer).toMatch(/^HTTP\/1\.1 503 .*Tonearm is closing\. Start it again, then connect again\./s)
    expect(endpoint.clients()).toEqual([])
  })

  it('ends open streams properly when it closes, so that clients see an end and no error', async () => {
    const { endpoint, post, token } = await running()
    const session = String((await post(initialize)).headers['mcp-session-id'])
    const ended = new Promise((resolve, reject) => {
      get(endpoint.url, { agent: false, headers: { ...wellBehaved(token), 'Mcp-Session-Id': session } }, (response) => {
        response
          .once('end', () => resolve('end'))
          .once('error', reject)
          .resume()
        void endpoint.close()
      })
    })
    expect(await ended).toBe('end')
  })
})
