import { dirname } from 'node:path'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { newComputer } from '../commands/run-command.ts'
import { running } from '../mcp/running.ts'
import { endpointFile } from './bridge-in-process.ts'
import { builtBridge } from './built-bridge.ts'
import { modernEndpoint } from './modern-endpoint.ts'

let bridge: string
beforeAll(async () => {
  bridge = await builtBridge()
})

/** The SDK's client. In `auto` it finds out by itself what the server speaks: it asks `server/discover` in a process that it then ends. */
async function connect(place: { file: string }, mode: 'auto' | 'legacy' = 'auto'): Promise<Client> {
  const client = new Client({ name: 'claude-code', version: '1' }, { versionNegotiation: { mode } })
  onTestFinished(() => client.close())
  const args = [bridge, '--data-dir', dirname(place.file)]
  await client.connect(new StdioClientTransport({ command: process.execPath, args, env: newComputer().environment, stderr: 'ignore' }))
  return client
}

describe("the SDK's client of both protocols, with bridge.js as its server", () => {
  it('speaks 2026-07-28 with an endpoint that does', async () => {
    const place = endpointFile()
    place.write(await modernEndpoint())
    const client = await connect(place)
    expect(client.getNegotiatedProtocolVersion()).toBe('2026-07-28')
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['echo', 'slow'])
    expect(await client.callTool({ name: 'echo', arguments: { text: 'Opalite' } })).toMatchObject({ content: [{ text: 'Opalite' }] })
  })

  it('speaks it also while Tonearm is not running, and has the tools', async () => {
    const client = await connect(endpointFile())
    expect(client.getNegotiatedProtocolVersion()).toBe('2026-07-28')
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain('edit_playlist')
    expect((await client.listPrompts()).prompts.length).toBeGreaterThan(0)
  })

  it.each([
    ['auto', '2026-07-28'],
    ['legacy', '2025-11-25'],
  ] as const)('is served by Tonearm itself in either era: %s', async (mode, version) => {
    const { endpoint, token } = await running()
    const place = endpointFile()
    place.write({ url: endpoint.url, token })
    const client = await connect(place, mode)
    expect(client.getNegotiatedProtocolVersion()).toBe(version)
    expect(await client.callTool({ name: 'echo', arguments: { text: 'on' } })).toMatchObject({ content: [{ text: 'on' }] })
  })
})
