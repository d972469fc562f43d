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
      "Saved tracks 1-2 of 2, 7:10 long
      0UZxgh Song 1 | Golden Static | Deep Water | 3:35
      54j32i Song 2 | Golden Static | Deep Water | 3:35
      Saved albums 1-1 of 1
      0B06LS Quiet Harbor Letters | Golden Static | 1992 | 8 tracks
      Followed artists 1-1 of 1
      01LFXl Artist 1
      Saved shows 1-1 of 1
      21Fxcg Small Hours Radio | 0 episodes
      Saved episodes 1-1 of 1, 44:00 long
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
      'Saved tracks 1-2 of 11 with "WATER song 11", 39:25 long',
      expect.stringContaining(' Song 11 |'),
      expect.stringContaining(' Song 110 |'),
    ])
    spotify.clearRecord()
    expect(await call('get_library', { kind: 'tracks', filter: 'polka' })).toBe('No saved tracks with a word that begins with "polka".')
    expect(spotify.requests()).toEqual([])
    expect((await call('get_library', { kind: 'tracks', filter: 'song 11', offset: 10 })).split('\n')[0]).toBe(
      'Saved tracks 11-11 of 11 with "song 11", 39:25 long',
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
    expect(await call('get_library', { kind: 'tracks', full: true })).toMatch(
      /\| 3:35 \| 2024 \| ISRC \w{12} \| added 2026-11-01 \| cover https:\S+$/,
    )
  })

  it('finds what was added in a span of days, in the time zone of the user', async () => {
    const at = (addedAt: string) => ({ item: track(`Song ${addedAt}`), addedAt })
    const savedTracks = [at('2026-02-01T04:00:00Z'), at('2026-01-31T12:00:00Z'), at('2026-01-01T04:59:59Z'), at('2025-12-31T12:00:00Z')]
    const { call, callInVain } = await startTonearm({ world: { savedTracks }, zone: 'America/New_York' })

    expect(await call('get_library', { kind: 'tracks', since: '2026-01-01', until: '2026-01-31' })).toMatchInlineSnapshot(`
      "Saved tracks 1-2 of 2 added since 2026-01-01, added until 2026-01-31, 7:10 long
      3plJgV Song 2026-02-01T04:00:00Z | Golden Static | Song 2026-02-01T04:00:00Z | 3:35
      4njQ3v Song 2026-01-31T12:00:00Z | Golden Static | Song 2026-01-31T12:00:00Z | 3:35"
    `)
    expect((await call('get_library', { kind: 'tracks', until: '2025-12-31' })).split('\n')).toHaveLength(3)
    expect((await call('get_library', { kind: 'tracks', since: '2026-02-01T04:00Z' })).split('\n')).toHaveLength(2)
    expect((await call('get_library', { kind: 'tracks', until: '2026-02-01T04:00Z' })).split('\n')).toHaveLength(4)
    expect(await callInVain('get_library', { kind: 'tracks', since: '2026-02-01', until: '2026-01-01' })).toBe(
      '`since` has to be earlier than `until`.',
    )
  })

  it('finds songs by the year of their release, and explicit ones, together with words', async () => {
    const released = (name: string, releaseDate: string, explicit = false) =>
      track({ name, album: album({ name: `${name} LP`, releaseDate }), explicit })
    const songs = [released('A', '1989-12-31'), released('B', '1990'), released('C', '1999-12', true), released('D', '2000-01-01', true)]
    const { call, callInVain, spotify } = await startTonearm({
      world: { savedTracks: saved(songs), savedAlbums: saved(songs.map((one) => one.album)) },
    })
    const names = async (parameters: object, kind = 'tracks') =>
      (await call('get_library', { kind, ...parameters }))
        .split('\n')
        .slice(1)
        .map((line) => line.split(' ')[1])
        .join('')

    expect(await names({ year: '1990s' })).toBe('BC')
    expect(await names({ year: '1990-1999' })).toBe('BC')
    expect(await names({ year: '1989 - 1990' })).toBe('AB')
    expect(await names({ year: '1990' })).toBe('B')
    expect(await names({ year: 1990 })).toBe('B')
    expect(await names({ explicit: true })).toBe('CD')
    expect(await names({ explicit: 'false' })).toBe('AB')
    expect(await names({ explicit: true, year: '1990s', filter: 'lp' })).toBe('C')
    expect(await call('get_library', { kind: 'tracks', year: '1970s', explicit: false })).toBe(
      'No saved tracks released 1970s, not explicit.',
    )
    expect(spotify.requests().filter((request) => request.includes('me/tracks'))).toHaveLength(2)
    expect(await names({ year: '1990s' }, 'albums')).toBe('BC')
    for (const year of ['nineties', '1995s', '1999-1990', '95']) {
      expect(await callInVain('get_library', { kind: 'tracks', year })).toMatch(/year: (?:must be a year|is no span)/)
    }
  })

  it('refuses conditions that Spotify tells nothing about, and says which there are', async () => {
    const { callInVain, spotify } = await startTonearm()
    expect(await callInVain('get_library', { kind: 'artists', since: '2026-01-01' })).toBe(
      'since cannot be used for artists. What can: filter.',
    )
    expect(await callInVain('get_library', { kind: 'shows', year: '1994' })).toBe(
      'year cannot be used for shows. What can: filter, since, until.',
    )
    expect(await callInVain('get_library', { kind: 'albums', explicit: true })).toContain('explicit cannot be used for albums.')
    expect(await callInVain('get_library', { kind: 'episodes', group_by: 'artist' })).toContain('group_by cannot be used for episodes.')
    expect(spotify.requests()).toEqual([])
  })

  it('counts 2,500 Liked Songs instead of listing them', async () => {
    const artists = ['Golden Static', 'Iron Club', 'Winter Fields']
    const liked = Array.from({ length: 2_500 }, (_, index) => {
      const by = [artists[index % 5 < 3 ? 0 : index % 5 === 3 ? 1 : 2] ?? '', 'Guest']
      return track({
        name: `Song ${index}`,
        artists: by,
        album: album({ name: `LP ${index % 20}`, releaseDate: String(1980 + (index % 25)) }),
      })
    })
    const { call } = await startTonearm({ world: { savedTracks: saved(liked) } })

    expect(await call('get_library', { kind: 'tracks', group_by: 'artist' })).toMatchInlineSnapshot(`
      "2500 saved tracks, 149:18:20 long: by artist 1-3 of 3, most first
      1avGoR Golden Static | 1500 tracks | 89:35:00
      6ceVqb Iron Club | 500 tracks | 29:51:40
      0zeQaA Winter Fields | 500 tracks | 29:51:40"
    `)
    expect(await call('get_library', { kind: 'tracks', group_by: 'decade' })).toMatchInlineSnapshot(`
      "2500 saved tracks, 149:18:20 long: by decade 1-3 of 3, most first
      1980s | 1000 tracks | 59:43:20
      1990s | 1000 tracks | 59:43:20
      2000s | 500 tracks | 29:51:40"
    `)
    expect(await call('get_library', { kind: 'tracks', group_by: 'year', year: '1980s', limit: 2, offset: 1 })).toMatchInlineSnapshot(`
      "1000 saved tracks released 1980s, 59:43:20 long: by year 2-3 of 10, most first
      1981 | 100 tracks | 5:58:20
      1982 | 100 tracks | 5:58:20"
    `)
    expect((await call('get_library', { kind: 'tracks', group_by: 'album' })).split('\n')[1]).toMatch(
      /^\w{6} LP \d+ \| 125 tracks \| 7:27:55$/,
    )
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
