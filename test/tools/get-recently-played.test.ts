import { describe, expect, it } from 'vitest'
import { play } from '../fake-spotify/builders.ts'
import { heard, heardEpisode } from '../history/heard.ts'
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

  it('says with `before` that Spotify keeps no earlier plays, and with more of them how to go on', async () => {
    const recentPlays = [play('New', '2026-11-03T10:00:00Z'), play('Old', '2026-11-01T10:00:00Z'), play('Oldest', '2026-11-01T09:00:00Z')]
    const { call } = await startTonearm({ zone: 'Europe/Berlin', world: { recentPlays } })

    expect(await call('get_recently_played', { limit: 1, before: '2026-11-02' })).toMatchInlineSnapshot(`
      "Last 1 play before 2026-11-02 00:00, newest first, Europe/Berlin (earlier: before 2026-11-01T10:00:00.000Z)
      2026-11-01
      11:00 1Pmv48 Old | Golden Static"
    `)
    expect(await call('get_recently_played', { before: '2026-11-01T10:00:00.000Z' })).toMatchInlineSnapshot(`
      "Last 1 play before 2026-11-01 11:00, newest first, Europe/Berlin (Spotify keeps no earlier ones)
      2026-11-01
      10:00 1u16Zb Oldest | Golden Static
      Older plays are not known. The listening history has no plays yet. New plays are not kept yet: the user has to open Tonearm once, which says that it keeps them. For all earlier years, the user can ask for the "Extended streaming history" at spotify.com/account/privacy, and import the file with "tonearm history import" or on the page History of Tonearm's window."
    `)
    expect(await call('get_recently_played', { before: '2026-11-01T09:00Z' })).toMatchInlineSnapshot(
      `
      "No plays before 2026-11-01 10:00: Spotify remembers only the last 50 plays.
      Older plays are not known. The listening history has no plays yet. New plays are not kept yet: the user has to open Tonearm once, which says that it keeps them. For all earlier years, the user can ask for the "Extended streaming history" at spotify.com/account/privacy, and import the file with "tonearm history import" or on the page History of Tonearm's window."
    `,
    )
  })

  it('shows the plays after a time, and between two times, with one bound for Spotify and the other one kept here', async () => {
    const recentPlays = Array.from({ length: 50 }, (_, hour) =>
      play(`Hour ${hour}`, new Date(Date.UTC(2026, 10, 20) - hour * 3_600_000).toISOString()),
    )
    const { call, spotify } = await startTonearm({ zone: 'UTC', world: { recentPlays } })

    expect(await call('get_recently_played', { after: '2026-11-19T22:00' })).toMatchInlineSnapshot(`
      "Last 2 plays after 2026-11-19 22:00, newest first, UTC
      2026-11-20
      00:00 6UL6vC Hour 0 | Golden Static
      2026-11-19
      23:00 5Vw1ks Hour 1 | Golden Static"
    `)
    expect((await call('get_recently_played', { after: '2026-11-19T20:00', before: '2026-11-19T22:00' })).split('\n')).toEqual([
      'Last 1 play after 2026-11-19 20:00 and before 2026-11-19 22:00, newest first, UTC',
      '2026-11-19',
      expect.stringContaining('21:00'),
    ])
    expect((await call('get_recently_played', { after: '2026-11-01', limit: 2 })).split('\n')[0]).toBe(
      'Last 2 plays after 2026-11-01 00:00, newest first, UTC (earlier: before 2026-11-19T23:00:00.000Z)',
    )
    expect((await call('get_recently_played', { after: '2026-11-01', limit: 50 })).split('\n')[0]).toBe(
      'Last 50 plays after 2026-11-01 00:00, newest first, UTC (Spotify keeps no earlier ones)',
    )
    expect(await call('get_recently_played', { after: '2026-11-20T00:00' })).toBe(
      'No plays after 2026-11-20 00:00: Spotify remembers only the last 50 plays.',
    )
    for (const request of spotify.requests()) expect(request).not.toContain('after=')
  })

  it('refuses bounds in the wrong order', async () => {
    const { callInVain, spotify } = await startTonearm()
    const values = { after: '2026-11-02', before: '2026-11-01' }
    expect(await callInVain('get_recently_played', values)).toBe('`after` has to be earlier than `before`.')
    expect(spotify.requests()).toEqual([])
  })

  it('refuses a date that does not exist', async () => {
    const { callInVain, spotify } = await startTonearm()
    expect(await callInVain('get_recently_played', { before: '2026-02-30' })).toContain('before: is no real date')
    expect(await callInVain('get_recently_played', { before: 'yesterday' })).toContain('such as 2026-11-22')
    expect(spotify.requests()).toEqual([])
  })

  it('says so when nothing was played', async () => {
    const { call } = await startTonearm()
    expect(await call('get_recently_played')).toBe('No plays: Spotify remembers only the last 50 plays.')
  })

  it('goes on with the listening history where the list of Spotify ends, without telling a play twice', async () => {
    const { call, spotify } = await startTonearm({
      zone: 'Europe/Berlin',
      now: () => Date.parse('2026-11-25T10:30:00Z'),
      // The list dates plays by their end. Paper Ocean was heard twice in a row.
      world: { recentPlays: [play('Opalite', '2026-11-24T20:10:20Z'), play('Paper Ocean', '2026-11-24T20:06:30Z')] },
      heard: [
        heard('Opalite', '2026-11-24T20:07:00Z'),
        heard('Paper Ocean', '2026-11-24T20:03:30Z'),
        heard('Paper Ocean', '2026-11-24T20:00:50Z', { minutes: 2 }),
        heardEpisode('On Rivers', 'Small Hours', '2026-11-24T19:00:00Z', { minutes: 40 }),
        heard('Midnight River', '2026-11-23T20:00:00Z'),
        heard('Glass Harbour', '2019-05-01T20:00:00Z'),
      ],
    })
    expect(await call('get_recently_played', { limit: 4 })).toMatchInlineSnapshot(`
      "Last 4 plays, newest first, Europe/Berlin (earlier: before 2026-11-23T20:00:00.000Z)
      2026-11-24
      21:10 5aOkC0 Opalite | Golden Static
      21:06 79anWX Paper Ocean | Golden Static
      21:00 79anWX Paper Ocean | Golden Static
      2026-11-23
      21:00 0dynTA Midnight River | Golden Static
      From the listening history: the last 2, with the time of their start; plays under 30 seconds are left out."
    `)
    expect(await call('get_recently_played', { limit: 100 })).toContain('Last 5 plays, newest first, Europe/Berlin (all that is known)')
    expect(spotify.requests()).toEqual(expect.arrayContaining(['GET /v1/me/player/recently-played?limit=50']))
    expect(await call('get_recently_played', { before: '2020-01-01' })).toMatchInlineSnapshot(`
      "Last 1 play before 2020-01-01 00:00, newest first, Europe/Berlin (all that is known)
      2019-05-01
      22:00 1QFrZT Glass Harbour | Golden Static
      From the listening history: the last 1, with the time of their start; plays under 30 seconds are left out."
    `)
  })

  it('says why no older plays are known, if they were asked for', async () => {
    const { call } = await startTonearm({ world: { recentPlays: [play('Opalite', '2026-11-24T20:10:20Z')] } })
    expect(await call('get_recently_played', { limit: 51 })).toContain('Older plays are not known. The listening history has no plays yet.')
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
