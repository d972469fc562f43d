import { describe, expect, it } from 'vitest'
import { play } from '../fake-spotify/builders.ts'
import { startTonearm } from '../tonearm.ts'

describe('get_recently_played', () => {
  it("lists plays newest first with the time in the user's zone, also across the change to summer time", async () => {
    const recentPlays = [play('Eldest Daughter', '2026-03-29T01:01:00Z'), play('Opalite', '2026-03-29T00:59:00Z')]
    const { call, spotify } = await startTonearm({ zone: 'Europe/Berlin', world: { recentPlays } })

    expect(await call('get_recently_played', { limit: 2 })).toMatchInlineSnapshot(`
      "Last 2 plays, newest first, Europe/Berlin (all that Spotify keeps)
      2026-03-29
      03:01 69ydOT Eldest Daughter | Golden Static
      01:59 5aOkC0 Opalite | Golden Static"
    `)
    expect(spotify.requests()).toEqual(['GET /v1/me/player/recently-played?limit=2'])
  })

  it('begins a line for each day, as the user counts days', async () => {
    const recentPlays = [play('Early Bird', '2026-11-22T23:30:00Z'), play('Late Owl', '2026-11-22T22:30:00Z')]
    const { call } = await startTonearm({ zone: 'Europe/Berlin', world: { recentPlays } })

    expect(await call('get_recently_played')).toMatchInlineSnapshot(`
      "Last 2 plays, newest first, Europe/Berlin (all that Spotify keeps)
      2026-11-23
      00:30 7zh90Y Early Bird | Golden Static
      2026-11-22
      23:30 07gTwo Late Owl | Golden Static"
    `)
  })

  it('asks only for plays before a time; one without an offset is meant in the zone of the user', async () => {
    const { call, spotify } = await startTonearm({
      zone: 'America/New_York',
      world: { recentPlays: [play('Old Song', '2026-11-01T10:00:00Z')] },
    })

    await call('get_recently_played', { before: '2026-11-02T08:00' })
    await call('get_recently_played', { before: '2026-11-02T08:00Z' })
    await call('get_recently_played', { before: '2026-11-02' })
    expect(spotify.requests().map((request) => new Date(Number(request.split('before=')[1])).toISOString())).toEqual([
      '2026-11-02T13:00:00.000Z',
      '2026-11-02T08:00:00.000Z',
      '2026-11-02T05:00:00.000Z',
    ])
  })

  it('refuses a date that does not exist', async () => {
    const { callInVain, spotify } = await startTonearm()
    expect(await callInVain('get_recently_played', { before: '2026-02-30' })).toContain('before: is no real date')
    expect(await callInVain('get_recently_played', { before: 'yesterday' })).toContain('such as 2026-11-22')
    expect(spotify.requests()).toEqual([])
  })

  it('says so when nothing was played', async () => {
    const { call } = await startTonearm()
    expect(await call('get_recently_played')).toBe('No plays: nothing was played in the time that Spotify remembers (the last 50 plays).')
  })

  it('asks to sign in again when the scope is missing, and names the scope', async () => {
    const { call, callInVain, client, spotify } = await startTonearm({ signedIn: ['user-top-read'] })
    await call('get_user_top_tracks')
    spotify.clearRecord()
    expect((await client.listTools()).tools.map(({ name }) => name)).not.toContain('get_recently_played')
    expect(await callInVain('get_recently_played')).toBe(
      'Recently played needs a permission that was not granted: user-read-recently-played. Sign in again and allow it.',
    )
    expect(spotify.requests()).toEqual([])
  })
})
