import { describe, expect, it } from 'vitest'
import { startProxy } from '../config/connect-proxy.ts'
import { newComputer } from './run-command.ts'
import { connect, ready } from './with-spotify.ts'

describe('tonearm behind a proxy', () => {
  it('asks Spotify through it, and says so when it refuses', async () => {
    const proxy = await startProxy()
    const computer = newComputer({
      environment: { SPOTIFY_CLIENT_ID: 'a'.repeat(32), SPOTIFY_REFRESH_TOKEN: 'refresh-token', HTTPS_PROXY: proxy.url },
    })
    const client = await connect(await ready(computer.run(['serve', '--json', '--vault', 'memory'])))
    const answer = await client.callTool({ name: 'search_tracks', arguments: { query: 'river' } })
    expect(JSON.stringify(answer.content)).toContain(`could not be reached through the proxy ${proxy.place}`)
    expect(new Set(proxy.seen)).toEqual(new Set(['CONNECT accounts.spotify.com:443']))
  })

  it('asks itself directly, also when Node is told to use the proxy for everything', async () => {
    const proxy = await startProxy()
    const computer = newComputer({ environment: { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url, NODE_USE_ENV_PROXY: '1' } })
    await ready(computer.run(['serve', '--json', '--vault', 'memory']))
    const { stdout } = await computer.run(['status']).ended
    expect(stdout).toContain('Listening on http://127.0.0.1:')
    expect(proxy.seen).toEqual([])
  })
})
