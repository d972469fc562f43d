import { type IncomingHttpHeaders, request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { checkCaller } from '../../../src/mcp/http/guard.ts'
import { initialize, running, sentence, wellBehaved } from '../running.ts'

// An endpoint that others than this computer can reach, as in a container: --host 0.0.0.0 --allow-host music.example.

const own = { port: 3345, token: 't', allowedHosts: ['music.example', 'fd00::1', 'my_nas'] }

/** What the guard says to a request with the right token and these headers. */
function judged(host: string | undefined, origin?: string, authorization = 'Bearer t') {
  return checkCaller({ method: 'POST', url: '/mcp', headers: { host, origin, authorization } }, own)
}

describe('the guard of an endpoint that others can reach', () => {
  it.each([
    '127.0.0.1:3345',
    '127.0.0.1',
    'localhost:8080',
    'LOCALHOST',
    '[::1]:3345',
    'music.example',
    'Music.Example:443',
    'my_nas:1',
    '[fd00::1]:3345',
    '[FD00::1]',
  ])('answers under the names of this computer and those allowed, with any port: %s', (host) => {
    expect(judged(host)).toBeUndefined()
  })

  it.each([
    undefined,
    '',
    ':3345',
    'evil.example',
    'evil.example:3345',
    '0.0.0.0:3345',
    '192.168.1.20:3345',
    '127.0.0.2',
    'music.example.evil.example',
    'evil-music.example',
    'music.example:',
    'music.example:123456',
    'music.example:80:80',
    'music.example@evil.example',
    'evil.example/music.example',
    '[music.example]',
    '[fd00::1',
    'fd00::1',
    'music.example, evil.example',
    ' music.example',
    'localhost.',
  ])('and under no other, as a page that resolves its own name to our address would send: %s', (host) => {
    expect(judged(host)).toMatchObject({ status: 403, sentence: expect.stringContaining('does not answer under that name') })
  })

  it.each([
    ['music.example', 'https://music.example'],
    ['music.example:8443', 'https://music.example:8443'],
    ['Music.example:3345', 'http://music.example:3345'],
    ['localhost:8080', 'http://localhost:8080'],
    ['[fd00::1]:3345', 'http://[fd00::1]:3345'],
  ])('takes the origin that is the very address that was called: %s from %s', (host, origin) => {
    expect(judged(host, origin)).toBeUndefined()
  })

  it.each([
    ['music.example', 'https://evil.example'],
    ['music.example', 'null'],
    ['music.example', ''],
    ['music.example', 'chrome-extension://music.example'],
    ['music.example', 'https://music.example:8443'],
    ['music.example:3345', 'http://music.example'],
    ['music.example:3345', 'http://music.example:80'],
    ['music.example', 'https://music.example.evil.example'],
    ['localhost:3345', 'http://localhost:5173'],
    ['127.0.0.1:3345', 'http://localhost:3345'],
    ['music.example', 'http://localhost:3345'],
    ['localhost:3345', 'http://music.example'],
  ])('refuses every other web page: %s from %s', (host, origin) => {
    expect(judged(host, origin)).toMatchObject({ status: 403, sentence: expect.stringContaining('does not answer web pages') })
  })

  it('refuses a page under a foreign name even where Host and Origin agree, which is how DNS rebinding looks', () => {
    expect(judged('evil.example:3345', 'http://evil.example:3345')).toMatchObject({ status: 403 })
  })

  it('wants the token from everybody, after it knows that they may ask', () => {
    expect(judged('music.example', undefined, 'Bearer x')).toMatchObject({ status: 401 })
    expect(judged('localhost', undefined, '')).toMatchObject({ status: 401 })
    expect(judged('evil.example', undefined, '')).toMatchObject({ status: 403 })
  })

  it('leaves an endpoint for this computer alone as strict as it was', () => {
    const alone = (host: string) =>
      checkCaller({ method: 'GET', url: '/mcp', headers: { host, authorization: 'Bearer t' } }, { ...own, allowedHosts: undefined })
    expect(alone('127.0.0.1:3345')).toBeUndefined()
    for (const host of ['music.example', 'localhost:8080', '127.0.0.1']) expect(alone(host), host).toMatchObject({ status: 403 })
  })
})

describe.runIf(process.platform === 'linux')('an endpoint on all addresses', () => {
  it('is called under each of them, and says where clients on this computer find it', async () => {
    const { endpoint, token } = await running({ listenOn: { address: '0.0.0.0', allowedHosts: ['music.example'] } })
    expect(endpoint.url).toBe(`http://127.0.0.1:${endpoint.port}/mcp`)
    const ask = (host: string) => post('127.0.0.2', endpoint.port, { ...wellBehaved(token), Host: host })
    expect((await ask(`music.example:${endpoint.port}`)).status).toBe(200)
    const refused = await ask(`127.0.0.2:${endpoint.port}`)
    expect(refused.status).toBe(403)
    expect(sentence(refused)).toBe(
      'This endpoint does not answer under that name. The person who runs it can allow the name with --allow-host or TONEARM_ALLOWED_HOSTS.',
    )
  })

  it('an endpoint on one address is not there on the others', async () => {
    const { endpoint, token } = await running({ listenOn: { address: '127.0.0.2', allowedHosts: ['127.0.0.2'] } })
    expect(endpoint.url).toBe(`http://127.0.0.2:${endpoint.port}/mcp`)
    const answer = await fetch(endpoint.url, { method: 'POST', headers: wellBehaved(token), body: JSON.stringify(initialize) })
    expect(answer.status).toBe(200)
    await answer.body?.cancel()
    await expect(post('127.0.0.1', endpoint.port, wellBehaved(token))).rejects.toThrow('ECONNREFUSED')
  })

  it('says when this computer does not have the address', async () => {
    // 203.0.113.0/24 is for documentation (RFC 5737): nobody has it.
    await expect(running({ listenOn: { address: '203.0.113.7', allowedHosts: [] } })).rejects.toMatchObject({
      code: 'address-unavailable',
      message: 'This computer has no address 203.0.113.7 to listen on.',
    })
  })
})

/** An initialize sent to one address, under whatever name the headers say. */
function post(
  address: string,
  port: number,
  headers: Record<string, string>,
): Promise<{ status: number; body: string; headers: IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: address, port, path: '/mcp', method: 'POST', headers, agent: false })
    asking.once('error', reject)
    asking.once('response', async (response) => {
      let body = ''
      for await (const chunk of response) body += chunk
      resolve({ status: response.statusCode ?? 0, body, headers: response.headers })
    })
    asking.end(JSON.stringify(initialize))
  })
}
