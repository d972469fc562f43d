import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import {
  LoggingMessageNotificationSchema,
  type Progress,
  PromptListChangedNotificationSchema,
  ResourceListChangedNotificationSchema,
  ToolListChangedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js'
import { describe, expect, it } from 'vitest'
import { withStack } from '../../../src/config/logging.ts'
import type { Resource } from '../../../src/mcp/resources/resources.ts'
import { instructions } from '../../../src/shared/instructions.ts'
import { serverIcons } from '../../../src/shared/server-icon.ts'
import type { Caller, ToolAnswer } from '../../../src/tools/runtime/caller.ts'
import { answered, initialize, running, textOf, until } from '../running.ts'
import { said, servedWith, testCatalog } from '../test-catalog.ts'

const call = (client: Client, name: string, parameters: Record<string, unknown> = {}) => client.callTool({ name, arguments: parameters })

describe('what a client learns about the server', () => {
  it('learns its name, its version, what it can do, and what it is for', async () => {
    const { connect } = await running()
    const { client } = await connect()
    expect(client.getServerVersion()).toEqual({ name: 'tonearm', title: 'Tonearm for Spotify', version: '1.2.3', icons: serverIcons })
    expect(client.getServerCapabilities()).toEqual({
      tools: { listChanged: true },
      resources: { subscribe: true, listChanged: true },
      prompts: { listChanged: true },
      completions: {},
      logging: {},
    })
    expect(client.getInstructions()).toBe(instructions)
  })

  it('reads instructions that say first what it is for, in words that a search finds, and are not cut off', () => {
    expect(instructions).toMatch(/^Search, play, organise and understand the user's music on Spotify/)
    expect(instructions.length).toBeLessThan(1500)
    const firstSentence = instructions.split('\n')[0]
    for (const word of ['Spotify', 'music', 'playlists', 'songs', 'albums', 'artists', 'top', 'recently played'])
      expect(firstSentence).toContain(word)
    for (const rule of ['short id', 'They are data', 'Errors say what happened']) expect(instructions).toContain(rule)
  })

  it('lists exactly the tools of the catalog, in their order', async () => {
    const catalog = testCatalog({ b_tool: () => said(''), a_tool: () => said('') })
    const { post } = await running({ catalog })
    const session = String((await post(initialize)).headers['mcp-session-id'])
    const list = answered(await post({ jsonrpc: '2.0', id: 1, method: 'tools/list' }, { 'Mcp-Session-Id': session }))
    expect(list.result).toEqual({ tools: catalog.list() })
    expect(catalog.list().map(({ name }) => name)).toEqual(['echo', 'b_tool', 'a_tool'])
  })

  it('hears when the tools change, and can call the new one', async () => {
    const catalog = testCatalog()
    const { connect } = await running({ catalog })
    const { client } = await connect()
    const heard = Promise.withResolvers<void>()
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => heard.resolve())
    catalog.add('shuffle', () => said('Shuffled.'))
    await heard.promise
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['echo', 'shuffle'])
    expect(textOf(await call(client, 'shuffle'))).toBe('Shuffled.')
  })
})

describe('the news that a list changed', () => {
  /** What a client hears of its lists, in order. */
  const hearing = (client: Client) => {
    const heard: string[] = []
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => void heard.push('tools'))
    client.setNotificationHandler(ResourceListChangedNotificationSchema, () => void heard.push('resources'))
    client.setNotificationHandler(PromptListChangedNotificationSchema, () => void heard.push('prompts'))
    return heard
  }

  it('comes for the lists that differ, and for no other', async () => {
    const catalog = testCatalog()
    const list: Resource[] = []
    const { connect } = await running({ catalog, served: { resources: { ...servedWith(catalog).resources, list: () => list } } })
    const { client } = await connect()
    const heard = hearing(client)
    catalog.mayHaveChanged()
    await client.ping()
    expect(heard).toEqual([])
    catalog.add('shuffle', () => said('Shuffled.'))
    await until(() => heard.length === 1)
    list.push({ uri: 'spotify://me', name: 'me', title: 'Profile', description: '' })
    catalog.mayHaveChanged()
    await until(() => heard.length === 2)
    catalog.mayHaveChanged()
    await client.ping()
    expect(heard).toEqual(['tools', 'resources'])
  })
})

describe('calling a tool', () => {
  it('brings the answer as text, and structured where the tool has it', async () => {
    const catalog = testCatalog({
      plays: () => ({ text: '3 plays', structured: { plays: 3 }, failed: false }),
      play: () => ({ text: 'No device is active.', failed: true }),
    })
    const { connect } = await running({ catalog })
    const { client } = await connect()
    expect(await call(client, 'echo', { text: 'Opalite' })).toEqual({ content: [{ type: 'text', text: 'Opalite' }], isError: false })
    expect(await call(client, 'plays')).toEqual({
      content: [{ type: 'text', text: '3 plays' }],
      isError: false,
      structuredContent: { plays: 3 },
    })
    expect(await call(client, 'play')).toEqual({ content: [{ type: 'text', text: 'No device is active.' }], isError: true })
  })

  it('hands the parameters over as they came, and none as an empty object', async () => {
    const catalog = testCatalog({ show: (parameters) => said(JSON.stringify(parameters)) })
    const { connect } = await running({ catalog })
    const { client } = await connect()
    const parameters = { limit: '5', nested: { list: [1, null, { a: true }] }, unknown: '' }
    expect(textOf(await call(client, 'show', parameters))).toBe(JSON.stringify(parameters))
    expect(textOf(await client.callTool({ name: 'show' }))).toBe('{}')
  })

  it('tells the tool who is calling, without what could garble a log or a window', async () => {
    const catalog = testCatalog()
    const { connect, endpoint } = await running({ catalog })
    const { client } = await connect('  Claude\u001b[2J\nDesktop \u202e')
    await call(client, 'echo')
    expect(catalog.calls).toEqual([{ tool: 'echo', client: 'Claude [2J Desktop' }])
    const { client: nameless } = await connect('\n')
    await call(nameless, 'echo')
    const { client: verbose } = await connect('x'.repeat(1000))
    await call(verbose, 'echo')
    expect(catalog.calls.map(({ client }) => client).slice(1)).toEqual(['unknown client', 'x'.repeat(80)])
    expect(endpoint.clients().map(({ name }) => name)).toEqual(['Claude [2J Desktop', 'unknown client', 'x'.repeat(80)])
  })

  it("answers an unknown tool with the protocol's error and the names of those there are", async () => {
    const catalog = testCatalog()
    const { connect, post } = await running({ catalog })
    const { client } = await connect()
    await expect(call(client, 'ecko')).rejects.toMatchObject({
      code: -32602,
      message: 'MCP error -32602: There is no tool "ecko". The tools are echo.',
    })
    await expect(call(client, '__proto__')).rejects.toMatchObject({ code: -32602 })

    const session = String((await post(initialize)).headers['mcp-session-id'])
    const answer = answered(
      await post({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'x\n'.repeat(100) } }, { 'Mcp-Session-Id': session }),
    )
    expect(answer.error).toEqual({ code: -32602, message: `There is no tool "${'x '.repeat(40)}". The tools are echo.` })
    expect(catalog.calls).toEqual([])
  })

  it('refuses more than 2000 values, however they are nested, with a sentence', async () => {
    const catalog = testCatalog()
    const { connect } = await running({ catalog })
    const { client } = await connect()
    const refused = {
      content: [{ type: 'text', text: 'The arguments of echo have more than 2000 values. Split them over several calls.' }],
      isError: true,
    }
    // `text` itself is one of the values.
    expect(await call(client, 'echo', { text: Array(1999).fill(0) })).toMatchObject({ isError: false })
    expect(await call(client, 'echo', { text: Array(2000).fill(0) })).toEqual(refused)
    expect(await call(client, 'echo', { text: Array(1000).fill([0]) })).toEqual(refused)
    expect(await call(client, 'echo', { text: Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [at, 0])) })).toEqual(refused)
    expect(catalog.calls).toHaveLength(1)
  })

  it('survives arguments that are nested as deep as a message can be', async () => {
    const { post } = await running()
    const session = { 'Mcp-Session-Id': String((await post(initialize)).headers['mcp-session-id']) }
    const deep = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":${'['.repeat(50_000)}${']'.repeat(50_000)}}}}`
    expect(answered(await post(deep, session))).toMatchObject({ result: { isError: true } })
    expect(answered(await post({ jsonrpc: '2.0', id: 2, method: 'ping' }, session))).toMatchObject({ result: {} })
  })

  it('keeps a bug to the log: the client hears that there is one, and nothing of what was thrown', async () => {
    const logged: string[] = []
    const keep = (message: string) => logged.push(message)
    const catalog = testCatalog({
      broken() {
        throw new Error('ENOENT: /home/ada/.secret')
      },
    })
    const { connect } = await running({
      catalog,
      log: { debug: keep, info: keep, warn: keep, error: (message, error) => keep(withStack(message, error)) },
    })
    const { client } = await connect()
    await expect(call(client, 'broken')).rejects.toThrow('MCP error -32603: Tonearm hit a bug (details in the log).')
    expect(logged.join('\n')).toMatch(/Bug in an answer: Error: ENOENT: \/home\/ada\/\.secret\n {4}at /)
  })
})

describe('while a call runs', () => {
  it('tells the client how far it is, if the client asked: always forward, and never after the answer', async () => {
    let late: Caller['progress'] = () => {}
    const catalog = testCatalog({
      async pages(_, { progress }) {
        progress(0, 3, 'Page 1 of 3')
        progress(1, 3)
        progress(1, 3, 'again')
        progress(0.5, 3, 'back')
        progress(Number.NaN, 3, 'nonsense')
        await Promise.resolve()
        progress(3, undefined, 'done')
        late = progress
        return said('3 pages')
      },
    })
    const { connect } = await running({ catalog })
    const { client } = await connect()
    const errors: Error[] = []
    client.onerror = (error) => errors.push(error)
    const heard: Progress[] = []
    await client.callTool({ name: 'pages' }, undefined, { onprogress: (progress) => heard.push(progress) })
    late(4, 4, 'too late')
    expect(textOf(await client.callTool({ name: 'pages' }))).toBe('3 pages')
    expect(heard).toEqual([
      { progress: 0, total: 3, message: 'Page 1 of 3' },
      { progress: 1, total: 3 },
      { progress: 3, message: 'done' },
    ])
    expect(errors).toEqual([])
  })

  it('gives the tool a signal that the client can pull, and ends the stream nobody will get an answer on', async () => {
    const aborted = Promise.withResolvers<void>()
    const catalog = testCatalog({
      forever: (_, { signal }) =>
        new Promise((resolve) => signal.addEventListener('abort', () => [aborted.resolve(), resolve(said('too late'))])),
    })
    const { connect, post } = await running({ catalog })
    const { client } = await connect()
    const abort = new AbortController()
    const cancelled = client.callTool({ name: 'forever' }, undefined, { signal: abort.signal })
    await until(() => catalog.calls.length === 1)
    abort.abort('The user pressed stop')
    await expect(cancelled).rejects.toThrow('The user pressed stop')
    await aborted.promise
    expect(textOf(await call(client, 'echo', { text: 'still here' }))).toBe('still here')

    const session = { 'Mcp-Session-Id': String((await post(initialize)).headers['mcp-session-id']) }
    const stream = post({ jsonrpc: '2.0', id: 7, method: 'tools/call', params: { name: 'forever' } }, session)
    await until(() => catalog.calls.length === 3)
    expect((await post({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 7 } }, session)).status).toBe(202)
    expect((await stream).body).toBe('')
  })

  it('ends running calls when the client ends its session', async () => {
    const aborted = Promise.withResolvers<void>()
    const catalog = testCatalog({
      forever: (_, { signal }) => new Promise(() => signal.addEventListener('abort', () => aborted.resolve())),
    })
    const { connect } = await running({ catalog })
    const { client, transport } = await connect()
    client.callTool({ name: 'forever' }).catch(() => {})
    await until(() => catalog.calls.length === 1)
    await transport.terminateSession()
    await aborted.promise
  })

  it('sends log messages from the level up that the client set', async () => {
    const fail = (): ToolAnswer => ({ text: 'Tonearm hit a bug.', failed: true, problem: 'defect' })
    const catalog = testCatalog({ broken: fail, broken_too: fail })
    const { connect } = await running({ catalog })
    const { client } = await connect()
    const heard: unknown[] = []
    client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => void heard.push(params))
    await client.setLoggingLevel('emergency')
    await call(client, 'broken')
    await client.setLoggingLevel('error')
    await call(client, 'broken_too')
    await until(() => heard.length > 0)
    expect(heard).toEqual([{ level: 'error', logger: 'tonearm', data: 'broken_too: Tonearm hit a bug.' }])
    await expect(client.setLoggingLevel('loud' as 'error')).rejects.toThrow()
  })
})

describe('several clients at once', () => {
  it("never get each other's answers or progress, although their request ids are the same", async () => {
    const calls = 500
    const catalog = testCatalog({
      async mine({ text }, { client, progress }) {
        progress(1, 2, String(text))
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 5))
        return said(`${client} ${text}`)
      },
    })
    const { connect } = await running({ catalog })
    const clients = await Promise.all(['Ada', 'Grace'].map(async (name) => ({ name, client: (await connect(name)).client })))
    const answers = await Promise.all(
      Array.from({ length: calls }, (_, number) =>
        clients.map(async ({ name, client }) => {
          const text = `${name} ${number}`
          const heard: unknown[] = []
          const onprogress = ({ message }: Progress) => heard.push(message)
          const answer = await client.callTool({ name: 'mine', arguments: { text } }, undefined, { onprogress })
          return { expected: `${name} ${text}`, got: textOf(answer), heard, text }
        }),
      ).flat(),
    )
    expect(answers).toHaveLength(2 * calls)
    expect(answers.filter(({ expected, got }) => expected !== got)).toEqual([])
    expect(answers.filter(({ heard, text }) => heard.length !== 1 || heard[0] !== text)).toEqual([])
  })
})
