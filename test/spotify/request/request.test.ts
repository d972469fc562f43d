import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { silentLog } from '../../../src/config/logging.ts'
import { createGate } from '../../../src/spotify/request/gate.ts'
import { createRequest, type Request, type RequestOptions } from '../../../src/spotify/request/request.ts'
import { waitUntil } from '../../../src/spotify/request/waiting.ts'
import * as faults from '../../fake-spotify/faults.ts'
import { startClient } from '../client.ts'

describe('a request to Spotify', () => {
  it('renews the token once when Spotify does not accept it, and repeats', async () => {
    const { spotify, fake, renewals } = await startClient()
    fake.expireAccessTokens()
    expect((await spotify.listener.profile()).name).toBe('Wanda')
    expect(renewals()).toBe(1)
    expect(fake.record().map(({ status }) => status)).toEqual([401, 200])
  })

  it('gives up when the new token is not accepted either', async () => {
    const { spotify, fake, renewals } = await startClient()
    fake.faults.always('GET /v1/me', { kind: 'answer', status: 401, headers: {}, body: '' })
    await expect(spotify.listener.profile()).rejects.toMatchObject({
      code: 'spotify-failed',
      message: expect.stringContaining('Sign in again'),
    })
    expect(renewals()).toBe(1)
    expect(fake.requests()).toHaveLength(2)
  })

  it.each([
    ['an HTML error page', faults.serverError(502, 'html')],
    ['an empty 503', faults.serverError(503, 'empty')],
    ['a connection that breaks', faults.dropConnection()],
    ['an answer that is cut off', faults.truncatedBody()],
  ])('repeats a read after %s', async (_, fault) => {
    const { spotify, fake, pauses } = await startClient()
    fake.faults.next('GET /v1/me', fault, 2)
    expect((await spotify.listener.profile()).name).toBe('Wanda')
    expect(pauses).toEqual([400, 800])
    expect(fake.requests()).toHaveLength(3)
  })

  it('stops after three attempts and says whose fault it is', async () => {
    const { spotify, fake } = await startClient()
    fake.faults.next('GET /v1/me', faults.serverError(503), 3)
    await expect(spotify.listener.profile()).rejects.toMatchObject({
      code: 'spotify-failed',
      message: expect.stringContaining('having problems'),
    })
    fake.faults.next('GET /v1/me', faults.dropConnection(), 3)
    await expect(spotify.listener.profile()).rejects.toMatchObject({
      code: 'spotify-unreachable',
      message: expect.stringContaining('internet'),
    })
    expect(fake.requests()).toHaveLength(6)
  })

  it('does not wait for ever', async () => {
    const { spotify, fake } = await startClient({ timeoutMs: 60 })
    fake.faults.next('GET /v1/me', faults.hang(), 3)
    await expect(spotify.listener.profile()).rejects.toMatchObject({ code: 'spotify-unreachable' })
  })

  it('keeps at most four on their way', async () => {
    const { spotify, fake } = await startClient({ latencyMs: 20 })
    await Promise.all(Array.from({ length: 12 }, (_, index) => spotify.catalog.searchTracks(`word${index}`, { limit: 10 })))
    expect(fake.requests()).toHaveLength(12)
    expect(fake.mostInFlight()).toBe(4)
  })

  it('never tells the log what was searched for, nor a token', async () => {
    const lines: string[] = []
    const note = (line: string) => void lines.push(line)
    const { spotify, fake } = await startClient({ log: { debug: note, info: note, warn: note, error: note } })
    fake.faults.next('GET /v1/search', faults.serverError(503))
    fake.faults.next('GET /v1/search', faults.rateLimited(1))
    await spotify.catalog.searchTracks('my secret love', { limit: 10 })
    expect(lines).toHaveLength(2)
    for (const secret of ['secret', 'love', ...fake.secrets()]) expect(lines.join('\n')).not.toContain(secret)
  })
})

/** A request policy in front of answers made up by the test; what was sent, with the clock of the gate. */
function policy(answers: (Response | Error)[], more: Partial<RequestOptions> = {}) {
  const sent: { url: string; init: RequestInit }[] = []
  const pauses: number[] = []
  const renewed: string[] = []
  const sleep = async (milliseconds: number) => void pauses.push(milliseconds)
  let clock = 0
  const gate = createGate({
    zone: 'UTC',
    now: () => clock,
    async sleep(milliseconds) {
      pauses.push(milliseconds)
      clock += milliseconds
    },
  })
  const request = createRequest({
    gate,
    log: silentLog,
    sleep,
    random: () => 0.5,
    tokens: {
      accessToken: async () => `token-${renewed.length}`,
      async renew(rejected) {
        renewed.push(rejected)
        return `token-${renewed.length}`
      },
    },
    fetch: async (input, init = {}) => {
      sent.push({ url: String(input), init })
      const answer = answers.shift() ?? new Response('{}')
      if (answer instanceof Error) throw answer
      return answer
    },
    ...more,
  })
  const send = (what: Request, signal = new AbortController().signal) => request(what, waitUntil(signal))
  return { send, sent, pauses, renewed, gate }
}

const items = 'https://api.spotify.com/v1/playlists/mix/items'
const tooMany = (seconds: number) => new Response('{}', { status: 429, headers: { 'retry-after': String(seconds) } })
const json = (body: object) => JSON.stringify(body)

describe('what is sent', () => {
  it('has the token, asks for JSON, and names the kind of its body only where there is one', async () => {
    const { send, sent } = policy([])
    await send({ method: 'GET', url: items })
    await send({ method: 'POST', url: items, body: '{}' })
    await send({ method: 'PUT', url: items, body: 'jpeg', contentType: 'image/jpeg' })
    const headers = { Authorization: 'Bearer token-0', Accept: 'application/json' }
    expect(sent.map(({ init }) => [init.method, init.body, init.headers])).toEqual([
      ['GET', undefined, headers],
      ['POST', '{}', { ...headers, 'Content-Type': 'application/json' }],
      ['PUT', 'jpeg', { ...headers, 'Content-Type': 'image/jpeg' }],
    ])
  })

  it('never follows a redirect, so that the token goes to Spotify alone', async () => {
    const reached: string[] = []
    const elsewhere = createServer((request, response) => {
      reached.push(request.url ?? '')
      response.end('{}')
    })
    const redirecting = createServer((_, response) => {
      const { port } = elsewhere.address() as AddressInfo
      response.writeHead(302, { location: `http://127.0.0.1:${port}/stolen` }).end()
    })
    for (const server of [elsewhere, redirecting]) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => {
      for (const server of [elsewhere, redirecting]) {
        server.closeAllConnections()
        server.close()
      }
    })
    const { send } = policy([], { fetch })
    const { port } = redirecting.address() as AddressInfo
    await expect(send({ method: 'GET', url: `http://127.0.0.1:${port}/v1/me` })).rejects.toMatchObject({
      code: 'unexpected-answer',
      message: expect.stringContaining(`redirect to another address (127.0.0.1:${(elsewhere.address() as AddressInfo).port})`),
    })
    expect(reached).toEqual([])
  })

  it('gives up after a time limit, fifteen seconds unless told otherwise', async () => {
    const { send } = policy([], {
      timeoutMs: 20,
      fetch: (_, init) => new Promise((__, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))),
    })
    await expect(send({ method: 'POST', url: items })).rejects.toMatchObject({ code: 'spotify-unreachable' })
  })
})

describe('a caller who no longer waits', () => {
  const gone = new Error('gone')
  const hanging = () =>
    policy([], {
      fetch: (_, init) => new Promise((__, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))),
    })

  it('ends a read that is under way, and it is not repeated', async () => {
    const { send } = hanging()
    const caller = new AbortController()
    const reading = send({ method: 'GET', url: items }, caller.signal)
    await new Promise(setImmediate)
    caller.abort(gone)
    await expect(reading).rejects.toBe(gone)
  })

  it('hears what a write that went out has done', async () => {
    const caller = new AbortController()
    const { send, sent } = policy([], {
      async fetch(_, init) {
        sent.push({ url: items, init: init ?? {} })
        caller.abort(gone)
        return new Response('{"snapshot_id":"one"}')
      },
    })
    expect((await send({ method: 'POST', url: items }, caller.signal)).text).toContain('one')
    expect(sent).toHaveLength(1)
  })

  it.each(['GET', 'POST'])('sends no %s that waits in the queue', async (method) => {
    const { send } = hanging()
    const { send: sendLater, sent } = policy([])
    const caller = new AbortController()
    const others = Array.from({ length: 4 }, () => send({ method: 'GET', url: items }, caller.signal).catch(() => {}))
    const waiting = send({ method, url: items }, caller.signal)
    caller.abort(gone)
    await expect(waiting).rejects.toBe(gone)
    await Promise.all(others)
    await expect(sendLater({ method, url: items }, caller.signal)).rejects.toBe(gone)
    expect(sent).toEqual([])
  })

  it.each(['GET', 'PUT'])('sends no %s after the pause of the rate limit', async (method) => {
    const caller = new AbortController()
    const { send, sent } = policy([new Response('', { status: 429, headers: { 'retry-after': '5' } })], {
      log: { ...silentLog, warn: () => caller.abort(gone) },
    })
    await expect(send({ method, url: items }, caller.signal)).rejects.toBe(gone)
    expect(sent).toHaveLength(1)
  })

  it.each([401, 503])('sends no read again after %i', async (status) => {
    const caller = new AbortController()
    const { send, sent } = policy([new Response('', { status })], {
      random() {
        caller.abort(gone)
        return 0
      },
      tokens: {
        accessToken: async () => 'token',
        async renew() {
          caller.abort(gone)
          return 'next token'
        },
      },
    })
    await expect(send({ method: 'GET', url: items }, caller.signal)).rejects.toBe(gone)
    expect(sent).toHaveLength(1)
  })
})

describe('a write', () => {
  it.each([
    ['PUT', json({ uris: [] })],
    ['DELETE', json({ items: [] })],
    ['PUT', undefined],
  ])('%s %s is repeated after "too many requests", since twice leaves the same behind', async (method, body) => {
    const { send, sent, pauses } = policy([tooMany(2)])
    await send({ method, url: items, body })
    expect(sent).toHaveLength(2)
    expect(pauses).toEqual([2_000])
  })

  it.each([
    ['POST', json({ uris: ['a'] })],
    ['PUT', json({ range_start: 3, range_length: 1, insert_before: 0 })],
  ])('%s %s is never repeated: rows would be added or moved twice', async (method, body) => {
    const { send, sent } = policy([tooMany(2)])
    await expect(send({ method, url: items, body })).rejects.toMatchObject({ code: 'rate-limited' })
    expect(sent).toHaveLength(1)
  })

  it.each(['POST', 'PUT', 'DELETE'])('%s is not repeated when nobody knows whether it was carried out', async (method) => {
    for (const answer of [new Error('socket closed'), new Response('', { status: 500 }), new Response('', { status: 503 })]) {
      const { send, sent, pauses } = policy([answer])
      await expect(send({ method, url: items })).rejects.toMatchObject({ changed: 'unknown' })
      expect(sent).toHaveLength(1)
      expect(pauses).toEqual([])
    }
  })

  it('is repeated with another token when the first is not accepted', async () => {
    const { send, sent, renewed } = policy([new Response('', { status: 401 })])
    await send({ method: 'POST', url: items })
    expect(renewed).toEqual(['token-0'])
    expect(sent.map(({ init }) => (init.headers as Record<string, string>).Authorization)).toEqual(['Bearer token-0', 'Bearer token-1'])
  })
})

describe('a read', () => {
  it('is tried three times, with growing pauses that differ from one Tonearm to the next', async () => {
    for (const [random, expected] of [
      [0, [200, 400]],
      [0.5, [400, 800]],
      [1, [600, 1_200]],
    ] as const) {
      const { send, sent, pauses } = policy(
        Array.from({ length: 3 }, () => new Response('', { status: 500 })),
        { random: () => random },
      )
      await expect(send({ method: 'GET', url: items })).rejects.not.toThrow('It is not known')
      expect(sent).toHaveLength(3)
      expect(pauses).toEqual(expected)
    }
  })

  it('waits for Spotify twice, and not for ever', async () => {
    const { send, sent, pauses } = policy([tooMany(1), tooMany(2), tooMany(3)])
    await expect(send({ method: 'GET', url: items })).rejects.toMatchObject({ code: 'rate-limited' })
    expect(sent).toHaveLength(3)
    expect(pauses).toEqual([1_000, 2_000])
  })

  it('does not count the renewal of the token among its attempts', async () => {
    const { send, sent } = policy([new Response('', { status: 401 }), new Response('', { status: 500 }), new Response('', { status: 500 })])
    await send({ method: 'GET', url: items })
    expect(sent).toHaveLength(4)
  })

  it.each([200, 204, 299])('succeeds with %i', async (status) => {
    const { send } = policy([new Response(status === 204 ? null : 'text', { status })])
    expect(await send({ method: 'GET', url: items })).toMatchObject({ status, text: status === 204 ? '' : 'text' })
  })
})

describe('too many requests', () => {
  it('waits as long as Spotify asks when that is short, and repeats', async () => {
    const { spotify, fake, pauses } = await startClient()
    fake.faults.next('GET /v1/me', faults.rateLimited(7))
    expect((await spotify.listener.profile()).name).toBe('Wanda')
    expect(pauses).toEqual([7_000])
  })

  it('waits a little when Spotify does not say how long', async () => {
    const { spotify, fake, pauses } = await startClient()
    fake.faults.next('GET /v1/me', faults.rateLimited(0, { noHeader: true, plainText: true }))
    await spotify.listener.profile()
    expect(pauses).toEqual([5_000])
  })

  it.each([
    ['the quota is used up', faults.quotaExceeded(48_925), "Spotify's quota for this app is used up until 2026-11-23 01:35."],
    ['the wait is longer than ten seconds', faults.rateLimited(7_500), "Spotify's quota for this app is used up until 14:05."],
  ])('fails at once when %s, and asks nothing more until then', async (_, fault, sentence) => {
    let now = Date.UTC(2026, 10, 22, 12)
    const { spotify, fake, pauses } = await startClient({ now: () => now })
    fake.faults.next('GET /v1/me', fault)

    await expect(spotify.listener.profile()).rejects.toMatchObject({ code: 'quota-used-up', message: sentence })
    expect(spotify.quota()).toMatchObject({ state: 'used-up' })
    await expect(spotify.catalog.searchTracks('x', { limit: 10 })).rejects.toMatchObject({ code: 'quota-used-up', message: sentence })
    expect(fake.requests()).toEqual(['GET /v1/me'])
    expect(pauses).toEqual([])

    now += 48_926_000
    expect((await spotify.listener.profile()).name).toBe('Wanda')
    expect(spotify.quota()).toEqual({ state: 'available' })
  })

  it('holds back everything else while it waits', async () => {
    const { spotify, fake, pauses } = await startClient()
    fake.faults.next('GET /v1/me', faults.rateLimited(3))
    const profile = spotify.listener.profile()
    await expect.poll(() => pauses.length).toBe(1)
    await Promise.all([profile, spotify.catalog.searchTracks('x', { limit: 10 })])
    expect(pauses).toEqual([3_000])
  })
})

describe('the same question twice', () => {
  it('is one request while the first is on its way', async () => {
    const { spotify, fake } = await startClient({ latencyMs: 20 })
    const answers = await Promise.all([1, 2, 3].map(() => spotify.catalog.searchTracks('river', { limit: 10 })))
    expect(answers).toHaveLength(3)
    expect(fake.requests()).toHaveLength(1)
  })

  it('is asked again once the first is answered', async () => {
    const { spotify, fake } = await startClient()
    await spotify.catalog.searchTracks('river', { limit: 10 })
    await spotify.catalog.searchTracks('river', { limit: 10 })
    expect(fake.requests()).toHaveLength(2)
  })

  it('is asked again after a failure', async () => {
    const { spotify, fake } = await startClient()
    fake.faults.next('GET /v1/me', faults.forbidden())
    await expect(spotify.listener.profile()).rejects.toMatchObject({ code: 'not-available' })
    expect((await spotify.listener.profile()).name).toBe('Wanda')
  })

  it('is answered from memory for what hardly changes, until the person leaves', async () => {
    const { spotify, fake } = await startClient()
    await spotify.listener.profile()
    await spotify.listener.profile()
    expect(fake.requests()).toHaveLength(1)
    spotify.forget()
    await spotify.listener.profile()
    expect(fake.requests()).toHaveLength(2)
  })

  it('does not remember an answer that comes after the person left', async () => {
    const { spotify, fake } = await startClient({ latencyMs: 150 })
    const late = spotify.listener.profile()
    await expect.poll(() => fake.requests().length).toBe(1)
    spotify.forget()
    await late
    await spotify.listener.profile()
    expect(fake.requests()).toHaveLength(2)
  })
})

describe('a refusal', () => {
  it.each([
    ['the owner of the app has no Premium', faults.ownerWithoutPremium(), 'owner-without-premium', 'After subscribing'],
    ['the listener is not on the list of users', faults.notRegistered(), 'user-not-listed', 'User Management'],
    ['a scope is missing', faults.insufficientScope(), 'scope-missing', 'Sign in again'],
    ['the listener has no Premium', faults.listenerWithoutPremium(), 'listener-without-premium', 'Premium subscribers'],
    ['Spotify took it from new apps', faults.forbidden(), 'not-available', "other people's playlists"],
    ['the request is refused without a word', faults.emptyBadRequest(), 'request-refused', 'Spotify refused this request.'],
  ])('says what to do when %s', async (_, fault, code, words) => {
    const { spotify, fake } = await startClient()
    fake.faults.next('GET /v1/me', fault)
    await expect(spotify.listener.profile()).rejects.toMatchObject({ code, message: expect.stringContaining(words) })
  })

  const said = (status: number, message: string, reason?: string) =>
    ({ kind: 'answer', status, headers: {}, body: JSON.stringify({ error: { status, message, reason } }) }) as const

  it.each([
    [said(404, 'Player command failed: No active device found', 'NO_ACTIVE_DEVICE'), 'no-active-device'],
    [said(404, 'Device not found'), 'device-not-found'],
    [said(404, 'Resource not found'), 'not-found'],
    [said(403, 'Player command failed: Restriction violated', 'UNKNOWN'), 'player-restriction'],
    [said(400, 'Invalid limit'), 'request-refused'],
  ])('%j is %s', async (fault, code) => {
    const { spotify, fake } = await startClient()
    fake.faults.next('GET /v1/me', fault)
    await expect(spotify.listener.profile()).rejects.toMatchObject({ code })
  })

  it('quotes Spotify, but neither its HTML nor its control characters', async () => {
    const { spotify, fake } = await startClient()
    fake.faults.next('GET /v1/me', said(400, 'Bad\u001b[31m\nthing'))
    await expect(spotify.listener.profile()).rejects.toThrow('Spotify refused this request ("Bad [31m thing").')
    fake.faults.next('GET /v1/me', { kind: 'answer', status: 400, headers: {}, body: '<html>oops</html>' })
    await expect(spotify.listener.profile()).rejects.toThrow('Spotify refused this request. Change')
  })
})
