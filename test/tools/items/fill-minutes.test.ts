import { describe, expect, it } from 'vitest'
import { albumTracks, episode, playlist, track } from '../../fake-spotify/builders.ts'
import * as faults from '../../fake-spotify/faults.ts'
import { startTonearm } from '../../tonearm.ts'

/** Each ten minutes long. */
const tracks = Array.from({ length: 60 }, (_, index) => track({ name: `Song ${index + 1}`, durationMs: 600_000 }))
const uris = tracks.map(({ id }) => `spotify:track:${id}`)
const talk = episode({ name: 'Talk', durationMs: 3_600_000 })
const readable = (text: string) => text.replace(/[Rr]eceipt \w{6}/, 'Receipt RECEIPT').replace(/Created \w{6}/, 'Created NEW-ID')

describe('create_playlist with minutes', () => {
  it('takes the first items up to that length, never more', async () => {
    const { call, spotify } = await startTonearm({ world: { tracks } })
    expect(readable(await call('create_playlist', { name: 'Run', items: uris, minutes: 95 }))).toMatchInlineSnapshot(`
      "Created NEW-ID Run with 9 songs, 1:30:00 long.
      The first 9 of 60 given: the next one would go over 95 minutes.
      Receipt RECEIPT: undo_change takes it back."
    `)
    expect(spotify.world.playlists[0]?.rows.map(({ item }) => item?.name)).toEqual(tracks.slice(0, 9).map(({ name }) => name))
    expect(spotify.requests().filter((line) => line.startsWith('GET /v1/tracks/'))).toHaveLength(16)
  })

  it('needs no further request for what a list says', async () => {
    const list = playlist({ name: 'Long', rows: tracks })
    const { call, spotify } = await startTonearm({ world: { playlists: [list] } })
    const text = await call('create_playlist', { name: 'Run', items: [`spotify:playlist:${list.id}`], minutes: 30 })
    expect(text).toContain('with 3 songs, 30:00 long.')
    expect(text).toContain('The first 3 of 60 given: the next one would go over 30 minutes.')
    expect(spotify.requests().filter((line) => line.startsWith('GET /v1/tracks/'))).toEqual([])
  })

  it('says when everything fits, and counts episodes', async () => {
    const { call } = await startTonearm({ world: { tracks, episodes: [talk] } })
    const text = await call('create_playlist', { name: 'Drive', items: [uris[0], `spotify:episode:${talk.id}`], minutes: 120 })
    expect(text).toContain('with 1 song and 1 episode, 1:10:00 long.\nAll that was given fits into 120 minutes.\n')
  })

  it('does not count songs that are left out', async () => {
    const { call, spotify } = await startTonearm({ world: { tracks } })
    await call('create_playlist', { name: 'Run', items: [uris[0], uris[0], uris[1], uris[2]], minutes: 20, skip_duplicates: true })
    expect(spotify.world.playlists[0]?.rows.map(({ item }) => item?.name)).toEqual(['Song 1', 'Song 2'])
  })

  it('creates nothing when not even the first one fits, when one does not exist, or when there are too many to ask about', async () => {
    const { callInVain, spotify } = await startTonearm({ world: { tracks: [...tracks, ...albumTracks('Short', ['A'])] } })
    expect(await callInVain('create_playlist', { name: 'X', items: uris, minutes: 5 })).toBe(
      '"Song 1" is 10:00 long: not even the first one fits into 5 minutes.',
    )
    expect(await callInVain('create_playlist', { name: 'X', items: ['spotify:track:4iV5W9uYEdYUVa79Axb7Rh'], minutes: 5 })).toContain(
      'does not know this item',
    )
    const many = Array.from({ length: 400 }, () => uris[0])
    expect(await callInVain('create_playlist', { name: 'X', items: many, minutes: 60_000 })).toContain('looks at 300 of them at most')
    spotify.faults.next('GET /v1/tracks/{id}', faults.quotaExceeded(40_000))
    expect(await callInVain('create_playlist', { name: 'X', items: [uris[50]], minutes: 60 })).toContain('Nothing was changed')
    expect(spotify.requests().filter((line) => !line.startsWith('GET'))).toEqual([])
  })

  it('makes an empty playlist of nothing', async () => {
    const { call } = await startTonearm()
    expect(await call('create_playlist', { name: 'Empty', minutes: 5 })).toContain('with 0 songs.')
  })
})
