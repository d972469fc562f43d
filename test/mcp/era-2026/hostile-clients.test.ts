import { describe, expect, it } from 'vitest'
import { initialize, running } from '../running.ts'
import { said, servedWith, testCatalog } from '../test-catalog.ts'
import { ask, envelope, modernRequest } from './modern.ts'

const protocol = 'io.modelcontextprotocol/'
const versionKey = `${protocol}protocolVersion`
const call = (params: object = {}, meta: object = envelope()) =>
  modernRequest('tools/call', { name: 'echo', arguments: { text: 'x' }, ...params }, meta)
const version = (named: unknown) => call({}, { ...envelope(), [versionKey]: named })
const speaking = (named: string) => ({ 'MCP-Protocol-Version': named })

type Case = [what: string, request: object, headers: Record<string, string | undefined>, expected: [status: number, code: number]]

const cases: Case[] = [
  ['has an old version in both places', version('2025-11-25'), speaking('2025-11-25'), [400, -32022]],
  ['has a coming version in both places', version('2027-01-01'), speaking('2027-01-01'), [400, -32022]],
  ['has no version but a word', version('latest'), speaking('latest'), [400, -32022]],
  ['has a number as its version', version(20260728), {}, [400, -32602]],
  ['has an empty header', call(), speaking(''), [400, -32020]],
  ['does not say what its client can', call({}, { [versionKey]: '2026-07-28' }), {}, [400, -32602]],
  ['says in a word what its client can', call({}, { ...envelope(), [`${protocol}clientCapabilities`]: 'all' }), {}, [400, -32602]],
  ['has no envelope, and wrong params besides', modernRequest('tools/list', { cursor: 5 }, {}), {}, [400, -32602]],
  ['has a client that is a word', call({}, { ...envelope(), [`${protocol}clientInfo`]: 'me' }), {}, [400, -32602]],
  ['has a log level that does not exist', call({}, { ...envelope(), [`${protocol}logLevel`]: 'loud' }), {}, [400, -32602]],
  ['has a list as _meta', { ...call(), params: { name: 'echo', _meta: [] } }, {}, [400, -32600]],
  ['is not JSON-RPC 2.0', { ...call(), jsonrpc: '1.0' }, {}, [400, -32600]],
  ['has a method that every object has', modernRequest('constructor'), {}, [404, -32601]],
  ['has an empty method', modernRequest(''), {}, [404, -32601]],
  ['has a tool that every object has', call({ name: '__proto__' }), {}, [200, -32602]],
  ['has broken Base64 in a header', call(), { 'Mcp-Name': '=?base64?%%%?=' }, [400, -32020]],
  ['writes its method in capitals in the header', call(), { 'Mcp-Method': 'TOOLS/CALL' }, [400, -32020]],
  ['is too large', call({ arguments: { text: 'x'.repeat(400_000) } }), {}, [413, -32000]],
  ['brings a state to a call that asks nothing', call({ requestState: 'abc' }), {}, [200, -32602]],
  ['brings a state that is no text', call({ requestState: { number: 1 } }), {}, [200, -32602]],
  ['listens to no known thing', modernRequest('subscriptions/listen', { notifications: 'all' }), {}, [200, -32602]],
]

/** Params of the wrong kind, and what they should be. */
const wrong: [method: string, params: Record<string, unknown>, needs: string][] = [
  ['tools/list', { cursor: 5 }, 'cursor as text, if it has one'],
  ['tools/call', { name: 5 }, 'name as text, and arguments as an object, if it has any'],
  ['tools/call', {}, 'name as text, and arguments as an object, if it has any'],
  ['tools/call', { name: 'echo', arguments: 'x' }, 'name as text, and arguments as an object, if it has any'],
  ['tools/call', { name: 'echo', arguments: ['x'] }, 'name as text, and arguments as an object, if it has any'],
  ['tools/call', { name: 'echo', arguments: null }, 'name as text, and arguments as an object, if it has any'],
  ['resources/read', { uri: 5 }, 'uri as text'],
  ['resources/read', {}, 'uri as text'],
  ['prompts/get', { name: 'dj', arguments: { mood: 5 } }, 'name as text, and arguments as an object of texts, if it has any'],
  [
    'completion/complete',
    { ref: 'dj', argument: {} },
    'ref with its type and the name or uri, and argument with name and value, all as text',
  ],
]

describe('a request of a careless or hostile client', () => {
  it.each(cases)('is refused, in an answer to it, when it %s', async (_, request, headers, expected) => {
    const catalog = testCatalog()
    const product = await running({ catalog })
    const { status, json } = await ask(product, request as ReturnType<typeof modernRequest>, headers)
    expect([status, json.error.code]).toEqual(expected)
    expect(json.id).toBe(status === 413 ? null : 1)
    expect(catalog.calls).toEqual([])
  })

  it('is told which versions there are', async () => {
    const { json } = await ask(await running(), version('2027-01-01') as ReturnType<typeof modernRequest>, speaking('2027-01-01'))
    expect(json.error.data).toEqual({ supported: ['2026-07-28'], requested: '2027-01-01' })
  })

  it.each(wrong)('hears in a sentence what is wrong with its params, in both eras: %s %j', async (method, params, needs) => {
    const product = await running()
    const error = { code: -32602, message: `The params of ${method} are wrong. It needs ${needs}.` }
    const named = typeof params.name === 'string' ? params.name : undefined
    const newer = await ask(product, modernRequest(method, params), { 'Mcp-Name': named })
    expect([newer.status, newer.json]).toEqual([200, { jsonrpc: '2.0', id: 1, error }])
    const session = { 'Mcp-Session-Id': String((await product.post(initialize)).headers['mcp-session-id']) }
    const older = await product.post({ jsonrpc: '2.0', id: 2, method, params }, session)
    expect([older.status, JSON.parse(older.body)]).toEqual([200, { jsonrpc: '2.0', id: 2, error }])
  })

  it('is not obeyed when it is nested ten thousand times', async () => {
    const catalog = testCatalog()
    const product = await running({ catalog })
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`
    for (const more of [{}, { requestState: 'abc' }]) {
      const body = JSON.stringify(call({ ...more, arguments: { text: 'deep' } })).replace('"deep"', deep)
      const headers = { 'MCP-Protocol-Version': '2026-07-28', 'Mcp-Method': 'tools/call', 'Mcp-Name': 'echo' }
      const { status, body: answer } = await product.send({
        method: 'POST',
        headers: { Authorization: `Bearer ${product.token}`, 'Content-Type': 'application/json', ...headers },
        body,
      })
      expect([status, JSON.parse(answer).result.content[0].text]).toEqual([
        200,
        'The arguments of echo have more than 2000 values. Split them over several calls.',
      ])
    }
    expect(catalog.calls).toEqual([])
  })

  it('is never taken for a yes, whatever it brings as a reply', async () => {
    const heard: string[] = []
    const catalog = testCatalog({
      remove: async (_, { confirm }) => {
        heard.push(await confirm('Remove 120 songs?'))
        return said('done')
      },
    })
    const product = await running({ catalog })
    const write = (more: object) => modernRequest('tools/call', { name: 'remove', ...more })
    const replies: unknown[] = [
      true,
      'yes',
      { ok: true },
      { ok: { action: 'sure' } },
      { ok: { action: 'accept' } },
      { ok: { action: 'accept', content: { confirm: 'yes' } } },
      { ok: { action: 'accept', content: { confirm: 1 } } },
      { other: { action: 'accept', content: { confirm: true } } },
    ]
    for (const inputResponses of replies) {
      // A reply before the question is no reply.
      const first = (await ask(product, write({ inputResponses }))).json.result
      expect(first.resultType, JSON.stringify(inputResponses)).toBe('input_required')
      await ask(product, write({ requestState: first.requestState, inputResponses }))
    }
    expect(heard).not.toContain('yes')
  })

  it('reads no file by the address of a resource', async () => {
    const served = servedWith(testCatalog())
    const product = await running({ served })
    for (const uri of ['file:///etc/passwd', 'spotify://../../etc/passwd', 'ui://../player', 'http://127.0.0.1/']) {
      const { status, json } = await ask(product, modernRequest('resources/read', { uri }))
      expect([status, json.error.code], uri).toEqual([200, -32602])
    }
  })
})
