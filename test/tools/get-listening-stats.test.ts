import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { describe, expect, it } from 'vitest'
import { createWorld, worldDay } from '../fake-spotify/world.ts'
import { heard, heardEpisode } from '../history/heard.ts'
import { tenYears } from '../history/ten-years.ts'
import { startTonearm } from '../tonearm.ts'

const now = () => Date.UTC(2026, 2, 20, 12)

const song = (name: string, by: string, album = `${name} Album`) => ({ name, artists: [by], album })
const [river, ocean, fox] = [song('Midnight River', 'Ada Marlow'), song('Paper Ocean', 'Ada Marlow'), song('Blue Fox', 'Iron Club')]

/** 2025: Ada twice, Iron Club once. 2026: Iron Club three times, Winter Fields once, and an episode. One play is too short to count. */
const rows = [
  heard(river, '2025-06-02T10:00:00Z'),
  heard(ocean, '2025-12-31T22:59:59Z'),
  heard(fox, '2025-06-02T10:10:00Z'),
  // 2026 in Berlin, and not yet in UTC.
  heard(fox, '2025-12-31T23:00:00Z'),
  heard(fox, '2026-01-05T19:00:00Z', { minutes: 5 }),
  heard(fox, '2026-02-05T19:00:00Z'),
  heard(river, '2026-02-05T19:10:00Z', { minutes: 0.4, skipped: true }),
  heard(song('Snow', 'Winter Fields'), '2026-02-06T19:00:00Z', { minutes: 2 }),
  heardEpisode('Letters 1', 'River Radio', '2026-02-07T09:00:00Z', { minutes: 45 }),
  heard(song('Secret', 'Guilty Club'), '2026-02-08T03:00:00Z', { minutes: 60, private: true }),
]

const withoutIds = (text: string) => text.replace(/(?<=\| )[0-9A-Za-z]{6}(?= [A-Z])/g, 'ID')

describe('get_listening_stats', () => {
  it('tells who was heard most in a period, by time or by plays, in the zone of the user', async () => {
    const { call } = await startTonearm({ heard: rows, now })
    expect(await call('get_listening_stats', { from: '2026' })).toMatchInlineSnapshot(`
      "2 artists by time, 2026: 4 plays, 14 minutes in all
      1 | Iron Club | 12 minutes | 3 plays | 83 %
      2 | Winter Fields | 2 minutes | 1 play | 14 %
      From 2026-02-08 on, only Spotify's list of recent plays is known, which leaves some out: the true numbers may be higher."
    `)
    expect(withoutIds(await call('get_listening_stats', { group_by: 'song', order: 'plays', limit: 2 }))).toMatchInlineSnapshot(`
      "Top 2 of 4 songs by plays, since 2025-06-02: 7 plays, 24 minutes in all
      1 | ID Blue Fox | Iron Club | 15 minutes | 4 plays
      2 | ID Midnight River | Ada Marlow | 4 minutes | 1 play
      From 2026-02-08 on, only Spotify's list of recent plays is known, which leaves some out: the true numbers may be higher."
    `)
    expect(await call('get_listening_stats', { group_by: 'album', from: '2025' })).toMatchInlineSnapshot(`
      "3 albums by time, 2025: 3 plays, 10 minutes in all
      1 | Midnight River Album | Ada Marlow | 3 minutes | 1 play | 33 %
      2 | Paper Ocean Album | Ada Marlow | 3 minutes | 1 play | 33 %
      3 | Blue Fox Album | Iron Club | 3 minutes | 1 play | 33 %"
    `)
    expect(await call('get_listening_stats', { group_by: 'show' })).toMatchInlineSnapshot(`
      "1 show by time, since 2025-06-02: 1 play, 45 minutes in all
      1 | River Radio | 45 minutes | 1 play | 100 %
      From 2026-02-08 on, only Spotify's list of recent plays is known, which leaves some out: the true numbers may be higher."
    `)
    expect(await call('get_listening_stats', { group_by: 'kind', from: '2026' })).toMatchInlineSnapshot(`
      "2 kinds by time, 2026: 5 plays, 59 minutes in all
      1 | Podcasts | 45 minutes | 1 play | 76 %
      2 | Music | 14 minutes | 4 plays | 24 %
      From 2026-02-08 on, only Spotify's list of recent plays is known, which leaves some out: the true numbers may be higher."
    `)
  })

  it('tells when it was heard', async () => {
    const { call } = await startTonearm({ heard: rows, now })
    expect(await call('get_listening_stats', { group_by: 'year' })).toMatchInlineSnapshot(`
      "By year, since 2025-06-02: 8 plays, 69 minutes in all
      2025 | 10 minutes | 3 plays
      2026 | 59 minutes | 5 plays
      From 2026-02-08 on, only Spotify's list of recent plays is known, which leaves some out: the true numbers may be higher."
    `)
    expect(await call('get_listening_stats', { group_by: 'weekday', from: '2026-02' })).toMatchInlineSnapshot(`
      "By weekday, 2026-02: 3 plays, 51 minutes in all
      Thursday | 4 minutes | 1 play | 7 %
      Friday | 2 minutes | 1 play | 4 %
      Saturday | 45 minutes | 1 play | 89 %
      From 2026-02-08 on, only Spotify's list of recent plays is known, which leaves some out: the true numbers may be higher."
    `)
    expect(await call('get_listening_stats', { group_by: 'day', limit: 2, order: 'plays' })).toMatchInlineSnapshot(`
      "Top 2 of 7 days by plays, since 2025-06-02: 8 plays, 69 minutes in all
      1 | 2025-06-02 | 7 minutes | 2 plays
      2 | 2025-12-31 | 3 minutes | 1 play
      From 2026-02-08 on, only Spotify's list of recent plays is known, which leaves some out: the true numbers may be higher."
    `)
  })

  it('compares with another period', async () => {
    const { call } = await startTonearm({ heard: rows, now })
    expect(await call('get_listening_stats', { from: 'this year', compare_to: 'last year' })).toMatchInlineSnapshot(`
      "2 artists by time, 2026: 4 plays, 14 minutes in all
      1 | Iron Club | 12 minutes | 3 plays | 83 %
      2 | Winter Fields | 2 minutes | 1 play | 14 %
      Compared with 2025: 3 plays, 10 minutes; now 41 % more time
      New: Winter Fields (now 2)
      Climbed: Iron Club (2 to 1)
      2026 is not over yet.
      From 2026-02-08 on, only Spotify's list of recent plays is known, which leaves some out: the true numbers may be higher."
    `)
  })

  it('looks at one artist, or at what has words in its names', async () => {
    const { call, callInVain } = await startTonearm({ heard: rows, now })
    expect(await call('get_listening_stats', { group_by: 'year', filter: 'ada marlow' })).toMatchInlineSnapshot(`
      "By year, since 2025-06-02, ada marlow: 2 plays, 7 minutes in all
      2025 | 7 minutes | 2 plays
      2026 | 0 minutes | 0 plays
      From 2026-02-08 on, only Spotify's list of recent plays is known, which leaves some out: the true numbers may be higher."
    `)
    expect(await call('get_listening_stats', { group_by: 'song', filter: 'ocean' })).toContain('1 song by time')
    expect(await callInVain('get_listening_stats', { filter: 'nobody' })).toMatchInlineSnapshot(
      `"Nothing in the listening history is called "nobody". Check the spelling; find_plays looks for words in titles."`,
    )
  })

  it('hides private sessions, unless the user lets apps see them', async () => {
    const hidden = await startTonearm({ heard: rows, now })
    expect(await hidden.call('get_listening_stats')).not.toContain('Guilty Club')
    const shown = await startTonearm({ heard: rows, now, settings: { privateSessionsForApps: true } })
    expect(await shown.call('get_listening_stats')).toContain('Guilty Club')
  })

  it('says so when nothing was heard then, and when there is no history', async () => {
    const { call } = await startTonearm({ heard: rows, now })
    expect(await call('get_listening_stats', { from: '2019' })).toMatchInlineSnapshot(
      `"Nothing was heard: 2019. Plays are known since 2025-06-02."`,
    )
    const empty = await startTonearm({ now })
    expect(await empty.callInVain('get_listening_stats')).toMatch(/^The listening history has no plays yet\..+ get_recently_played /)
  })

  it('adds a picture of when it was heard; the text is complete without it', async () => {
    const { client, call } = await startTonearm({ heard: rows, now })
    for (const group_by of ['month', 'day', 'weekday', 'hour']) {
      const { content } = (await client.callTool({ name: 'get_listening_stats', arguments: { group_by, chart: true } })) as CallToolResult
      expect(content.map(({ type }) => type)).toEqual(['text', 'image'])
      const [text, image] = content
      expect(text?.type === 'text' && text.text).toBe(await call('get_listening_stats', { group_by }))
      const png = Buffer.from(image?.type === 'image' ? image.data : '', 'base64')
      expect(png.subarray(1, 4).toString()).toBe('PNG')
    }
    expect(await call('get_listening_stats', { chart: true })).toContain('There is no picture of this')
  })

  it('counts as a walk over the rows of ten years does', async () => {
    const world = createWorld()
    const years = tenYears(world)
    const { call } = await startTonearm({ world, heard: years, now: () => worldDay, zone: 'UTC' })
    const counted = new Map<string, number>()
    for (const row of years) {
      const artist = row.master_metadata_album_artist_name
      const start = new Date(Number(row.offline_timestamp) * 1_000).toISOString()
      if (typeof artist !== 'string' || Number(row.ms_played) < 30_000 || !start.startsWith('2023')) continue
      counted.set(artist, (counted.get(artist) ?? 0) + 1)
    }
    const [most = '', plays = 0] = [...counted].sort(([, one], [, other]) => other - one)[0] ?? []
    const answer = await call('get_listening_stats', { from: '2023', order: 'plays', limit: 1 })
    expect(answer).toMatch(new RegExp(`^1 \\| ${most} \\| .+ \\| ${plays} plays`, 'm'))
    const all = [...counted.values()].reduce((sum, count) => sum + count, 0)
    expect(answer).toContain(`Top 1 of ${counted.size} artists by plays, 2023: ${all.toLocaleString('en')} plays`)
  })
})
