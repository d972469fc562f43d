import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { checkCaller } from '../../../src/mcp/http/guard.ts'
import { answered, initialize, type RawAnswer, running, sentence, wellBehaved } from '../running.ts'

const tooLong = 'x'.repeat(320 * 1024)

describe('who may talk to the endpoint', () => {
  it('lets a client with the token in, under each name of this computer', async () => {
    const { endpoint, post } = await running()
    for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
      const answer = await post(initialize, { Host: `${host}:${endpoint.port}` })
      expect(answer.status, host).toBe(200)
      expect(answered(answer)).toMatchObject({ id: 0, result: { serverInfo: { name: 'tonearm', version: '1.2.3' } } })
    }
  })

  it('refuses every other Host, before it looks at anything else', async () => {
    const { endpoint, post, send } = await running()
    const hosts = [
      'evil.example',
      `evil.example:${endpoint.port}`,
      '127.0.0.1',
      'localhost:1',
      `127.0.0.1.evil.example:${endpoint.port}`,
      `0.0.0.0:${endpoint.port}`,
    ]
    for (const host of hosts) {
      expect((await post(initialize, { Host: host })).status, host).toBe(403)
    }
    expect(await everything(endpoint.port, 'GET /mcp HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 403 .*own address/s)
    const answer = await send({ path: '/nowhere', headers: { Host: 'evil.example', Origin: 'https://evil.example' } })
    expect(answer.status).toBe(403)
    expect(sentence(answer)).toBe(
      `This endpoint answers only under its own address. Use http://127.0.0.1:${endpoint.port}. The person who runs it can allow another name in Tonearm's window, page Advanced, or with --allow-host.`,
    )
  })

  it('knows that a client leaves out port 80', () => {
    const judged = (host: string, port: number) =>
      checkCaller({ method: 'GET', url: '/mcp', headers: { host, authorization: 'Bearer t' } }, { port, token: 't' })
    expect(judged('127.0.0.1', 80)).toBeUndefined()
    expect(judged('127.0.0.1', 3345)?.status).toBe(403)
  })

  it('refuses web pages, also those of this computer, whether they have the token or not', async () => {
    const { endpoint, post, send } = await running()
    const pages = [
      'https://evil.example',
      'null',
      'chrome-extension://x',
      'http://localhost:5173',
      `https://localhost:${endpoint.port}`,
      `http://[::1]:${endpoint.port}`,
    ]
    for (const origin of [...pages, `http://localhost:${endpoint.port}.evil.example`, '']) {
      expect((await post(initialize, { Origin: origin })).status, origin).toBe(403)
      const answer = await send({ headers: { Origin: origin } })
      expect(answer.status, `${origin} without a token`).toBe(403)
      expect(sentence(answer)).toBe('This endpoint does not answer web pages. Use an MCP client that runs on this computer.')
    }
  })

  it('takes its own origin, and never sends CORS headers', async () => {
    const { endpoint, post, send } = await running()
    for (const host of ['127.0.0.1', 'localhost']) {
      const answer = await post(initialize, { Origin: `http://${host}:${endpoint.port}` })
      expect(answer.status).toBe(200)
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
    }
    const preflight = await send({
      method: 'OPTIONS',
      headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' },
    })
    expect(preflight.status).toBe(403)
    expect(Object.keys(preflight.headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
  })

  it('takes the word Bearer in upper and lower case, and nothing before it', async () => {
    const { post, token } = await running()
    expect((await post(initialize, { Authorization: `bearer  ${token}` })).status).toBe(200)
    expect((await post(initialize, { Authorization: `X-Bearer ${token}` })).status).toBe(401)
  })

  it('gives one and the same answer to every missing, malformed or wrong token', async () => {
    const { token, post, send } = await running()
    const wrong = [
      'Bearer',
      'Bearer ',
      `Basic ${token}`,
      token,
      `Bearer ${token}x`,
      `Bearer ${token.slice(1)}`,
      `Bearer x ${token}`,
      'Bearer x',
      `Bearer ${'x'.repeat(9000)}`,
    ]
    const answers = [await send({}), ...(await Promise.all(wrong.map((Authorization) => send({ headers: { Authorization } }))))]
    answers.push(await post(initialize, { Authorization: 'Bearer x' }), await send({ path: '/.well-known/oauth-protected-resource' }))
    const withoutDate = (answer: RawAnswer) => answer.raw.replace(/^Date\n.*$/m, 'Date')
    expect(new Set(answers.map(withoutDate)).size).toBe(1)
    expect(answers[0]?.status).toBe(401)
    expect(answers[0]?.headers['www-authenticate']).toBe('Bearer')
    expect(sentence(answers[0] as RawAnswer)).toContain('Authorization: Bearer TOKEN')
  })

  it('lets nobody in while there is no token', async () => {
    const { send } = await running({ token: () => '' })
    for (const Authorization of ['Bearer ', 'Bearer', 'Bearer x']) expect((await send({ headers: { Authorization } })).status).toBe(401)
    expect((await send({})).status).toBe(401)
  })

  it('takes the new token, and only that, as soon as it was replaced', async () => {
    let token = 'first'
    const { send } = await running({ token: () => token, status: () => 'fine' })
    const ask = async (bearer: string) => (await send({ path: '/status', headers: { Authorization: `Bearer ${bearer}` } })).status
    expect([await ask('first'), await ask('second')]).toEqual([200, 401])
    token = 'second'
    expect([await ask('first'), await ask('second')]).toEqual([401, 200])
  })

  it('does not wait for the body of a request without the token', async () => {
    const { endpoint } = await running()
    const head = `POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:${endpoint.port}\r\nContent-Type: application/json\r\nContent-Length: ${tooLong.length}\r\n\r\n`
    expect(await firstLine(endpoint.port, head)).toBe('HTTP/1.1 401 Unauthorized')
  })
})

describe('what may be asked', () => {
  it('has nothing at other addresses, OAuth metadata least of all', async () => {
    const { token, send } = await running()
    for (const path of [
      '/',
      '/mcp//',
      '//mcp',
      '/mcp/x',
      '/status',
      '/.well-known/oauth-protected-resource',
      '/.well-known/oauth-authorization-server/mcp',
      'http://127.0.0.1/mcp',
      '/__proto__',
    ]) {
      const answer = await send({ path, headers: wellBehaved(token) })
      expect(answer.status, path).toBe(404)
      expect(sentence(answer)).toBe('There is nothing at this address. MCP clients connect to /mcp.')
    }
  })

  it('does not look at the query of an address', async () => {
    const { send, token } = await running({ status: () => ({}) })
    expect((await send({ path: '/status?at=now', headers: { Authorization: `Bearer ${token}` } })).status).toBe(200)
  })

  it('names the methods it takes when asked with another', async () => {
    const { token, send } = await running({ status: () => 'fine' })
    for (const method of ['OPTIONS', 'PUT', 'PATCH', 'HEAD']) {
      const answer = await send({ method, headers: wellBehaved(token) })
      expect(answer.status, method).toBe(405)
      expect(answer.headers.allow).toBe('GET, POST, DELETE')
    }
    const answer = await send({ method: 'POST', path: '/status', headers: wellBehaved(token), body: '{}' })
    expect([answer.status, answer.headers.allow, sentence(answer)]).toEqual([
      405,
      'GET',
      'This address does not take that method. It takes GET.',
    ])
  })

  it('takes JSON only', async () => {
    const { post } = await running()
    for (const type of ['text/plain', 'text/plain; a=application/json', 'application/x-www-form-urlencoded', '']) {
      const answer = await post(initialize, { 'Content-Type': type })
      expect(answer.status, type).toBe(415)
      expect(sentence(answer)).toContain('Content-Type: application/json')
    }
    expect((await post(initialize, { 'Content-Type': 'Application/JSON; charset=utf-8' })).status).toBe(200)
  })

  it('takes up to 300 kB, declared or streamed', async () => {
    const { endpoint, token, post } = await running()
    const declared = await post(tooLong)
    expect(declared.status).toBe(413)
    expect(sentence(declared)).toBe('The message is too large. This endpoint takes up to 300 kB; split the request into smaller ones.')

    const head = Object.entries({ ...wellBehaved(token), Host: `127.0.0.1:${endpoint.port}`, 'Content-Length': tooLong.length })
    const announced = `POST /mcp HTTP/1.1\r\n${head.map((header) => header.join(': ')).join('\r\n')}\r\n\r\n`
    expect(await firstLine(endpoint.port, announced)).toBe('HTTP/1.1 413 Payload Too Large')

    const streamed = await fetch(endpoint.url, {
      method: 'POST',
      headers: wellBehaved(token),
      body: new Blob([tooLong]).stream(),
      duplex: 'half',
    } as RequestInit)
    expect([streamed.status, (await streamed.json()).error.message]).toEqual([413, sentence(declared)])

    const padded = JSON.stringify(initialize).padEnd(300 * 1024)
    expect((await post(padded)).status).toBe(200)
    expect((await post(`${padded} `)).status).toBe(413)
  })

  it('answers an endless body at the limit, not at its end', async () => {
    const { endpoint, token } = await running()
    const head = Object.entries(wellBehaved(token)).map(([name, value]) => `${name}: ${value}\r\n`)
    const chunk = `${(8192).toString(16)}\r\n${'x'.repeat(8192)}\r\n`
    const start = `POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:${endpoint.port}\r\n${head.join('')}Transfer-Encoding: chunked\r\n\r\n`
    expect(await firstLine(endpoint.port, start + chunk.repeat(38))).toBe('HTTP/1.1 413 Payload Too Large')
  })

  it('refuses batches', async () => {
    const { post } = await running()
    for (const batch of [[initialize], []]) {
      const answer = await post(batch)
      expect([answer.status, sentence(answer)]).toEqual([400, 'Batches are not accepted. Send one JSON-RPC message in each request.'])
    }
  })

  it('says when the message is no JSON, or no message', async () => {
    const { post, send, token } = await running()
    const codeOf = (answer: RawAnswer) => JSON.parse(answer.body).error.code
    for (const text of ['{"jsonrpc":', '', 'undefined']) {
      const answer = await post(text)
      expect([answer.status, codeOf(answer), sentence(answer)], text).toEqual([400, -32700, 'The message is not valid JSON (in UTF-8).'])
    }
    const latin1 = await send({ method: 'POST', headers: wellBehaved(token), body: Buffer.from('{"a":"\xe9"}', 'latin1') })
    expect(codeOf(latin1)).toBe(-32700)
    for (const text of ['null', '3', '"initialize"']) {
      const answer = await post(text)
      expect([answer.status, codeOf(answer), sentence(answer)], text).toEqual([400, -32600, 'The message is not a JSON-RPC object.'])
    }
  })

  it('answers what is not even HTTP in JSON, too', async () => {
    const { endpoint } = await running()
    const answer = await everything(endpoint.port, 'hello\r\n\r\n')
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer).toContain('Content-Type: application/json')
    expect(answer).toContain('This is not a valid HTTP request.')
    const oversized = await everything(endpoint.port, `GET /mcp HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)
    expect(oversized).toMatch(/^HTTP\/1\.1 431 /)
    expect(oversized).toContain('The headers of the request are too large.')
  })

  it('checks in the order Host, Origin, token, address, content type, size', async () => {
    const { token, send } = await running()
    const wrongs: [status: number, name: string, value: string, right: string | undefined][] = [
      [403, 'Host', 'evil.example', undefined],
      [403, 'Origin', 'https://evil.example', undefined],
      [401, 'Authorization', 'Bearer x', `Bearer ${token}`],
      [415, 'Content-Type', 'text/plain', 'application/json'],
    ]
    const headers = Object.fromEntries(wrongs.map(([, name, value]) => [name, value]))
    for (const [status, name, , right] of wrongs) {
      const answer = await send({ method: 'POST', headers, body: tooLong })
      expect(answer.status, `with a wrong ${name}`).toBe(status)
      if (right === undefined) delete headers[name]
      else headers[name] = right
    }
    expect((await send({ method: 'POST', headers, body: tooLong })).status).toBe(413)
    expect(
      (await send({ method: 'POST', path: '/elsewhere', headers: { ...headers, 'Content-Type': 'text/plain' }, body: tooLong })).status,
    ).toBe(404)
    expect((await send({ method: 'PUT', headers: { ...headers, 'Content-Type': 'text/plain' }, body: tooLong })).status).toBe(405)
  })
})

/** What a raw socket hears first after it sent `text` and nothing more. */
async function firstLine(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(text)
  for await (const chunk of socket) {
    socket.destroy()
    return String(chunk).split('\r\n', 1)[0] ?? ''
  }
  return 'nothing'
}

/** All that a raw socket hears until the other side hangs up. */
async function everything(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(text)
  let heard = ''
  for await (const chunk of socket) heard += chunk
  return heard
}
