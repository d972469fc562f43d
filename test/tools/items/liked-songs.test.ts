import { describe, expect, it } from 'vitest'
import { playlist, track } from '../../fake-spotify/builders.ts'
import type { World } from '../../fake-spotify/types.ts'
import { startTonearm } from '../../tonearm.ts'
import { calm, songs, startListening } from '../playback/wandas-player.ts'

const start = 'PUT /v1/me/player/play'
const liked = ['Opalite', 'Long River', 'Shallow Cedar'].map((name) => track({ name, album: 'Liked' }))
const saved = (tracks = liked) =>
  tracks.map((item, index) => ({ item, addedAt: `2026-10-${String(20 - (index % 20)).padStart(2, '0')}T12:00:00Z` }))
/** A song of that name, which used to be played in their place. */
const stranger = track({ name: 'Liked Songs', artists: ['Somebody Else'] })
const world: Partial<World> = { tracks: [stranger, ...songs], savedTracks: saved() }
const notSupported = {
  kind: 'answer' as const,
  status: 400,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ error: { status: 400, message: 'Non supported context uri' } }),
}

/** What the last play command asked for. */
function asked({ spotify }: Awaited<ReturnType<typeof startListening>>) {
  return spotify
    .record()
    .filter(({ path }) => path === '/v1/me/player/play')
    .at(-1)?.body
}

describe('the Liked Songs, which Spotify does not count among the playlists', () => {
  it.each([
    'Liked Songs',
    'my liked songs',
    'liked songs playlist',
    'Lieblingssongs',
    'meine Lieblingssongs',
    'Canciones que te gustan',
    'titres likes',
    'お気に入りの曲',
    'spotify:collection',
    'spotify:user:wanda.listens:collection',
    'https://open.spotify.com/collection/tracks',
    'open.spotify.com/intl-de/collection/tracks?si=1',
  ])('are played when they are called "%s", and no song of that title', async (what) => {
    const running = await startListening({ world })
    expect(await running.call('play', { what })).toMatch(/^Chosen: Liked Songs\nPlaying: \w+ Opalite/)
    expect(asked(running)).toEqual({ context_uri: 'spotify:user:wanda.listens:collection' })
  })

  it('start at a row', async () => {
    const running = await startListening({ world })
    expect(await running.call('play', { what: 'Liked Songs', position: 3 })).toMatch(/\nPlaying: \w+ Shallow Cedar/)
  })

  it('play one by one where Spotify refuses them as a whole, the newest five hundred', async () => {
    const many = Array.from({ length: 512 }, (_, index) => track({ name: `Liked ${index + 1}`, album: 'Liked' }))
    const running = await startListening({ world: { savedTracks: saved(many) } })
    running.spotify.faults.next(start, notSupported)
    expect(calm(await running.call('play', { what: 'Liked Songs', position: 2 }))).toMatchInlineSnapshot(`
      "Chosen: 500 songs, the first of more: play starts 500 at most
      From Liked Songs (500 songs)
      Playing: 2BlwBD Liked 2 | Golden Static | Liked | 0:00 of 3:35
      Laptop, volume 60 | shuffle off | repeat off"
    `)
    expect((asked(running) as { uris: string[] }).uris).toHaveLength(500)
  })

  it('play one by one where Spotify accepts them as a whole and plays something else', async () => {
    const running = await startListening({ world })
    running.spotify.faults.next(start, { kind: 'answer', status: 204, headers: {}, body: '' })
    expect(await running.call('play', { what: 'Liked Songs' })).toMatch(
      /^Chosen: 3 songs\nFrom Liked Songs \(3 songs\)\nPlaying: \w+ Opalite/,
    )
    expect(asked(running)).toEqual({ uris: liked.map(({ id }) => `spotify:track:${id}`) })
  })

  it('say so when there are none, or not so many', async () => {
    const { callInVain, spotify } = await startListening({ world: { savedTracks: [] } })
    spotify.faults.next(start, notSupported)
    expect(await callInVain('play', { what: 'Liked Songs' })).toContain('There are no Liked Songs yet: nothing is saved.')
    const some = await startListening({ world })
    some.spotify.faults.next(start, notSupported)
    expect(await some.callInVain('play', { what: 'Liked Songs', position: 7 })).toContain('There is no position 7: there are 3 songs.')
  })

  it("yield to the user's own playlist of that name, and not to a followed one", async () => {
    const own = playlist({ name: 'Lieblingssongs', rows: songs })
    const followed = playlist({ name: 'Liked Songs', owner: { id: 'otto', displayName: 'Otto' }, rows: songs })
    const { call } = await startListening({ world: { ...world, playlists: [followed, own] } })
    expect(await call('play', { what: 'lieblingssongs' })).toMatch(/^Chosen: playlist \w+ Lieblingssongs/)
    expect(await call('play', { what: 'liked songs' })).toMatch(/^Chosen: Liked Songs\n/)
    expect(await call('get_playlist_items', { playlist: 'My Lieblingssongs' })).toMatch(/^\w+ Lieblingssongs, rows 1-4/)
    expect(await call('get_playlist_items', { playlist: 'My liked songs' })).toMatch(/^Liked Songs, rows 1-3/)
  })

  it('are listed like a playlist, the newest first', async () => {
    const { call, callInVain } = await startTonearm({ world })
    expect(await call('get_playlist_items', { playlist: 'Liked Songs' })).toMatchInlineSnapshot(`
      "Liked Songs, rows 1-3 of 3, 10:45 long: position id title | artists | length
      1 32nc3R Opalite | Golden Static | 3:35
      2 1a4LnK Long River | Golden Static | 3:35
      3 6wpu7q Shallow Cedar | Golden Static | 3:35"
    `)
    expect(await call('get_playlist_items', { playlist: 'Liked Songs', filter: 'river' })).toMatchInlineSnapshot(`
      "Liked Songs, rows 1-1 of 1 with "river", 3:35 long: position id title | artists | length
      2 1a4LnK Long River | Golden Static | 3:35"
    `)
    expect(await call('get_playlist_items', { playlist: 'Liked Songs', offset: 2 })).toContain('\n3 ')
    expect(await call('get_playlist_items', { playlist: 'Liked Songs', group_by: 'artist' })).toMatchInlineSnapshot(`
      "Liked Songs, 3 rows, 10:45 long: by artist 1-1 of 1, most first
      1avGoR Golden Static | 3 rows | 10:45"
    `)
    expect(await callInVain('get_playlist_items', { playlist: 'Liked Songs', added_by: 'otto' })).toBe(
      'added_by cannot be used for the Liked Songs: the user added all of them.',
    )
  })

  it('are compared like a playlist', async () => {
    const mix = playlist({ name: 'Mix', rows: [liked[1] ?? null, ...songs] })
    const { call } = await startTonearm({ world: { ...world, playlists: [mix] } })
    expect(await call('compare_playlists', { a: 'Liked Songs', b: 'Mix', want: 'only_a' })).toMatchInlineSnapshot(`
      "A Liked Songs (3 rows), B 5SQflS Mix (5 rows): songs 1-2 of 2 only in A
      1 32nc3R Opalite | Golden Static | 3:35
      3 6wpu7q Shallow Cedar | Golden Static | 3:35"
    `)
    expect(await call('compare_playlists', { a: 'Mix', b: 'spotify:collection', want: 'overlap' })).toContain('B Liked Songs (3 rows)')
  })

  it('are a place where find_in_library finds a song', async () => {
    const { call } = await startTonearm({ world })
    expect(await call('find_in_library', { query: 'opalite' })).toContain('| in Liked Songs since 2026-10-20')
  })

  it('are named where they are what plays', async () => {
    const { call } = await startListening({ world })
    await call('play', { what: 'Liked Songs' })
    expect(await call('get_playback')).toContain('| from Liked Songs |')
  })

  it('of somebody else are nothing that Spotify shows', async () => {
    const { callInVain } = await startTonearm({ world })
    expect(await callInVain('get_playlist_items', { playlist: 'spotify:user:otto:collection' })).toMatchInlineSnapshot(
      `""spotify:user:otto:collection" are the Liked Songs of another user. Spotify shows apps only the user's own: call them "Liked Songs"."`,
    )
  })

  it('need the permission to see what is saved, and name it', async () => {
    const { callInVain } = await startTonearm({ world, signedIn: ['playlist-read-private'] })
    expect(await callInVain('get_playlist_items', { playlist: 'Liked Songs' })).toContain('user-library-read')
  })
})
