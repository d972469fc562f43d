import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { allScopes } from '../../src/config/scopes.ts'
import { type Computer, commandFile } from './run-command.ts'
import { call, computerWithSpotify, ready, signIn } from './with-spotify.ts'

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'by hand', version: '1' } },
}

describe('tonearm stdio', () => {
  it('answers the client that started it, and ends when the client goes', async () => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [commandFile, 'stdio', '--vault', 'file'],
      env: computer.environment,
      stderr: 'pipe',
    })
    const client = new Client({ name: 'test client', version: '1.0.0' })
    await client.connect(transport)
    onTestFinished(() => client.close())
    const { pid } = transport
    expect(client.getServerVersion()?.name).toMatch(/tonearm/i)
    expect(await call(client, 'search_tracks', { query: 'midnight' })).toContain('Midnight Train')

    await client.close()
    expect(() => process.kill(pid as number, 0)).toThrow('ESRCH')
    const log = readFileSync(computer.path('logs', 'tonearm.log'), 'utf8')
    expect(log).toContain('search_tracks for test client')
    expect(log).toMatch(/ info Stopped\n$/)
  })

  it('writes nothing but JSON-RPC on standard output, whatever happens, and ends with 0 when its input ends', async () => {
    const computer = await computerWithSpotify()
    const stdio = computer.run(['stdio'], { SPOTIFY_REFRESH_TOKEN: computer.spotify.grant([...allScopes]).refreshToken })
    const messages = [
      initialize,
      { jsonrpc: '2.0', method: 'notifications/initialized' },
      { jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'search_tracks', arguments: { query: 'river' } } },
      { jsonrpc: '2.0', id: 3, method: 'tools/call', params: { name: 'no_such_tool' } },
      { jsonrpc: '2.0', id: 4, method: 'no/such/method' },
    ]
    stdio.type(`${messages.map((message) => JSON.stringify(message)).join('\n')}\nno JSON at all\n`)
    for (const id of [1, 2, 3, 4]) await stdio.saw(new RegExp(`"id":${id}\\b`), 'stdout')
    stdio.endInput()

    const { code, stdout } = await stdio.ended
    expect(code).toBe(0)
    const lines = stdout.trimEnd().split('\n')
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' })
    // Nothing but the answers (null: to the line that is no JSON): no list has changed, since everything was granted.
    expect(lines.map((line) => JSON.parse(line).id)).toEqual(expect.arrayContaining([1, 2, 3, 4, null]))
    expect(lines).toHaveLength(5)
  })

  it('answers a line above 1 MB, in the name of its request, and goes on', async () => {
    const computer = await computerWithSpotify()
    const stdio = computer.run(['stdio', '--vault', 'memory'])
    const call = (id: number, query: string) => ({
      jsonrpc: '2.0',
      id,
      method: 'tools/call',
      params: { name: 'search_tracks', arguments: { query } },
    })
    stdio.type(`${JSON.stringify(initialize)}\n${JSON.stringify(call(2, 'x'.repeat(1024 * 1024)))}\n`)
    stdio.type(`${'x'.repeat(2 * 1024 * 1024)}\n${JSON.stringify({ jsonrpc: '2.0', id: 3, method: 'ping' })}\n`)
    await stdio.saw(/"id":3\b/, 'stdout')
    stdio.endInput()
    const { code, stdout } = await stdio.ended
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const refusal = { code: -32600, message: 'This line has more than 1 MB, so it was not read. Send smaller messages.' }
    expect(answers).toContainEqual({ jsonrpc: '2.0', id: 2, error: refusal })
    expect(answers).toContainEqual({ jsonrpc: '2.0', id: null, error: refusal })
    expect(answers).toContainEqual({ jsonrpc: '2.0', id: 3, result: {} })
    expect({ code, answers: answers.length }).toEqual({ code: 0, answers: 4 })
  })

  it('tells the model how the person signs in when no client id is set up', async () => {
    const computer = await computerWithSpotify({ clientId: false })
    const stdio = computer.run(['stdio', '--vault', 'file'])
    const question = { jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'get_user_profile' } }
    stdio.type(
      `${JSON.stringify(initialize)}\n${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n${JSON.stringify(question)}\n`,
    )
    const [line] = await stdio.saw(/^.*"id":2\b.*$/m, 'stdout')
    expect(JSON.parse(line).result).toEqual({
      _meta: { 'tonearm/problem': 'client-id-missing' },
      isError: true,
      content: [
        {
          type: 'text',
          text: 'Tonearm has no Spotify client ID yet, so it cannot sign in. To set one, run "tonearm login" in a terminal.',
        },
      ],
    })
  })

  it('ends on SIGTERM', async () => {
    const computer = await computerWithSpotify()
    const stdio = computer.run(['stdio', '--vault', 'memory'])
    stdio.type(`${JSON.stringify(initialize)}\n`)
    await stdio.saw(/"id":1\b/, 'stdout')
    const { code, signal } = await stdio.stop()
    expect({ code, signal }).toEqual({ code: 0, signal: null })
  })

  it('refuses a client that is blocked while it is connected, and hears it again when it is allowed', async () => {
    const computer = await computerWithSpotify()
    const settings = (blockedClients: string[]) => {
      mkdirSync(computer.dataDirectory, { recursive: true })
      writeFileSync(computer.path('settings.json'), JSON.stringify({ blockedClients }))
    }
    settings([])
    const stdio = computer.run(['stdio', '--vault', 'memory'])
    const answer = async (id: number) => JSON.parse((await stdio.saw(new RegExp(`^.*"id":${id}\\b.*$`, 'm'), 'stdout'))[0])
    const list = (id: number) => stdio.type(`${JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/list' })}\n`)
    stdio.type(`${JSON.stringify(initialize)}\n${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`)
    expect(await answer(1)).toHaveProperty('result')
    settings(['By Hand'])
    list(2)
    expect(await answer(2)).toMatchObject({ error: { message: expect.stringMatching(/^Tonearm's owner has blocked by hand\. /) } })
    settings([])
    list(3)
    expect(await answer(3)).toHaveProperty('result.tools')
    stdio.endInput()
    expect((await stdio.ended).code).toBe(0)
  })
})

describe('tonearm stdio beside a running Tonearm', () => {
  it('lets the running one answer: one login, one process that asks Spotify, and the client shows up there', async () => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    const serve = computer.run(['serve', '--json', '--vault', 'file'])
    const { url } = await ready(serve)
    // Nothing that it could sign in with itself.
    const client = await startedClient(computer, ['stdio', '--vault', 'memory'])
    expect(await call(client, 'search_tracks', { query: 'midnight' })).toContain('Midnight Train')

    const { controlToken } = JSON.parse(readFileSync(computer.path('endpoint.json'), 'utf8'))
    const status = await fetch(new URL('/status', url), { headers: { Authorization: `Bearer ${controlToken}` } })
    expect(await status.json()).toMatchObject({ clients: [{ name: 'test client', calls: 1 }] })
    await client.close()

    const stdio = computer.run(['stdio', '--vault', 'memory'])
    stdio.type(`${JSON.stringify(initialize)}\n`)
    await stdio.saw(/"id":1\b/, 'stdout')
    stdio.endInput()
    const { code, stdout, stderr } = await stdio.ended
    expect({ code, lines: stdout.trimEnd().split('\n').length, stderr }).toEqual({ code: 0, lines: 1, stderr: '' })
    expect((await serve.stop()).stderr).not.toContain('Error')
  })

  it('serves in process when the endpoint file was left by a crash', async () => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    const serve = computer.run(['serve', '--json', '--vault', 'file'])
    await ready(serve)
    await serve.stop('SIGKILL')
    expect(existsSync(computer.path('endpoint.json'))).toBe(true)
    const client = await startedClient(computer, ['stdio', '--vault', 'file'])
    expect(await call(client, 'search_tracks', { query: 'midnight' })).toContain('Midnight Train')
  })
})

/** A client of the SDK that starts the command. */
async function startedClient(computer: Computer, words: string[]): Promise<Client> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [commandFile, ...words],
    env: computer.environment,
    stderr: 'ignore',
  })
  const client = new Client({ name: 'test client', version: '1.0.0' })
  onTestFinished(() => client.close())
  await client.connect(transport)
  return client
}
