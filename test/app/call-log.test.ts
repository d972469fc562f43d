import { describe, expect, it } from 'vitest'
import { track } from '../fake-spotify/builders.ts'
import { startTonearm } from '../tonearm.ts'

describe('recent calls', () => {
  it('show who asked for what, how it went and about what it cost, the newest first', async () => {
    const now = Date.parse('2026-11-23T12:00:00Z')
    const { tonearm, call, callInVain } = await startTonearm({ world: { tracks: [track('Midnight River')] }, now: () => now })
    const answer = await call('search_tracks', { query: 'midnight' })
    const refusal = await callInVain('search_tracks', {})
    expect(tonearm.status().calls).toEqual([
      expect.objectContaining({ tool: 'search_tracks', failed: true, characters: refusal.length }),
      {
        at: '2026-11-23T12:00:00.000Z',
        client: 'test client',
        tool: 'search_tracks',
        durationMs: expect.any(Number),
        characters: answer.length,
        tokens: Math.ceil(answer.length / 3),
        failed: false,
      },
    ])
    expect(JSON.stringify(tonearm.status().calls)).not.toContain('midnight')
  })

  it('count structured content, too', async () => {
    const { tonearm, call } = await startTonearm({ world: { tracks: [track('Midnight River')] }, settings: { structuredResults: true } })
    const answer = await call('search_tracks', { query: 'midnight' })
    expect(tonearm.status().calls[0]?.characters).toBeGreaterThan(answer.length)
  })

  it('are the last fifty, and tell the views', async () => {
    const { tonearm, callInVain } = await startTonearm()
    let news = 0
    tonearm.onStatus(() => {
      news += 1
    })
    for (let index = 0; index < 51; index += 1) await callInVain('search_tracks', {})
    expect(tonearm.status().calls).toHaveLength(50)
    expect(news).toBeGreaterThanOrEqual(51)
  })
})

describe('the calls of each client', () => {
  it('are counted by session, with the time of the last one', async () => {
    let now = Date.parse('2026-11-23T10:00:00Z')
    const { tonearm, callInVain, connect } = await startTonearm({ now: () => now })
    const other = await connect('Claude Code')
    now += 60_000
    await callInVain('search_tracks', {})
    await callInVain('search_tracks', {})
    await other.listTools()
    const [first, second] = tonearm.status().clients
    expect(first).toMatchObject({ name: 'test client', calls: 2, lastCallAt: '2026-11-23T10:01:00.000Z' })
    expect(second).toEqual({ name: 'Claude Code', version: expect.any(String), connectedAt: '2026-11-23T10:00:00.000Z', calls: 0 })
  })

  it('are counted together for an app with several windows, which is one app', async () => {
    let now = Date.parse('2026-11-23T10:00:00Z')
    const { tonearm, connect } = await startTonearm({ now: () => now })
    const call = (client: Awaited<ReturnType<typeof connect>>) => client.callTool({ name: 'search_tracks', arguments: {} })
    const [first, second] = [await connect('claude-ai'), await connect('claude-ai'), await connect('claude-ai')]
    now += 60_000
    await call(first)
    now += 60_000
    await call(second)
    const ofClaude = () => tonearm.status().clients.filter(({ name }) => name === 'claude-ai')
    expect(ofClaude()).toMatchObject([
      { name: 'claude-ai', calls: 2, sessions: 3, connectedAt: '2026-11-23T10:00:00.000Z', lastCallAt: '2026-11-23T10:02:00.000Z' },
    ])
    expect(tonearm.status().clients.find(({ name }) => name === 'test client')).not.toHaveProperty('sessions')
  })
})
