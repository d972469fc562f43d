import { readFileSync } from 'node:fs'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { allScopes } from '../../src/config/scopes.ts'
import { source } from './run-command.ts'
import { call, computerWithSpotify, signIn } from './with-spotify.ts'

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
      args: [source, 'stdio', '--vault', 'file'],
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
    expect(lines.length).toBeGreaterThanOrEqual(4)
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
      isError: true,
      content: [
        {
          type: 'text',
          text: 'Tonearm has no Spotify client id yet, so it cannot sign in. To set one, run "node src/cli.ts login --vault file" in a terminal.',
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
})
