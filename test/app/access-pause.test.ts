import { describe, expect, it, vi } from 'vitest'
import { openSettings } from '../../src/config/settings.ts'
import { track } from '../fake-spotify/builders.ts'
import { startTonearm } from '../tonearm.ts'

const noon = Date.parse('2026-03-28T11:00:00Z')

describe('a pause of access', () => {
  it('tells apps in one sentence, asks Spotify nothing and disconnects nobody', async () => {
    const { tonearm, client, call, callInVain, spotify } = await startTonearm({ world: { tracks: [track('Midnight River')] } })
    const tools = (await client.listTools()).tools.length
    tonearm.access.pause('open')
    const before = spotify.requests().length
    expect(await callInVain('search_tracks', { query: 'river' })).toBe(
      'The user has paused Tonearm for all apps, so nothing was done. Only the user can resume it, in Tonearm.',
    )
    // An edit, too, and it is not said twice that nothing was changed.
    expect(await callInVain('create_playlist', { name: 'Sunday' })).toMatch(/^The user has paused .+ in Tonearm\.$/)
    await expect(client.readResource({ uri: 'spotify://me' })).rejects.toThrow(/The user has paused Tonearm/)
    const ref = { type: 'ref/resource' as const, uri: 'spotify://playlist/{id}' }
    expect((await client.complete({ ref, argument: { name: 'id', value: '' } })).completion.values).toEqual([])
    expect(spotify.requests().slice(before)).toEqual([])
    expect((await client.listTools()).tools).toHaveLength(tools)
    expect(tonearm.status()).toMatchObject({ paused: { by: 'user' }, clients: [{ name: 'test client' }] })

    tonearm.access.resume()
    expect(await call('search_tracks', { query: 'river' })).toContain('Midnight River')
    expect(tonearm.status().paused).toBeUndefined()
  })

  it.each([
    // The clocks go forward in that night, so this day has 23 hours.
    { length: 'tomorrow', said: 'until 2026-03-29 00:00', ends: '2026-03-28T23:00:00Z' },
    { length: 'hour', said: 'until 13:00', ends: '2026-03-28T12:00:00Z' },
  ] as const)('of the length "$length" ends by itself', async ({ length, said, ends }) => {
    let time = noon
    const { tonearm, call, callInVain } = await startTonearm({ now: () => time })
    tonearm.access.pause(length)
    expect(await callInVain('get_user_playlists')).toContain(said)
    time = Date.parse(ends) - 1
    expect(await callInVain('get_user_playlists')).toContain(said)
    time = Date.parse(ends)
    await call('get_user_playlists')
  })

  it('holds at once in every process with the same data', async () => {
    const { paths, callInVain } = await startTonearm()
    openSettings({ file: paths.settings }).change({ accessPause: {} })
    expect(await callInVain('get_user_playlists')).toContain('The user has paused Tonearm')
  })

  it('ends for those who watch, too', async () => {
    let time = noon
    const { tonearm } = await startTonearm({ now: () => time })
    const told = vi.fn()
    vi.useFakeTimers()
    try {
      tonearm.access.pause('hour')
      tonearm.onStatus(told)
      time += 3_600_000
      vi.advanceTimersByTime(30_000)
    } finally {
      vi.useRealTimers()
    }
    expect(tonearm.status().paused).toBeUndefined()
    expect(told).toHaveBeenCalled()
  })

  it('counts while the screen is locked only where the user wants that', async () => {
    const { tonearm, settings, call, callInVain } = await startTonearm()
    tonearm.access.screenLocked(true)
    await call('get_user_playlists')
    settings.change({ pauseWhileLocked: true })
    expect(await callInVain('get_user_playlists')).toBe(
      'Tonearm is paused while the screen is locked, so nothing was done. It goes on when the user unlocks it.',
    )
    tonearm.access.screenLocked(false)
    await call('get_user_playlists')
  })
})
