import { describe, expect, it } from 'vitest'
import type { Confirmation } from '../../../src/changes/consent.ts'
import type { NowPlaying } from '../../../src/mcp/resources/now-playing.ts'
import { initialize, running, sentence, until } from '../running.ts'
import { said, servedWith, testCatalog } from '../test-catalog.ts'
import { ask, connectNewer, envelope, modernRequest, stream } from './modern.ts'

const callEcho = (text = 'Opalite', meta?: object) => modernRequest('tools/call', { name: 'echo', arguments: { text } }, meta)

describe('a request of 2026-07-28', () => {
  it('is answered without a session, with who answers', async () => {
    const product = await running()
    const { status, headers, json } = await ask(product, callEcho())
    expect(status).toBe(200)
    expect(headers['mcp-session-id']).toBeUndefined()
    expect(json).toEqual({
      jsonrpc: '2.0',
      id: 1,
      result: {
        resultType: 'complete',
        content: [{ type: 'text', text: 'Opalite' }],
        isError: false,
        _meta: { 'io.modelcontextprotocol/serverInfo': { name: 'tonearm', title: 'Tonearm for Spotify', version: '1.2.3' } },
      },
    })
  })

  it('discovers what is served, and that logging is not', async () => {
    const { json } = await ask(await running(), modernRequest('server/discover'))
    expect(json.result).toMatchObject({
      supportedVersions: ['2026-07-28'],
      resultType: 'complete',
      ttlMs: 3_600_000,
      cacheScope: 'private',
    })
    expect(Object.keys(json.result.capabilities)).toEqual(['tools', 'resources', 'prompts', 'completions'])
    expect(json.result.instructions).toMatch(/^Search, play, organise/)
  })

  it('shows its icon where it introduces itself, and does not repeat it in each answer', async () => {
    const product = await running()
    const icons = async (request: ReturnType<typeof modernRequest>) =>
      (await ask(product, request)).json.result._meta['io.modelcontextprotocol/serverInfo'].icons
    const [icon, ...others] = await icons(modernRequest('server/discover'))
    expect(others).toEqual([])
    expect(icon.src).toMatch(/^data:image\/svg\+xml;base64,/)
    expect(atob(icon.src.split(',')[1])).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg".+<\/svg>$/)
    expect(JSON.stringify(icon).length).toBeLessThan(600)
    for (const request of [callEcho(), modernRequest('tools/list')]) expect(await icons(request)).toBeUndefined()
  })

  it('may share the address with a client of another era', async () => {
    const product = await running()
    expect((await ask(product, callEcho('one'))).json.result.content[0].text).toBe('one')
    const { client } = await product.connect('older client')
    expect((await client.listTools()).tools).toHaveLength(1)
    expect((await ask(product, callEcho('two'))).json.result.content[0].text).toBe('two')
    expect(product.endpoint.clients().map(({ name }) => name)).toEqual(['hand-made', 'older client'])
  })

  it('says for how long its answer may be kept', async () => {
    const product = await running()
    for (const list of ['tools/list', 'resources/list', 'resources/templates/list', 'prompts/list']) {
      expect((await ask(product, modernRequest(list))).json.result, list).toMatchObject({ ttlMs: 3_600_000, cacheScope: 'private' })
    }
    const served = servedWith(testCatalog())
    served.resources.read = async () => said('read')
    const readable = await running({ served })
    const kept = async (uri: string) => (await ask(readable, modernRequest('resources/read', { uri }))).json.result.ttlMs
    expect(await kept('spotify://now-playing')).toBe(0)
    expect(await kept('spotify://playlist/2Lk0aB')).toBe(0)
    expect(await kept('spotify://album/2Lk0aB')).toBe(3_600_000)
  })

  it.each([
    ['the method', { 'Mcp-Method': 'tools/list' }],
    ['no method', { 'Mcp-Method': undefined }],
    ['the name', { 'Mcp-Name': 'play' }],
    ['no name', { 'Mcp-Name': undefined }],
    ['the version', { 'MCP-Protocol-Version': '2025-11-25' }],
    ['no version', { 'MCP-Protocol-Version': undefined }],
  ])('is refused when the headers say another thing than the body: %s', async (_, headers) => {
    const catalog = testCatalog()
    const { status, json } = await ask(await running({ catalog }), callEcho(), headers)
    expect([status, json.error.code]).toEqual([400, -32020])
    expect(catalog.calls).toEqual([])
  })

  it('is understood when its name is not ASCII', async () => {
    const product = await running({ catalog: testCatalog({ höre: () => said('gehört') }) })
    const encoded = `=?base64?${Buffer.from('höre').toString('base64')}?=`
    const { json } = await ask(product, modernRequest('tools/call', { name: 'höre' }), { 'Mcp-Name': encoded })
    expect(json.result.content[0].text).toBe('gehört')
  })

  it.each([
    ['a method that does not exist', modernRequest('tools/dance'), {}, [404, -32601]],
    ['a method of older versions', modernRequest('ping'), {}, [404, -32601]],
    ['a tool that does not exist', modernRequest('tools/call', { name: 'dance' }), {}, [200, -32602]],
    ['a resource that does not exist', modernRequest('resources/read', { uri: 'spotify://dance' }), {}, [200, -32602]],
    [
      'a version that does not exist',
      modernRequest('tools/list', {}, { ...envelope(), 'io.modelcontextprotocol/protocolVersion': '2031-01-01' }),
      { 'MCP-Protocol-Version': '2031-01-01' },
      [400, -32022],
    ],
    ['a request that says nothing of its client', modernRequest('tools/list', {}, {}), {}, [400, -32602]],
    ['initialize', { ...initialize, id: 1 }, { 'MCP-Protocol-Version': '2026-07-28' }, [400, -32020]],
  ])('is refused when it is %s', async (_, request, headers, expected) => {
    const { status, json } = await ask(await running(), request as ReturnType<typeof modernRequest>, headers)
    expect([status, json.error.code, json.id]).toEqual([...expected, 1])
  })

  it('is a POST: there is nothing to GET or DELETE without a session', async () => {
    const { send, token } = await running()
    for (const method of ['GET', 'DELETE']) {
      const answer = await send({ method, headers: { Authorization: `Bearer ${token}`, 'MCP-Protocol-Version': '2026-07-28' } })
      expect([answer.status, answer.headers.allow]).toEqual([405, 'POST'])
    }
  })

  it('never makes initialize speak it', async () => {
    const { post } = await running()
    const { body } = await post({ ...initialize, params: { ...initialize.params, protocolVersion: '2026-07-28' } })
    expect(body).toContain('"protocolVersion":"2025-11-25"')
  })

  it('goes through the same guard', async () => {
    const { post, token, endpoint } = await running()
    const request = callEcho()
    expect((await post(request, { Authorization: 'Bearer wrong' })).status).toBe(401)
    expect((await post(request, { Origin: 'https://evil.example' })).status).toBe(403)
    expect((await post([request])).status).toBe(400)
    expect(endpoint.clients()).toEqual([])
    expect(token).not.toBe('')
  })

  it('gets progress in an event stream, which ends with the answer', async () => {
    const catalog = testCatalog({
      pages(_, { progress }) {
        progress(1, 2, 'page 1 of 2')
        progress(1, 2)
        return said('2 pages')
      },
    })
    const { endpoint, token } = await running({ catalog })
    const meta = { ...envelope(), progressToken: 'p1' }
    const { messages, ended } = await stream(endpoint.url, token, modernRequest('tools/call', { name: 'pages' }, meta))
    await ended
    expect(messages).toMatchObject([
      { method: 'notifications/progress', params: { progressToken: 'p1', progress: 1, total: 2, message: 'page 1 of 2' } },
      { id: 1, result: { content: [{ text: '2 pages' }] } },
    ])
  })

  it('is answered in JSON where the client reads nothing else', async () => {
    const catalog = testCatalog({
      pages(_, { progress }) {
        progress(1, 2)
        return said('2 pages')
      },
    })
    const product = await running({ catalog })
    for (const meta of [envelope(), { ...envelope(), progressToken: 1 }]) {
      const { status, json } = await ask(product, modernRequest('tools/call', { name: 'pages' }, meta), { Accept: 'application/json' })
      expect([status, json.result.content[0].text]).toEqual([200, '2 pages'])
    }
  })

  it('is cancelled when its connection closes, before and after the answer began', async () => {
    const seen: string[] = []
    const catalog = testCatalog({
      forever: (_, { signal, progress }) => {
        progress(1, 2)
        return new Promise(() => signal.addEventListener('abort', () => seen.push('cancelled')))
      },
    })
    const { endpoint, token } = await running({ catalog })
    for (const meta of [envelope(), { ...envelope(), progressToken: 1 }]) {
      const request = modernRequest('tools/call', { name: 'forever' }, meta)
      const cut = new AbortController()
      const asked = fetch(endpoint.url, {
        method: 'POST',
        signal: cut.signal,
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
          'MCP-Protocol-Version': '2026-07-28',
          'Mcp-Method': 'tools/call',
          'Mcp-Name': 'forever',
        },
        body: JSON.stringify(request),
      }).catch(() => {})
      const before = seen.length
      await until(() => catalog.calls.length > before)
      await new Promise((resolve) => setTimeout(resolve, 20))
      cut.abort()
      await asked
      await until(() => seen.length > before)
    }
    expect(seen).toEqual(['cancelled', 'cancelled'])
  })

  it('hears only that there was a bug, when there was one', async () => {
    const catalog = testCatalog({
      broken() {
        throw new Error('secret')
      },
    })
    const { json } = await ask(await running({ catalog }), modernRequest('tools/call', { name: 'broken' }))
    expect(json.error).toEqual({ code: -32603, message: 'Tonearm hit a bug (details in the log).' })
  })
})

describe('a question to the person', () => {
  /** A tool that asks, and counts how often it was begun. */
  function asking() {
    const begun: unknown[] = []
    const answers: Confirmation[] = []
    const catalog = testCatalog({
      remove: async (parameters, { confirm }) => {
        begun.push(parameters)
        answers.push(await confirm(`Remove ${parameters.songs} songs from Old?`))
        return said(`answered ${answers.at(-1)}`)
      },
    })
    return { begun, answers, catalog }
  }

  const call = (more: object = {}, meta?: object, songs = 120) =>
    modernRequest('tools/call', { name: 'remove', arguments: { songs }, ...more }, meta)

  const reply = (requestState: string, action: string, confirm?: boolean) => ({
    requestState,
    inputResponses: { ok: { action, ...(confirm !== undefined && { content: { confirm } }) } },
  })

  it.each([
    ['yes', 'accept', true],
    ['no', 'accept', false],
    ['no', 'decline', undefined],
    ['no', 'cancel', undefined],
  ])('is the answer to the call, which goes on where it was with the reply: %s, %s', async (expected, action, confirm) => {
    const { begun, catalog } = asking()
    const product = await running({ catalog })
    const asked = (await ask(product, call())).json.result
    expect(asked).toMatchObject({
      resultType: 'input_required',
      inputRequests: { ok: { method: 'elicitation/create', params: { mode: 'form', message: 'Remove 120 songs from Old?' } } },
    })
    const { json } = await ask(product, call(reply(asked.requestState, action, confirm)))
    expect(json.result.content[0].text).toBe(`answered ${expected}`)
    expect(begun).toHaveLength(1)
  })

  it('is asked again when the reply is missing', async () => {
    const { begun, catalog } = asking()
    const product = await running({ catalog })
    const { requestState } = (await ask(product, call())).json.result
    expect((await ask(product, call({ requestState }))).json.result).toMatchObject({ resultType: 'input_required', requestState })
    expect((await ask(product, call(reply(requestState, 'accept', true)))).json.result.content[0].text).toBe('answered yes')
    expect(begun).toHaveLength(1)
  })

  it('takes one reply, for the same call of the same client', async () => {
    const { answers, catalog } = asking()
    const product = await running({ catalog })
    const { requestState } = (await ask(product, call())).json.result
    const yes = reply(requestState, 'accept', true)
    const refused = async (request: ReturnType<typeof call>) => (await ask(product, request)).json.error.code
    expect(await refused(call(yes, envelope(), 1)), 'other arguments').toBe(-32602)
    expect(await refused(modernRequest('tools/call', { name: 'echo', arguments: { songs: 120 }, ...yes })), 'another tool').toBe(-32602)
    expect(await refused(call(yes, envelope('another client'))), 'another client').toBe(-32602)
    expect(await refused(call(reply(`${requestState}x`, 'accept', true))), 'made up').toBe(-32602)
    expect(answers).toEqual([])
    expect((await ask(product, call(yes))).json.result.content[0].text).toBe('answered yes')
    expect(await refused(call(yes)), 'again').toBe(-32602)
    expect(answers).toEqual(['yes'])
  })

  it('knows its call again when the client writes the arguments in another order', async () => {
    const { catalog } = asking()
    const product = await running({ catalog })
    const write = (parameters: object, more = {}) => modernRequest('tools/call', { name: 'remove', arguments: parameters, ...more })
    const { requestState } = (await ask(product, write({ songs: 3, from: { name: 'Old', by: 'me' } }))).json.result
    const again = write({ from: { by: 'me', name: 'Old' }, songs: 3 }, reply(requestState, 'accept', true))
    expect((await ask(product, again)).json.result.content[0].text).toBe('answered yes')
  })

  it('is not asked of a client that cannot show it', async () => {
    const { catalog } = asking()
    const product = await running({ catalog })
    for (const capabilities of [{}, { elicitation: { url: {} } }]) {
      const { json } = await ask(product, call({}, envelope('plain', capabilities)))
      expect(json.result.content[0].text).toBe('answered cannot-ask')
    }
  })

  it('is shown by the newer SDK, which brings the reply by itself', async () => {
    const { catalog } = asking()
    const { endpoint, token } = await running({ catalog })
    const client = await connectNewer({ url: endpoint.url, token }, 'auto', { capabilities: { elicitation: { form: {} } } })
    client.setRequestHandler('elicitation/create', async () => ({ action: 'accept', content: { confirm: true } }))
    const result = await client.callTool({ name: 'remove', arguments: { songs: 3 } })
    expect(result.content).toMatchObject([{ text: 'answered yes' }])
  })
})

describe('subscriptions/listen', () => {
  const listen = (notifications: object, name?: string) => modernRequest('subscriptions/listen', { notifications }, envelope(name))

  it('tells of lists that changed, and of nothing else', async () => {
    const catalog = testCatalog()
    const { endpoint, token } = await running({ catalog })
    const { messages } = await stream(endpoint.url, token, listen({ toolsListChanged: true, promptsListChanged: true }))
    await until(() => messages.length === 1)
    expect(messages[0]).toMatchObject({
      method: 'notifications/subscriptions/acknowledged',
      params: { notifications: { toolsListChanged: true, promptsListChanged: true } },
    })
    catalog.mayHaveChanged()
    catalog.add('play', () => said('playing'))
    await until(() => messages.length === 2)
    expect(messages[1]).toMatchObject({
      method: 'notifications/tools/list_changed',
      params: { _meta: { 'io.modelcontextprotocol/subscriptionId': 1 } },
    })
  })

  it('asks Spotify what is playing once for all who want to know, and not for others', async () => {
    const listeners = new Set<() => void>()
    const nowPlaying: NowPlaying = {
      onChange(listener) {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    }
    const { endpoint, token } = await running({ served: { nowPlaying } })
    const open = (notifications: object, name: string) => stream(endpoint.url, token, listen(notifications, name))
    const other = await open({ toolsListChanged: true }, 'other')
    await until(() => other.messages.length === 1)
    expect(listeners.size).toBe(0)

    const wanted = { resourceSubscriptions: ['spotify://now-playing'] }
    const one = await open(wanted, 'one')
    const two = await open(wanted, 'two')
    await until(() => one.messages.length === 1 && two.messages.length === 1)
    expect(listeners.size).toBe(1)
    for (const listener of listeners) listener()
    await until(() => one.messages.length === 2 && two.messages.length === 2)
    expect(one.messages[1]).toMatchObject({ method: 'notifications/resources/updated', params: { uri: 'spotify://now-playing' } })
    expect(other.messages).toHaveLength(1)

    one.close()
    await one.ended
    expect(listeners.size).toBe(1)
    two.close()
    await until(() => listeners.size === 0)
  })

  it('needs a client that reads event streams', async () => {
    const answer = await ask(await running(), listen({ toolsListChanged: true }), { Accept: 'application/json' })
    expect(answer.status).toBe(406)
    expect(sentence(answer, 1)).toBe('Changes are sent as an event stream. Send the header "Accept: application/json, text/event-stream".')
  })

  it('ends with an answer when Tonearm stops', async () => {
    const { endpoint, token } = await running()
    const { messages, ended } = await stream(endpoint.url, token, listen({ toolsListChanged: true }))
    await until(() => messages.length === 1)
    await endpoint.close()
    await ended
    expect(messages.at(-1)).toMatchObject({ id: 1, result: { resultType: 'complete' } })
  })
})
