import { describe, expect, it } from 'vitest'
import { artist, track } from '../fake-spotify/builders.ts'
import { startTonearm } from '../tonearm.ts'

const ranges = <Item>(medium: Item[]) => ({ short_term: [], medium_term: medium, long_term: [] })

describe('get_user_top_artists', () => {
  it('shows the most played first, over six months unless asked otherwise', async () => {
    const { call, spotify } = await startTonearm({ world: { topArtists: ranges([artist('Deep Brothers'), artist('Winter Fields')]) } })

    expect(await call('get_user_top_artists')).toMatchInlineSnapshot(`
      "Top 2 of 2 artists, last 6 months
      4NNTkN Deep Brothers
      0zeQaA Winter Fields"
    `)
    expect(await call('get_user_top_artists', { time_range: 'short_term', limit: 5 })).toBe(
      'Spotify has no top artists for last 4 weeks yet. They appear after some listening.',
    )
    expect(spotify.requests()).toEqual([
      'GET /v1/me/top/artists?time_range=medium_term&limit=20',
      'GET /v1/me/top/artists?time_range=short_term&limit=5',
    ])
  })
})

describe('get_user_top_tracks', () => {
  it('shows the most played first with artist, album and length', async () => {
    const { call, spotify } = await startTonearm({ world: { topTracks: ranges([track('Shallow Cedar'), track('Ivory Stranger')]) } })

    expect(await call('get_user_top_tracks', { limit: 1 })).toMatchInlineSnapshot(`
      "Top 1 of 2 tracks, last 6 months
      6RswoU Shallow Cedar | Golden Static | Shallow Cedar | 3:35"
    `)
    expect(spotify.requests()).toEqual(['GET /v1/me/top/tracks?time_range=medium_term&limit=1'])
  })

  it('says so when there are none', async () => {
    const { call } = await startTonearm()
    expect(await call('get_user_top_tracks', { time_range: 'long_term' })).toBe(
      'Spotify has no top tracks for all years yet. They appear after some listening.',
    )
  })
})
