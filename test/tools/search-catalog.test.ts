import { describe, expect, it } from 'vitest'
import { album, artist, audiobook, episode, playlist, show } from '../fake-spotify/builders.ts'
import * as faults from '../fake-spotify/faults.ts'
import { startTonearm } from '../tonearm.ts'

const albums = (count: number) =>
  Array.from({ length: count }, (_, index) => album({ name: `River ${index + 1}`, releaseDate: '1999', totalTracks: 9 }))

describe('search_catalog', () => {
  it('finds several kinds with one request and shows them kind by kind', async () => {
    const { call, spotify } = await startTonearm({
      world: {
        albums: albums(7),
        artists: [artist('River Theory')],
        otherPlaylists: [playlist({ name: 'River Mix', owner: { id: 'otto', displayName: 'Otto' }, rows: ['One', 'Two'] })],
        shows: [show('River Talk')],
        episodes: [episode({ name: 'Down the River', show: 'River Talk', resumePositionMs: 600_000 })],
        audiobooks: [audiobook('The River')],
      },
    })
    const types = ['album', 'artist', 'playlist', 'show', 'episode', 'audiobook']
    expect(await call('search_catalog', { query: 'river', types, limit: 2 })).toMatchInlineSnapshot(`
      "Albums 1-2 of 7
      3Bdfk5 River 1 | Golden Static | 1999 | 9 tracks
      1AO9Ea River 2 | Golden Static | 1999 | 9 tracks
      Artists 1-1 of 1
      5SfXhD River Theory
      Playlists 1-1 of 1
      7ocwvA River Mix | 2 tracks | Otto
      Shows 1-1 of 1
      26wr2b River Talk | 1 episode
      Episodes 1-1 of 1
      6W7vBv Down the River | 2026-10-02 | 44:00 | stopped at 10:00
      Audiobooks 1-1 of 1
      2HxYDe The River | Ada Fenwick | 0 chapters"
    `)
    expect(spotify.requests()).toEqual(['GET /v1/search?q=river&type=album,artist,playlist,show,episode,audiobook&limit=2&offset=0'])
  })

  it('reads further pages for all kinds together and keeps the order', async () => {
    const { call, spotify } = await startTonearm({ world: { albums: albums(25), artists: [artist('River Theory')] } })
    spotify.faults.next(/offset=10$/, faults.slow(60))
    const lines = (await call('search_catalog', { query: 'river', types: ['album', 'artist'], limit: 24 })).split('\n')
    expect(lines[0]).toBe('Albums 1-24 of 25')
    expect(lines.slice(1, 25).map((line) => Number(/River (\d+)/.exec(line)?.[1]))).toEqual(
      Array.from({ length: 24 }, (_, index) => index + 1),
    )
    expect(lines.slice(25)).toEqual(['Artists 1-1 of 1', expect.stringMatching(/^\S{6} River Theory$/)])
    expect(spotify.requests()).toEqual([
      'GET /v1/search?q=river&type=album,artist&limit=10&offset=0',
      'GET /v1/search?q=river&type=album,artist&limit=10&offset=10',
      'GET /v1/search?q=river&type=album,artist&limit=4&offset=20',
    ])
  })

  it('goes on where the last answer ended', async () => {
    const { call } = await startTonearm({ world: { albums: albums(25), artists: [artist('River Theory')] } })
    const lines = (await call('search_catalog', { query: 'river', types: ['album', 'artist'], limit: 20, offset: 20 })).split('\n')
    expect([lines[0], lines.length, lines.at(-1)]).toEqual(['Albums 21-25 of 25', 7, 'No artist from 21 on for "river".'])
  })

  it("passes over Spotify's own playlists, which come as empty entries", async () => {
    const own = playlist({ name: 'River Hits', owner: { id: 'spotify', displayName: 'Spotify' } })
    const { call } = await startTonearm({ world: { otherPlaylists: [own, playlist({ name: 'River Walk', rows: ['One'] })] } })
    expect((await call('search_catalog', { query: 'river', types: ['playlist'] })).split('\n')).toEqual([
      'Playlists 1-1 of 2',
      expect.stringMatching(/^\S{6} River Walk \| 1 track \| Wanda$/),
    ])
  })

  it('hands the field filters on', async () => {
    const { call, spotify } = await startTonearm({ world: { albums: albums(1) } })
    await call('search_catalog', { query: 'artist:"Golden Static" year:1990-2000', types: ['album'] })
    expect(spotify.requests()).toEqual(['GET /v1/search?q=artist:"Golden Static" year:1990-2000&type=album&limit=5&offset=0'])
  })

  it('says what was not found', async () => {
    const { call } = await startTonearm({ world: { artists: [artist('River Theory')] } })
    expect(await call('search_catalog', { query: 'zzz|', types: ['album', 'show'] })).toBe(
      'No album, no show found for "zzz¦". Try fewer or other words.',
    )
    expect((await call('search_catalog', { query: 'river', types: ['album', 'artist'] })).split('\n').at(-1)).toBe(
      'No album found for "river". Try fewer or other words.',
    )
  })

  it('refuses kinds that it does not know', async () => {
    const { callInVain } = await startTonearm()
    expect(await callInVain('search_catalog', { query: 'a', types: ['track'] })).toContain('types.0: Invalid option')
    expect(await callInVain('search_catalog', { query: 'a', types: [] })).toContain('types: ')
  })
})
