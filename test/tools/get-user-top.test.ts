import { describe, expect, it } from 'vitest'
import { artist, track } from '../fake-spotify/builders.ts'
import { startTonearm } from '../tonearm.ts'

const ranges = <Item>(medium: Item[]) => ({ short_term: [], medium_term: medium, long_term: [] })

describe('get_user_top_artists', () => {
  it('shows the most played first, over six months unless asked otherwise', async () => {
    const { call, spotify } = await startTonearm({ world: { topArtists: ranges([artist('Deep Brothers'), artist('Winter Fields')]) } })

    expect(await call('get_user_top_artists')).toMatchInlineSnapshot(`
      "Top artists 1-2 of 2, last 6 months
      4NNTkN Deep Brothers
      0zeQaA Winter Fields"
    `)
    expect(await call('get_user_top_artists', { time_range: 'short_term', limit: 5 })).toBe(
      'Spotify has no top artists for last 4 weeks yet. They appear after some listening.',
    )
    expect(spotify.requests()).toEqual([
      'GET /v1/me/top/artists?time_range=medium_term&limit=20&offset=0',
      'GET /v1/me/top/artists?time_range=short_term&limit=5&offset=0',
    ])
  })
})

describe('get_user_top_tracks', () => {
  it('shows the most played first with artist, album and length', async () => {
    const { call, spotify } = await startTonearm({ world: { topTracks: ranges([track('Shallow Cedar'), track('Ivory Stranger')]) } })

    expect(await call('get_user_top_tracks', { limit: 1 })).toMatchInlineSnapshot(`
      "Top tracks 1-1 of 2, last 6 months
      6RswoU Shallow Cedar | Golden Static | Shallow Cedar | 3:35"
    `)
    expect(spotify.requests()).toEqual(['GET /v1/me/top/tracks?time_range=medium_term&limit=1&offset=0'])
  })

  it('goes on where the first fifty ended', async () => {
    const { call, spotify } = await startTonearm({
      world: { topTracks: ranges(Array.from({ length: 99 }, (_, index) => track(`Song ${index + 1}`))) },
    })
    expect((await call('get_user_top_tracks', { limit: 50 })).split('\n')[0]).toBe('Top tracks 1-50 of 99, last 6 months')
    const lines = (await call('get_user_top_tracks', { limit: 50, offset: 50 })).split('\n')
    expect([lines[0], lines.length, lines[1]]).toEqual(['Top tracks 51-99 of 99, last 6 months', 50, expect.stringContaining('Song 51')])
    expect(await call('get_user_top_tracks', { offset: 99 })).toBe('No top tracks from 100 on, last 6 months: Spotify tells 99.')
    expect(spotify.requests()[1]).toBe('GET /v1/me/top/tracks?time_range=medium_term&limit=50&offset=50')
  })

  it('says so when there are none', async () => {
    const { call } = await startTonearm()
    expect(await call('get_user_top_tracks', { time_range: 'long_term' })).toBe(
      'Spotify has no top tracks for all years yet. They appear after some listening.',
    )
  })
})
