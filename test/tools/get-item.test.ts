import { describe, expect, it } from 'vitest'
import { album, albumTracks, artist, audiobook, chapter, episode, playlist, show, track } from '../fake-spotify/builders.ts'
import * as faults from '../fake-spotify/faults.ts'
import { startTonearm } from '../tonearm.ts'

describe('get_item', () => {
  it('shows a track with the ids of its artists and album', async () => {
    const one = track({
      name: 'Midnight River',
      artists: ['Golden Static', 'Iron Club'],
      album: 'Quiet Harbor Letters',
      durationMs: 201_000,
    })
    const { call, spotify } = await startTonearm({ world: { tracks: [one] } })
    expect(await call('get_item', { item: `spotify:track:${one.id}` })).toMatchInlineSnapshot(
      `"58L98x Midnight River (track) | by 1avGoR Golden Static, 6ceVqb Iron Club | on 0B06LS Quiet Harbor Letters | 3:21"`,
    )
    expect(spotify.requests()).toEqual([`GET /v1/tracks/${one.id}`])
  })

  it('shows an album with its tracks, and their artists only where they are not those of the album', async () => {
    const tracks = albumTracks({ name: 'Quiet Harbor Letters', releaseDate: '1992-05-01' }, ['Midnight River', 'Long River'])
    const guest = { ...track({ name: 'Guest Song', artists: ['Golden Static', 'Iron Club'], album: tracks[0]?.album }), trackNumber: 3 }
    const { call, spotify } = await startTonearm({ world: { tracks: [...tracks, guest] } })
    expect(await call('get_item', { item: `https://open.spotify.com/album/${tracks[0]?.album.id}?si=1` })).toMatchInlineSnapshot(`
      "0B06LS Quiet Harbor Letters (album) | by 1avGoR Golden Static | 1992-05-01 | 3 tracks | 10:45 long
      1 4NOyIh Midnight River | 3:35
      2 3DMpTU Long River | 3:35
      3 69ojYr Guest Song | Golden Static, Iron Club | 3:35"
    `)
    expect(spotify.requests()).toEqual([`GET /v1/albums/${tracks[0]?.album.id}`])
  })

  it('asks only for those tracks of a long album that did not come with it', async () => {
    const tracks = albumTracks(
      'Box',
      Array.from({ length: 120 }, (_, index) => `Part ${index + 1}`),
    )
    const id = tracks[0]?.album.id
    const { call, spotify } = await startTonearm({ world: { tracks } })

    expect((await call('get_item', { item: `spotify:album:${id}`, limit: 30, offset: 20 })).split('\n')[0]).toContain('tracks 21-50 of 120')
    expect(spotify.requests()).toEqual([`GET /v1/albums/${id}`])
    const lines = (await call('get_item', { item: `spotify:album:${id}`, offset: 100 })).split('\n')
    expect(lines[0]).toContain('tracks 101-120 of 120')
    expect([lines[1], lines.at(-1)]).toEqual([expect.stringMatching(/^101 \S+ Part 101 /), expect.stringMatching(/^120 \S+ Part 120 /)])
    expect(spotify.requests().slice(1)).toEqual([`GET /v1/albums/${id}/tracks?limit=50&offset=100`])
    expect(await call('get_item', { item: `spotify:album:${id}`, offset: 500 })).toContain('no track from 501 on: there are 120')
  })

  it('shows an artist with albums and top songs, each song once and none of somebody else', async () => {
    const gold = artist('Golden Static')
    const original = track({
      name: 'Midnight River',
      artists: [gold],
      album: album({ name: 'Letters', releaseDate: '1992', totalTracks: 8 }),
    })
    const tracks = [
      original,
      track({ name: 'Midnight River - Remastered 2012', artists: [gold], album: original.album }),
      track({ name: 'Elsewhere', artists: ['Golden Static Tribute Band'] }),
    ]
    const { call, spotify } = await startTonearm({ world: { tracks, artists: [gold] } })
    expect(await call('get_item', { item: `spotify:artist:${gold.id}` })).toMatchInlineSnapshot(`
      "1avGoR Golden Static (artist) | 1 release
      2ib9lw Letters | 1992 | 8 tracks
      Top songs by search
      0TMKZs Midnight River | Letters | 3:35"
    `)
    expect(spotify.requests().sort()).toEqual([
      `GET /v1/artists/${gold.id}`,
      `GET /v1/artists/${gold.id}/albums?include_groups=album,single,compilation&limit=10&offset=0`,
      'GET /v1/search?q=artist:"Golden Static"&type=track&limit=10&offset=0',
    ])
  })

  it('calls a single and a compilation what they are', async () => {
    const by = { artists: ['Golden Static'] }
    const [single] = albumTracks({ name: 'Opalite', ...by, kind: 'single' }, ['Opalite'])
    const [hit] = albumTracks({ name: 'All Hits', ...by, kind: 'compilation' }, ['Hit'])
    if (!single || !hit) throw new Error('too few')
    const { call } = await startTonearm({ world: { tracks: [single, hit], albums: [single.album, hit.album], artists: single.artists } })
    const artist = await call('get_item', { item: `spotify:artist:${single.artists[0]?.id}` })
    expect(artist).toContain('Golden Static (artist) | 2 releases\n')
    expect(artist).toMatch(/Opalite \| 2024 \| single \| 1 track\n/)
    expect(artist).toMatch(/All Hits \| 2024 \| compilation \| 1 track\n/)
    expect(await call('get_item', { item: `spotify:album:${single.album.id}` })).toContain('Opalite (single) | by')
  })

  it('reads the albums of an artist ten at a time', async () => {
    const albums = Array.from({ length: 23 }, (_, index) => album(`Album ${index + 1}`))
    const gold = artist('Golden Static')
    const { call, spotify } = await startTonearm({ world: { albums } })
    const lines = (await call('get_item', { item: `spotify:artist:${gold.id}`, limit: 23 })).split('\n')
    expect(lines[0]).toContain('| 23 releases')
    expect(lines).toHaveLength(24)
    expect(spotify.requests().filter((request) => request.includes('/albums'))).toHaveLength(3)
    expect((await call('get_item', { item: `spotify:artist:${gold.id}`, offset: 20 })).split('\n')[0]).toContain('releases 21-23 of 23')
  })

  it('shows a show with its latest episodes and how far they were heard', async () => {
    const radio = show('Small Hours Radio')
    const episodes = [
      episode({ name: 'Third', show: radio }),
      episode({ name: 'Second', show: radio, resumePositionMs: 1_430_000 }),
      episode({ name: 'First', show: radio, fullyPlayed: true }),
    ]
    const { call, spotify } = await startTonearm({ world: { shows: [radio], episodes } })
    expect(await call('get_item', { item: `spotify:show:${radio.id}`, limit: 2 })).toMatchInlineSnapshot(`
      "21Fxcg Small Hours Radio (show) | episodes 1-2 of 3
      About: Small Hours Radio: conversations about the things between the things.
      0u8Y1u Third | 2026-10-02 | 44:00
      1P5GNT Second | 2026-10-02 | 44:00 | stopped at 23:50"
    `)
    expect((await call('get_item', { item: `spotify:show:${radio.id}`, offset: 2 })).split('\n').at(-1)).toContain(
      'First | 2026-10-02 | 44:00 | played',
    )
    expect(spotify.requests()).toEqual([`GET /v1/shows/${radio.id}`])
  })

  it('shows an episode and the show it is of', async () => {
    const one = episode({ name: 'Night Shift', show: 'Small Hours Radio', description: 'First line\nsecond | line' })
    const { call } = await startTonearm({ world: { episodes: [one] } })
    expect(await call('get_item', { item: `spotify:episode:${one.id}` })).toMatchInlineSnapshot(`
      "228Cu3 Night Shift (episode) | of 21Fxcg Small Hours Radio | 2026-10-02 | 44:00
      About: First line second ¦ line"
    `)
  })

  it('shows an audiobook with its chapters', async () => {
    const book = audiobook('The Wild Comet')
    const { call, spotify } = await startTonearm({ world: { audiobooks: [book], chapters: [0, 1].map((number) => chapter(book, number)) } })
    expect(await call('get_item', { item: `spotify:audiobook:${book.id}` })).toMatchInlineSnapshot(`
      "0z3hEG The Wild Comet (audiobook) | Ada Fenwick | 2 chapters
      About: The Wild Comet, read aloud.
      1 Chapter 1 | 25:00
      2 Chapter 2 | 25:00"
    `)
    expect(spotify.requests()).toEqual([`GET /v1/audiobooks/${book.id}`])
  })

  it('shows what is known of a playlist, and whether its songs can be read', async () => {
    const own = playlist({ name: 'Morning Coffee', description: 'Slow starts only', public: false, rows: ['One'] })
    const foreign = playlist({ name: 'Flat Party', owner: { id: 'otto', displayName: 'Otto' }, rows: ['One'] })
    const { call } = await startTonearm({ world: { playlists: [own, foreign] } })
    expect(await call('get_item', { item: `spotify:playlist:${own.id}` })).toMatchInlineSnapshot(`
      "5dwoiC Morning Coffee (playlist) | by Wanda | private | 1 row: get_playlist_items
      About: Slow starts only"
    `)
    expect(await call('get_item', { item: `spotify:playlist:${foreign.id}` })).toMatchInlineSnapshot(
      `"4Cd0x8 Flat Party (playlist) | by Otto | public | it belongs to somebody else, so Spotify does not show its songs to apps"`,
    )
  })

  it('takes the short id of a row, and shows URIs with full', async () => {
    const one = track({ name: 'Midnight River', album: 'Letters' })
    const { call } = await startTonearm({ world: { tracks: [one] } })
    const shown = (await call('search_tracks', { query: 'midnight' })).split('\n')[1]?.split(' ')[0]
    expect(await call('get_item', { item: shown, full: true })).toMatch(
      /^spotify:track:\w{22} Midnight River \(track\) \| by spotify:artist:\w{22} Golden Static \| on spotify:album:\w{22} Letters \| 3:35 \| 2024 \| ISRC \w{12} \| cover https:\S+$/,
    )
  })

  it('says so when there is no such item', async () => {
    const { callInVain, spotify } = await startTonearm()
    expect(await callInVain('get_item', { item: 'spotify:album:4NOyIhC6ODVw8KlvTqduNR' })).toBe(
      'Spotify does not know this item; it may have been removed, or the id is wrong. Search for it by its name.',
    )
    expect(await callInVain('get_item', { item: 'midnight river' })).toContain('is not an id')
    spotify.faults.next('GET /v1/shows/{id}', faults.insufficientScope())
    expect(await callInVain('get_item', { item: 'spotify:show:4NOyIhC6ODVw8KlvTqduNR' })).toContain('a permission for this is missing')
  })
})
