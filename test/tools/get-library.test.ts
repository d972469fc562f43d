import { describe, expect, it } from 'vitest'
import { allScopes } from '../../src/config/scopes.ts'
import { album, artist, audiobook, episode, show, track } from '../fake-spotify/builders.ts'
import * as faults from '../fake-spotify/faults.ts'
import type { Saved } from '../fake-spotify/types.ts'
import { startTonearm } from '../tonearm.ts'

const saved = <Item>(items: Item[]): Saved<Item>[] =>
  items.map((item, index) => ({ item, addedAt: new Date(Date.UTC(2026, 10, 1) - index * 3_600_000).toISOString().replace('.000', '') }))

const songs = (count: number) =>
  saved(Array.from({ length: count }, (_, index) => track({ name: `Song ${index + 1}`, album: 'Deep Water' })))

const artists = (count: number) => Array.from({ length: count }, (_, index) => artist(`Artist ${index + 1}`))

describe('get_library', () => {
  it('shows each kind of what is saved, newest first', async () => {
    const { call, spotify } = await startTonearm({
      world: {
        savedTracks: songs(2),
        savedAlbums: saved([album({ name: 'Quiet Harbor Letters', releaseDate: '1992', totalTracks: 8 })]),
        savedShows: saved([show('Small Hours Radio')]),
        savedEpisodes: saved([episode('Night Shift')]),
        savedAudiobooks: saved([audiobook('The Wild Comet')]),
        followedArtists: artists(1),
      },
    })
    const answers = []
    for (const kind of ['tracks', 'albums', 'artists', 'shows', 'episodes', 'audiobooks']) answers.push(await call('get_library', { kind }))
    expect(answers.join('\n')).toMatchInlineSnapshot(`
      "Saved tracks 1-2 of 2
      0UZxgh Song 1 | Golden Static | Deep Water | 3:35
      54j32i Song 2 | Golden Static | Deep Water | 3:35
      Saved albums 1-1 of 1
      0B06LS Quiet Harbor Letters | Golden Static | 1992 | 8 tracks
      Followed artists 1-1 of 1
      01LFXl Artist 1
      Saved shows 1-1 of 1
      21Fxcg Small Hours Radio | 0 episodes
      Saved episodes 1-1 of 1
      228Cu3 Night Shift | Small Hours Radio | 2026-10-02 | 44:00
      Saved audiobooks 1-1 of 1
      0z3hEG The Wild Comet | Ada Fenwick | 0 chapters"
    `)
    expect(spotify.requests()).toEqual([
      'GET /v1/me/tracks?limit=50&offset=0',
      'GET /v1/me/albums?limit=50&offset=0',
      'GET /v1/me/following?type=artist&limit=50',
      'GET /v1/me/shows?limit=50&offset=0',
      'GET /v1/me/episodes?limit=50&offset=0',
      'GET /v1/me/audiobooks?limit=50&offset=0',
    ])
  })

  it('shows a part of ten thousand and one, and asks for no more', async () => {
    const { call, spotify } = await startTonearm({ world: { savedTracks: songs(10_001) } })
    const lines = (await call('get_library', { kind: 'tracks', limit: 60, offset: 9_950 })).split('\n')
    expect(lines[0]).toBe('Saved tracks 9951-10001 of 10001')
    expect(lines).toHaveLength(52)
    expect(lines.at(-1)).toContain('Song 10001 |')
    expect(spotify.requests()).toEqual(['GET /v1/me/tracks?limit=50&offset=9950', 'GET /v1/me/tracks?limit=1&offset=10000'])
    expect(await call('get_library', { kind: 'tracks', offset: 20_000 })).toBe('No saved tracks from 20001 on: there are 10001.')
  })

  it('lists the artists up to the page that Spotify did not answer, and says how to go on', async () => {
    const { call, spotify } = await startTonearm({ world: { followedArtists: artists(130) }, sleep: async () => {} })
    spotify.faults.always(({ line }) => line.includes(`&after=${artists(50)[49]?.id}`), faults.serverError(503))
    const lines = (await call('get_library', { kind: 'artists', limit: 130 })).split('\n')
    expect(lines[0]).toBe('Followed artists 1-50 of 130')
    expect(lines.at(-1)).toBe(
      'What comes after row 50 is missing: Spotify is having problems. Try again in a few minutes. To go on, use offset 50.',
    )
  })

  it('pages through followed artists, who have no offset', async () => {
    const { call, spotify } = await startTonearm({ world: { followedArtists: artists(130) } })
    const lines = (await call('get_library', { kind: 'artists', limit: 5, offset: 98 })).split('\n')
    expect(lines[0]).toBe('Followed artists 99-103 of 130')
    expect(lines.slice(1).map((line) => line.slice(7))).toEqual(['Artist 99', 'Artist 100', 'Artist 101', 'Artist 102', 'Artist 103'])
    expect(spotify.requests()).toEqual([
      'GET /v1/me/following?type=artist&limit=50',
      `GET /v1/me/following?type=artist&limit=50&after=${artists(50)[49]?.id}`,
      `GET /v1/me/following?type=artist&limit=3&after=${artists(100)[99]?.id}`,
    ])
  })

  it('filters over everything, and a second time within a minute with no request', async () => {
    const { call, spotify } = await startTonearm({ world: { savedTracks: songs(120) } })
    expect((await call('get_library', { kind: 'tracks', filter: 'WATER song 11', limit: 2 })).split('\n')).toEqual([
      'Saved tracks 1-2 of 11 with "WATER song 11"',
      expect.stringContaining(' Song 11 |'),
      expect.stringContaining(' Song 110 |'),
    ])
    spotify.clearRecord()
    expect(await call('get_library', { kind: 'tracks', filter: 'polka' })).toBe('No saved tracks with "polka".')
    expect(spotify.requests()).toEqual([])
    expect((await call('get_library', { kind: 'tracks', filter: 'song 11', offset: 10 })).split('\n')[0]).toBe(
      'Saved tracks 11-11 of 11 with "song 11"',
    )
  })

  it('filters followed artists by their names', async () => {
    const { call } = await startTonearm({ world: { followedArtists: [...artists(60), artist('Beyoncé')] } })
    expect((await call('get_library', { kind: 'artists', filter: 'beyonce' })).split('\n')).toEqual([
      'Followed artists 1-1 of 1 with "beyonce"',
      expect.stringContaining('Beyoncé'),
    ])
  })

  it('says since when with full', async () => {
    const { call } = await startTonearm({ world: { savedTracks: songs(1) } })
    expect(await call('get_library', { kind: 'tracks', full: true })).toContain('| 3:35 | added 2026-11-01')
  })

  it('says so when nothing is saved', async () => {
    const { call } = await startTonearm()
    expect(await call('get_library', { kind: 'albums' })).toBe('No saved albums.')
    expect(await call('get_library', { kind: 'artists' })).toBe('No followed artists.')
  })

  it('names the permission that one kind lacks, while the others work', async () => {
    const { call, callInVain, spotify } = await startTonearm({ signedIn: allScopes.filter((scope) => scope !== 'user-follow-read') })
    expect(await callInVain('get_library', { kind: 'artists' })).toContain('user-follow-read')
    expect(await call('get_library', { kind: 'tracks' })).toBe('No saved tracks.')
    expect(spotify.requests()).toHaveLength(1)
  })
})
