import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { newComputer } from '../commands/run-command.ts'
import { running } from '../mcp/running.ts'
import { testCatalog } from '../mcp/test-catalog.ts'
import { endpointFile } from './bridge-in-process.ts'
import { builtBridge } from './built-bridge.ts'

const calls = 10_000
/** Calls of one client that are under way at the same time. */
const together = 16

describe('clients at the same time', () => {
  it(`two through bridges and two directly get each the answers of their own, in ${calls} interleaved calls`, async () => {
    const catalog = testCatalog()
    const { endpoint, token, connect } = await running({ catalog, limits: { requestsPerMinute: 1_000_000 } })
    const place = endpointFile()
    place.write({ url: endpoint.url, token })
    const bridge = await builtBridge()

    const names = ['bridge A', 'bridge B', 'direct A', 'direct B']
    const clients = await Promise.all(names.map((name) => (name.startsWith('bridge') ? bridged(name) : direct(name))))

    const wrong: string[] = []
    await Promise.all(clients.flatMap((client, number) => Array.from({ length: together }, (_, lane) => work(client, number, lane))))
    expect(wrong).toEqual([])
    expect(catalog.calls).toHaveLength(calls)
    for (const name of names) expect(catalog.calls.filter(({ client }) => client === name)).toHaveLength(calls / names.length)

    /** Its share of the calls, one after the other. Every third answer comes late, so that those of others overtake it. */
    async function work(client: Client, number: number, lane: number): Promise<void> {
      for (let call = lane; call < calls / names.length; call += together) {
        const text = `${names[number]} ${call}`
        const { content } = await client.callTool({ name: 'echo', arguments: call % 3 === 0 ? { text, delayMs: call % 5 } : { text } })
        const [answer] = content as { text: string }[]
        if (answer?.text !== text) wrong.push(`${text} got ${answer?.text}`)
      }
    }

    async function bridged(name: string): Promise<Client> {
      const client = new Client({ name, version: '1' })
      const args = [bridge, '--data-dir', join(place.file, '..')]
      onTestFinished(() => client.close())
      await client.connect(new StdioClientTransport({ command: process.execPath, args, env: newComputer().environment, stderr: 'ignore' }))
      return client
    }

    async function direct(name: string): Promise<Client> {
      return (await connect(name)).client
    }
  })
})
