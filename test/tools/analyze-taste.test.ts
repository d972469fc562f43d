import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { describe, expect, it } from 'vitest'
import { allScopes } from '../../src/config/scopes.ts'
import { track } from '../fake-spotify/builders.ts'
import * as faults from '../fake-spotify/faults.ts'
import { createWorld, worldDay } from '../fake-spotify/world.ts'
import { heard } from '../history/heard.ts'
import { tenYears } from '../history/ten-years.ts'
import { startTonearm } from '../tonearm.ts'

const now = () => worldDay
const hourMs = 3_600_000

/** Every hour of a day another song of another artist, as long as the artists last. */
const evenly = (artists: number, from: string) =>
  Array.from({ length: artists }, (_, index) =>
    heard({ name: `Song ${index}`, artists: [`Artist ${index}`] }, new Date(Date.parse(from) + index * hourMs).toISOString()),
  )

describe('analyze_taste', () => {
  it('tells how somebody listens, all years and one of them', async () => {
    const world = createWorld()
    const { call } = await startTonearm({ world, heard: tenYears(world), now })
    expect(await call('analyze_taste')).toMatchInlineSnapshot(`
      "Taste, since 2016-11-23: 18,637 plays of music, 1,178 hours, 1,096 songs, 41 artists
      You listen as if to 24 artists equally; the five biggest (Golden Static 17 %, Rising Mirrors 10 %, Bright Engines 9 %, Scattered Union 6 %, Neon Quartet 6 %) make up 48 % of the time.
      That number by year, from 1,694 plays of each: 2017 6, 2018 6, 2019 7, 2020 11, 2021 12, 2022 15, 2023 17, 2024 19, 2025 21, 2026 21
      New: 34 artists heard for the first time ever; plays of them in the month they were found make up under 1 % of all
      Repeats: 94 % of the plays were of a song heard before in this time; skipped: 14 % of the songs that were begun
      Longest streak: 69 days in a row with music, 2018-08-25 to 2018-11-01
      Albums heard through: Amber Gambler by Bright Engines (18 times), Glass Highway by Restless Machines (17 times), Quiet Harbor Letters by Golden Static (15 times)
      Obsessions: 5oP8Hc Neon Riddle by Wooden Tigers (59 % of the week of 2021-10-04, 36 plays)
      Always skipped: 06fI84 Green Dreamer by Golden Static (57 of 57), 5rQQbj Borrowed Reunion by Rising Mirrors (43 of 43), 6jBRfm First Rhythm by Bright Engines (29 of 29)
      Forgotten favourites, not heard for a year: 0n6820 Gentle Smoke by Rising Mirrors (347 plays, last 2020-11-20), 4TlJ2L Magnetic Clover by Rising Mirrors (155 plays, last 2020-11-01), 5dA12i Solar Border Gravity by Wooden Tigers (126 plays, last 2022-05-14)
      Guilty pleasures (10 plays or more, at least half of them between 23:00 and 5:00, and never liked: nobody has to know): 4Kegul Cobalt Horses by Weightless Wolves (174 of 174 plays)
      Loyal, of all years: Golden Static (in 121 months), Bright Engines (in 121 months), Restless Machines (in 119 months), Weightless Wolves (in 99 months), Neon Quartet (in 94 months)
      Dormant, loved and not heard for a year: Rising Mirrors (1,748 plays, last 2020-11-20), Wooden Tigers (639 plays, last 2022-05-22), Modern Collective (438 plays, last 2022-08-22), Last Wolves (438 plays, last 2024-11-21), Plastic Ghosts (425 plays, last 2025-02-22)
      Clock: most around 19:00 and on Saturdays; morning (5 to 12) 41 %, afternoon (12 to 18) 9 %, evening (18 to 23) 49 %, night 1 %
      Released in: 1960s 1 %, 1970s 49 %, 1980s 11 %, 1990s 22 %, 2000s 4 %, 2010s 5 %, 2020s 8 % (of the 15 % of the time with saved albums, whose years are known)
      From 2026-11-21 on, only Spotify's list of recent plays is known, which leaves some out: the true numbers may be higher."
    `)
    expect((await call('analyze_taste', { from: '2021' })).split('\n').slice(0, 6).join('\n')).toMatchInlineSnapshot(`
      "Taste, 2021: 1,935 plays of music, 119 hours, 367 songs, 16 artists
      You listen as if to 12 artists equally; the five biggest (Wooden Tigers 18 %, Golden Static 16 %, Bright Engines 9 %, Neon Quartet 8 %, Last Wolves 8 %) make up 58 % of the time.
      That number by year, from 1,694 plays of each: 2017 6, 2018 6, 2019 7, 2020 11, 2021 12, 2022 15, 2023 17, 2024 19, 2025 21, 2026 21
      New: 4 artists heard for the first time ever; plays of them in the month they were found make up under 1 % of all
      Repeats: 81 % of the plays were of a song heard before in this time; skipped: 15 % of the songs that were begun
      Longest streak: 56 days in a row with music, 2021-11-06 to 2021-12-31"
    `)
  })

  it('counts artists as if each was heard equally long', async () => {
    const { call } = await startTonearm({ heard: evenly(20, '2026-03-01T00:00:00Z'), now })
    expect(await call('analyze_taste')).toContain(
      'You listen as if to 20 artists equally; the five biggest (Artist 0 5 %, Artist 1 5 %, Artist 2 5 %, Artist 3 5 %, Artist 4 5 %) make up 25 % of the time.',
    )
  })

  it('speaks of five artists only where there are more', async () => {
    const { call } = await startTonearm({ heard: evenly(3, '2026-03-01T00:00:00Z'), now })
    expect(await call('analyze_taste')).toContain(
      'You listen as if to 3 artists equally, of 3 in all (Artist 0 33 %, Artist 1 33 %, Artist 2 33 %).',
    )
  })

  it('shows the artists of the years, or the hours of the week of a shorter time', async () => {
    const world = createWorld()
    const { client } = await startTonearm({ world, heard: tenYears(world), now })
    for (const parameters of [{}, { from: '2024-03' }]) {
      const { content } = (await client.callTool({ name: 'analyze_taste', arguments: { ...parameters, chart: true } })) as CallToolResult
      expect(content.map(({ type }) => type)).toEqual(['text', 'image'])
    }
  })

  it('calls a song a guilty pleasure only if it was never liked, whatever release was', async () => {
    const song = { name: 'Hidden Fox', artists: ['Iron Club'] }
    const nights = Array.from({ length: 10 }, (_, night) => heard(song, `2026-03-${10 + night}T23:30:00Z`))
    const guilty = await startTonearm({ heard: nights, now, zone: 'UTC' })
    expect(await guilty.call('analyze_taste')).toMatch(/nobody has to know\): \w+ Hidden Fox by Iron Club \(10 of 10 plays\)/)
    const liked = { ...song, name: 'Hidden Fox - Remastered 2011', album: 'Another' }
    const open = await startTonearm({ heard: nights, now, zone: 'UTC', world: { savedTracks: [saved(liked)] } })
    expect(await open.call('analyze_taste')).not.toContain('Guilty')
  })

  it('says what it cannot tell without the library, and tells the rest', async () => {
    const nights = evenly(3, '2026-03-01T00:00:00Z')
    const without = await startTonearm({ heard: nights, now, signedIn: allScopes.filter((scope) => scope !== 'user-library-read') })
    expect(await without.call('analyze_taste')).toContain('What is saved is not known: that needs the permission user-library-read.')
    const unanswered = await startTonearm({ heard: nights, now })
    unanswered.spotify.faults.always('GET /v1/me/tracks', faults.quotaExceeded(48_925))
    expect(await unanswered.call('analyze_taste')).toMatch(/^Taste, .+What is saved could not be read\. Spotify's quota/s)
  })

  it('says so when there is no music in the time, and no history', async () => {
    const { call } = await startTonearm({ heard: evenly(3, '2026-03-01T00:00:00Z'), now })
    expect(await call('analyze_taste', { from: '1999' })).toBe('No music was heard: 1999. Plays are known since 2026-03-01.')
    const empty = await startTonearm({ now })
    expect(await empty.callInVain('analyze_taste')).toMatch(/^The listening history has no plays yet\..+ get_recently_played /)
  })
})

function saved(song: Parameters<typeof track>[0]) {
  return { item: track(song), addedAt: '2026-01-01T00:00:00Z' }
}
