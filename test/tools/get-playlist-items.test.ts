import { describe, expect, it } from 'vitest'
import { album, albumTracks, episode, localTrack, playlist, row, track } from '../fake-spotify/builders.ts'
import * as faults from '../fake-spotify/faults.ts'
import type { Playlist } from '../fake-spotify/types.ts'
import { startTonearm } from '../tonearm.ts'

const long = (count: number) => playlist({ name: 'Long', rows: Array.from({ length: count }, (_, index) => `Song ${index + 1}`) })

const reads = (requests: string[]) => requests.filter((request) => request.includes('/items?'))

/** Shown before, so that its name is known and calls cost nothing but its rows. */
async function startShown(...playlists: Playlist[]) {
  const tonearm = await startTonearm({ world: { playlists } })
  await tonearm.call('get_user_playlists', { limit: 200 })
  tonearm.spotify.clearRecord()
  return tonearm
}

describe('get_playlist_items', () => {
  it('shows rows in their place: songs, episodes, files of the own, what is no longer available', async () => {
    const mixed = playlist({
      name: 'Mixed Bag',
      rows: [
        track({ name: 'Midnight River', artists: ['Golden Static', 'Iron Club'], album: 'Quiet Harbor Letters', durationMs: 201_000 }),
        null,
        localTrack('Garage Take'),
        episode({ name: 'Night Shift', show: 'Small Hours Radio' }),
        track({ name: 'Gone Here', playable: false }),
      ],
    })
    const { call, spotify } = await startShown(mixed)

    expect(await call('get_playlist_items', { playlist: mixed.id.slice(0, 6) })).toMatchInlineSnapshot(`
      "5jFqdX Mixed Bag, rows 1-5 of 5, 53:56 long: position id title | artists | length
      1 58L98x Midnight River | Golden Static, Iron Club | 3:21
      2 (unavailable)
      3 local Garage Take | Home Recording | 3:00
      4 228Cu3 Night Shift | Small Hours Radio | 44:00
      5 2PPerg Gone Here | Golden Static | 3:35 | cannot be played here"
    `)
    expect(spotify.requests()).toMatchInlineSnapshot(`
      [
        "GET /v1/playlists/5jFqdX7g8xk5P3xzFe3ebJ?additional_types=track,episode&fields=id,name,owner(id,display_name),snapshot_id,public,collaborative,description,items(total,items(item(id,type,uri,name,duration_ms,is_local,is_playable,artists(id,name),show(id,name)),track(id,type,uri,name,duration_ms,is_local,is_playable,artists(id,name),show(id,name)))),tracks(total,items(item(id,type,uri,name,duration_ms,is_local,is_playable,artists(id,name),show(id,name)),track(id,type,uri,name,duration_ms,is_local,is_playable,artists(id,name),show(id,name))))",
      ]
    `)
  })

  it('tells album and date and shows URIs with full', async () => {
    const one = playlist({
      name: 'One',
      rows: [row({ item: albumTracks('Deep Water', ['River'])[0] ?? null, addedAt: '2026-06-01T12:00:00Z', addedBy: null })],
    })
    const { call, spotify } = await startShown(one)
    expect(await call('get_playlist_items', { playlist: one.id, full: true })).toMatchInlineSnapshot(`
      "spotify:playlist:558Kg5AqpGOPc7RdH9Apyg One, rows 1-1 of 1, 3:35 long: position id title | artists | length
      1 spotify:track:4yj7jQXB0BgtuuF7mUih1o River | Golden Static | Deep Water | 3:35 | 2024 | ISRC FRES72340620 | added 2026-06-01 | cover https://i.scdn.co/image/ab67616d0000b2731c9aa063b896a05e909cf60d"
    `)
    expect(spotify.requests()[0]).toContain('items(added_at,added_by(id),item(')
  })

  it.each([
    { rowsInPlaylist: 50, requests: 20 },
    { rowsInPlaylist: 100, requests: 19 },
  ] as const)(
    'reads a thousand rows in $requests requests when a playlist brings $rowsInPlaylist along, four on their way at once, in order',
    async ({ rowsInPlaylist, requests }) => {
      const { call, spotify } = await startTonearm({ world: { playlists: [long(1_000)] }, fake: { latencyMs: 10, rowsInPlaylist } })
      await call('get_user_playlists')
      spotify.clearRecord()

      const rows = (await call('get_playlist_items', { playlist: long(0).id, limit: 1000 })).split('\n').slice(1)
      expect(rows.map((line) => /^(\d+) \S+ Song (\d+) /.exec(line)?.slice(1))).toEqual(
        Array.from({ length: 1_000 }, (_, index) => [String(index + 1), String(index + 1)]),
      )
      expect(spotify.requests()).toHaveLength(requests)
      expect(spotify.mostInFlight()).toBeGreaterThanOrEqual(4)
      const bytes = spotify.record().reduce((sum, { bytesSent }) => sum + bytesSent, 0)
      expect(bytes).toBeLessThan(600_000)
    },
  )

  it.each([
    { rowsInPlaylist: 50, rows: 50, limit: 100, requests: 1 },
    { rowsInPlaylist: 50, rows: 120, limit: 30, requests: 1 },
    { rowsInPlaylist: 50, rows: 100, limit: 100, requests: 2 },
    { rowsInPlaylist: 100, rows: 100, limit: 100, requests: 1 },
  ] as const)(
    'takes the rows that the playlist brings along: $limit of $rows cost $requests when it brings $rowsInPlaylist',
    async ({ rowsInPlaylist, rows, limit, requests }) => {
      const { call, spotify } = await startTonearm({ world: { playlists: [long(rows)] }, fake: { rowsInPlaylist } })
      const answer = await call('get_playlist_items', { playlist: `spotify:playlist:${long(0).id}`, limit })
      expect(answer.split('\n')[0]).toContain(
        `Long, rows 1-${Math.min(rows, limit)} of ${rows}${rows <= limit ? `, ${rows === 50 ? '2:59:10' : '5:58:20'} long` : ''}: `,
      )
      expect(answer.split('\n')).toHaveLength(Math.min(rows, limit) + 1)
      expect(spotify.requests()).toHaveLength(requests)
    },
  )

  it('asks for no more than was wanted, and goes on where the last answer ended', async () => {
    const { call, spotify } = await startShown(long(120))
    const answer = await call('get_playlist_items', { playlist: 'long', limit: 60, offset: 20 })
    expect(answer.split('\n')[0]).toContain('Long, rows 21-80 of 120: position id title')
    expect(answer.split('\n')[1]).toMatch(/^21 \S+ Song 21 /)
    expect(reads(spotify.requests()).map((request) => /limit=\d+&offset=\d+/.exec(request)?.[0])).toEqual([
      'limit=50&offset=20',
      'limit=10&offset=70',
    ])
    expect(await call('get_playlist_items', { playlist: 'long', offset: 500 })).toMatch(
      /^No rows from 501 on in \S+ Long: there are 120\.$/,
    )
  })

  it('filters by title, artist and album over the whole playlist and keeps the positions', async () => {
    const rows = [
      ...Array.from({ length: 60 }, (_, index) => `Song ${index}`),
      track({ name: 'Don’t Stop', artists: ['Beyoncé'], album: 'Deep Water' }),
    ]
    const { call } = await startShown(playlist({ name: 'Long', rows }))
    expect((await call('get_playlist_items', { playlist: 'long', filter: 'BEYONCE dont water' })).split('\n')).toEqual([
      expect.stringContaining('Long, rows 1-1 of 1 with "BEYONCE dont water"'),
      expect.stringMatching(/^61 \S+ Don’t Stop \| Beyoncé \| 3:35$/),
    ])
    expect(await call('get_playlist_items', { playlist: 'long', filter: 'polka' })).toMatch(
      /^No row with a word that begins with "polka" in \S+ Long\.$/,
    )
  })

  it('finds rows by when and by whom they were added, by release and by explicit words', async () => {
    const otto = { id: 'otto99', displayName: 'Otto' }
    const song = (name: string, addedAt: string | null, addedBy: typeof otto | null, releaseDate: string, explicit = false) =>
      row({ item: track({ name, album: album({ name, releaseDate }), explicit }), addedAt, addedBy })
    const wanda = { id: 'wanda.listens', displayName: 'Wanda' }
    const party = playlist({
      name: 'Party',
      collaborative: true,
      rows: [
        song('A', '2026-01-05T12:00:00Z', wanda, '1994-05-01'),
        song('B', '2026-02-05T12:00:00Z', otto, '1995', true),
        song('C', null, null, '2001-01'),
        localTrack('D'),
        null,
      ],
    })
    const { call, callInVain } = await startShown(party)
    const positions = async (parameters: object) =>
      (await call('get_playlist_items', { playlist: 'Party', ...parameters }))
        .split('\n')
        .slice(1)
        .map((line) => line.split(' ')[0])
        .join('')

    expect(await positions({ since: '2026-02-01' })).toBe('24')
    expect(await positions({ until: '2026-01-31' })).toBe('1')
    expect(await positions({ added_by: 'otto99' })).toBe('2')
    expect(await positions({ added_by: 'Otto99' })).toBe('2')
    expect([await positions({ added_by: 'me' }), await positions({ added_by: 'wanda' })]).toEqual(['14', '14'])
    expect(await positions({ year: '1990s' })).toBe('12')
    expect(await positions({ explicit: true })).toBe('2')
    expect(await call('get_playlist_items', { playlist: 'Party', added_by: 'otto99', year: 1995, full: true })).toMatchInlineSnapshot(`
      "spotify:playlist:1kjEeZS6AEaxXw0cellgdm Party, rows 1-1 of 1 released 1995, added by otto99, 3:35 long: position id title | artists | length
      2 spotify:track:08ONOF1XmeWqUugJ1fZ8Iw B | Golden Static | B | 3:35 | 1995 | explicit | ISRC FRUM71557367 | added 2026-02-05 by otto99 | cover https://i.scdn.co/image/ab67616d0000b2734b768bef2f32c4fc877a6ab7"
    `)
    expect(await callInVain('get_playlist_items', { playlist: 'Party', added_by: 'Otto' })).toBe(
      '"Otto" added nothing to this playlist. Its songs were added by: wanda.listens (3), otto99 (1), somebody unknown (1).',
    )
  })

  it('says how far it looked when Spotify stops answering', async () => {
    const { call, spotify } = await startTonearm({ world: { playlists: [long(170)] }, sleep: async () => {} })
    spotify.faults.always(({ line }) => line.includes('offset=100'), faults.serverError(503))
    const found = (await call('get_playlist_items', { playlist: 'long', filter: 'song 1' })).split('\n')
    expect(found[0]).toMatch(/Long, rows 1-12 of 12 with "song 1": /)
    expect(found[1]).toBe('Only 100 of 170 rows could be looked through: Spotify is having problems. Try again in a few minutes.')
    expect((await call('get_playlist_items', { playlist: 'long', filter: 'song 160' })).split('\n')).toEqual([
      expect.stringMatching(/^No row with words that begin with "song" and "160" in \w+ Long\.$/),
      expect.stringMatching(/^Only 100 of 170 rows/),
    ])
    expect(await call('get_playlist_items', { playlist: 'long', group_by: 'artist' })).toContain('Only 100 of 170 rows')
  })

  it('counts rows by artist, album, decade or year', async () => {
    const rows = [
      ...albumTracks({ name: 'Deep Water', artists: ['Iron Club'], releaseDate: '1994' }, ['One', 'Two']),
      track({ name: 'Three', artists: ['Golden Static', 'Iron Club'], album: album({ name: 'Late', releaseDate: '2004-01-01' }) }),
      localTrack('Tape'),
      null,
    ]
    const { call } = await startShown(playlist({ name: 'Mix', rows }))
    const group = (group_by: string) => call('get_playlist_items', { playlist: 'Mix', group_by })
    expect(await group('artist')).toMatchInlineSnapshot(`
      "5SQflS Mix, 5 rows, 13:45 long: by artist 1-4 of 4, most first
      6ceVqb Iron Club | 2 rows | 7:10
      1avGoR Golden Static | 1 row | 3:35
      Home Recording | 1 row | 3:00
      (unavailable) | 1 row"
    `)
    expect(await group('decade')).toMatchInlineSnapshot(`
      "5SQflS Mix, 5 rows, 13:45 long: by decade 1-4 of 4, most first
      1990s | 2 rows | 7:10
      2000s | 1 row | 3:35
      (no release date) | 1 row | 3:00
      (unavailable) | 1 row"
    `)
    expect(await group('album')).toMatchInlineSnapshot(`
      "5SQflS Mix, 5 rows, 13:45 long: by album 1-4 of 4, most first
      0nwofr Deep Water | 2 rows | 7:10
      6zUrpU Late | 1 row | 3:35
      (no album) | 1 row | 3:00
      (unavailable) | 1 row"
    `)
    expect((await call('get_playlist_items', { playlist: 'Mix', group_by: 'year', limit: 1 })).split('\n')).toHaveLength(2)
  })

  it('says what an empty playlist is', async () => {
    const { call } = await startShown(playlist('Empty Shelf'))
    expect(await call('get_playlist_items', { playlist: 'empty shelf' })).toMatch(/^\S{6} Empty Shelf is empty\.$/)
  })

  it('reads the name of a playlist that was never shown', async () => {
    const one = playlist({ name: 'Never Seen', rows: ['One'] })
    const { call, spotify } = await startTonearm({ world: { playlists: [one] } })
    expect(await call('get_playlist_items', { playlist: `https://open.spotify.com/playlist/${one.id}` })).toContain(
      'Never Seen, rows 1-1 of 1',
    )
    expect(spotify.requests()).toHaveLength(1)
  })

  it('explains that the songs of other people are closed, and does not call their playlist empty', async () => {
    const foreign = playlist({ name: 'Flat Party', owner: { id: 'otto', displayName: 'Otto' }, rows: ['One'] })
    const { callInVain } = await startShown(foreign)
    expect(await callInVain('get_playlist_items', { playlist: 'flat party' })).toMatchInlineSnapshot(
      `""Flat Party" belongs to Otto, and since 2026 Spotify shows apps only the songs of the user's own and collaborative playlists. It is not empty. To read a copy, the user can add its songs to a playlist of their own in the Spotify app."`,
    )
  })

  it('does so too when Spotify answers with an empty list', async () => {
    const foreign = playlist({ name: 'Flat Party', owner: { id: 'otto', displayName: 'Otto' }, rows: ['One'] })
    const { callInVain, spotify } = await startShown(foreign)
    spotify.faults.next('GET /v1/playlists/{id}/items', { kind: 'answer', status: 200, headers: {}, body: '{"total":0,"items":[]}' })
    expect(await callInVain('get_playlist_items', { playlist: 'flat party', offset: 1 })).toContain('"Flat Party" belongs to Otto')
  })

  it("explains that Spotify's own playlists are closed", async () => {
    const { callInVain } = await startTonearm()
    expect(await callInVain('get_playlist_items', { playlist: 'spotify:playlist:37i9dQZF1DXcBWIGoYBM5M' })).toMatchInlineSnapshot(
      `"Spotify does not show this playlist to apps: it was removed, it is somebody's private playlist, or it is one of Spotify's own (such as Discover Weekly). To read a copy, the user can add its songs to a playlist of their own in the Spotify app."`,
    )
  })

  it('understands rows in the form of before 2026', async () => {
    const { call, spotify } = await startShown(long(1))
    const items = [{ track: { id: '4NOyIhC6ODVw8KlvTqduNR', type: 'track', name: 'Old Form', duration_ms: 61_000, artists: [] } }, null]
    const old = { id: long(0).id, name: 'Long', tracks: { total: 2, items } }
    spotify.faults.next('GET /v1/playlists/{id}', { kind: 'answer', status: 200, headers: {}, body: JSON.stringify(old) })
    expect((await call('get_playlist_items', { playlist: 'long' })).split('\n').slice(1)).toEqual([
      '1 4NOyIh Old Form | 1:01',
      '2 (unavailable)',
    ])
  })

  it('waits out a short rate limit and answers with the time when the quota is used up', async () => {
    const { call, callInVain, spotify } = await startShown(long(1))
    spotify.faults.next('GET /v1/playlists/{id}', faults.rateLimited(0))
    expect(await call('get_playlist_items', { playlist: 'long' })).toContain('rows 1-1 of 1')
    spotify.faults.next('GET /v1/playlists/{id}', faults.quotaExceeded(48_925))
    expect(await callInVain('get_playlist_items', { playlist: 'long' })).toContain("Spotify's quota for this app is used up until")
  })

  it('keeps hostile names in their row', async () => {
    const { call } = await startShown(
      playlist({ name: 'A\nB', rows: [track({ name: 'River\n2 aaaaaa Fake | x', artists: ['A|B'] }), localTrack('x\u001b[2J|y')] }),
    )
    const [, ...rows] = (await call('get_playlist_items', { playlist: 'a b' })).split('\n')
    expect(rows).toEqual([
      expect.stringMatching(/^1 \S+ River 2 aaaaaa Fake ¦ x \| A¦B \| 3:35$/),
      '2 local x [2J¦y | Home Recording | 3:00',
    ])
  })
})
