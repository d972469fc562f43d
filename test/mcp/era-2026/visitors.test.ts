import { describe, expect, it, vi } from 'vitest'
import { running, sentence, until } from '../running.ts'
import { said, testCatalog } from '../test-catalog.ts'
import { ask, envelope, modernRequest, stream } from './modern.ts'

const minute = 60_000

/** A clock that only the test moves. */
function clock() {
  let time = Date.parse('2026-11-25T10:00:00Z')
  return {
    now: () => time,
    pass(ms: number) {
      time += ms
    },
  }
}

const list = (name?: string) => modernRequest('tools/list', {}, envelope(name))

describe('a client without a session', () => {
  it('is known by the name that its requests give', async () => {
    const { now, pass } = clock()
    const catalog = testCatalog()
    const product = await running({ now, catalog })
    await ask(product, list('Goose'))
    pass(minute)
    await ask(product, modernRequest('tools/call', { name: 'echo', arguments: { text: 'hi' } }, envelope('Goose')))
    await ask(product, list('Cline\n\u0007'))
    expect(product.endpoint.clients()).toMatchObject([
      { name: 'Goose', version: '1', connectedAt: '2026-11-25T10:00:00.000Z' },
      { name: 'Cline', version: '1', connectedAt: '2026-11-25T10:01:00.000Z' },
    ])
    expect(catalog.calls).toEqual([{ tool: 'echo', client: 'Goose' }])
  })

  it('has a name also when it gives none', async () => {
    const { 'io.modelcontextprotocol/clientInfo': _, ...nameless } = envelope()
    const product = await running()
    await ask(product, modernRequest('tools/list', {}, nameless))
    expect(product.endpoint.clients()).toMatchObject([{ name: 'unknown client' }])
  })

  it('is shown once it asks for more than what this is: clients of both eras begin with that', async () => {
    const onClientsChange = vi.fn()
    const product = await running({ onClientsChange })
    await ask(product, modernRequest('server/discover'))
    expect([product.endpoint.clients().length, onClientsChange.mock.calls.length]).toEqual([0, 0])
    await ask(product, list())
    await ask(product, list())
    expect([product.endpoint.clients().length, onClientsChange.mock.calls.length]).toEqual([1, 1])
  })

  it('is forgotten half an hour after its last request, but not while it listens', async () => {
    const { now, pass } = clock()
    const product = await running({ now })
    await ask(product, list('Goose'))
    const listen = modernRequest('subscriptions/listen', { notifications: { toolsListChanged: true } }, envelope('Cline'))
    const { messages } = await stream(product.endpoint.url, product.token, listen)
    await until(() => messages.length === 1)
    pass(29 * minute)
    expect(product.endpoint.clients()).toHaveLength(2)
    pass(minute)
    expect(product.endpoint.clients()).toMatchObject([{ name: 'Cline' }])
  })

  it('may send as many requests in a minute as a session may', async () => {
    const { now, pass } = clock()
    const product = await running({ now, limits: { requestsPerMinute: 2 } })
    for (let count = 0; count < 2; count += 1) expect((await ask(product, list('Goose'))).status).toBe(200)
    const refused = await ask(product, list('Goose'))
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '30'])
    expect(sentence(refused, 1)).toContain('Try again in 30 seconds.')
    expect((await ask(product, list('Cline'))).status).toBe(200)
    // Nor does it get more under ever new names.
    expect((await ask(product, list('Zed'))).status).toBe(429)
    pass(minute)
    expect((await ask(product, list('Goose'))).status).toBe(200)
  })

  it('makes room for another one when there are too many', async () => {
    const { now, pass } = clock()
    const product = await running({ now, limits: { sessions: 2 } })
    for (const name of ['one', 'two', 'three']) {
      await ask(product, list(name))
      pass(1)
    }
    expect(product.endpoint.clients().map(({ name }) => name)).toEqual(['two', 'three'])
  })

  it('is not let in when it is blocked, and loses what it has open', async () => {
    let blocked = false
    const cancelled: string[] = []
    const catalog = testCatalog({
      forever: (_, { signal, client }) => new Promise(() => signal.addEventListener('abort', () => cancelled.push(client))),
      quick: () => said('done'),
    })
    const product = await running({ catalog, isBlocked: (name) => blocked && name === 'Goose' })
    const listen = modernRequest('subscriptions/listen', { notifications: { toolsListChanged: true } }, envelope('Goose'))
    const { messages, ended } = await stream(product.endpoint.url, product.token, listen)
    await until(() => messages.length === 1)
    const lost = ask(product, modernRequest('tools/call', { name: 'forever' }, envelope('Goose'))).catch(() => 'lost')
    await until(() => catalog.calls.length === 1)

    blocked = true
    product.endpoint.endBlocked()
    expect(await lost).toBe('lost')
    await ended
    await until(() => cancelled.length === 1)
    const refused = await ask(product, list('Goose'))
    expect(refused.status).toBe(403)
    expect(sentence(refused, 1)).toContain("Tonearm's owner has blocked Goose.")
    expect(product.endpoint.clients()).toEqual([])
    expect((await ask(product, list('Cline'))).status).toBe(200)
  })

  it('loses what it has open also when another process blocked it, at the next look', async () => {
    let blocked = false
    const product = await running({ limits: { unusedMs: 20 }, isBlocked: () => blocked })
    const listen = modernRequest('subscriptions/listen', { notifications: { toolsListChanged: true } })
    const { messages, ended } = await stream(product.endpoint.url, product.token, listen)
    await until(() => messages.length === 1)
    blocked = true
    await ended
    expect(product.endpoint.clients()).toEqual([])
  })

  it('comes as a new one, with no calls counted, after it was forgotten', async () => {
    const { now, pass } = clock()
    const product = await running({ now, limits: { unusedMs: 20 } })
    await ask(product, list('Goose'))
    const [before] = product.endpoint.clients()
    pass(30 * minute)
    await new Promise((resolve) => setTimeout(resolve, 60))
    await ask(product, list('Goose'))
    const [after] = product.endpoint.clients()
    expect(after?.session).not.toBe(before?.session)
    expect(after?.connectedAt).toBe('2026-11-25T10:30:00.000Z')
  })
})
