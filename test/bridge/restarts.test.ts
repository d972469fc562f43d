import { rmSync } from 'node:fs'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { type CallToolResult, ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { allScopes } from '../../src/config/scopes.ts'
import { type ComputerWithSpotify, computerWithSpotify, type Ready, ready } from '../commands/with-spotify.ts'
import type { RunningCommand } from '../run-program.ts'
import { builtBridge } from './built-bridge.ts'

let bridge: string
beforeAll(async () => {
  bridge = await builtBridge()
})

type Desk = {
  computer: ComputerWithSpotify
  /** Starts Tonearm on this computer, on any free port. */
  startTonearm(): Promise<{ tonearm: RunningCommand; at: Ready }>
  /** The client starts the bridge. */
  connect(): Promise<Client>
  /** How often the client was told to read the tools again. */
  listChanges(): number
}

/** A computer with Tonearm and a client that starts the bridge. Spotify takes a while to answer, so that there is a middle of a call. */
async function desk(latencyMs = 0): Promise<Desk> {
  const computer = await computerWithSpotify({ fake: { latencyMs } })
  const login = { SPOTIFY_REFRESH_TOKEN: computer.spotify.grant([...allScopes]).refreshToken }
  let listChanges = 0
  return {
    computer,
    listChanges: () => listChanges,
    async startTonearm() {
      const tonearm = computer.run(['serve', '--json', '--vault', 'file'], login)
      return { tonearm, at: await ready(tonearm) }
    },
    async connect() {
      const client = new Client({ name: 'claude-ai', version: '0.1.0' })
      client.setNotificationHandler(ToolListChangedNotificationSchema, () => {
        listChanges += 1
      })
      const transport = new StdioClientTransport({ command: process.execPath, args: [bridge], env: computer.environment, stderr: 'ignore' })
      onTestFinished(() => client.close())
      await client.connect(transport)
      return client
    },
  }
}

async function search(client: Client): Promise<{ text: string; failed: boolean }> {
  const { content, isError } = (await client.callTool({ name: 'search_tracks', arguments: { query: 'midnight' } })) as CallToolResult
  return { text: content[0]?.type === 'text' ? content[0].text : '', failed: isError === true }
}

describe('the bridge, over starts and ends of a real Tonearm', () => {
  it('waits for one that is started after it', async () => {
    const { startTonearm, connect, listChanges } = await desk()
    const connecting = connect()
    await startTonearm()
    const client = await connecting
    expect((await search(client)).text).toContain('Midnight Train')
    expect(listChanges()).toBe(0)
  })

  it('survives one that is killed in the middle of a call, and goes on with the next, on another port and with another token', async () => {
    const { computer, startTonearm, connect, listChanges } = await desk(400)
    const first = await startTonearm()
    const client = await connect()
    expect((await search(client)).text).toContain('Midnight Train')

    computer.spotify.clearRecord()
    const call = search(client)
    while (computer.spotify.requests().length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    await first.tonearm.stop('SIGKILL')
    expect(await call).toEqual({ text: expect.stringMatching(/not known whether it was carried out/), failed: true })

    // A new token, as after the data was put aside.
    rmSync(computer.path('vault.json'))
    const waiting = search(client)
    const second = await startTonearm()
    expect(second.at.url).not.toBe(first.at.url)
    expect(second.at.token).not.toBe(first.at.token)
    expect((await waiting).text).toContain('Midnight Train')
    // The lists are the same, so the client need not read them again.
    expect(listChanges()).toBe(0)

    // And properly ended, while a list is read.
    const ending = second.tonearm.stop()
    const reading = client.listTools()
    await ending
    await startTonearm()
    expect((await reading).tools.length).toBeGreaterThan(5)
  })

  it.each(['SIGKILL', 'SIGSTOP'] as const)('shows its tools to a client that starts after it got %s', async (signal) => {
    const { startTonearm, connect } = await desk()
    const { tonearm } = await startTonearm()
    const { tools } = await (await connect()).listTools()
    if (signal === 'SIGKILL') await tonearm.stop(signal)
    else tonearm.process.kill(signal)

    const before = performance.now()
    const client = await connect()
    expect((await client.listTools()).tools).toEqual(tools)
    expect((await client.listPrompts()).prompts.length).toBeGreaterThan(0)
    // Claude Code waits 25 seconds for a list.
    expect(performance.now() - before).toBeLessThan(signal === 'SIGKILL' ? 5_000 : 12_000)
    tonearm.process.kill('SIGKILL')
  })
})
