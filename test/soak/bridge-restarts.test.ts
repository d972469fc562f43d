import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { expect, it, onTestFinished } from 'vitest'
import { allScopes } from '../../src/config/scopes.ts'
import { builtBridge } from '../bridge/built-bridge.ts'
import { call, computerWithSpotify, ready } from '../commands/with-spotify.ts'
import { everyRound } from './rounds.ts'

it('the bridge goes on after every restart of Tonearm, however that ended', { timeout: 4 * 60 * 60_000 }, async () => {
  const wanda = await computerWithSpotify({ fake: { latencyMs: 30 } })
  const login = { SPOTIFY_REFRESH_TOKEN: wanda.spotify.grant([...allScopes]).refreshToken }
  const start = async () => {
    const command = wanda.run(['serve', '--json', '--vault', 'file'], login)
    await ready(command)
    return command
  }
  let tonearm = await start()
  const client = new Client({ name: 'claude-ai', version: '0.1.0' })
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [await builtBridge()],
    env: wanda.environment,
    stderr: 'ignore',
  })
  onTestFinished(() => client.close())
  await client.connect(transport)

  await everyRound({ name: 'restarts under the bridge', many: 50 }, async (round) => {
    // A call may be under way: it ends with an answer or with an error, and never hangs.
    const during = client.callTool({ name: 'search_tracks', arguments: { query: 'midnight' } }).catch((error: unknown) => error)
    await new Promise((resolve) => setTimeout(resolve, (round * 23) % 80))
    await tonearm.stop(round % 2 === 0 ? 'SIGTERM' : 'SIGKILL')
    const restarted = start()
    expect(await call(client, 'search_tracks', { query: 'midnight' })).toContain('Midnight Train')
    tonearm = await restarted
    await during
  })
})
