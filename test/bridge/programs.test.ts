import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { type CallToolResult, ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { newComputer } from '../commands/run-command.ts'
import { emptyWorld, track } from '../fake-spotify/builders.ts'
import { runScript } from '../mcp/programs.ts'
import { type Running, running } from '../mcp/running.ts'
import { said, type TestCatalog, testCatalog } from '../mcp/test-catalog.ts'
import { callTool, startProduct } from '../product.ts'
import { root } from '../root.ts'
import { start } from '../run-program.ts'
import { endpointFile, until } from './bridge-in-process.ts'
import { builtBridge } from './built-bridge.ts'

let bridge: string
beforeAll(async () => {
  bridge = await builtBridge()
})

const introduce = {
  jsonrpc: '2.0',
  id: 0,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'by hand', version: '1' } },
}

/** A client of the SDK that starts the bridge, as Claude Desktop does. */
async function desktopClient(directory: string, capabilities: object = {}): Promise<{ client: Client; stderr: () => string; pid: number }> {
  const client = new Client({ name: 'claude-ai', version: '0.1.0' }, { capabilities })
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [bridge, '--data-dir', directory],
    env: newComputer().environment,
    stderr: 'pipe',
  })
  let stderr = ''
  transport.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk
  })
  onTestFinished(() => client.close())
  await client.connect(transport)
  return { client, stderr: () => stderr, pid: transport.pid as number }
}

/** An endpoint, and the data directory in which it says how to reach it. */
async function endpoint(catalog: TestCatalog = testCatalog()): Promise<Running & { directory: string; file: string }> {
  const there = await running({ catalog })
  const place = endpointFile()
  place.write({ url: there.endpoint.url, token: there.token })
  return { ...there, directory: join(place.file, '..'), file: place.file }
}

describe('bridge.js, in a process of its own', () => {
  it('is the whole product to a client that only starts programs', async () => {
    const product = await startProduct({ world: { ...emptyWorld(), tracks: [track('Midnight River'), track('Midnight Train')] } })
    onTestFinished(() => product.stop())
    const { client, stderr } = await desktopClient(product.paths.directory)

    expect(client.getServerVersion()).toMatchObject({ name: 'tonearm', title: 'Tonearm for Spotify' })
    expect(client.getInstructions()).toContain('Spotify')
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain('search_tracks')
    expect((await callTool(client, 'search_tracks', { query: 'midnight' })).text).toContain('Midnight Train')
    expect((await client.listPrompts()).prompts.length).toBeGreaterThan(0)
    expect((await client.listResources()).resources.length).toBeGreaterThan(0)
    expect(product.tonearm.status().clients).toEqual([expect.objectContaining({ name: 'claude-ai', version: '0.1.0', calls: 1 })])
    expect(stderr()).toBe("Tonearm's bridge: Connected to Tonearm.\n")

    await client.close()
    expect(product.tonearm.status().clients).toEqual([])
  })

  it('carries progress, cancellation and questions in both directions', async () => {
    let gaveUp = false
    const catalog = testCatalog({
      async ask(_, { confirm, progress }) {
        progress(1, 2, 'asking')
        return said(await confirm('Really?'))
      },
      async slow(_, { signal }) {
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        gaveUp = true
        return said('')
      },
    })
    const { directory } = await endpoint(catalog)
    const { client } = await desktopClient(directory, { elicitation: {} })
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => ({
      action: 'accept',
      content: { confirm: params.message === 'Really?' },
    }))

    const progress: unknown[] = []
    const answer = await client.callTool({ name: 'ask' }, undefined, { onprogress: (step) => void progress.push(step) })
    expect(answer).toMatchObject({ content: [{ text: 'yes' }] })
    expect(progress).toEqual([{ progress: 1, total: 2, message: 'asking' }])

    const cancel = new AbortController()
    const call = client.callTool({ name: 'slow' }, undefined, { signal: cancel.signal })
    await until(() => catalog.calls.at(-1)?.tool === 'slow')
    cancel.abort('changed my mind')
    await expect(call).rejects.toThrow('changed my mind')
    await until(() => gaveUp)
  })

  it.skipIf(process.platform === 'win32')(
    'sends a call later when it may open no more files now, and never says that it may have been sent',
    async () => {
      const catalog = testCatalog({
        async slow({ text }) {
          await new Promise((resolve) => setTimeout(resolve, 500))
          return said(String(text))
        },
      })
      const { directory } = await endpoint(catalog)
      const limited = ['-c', `ulimit -n 40; exec "$0" "$@"`, process.execPath, bridge, '--data-dir', directory]
      const child = start('bash', limited, newComputer().environment)
      child.type(`${JSON.stringify(introduce)}\n${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`)
      await child.saw(/"id":0\b/, 'stdout')
      const texts = Array.from({ length: 60 }, (_, number) => `call ${number}`)
      const calls = texts.map((text, index) => ({
        jsonrpc: '2.0',
        id: index + 1,
        method: 'tools/call',
        params: { name: 'slow', arguments: { text } },
      }))
      child.type(`${calls.map((call) => JSON.stringify(call)).join('\n')}\n`)
      for (const { id } of calls) await child.saw(new RegExp(`"id":${id}\\b`), 'stdout')
      child.endInput()
      const { stdout, stderr } = await child.ended
      const answers = stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
        .filter(({ id }) => id > 0)
      expect(stderr).toContain('Reconnecting')
      expect(answers.map(({ result }) => result?.content[0].text).toSorted()).toEqual(texts.toSorted())
      expect(catalog.calls).toHaveLength(calls.length)
    },
  )

  it('writes nothing but JSON-RPC on standard output, one message a line, and the token nowhere', async () => {
    const { directory, token } = await endpoint()
    const child = start(process.execPath, [bridge, '--data-dir', directory], newComputer().environment)
    child.type(`nonsense\n\n${JSON.stringify(introduce)}\n{"jsonrpc":"2.0","method":"notifications/initialized"}\n`)
    child.type('{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"two\\nlines\\u2028"}}}\r\n')
    child.type('{"jsonrpc":"2.0","id":2,"method":"no/such/method"}\n')
    for (const id of [0, 1, 2]) await child.saw(new RegExp(`"id":${id}\\b`), 'stdout')
    // One after the other, over the same connection.
    for (let id = 3; id < 30; id += 1) {
      child.type(`{"jsonrpc":"2.0","id":${id},"method":"tools/list"}\n`)
      await child.saw(new RegExp(`"id":${id}\\b`), 'stdout')
    }
    child.endInput()

    const { code, stdout, stderr } = await child.ended
    expect(code).toBe(0)
    const lines = stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(31)
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' })
    expect(stdout).not.toContain(token)
    expect(stderr).toBe("Tonearm's bridge: Connected to Tonearm.\n")
  })

  it.each(['SIGTERM', 'SIGINT'] as const)('ends its session and itself on %s', async (signal) => {
    const there = await endpoint()
    const child = start(process.execPath, [bridge, '--data-dir', there.directory], newComputer().environment)
    child.type(`${JSON.stringify(introduce)}\n`)
    await child.saw(/"id":0/, 'stdout')
    expect(there.endpoint.clients()).toHaveLength(1)
    expect(await child.stop(signal)).toMatchObject({ code: 0, signal: null })
    expect(there.endpoint.clients()).toEqual([])
  })

  it('ends when nobody reads its output any more', async () => {
    const there = await endpoint()
    const child = start(process.execPath, [bridge, '--data-dir', there.directory], newComputer().environment)
    child.type(`${JSON.stringify(introduce)}\n`)
    await child.saw(/"id":0/, 'stdout')
    child.process.stdout?.destroy()
    child.type('{"jsonrpc":"2.0","id":1,"method":"ping"}\n'.repeat(10))
    expect(await child.ended).toMatchObject({ code: 0 })
    expect(there.endpoint.clients()).toEqual([])
  })

  it('finds the data directory by argument, else by environment, else where it usually is; what was not filled in counts for nothing', async () => {
    const there = await endpoint()
    const computer = newComputer()
    // biome-ignore lint/suspicious/noTemplateCurlyInString: so Claude Desktop hands it over when nothing was chosen
    const unfilled = '${user_config.data_directory}'
    const ways: [words: string[], environment: Record<string, string>][] = [
      [['--data-dir', there.directory], { TONEARM_DATA_DIR: '/nowhere' }],
      [[`--data-dir=${there.directory}`], {}],
      [['--data-dir', unfilled], { TONEARM_DATA_DIR: there.directory }],
      [['--data-dir', ''], { TONEARM_DATA_DIR: there.directory }],
      [['--data-dir'], { TONEARM_DATA_DIR: there.directory }],
      [[], { TONEARM_DATA_DIR: unfilled }],
      [[], { TONEARM_DATA_DIR: '' }],
    ]
    mkdirSync(computer.dataDirectory, { recursive: true })
    copyFileSync(there.file, computer.path('endpoint.json'))
    await Promise.all(
      ways.map(async ([words, environment]) => {
        const child = start(process.execPath, [bridge, ...words], { ...computer.environment, ...environment })
        child.type(`${JSON.stringify(introduce)}\n`)
        await child.saw(/"version":"1\.2\.3"/, 'stdout')
        child.endInput()
        await child.ended
      }),
    )
  })
})

describe('real MCP clients', () => {
  it('MCP Inspector lists and calls tools through the bridge', async () => {
    const { directory } = await endpoint()
    const inspect = (...words: string[]) =>
      runScript('@modelcontextprotocol/inspector/clients/launcher/build/index.js', [
        '--cli',
        process.execPath,
        bridge,
        '-e',
        `TONEARM_DATA_DIR=${directory}`,
        ...words,
      ])
    const [list, call] = await Promise.all([
      inspect('--method', 'tools/list'),
      inspect('--method', 'tools/call', '--tool-name', 'echo', '--tool-arg', 'text=Opalite'),
    ])
    expect(list.code, list.stderr).toBe(0)
    expect(JSON.parse(list.stdout)).toMatchObject({ tools: [{ name: 'echo' }] })
    expect(call.code, call.stderr).toBe(0)
    expect(JSON.parse(call.stdout)).toMatchObject({ content: [{ type: 'text', text: 'Opalite' }], isError: false })
  })

  it('mcp-remote reaches the endpoint', async () => {
    const there = await endpoint()
    const client = new Client({ name: 'behind mcp-remote', version: '1.0.0' })
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [
        join(root, 'node_modules', 'mcp-remote', 'dist', 'proxy.js'),
        there.endpoint.url,
        '--transport',
        'http-only',
        '--header',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: mcp-remote fills it in
        'Authorization:${TONEARM_AUTHORIZATION}',
      ],
      env: { ...newComputer().environment, TONEARM_AUTHORIZATION: `Bearer ${there.token}` },
      stderr: 'pipe',
    })
    onTestFinished(() => client.close())
    await client.connect(transport)
    expect((await client.listTools()).tools).toMatchObject([{ name: 'echo' }])
    const { content } = (await client.callTool({ name: 'echo', arguments: { text: 'by way of mcp-remote' } })) as CallToolResult
    expect(content).toEqual([{ type: 'text', text: 'by way of mcp-remote' }])
    expect(there.endpoint.clients().map(({ name }) => name)).toContainEqual(expect.stringContaining('behind mcp-remote'))
  })
})
