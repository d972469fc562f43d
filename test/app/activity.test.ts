import { describe, expect, it } from 'vitest'
import type { ActivityWanted } from '../../src/shared/activity.ts'
import { track } from '../fake-spotify/builders.ts'
import { startTonearm } from '../tonearm.ts'

const river = track('Midnight River')
const start = Date.parse('2026-11-23T12:00:00Z')
const dayMs = 24 * 60 * 60_000

async function withActivity() {
  let time = start
  const running = await startTonearm({ world: { tracks: [river] }, now: () => time })
  const told = async (wanted?: ActivityWanted) => (await running.tonearm.activity(wanted)).map(({ client, words }) => `${client}: ${words}`)
  return { ...running, told, later }

  function later(ms: number): void {
    time += ms
  }
}

describe('activity', () => {
  it('tells what each app did, in words, the newest first', async () => {
    const { call, callInVain, told, later } = await withActivity()
    await call('search_tracks', { query: 'midnight' })
    later(1_000)
    await callInVain('play', { what: 'Midnight River' })
    later(1_000)
    await call('create_playlist', { name: 'Sunday Morning', items: [`spotify:track:${river.id}`] })
    later(1_000)
    await call('get_user_playlists')
    later(1_000)
    await callInVain('search_tracks', {})
    expect(await told()).toMatchInlineSnapshot(`
      [
        "test client: Couldn't search Spotify: the app asked in a wrong way",
        "test client: Looked at your playlists",
        "test client: "Sunday Morning": created with 1 song",
        "test client: Couldn't play "Midnight River": No device is active",
        "test client: Searched Spotify for "midnight": 1 found",
      ]
    `)
  })

  it('links a change with its receipt, so that it can be undone, and is filtered by app and kind', async () => {
    const { call, connect, told, tonearm, later } = await withActivity()
    await call('create_playlist', { name: 'Sunday Morning', items: [`spotify:track:${river.id}`] })
    later(1_000)
    const other = await connect('Claude Code')
    await other.callTool({ name: 'get_playback', arguments: {} })
    expect(await told({ client: 'Claude Code' })).toEqual(['Claude Code: Looked at what is playing'])
    const [change, ...others] = await tonearm.activity({ kind: 'change' })
    expect(others).toEqual([])
    expect(change).toMatchObject({
      kind: 'change',
      change: { receipt: expect.stringMatching(/^\w{6}$/), state: 'done' },
      details: { tool: 'create_playlist', tokens: expect.any(Number), durationMs: expect.any(Number) },
    })
    later(1_000)
    await tonearm.undoChange(change?.change?.receipt ?? '', false)
    // What the window does is told, too.
    expect((await tonearm.activity({ kind: 'change' })).map(({ client, change }) => [client, change?.state])).toEqual([
      ['Tonearm', 'done'],
      ['test client', 'undone'],
    ])
  })

  it('is kept for thirty days, can be erased, and then only what an undo needs is left', async () => {
    const { call, told, tonearm, later } = await withActivity()
    await call('search_tracks', { query: 'midnight' })
    later(30 * dayMs)
    expect(await told()).toHaveLength(1)
    later(1)
    await call('create_playlist', { name: 'Sunday Morning', items: [`spotify:track:${river.id}`] })
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await told({ kind: 'search' })).toEqual([])
    await call('get_playback')
    await tonearm.eraseActivity()
    expect(await told({ kind: 'look' })).toEqual([])
    expect(await told({ kind: 'change' })).toHaveLength(1)
    expect(tonearm.status().calls).toEqual([])
  })
})
