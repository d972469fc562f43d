import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { album, artist, episode, localTrack, playlist, type RowLike, track } from '../fake-spotify/builders.ts'
import type { FakeSpotify } from '../fake-spotify/fake-spotify.ts'
import * as faults from '../fake-spotify/faults.ts'
import type { Saved, Track } from '../fake-spotify/types.ts'
import { startTonearm } from '../tonearm.ts'

const saved = <Item>(item: Item, addedAt = '2026-05-01T12:00:00Z'): Saved<Item> => ({ addedAt, item })

const midnight = track({ name: 'Midnight River', album: 'Quiet Harbor Letters', durationMs: 201_000 })
const long = track({ name: 'Long River', artists: ['Iron Club'], album: 'Deep Water' })

/** What is asked when nothing changed: the list of playlists, and one row of each kind of saved items. */
const smallest = [
  'GET /v1/me/albums?limit=1&offset=0',
  'GET /v1/me/audiobooks?limit=1&offset=0',
  'GET /v1/me/episodes?limit=1&offset=0',
  'GET /v1/me/playlists?limit=50&offset=0',
  'GET /v1/me/shows?limit=1&offset=0',
  'GET /v1/me/tracks?limit=1&offset=0',
]

/** All requests since the last time, without their fields. */
function asked(spotify: FakeSpotify): string[] {
  const requests = spotify.requests().map((request) => request.replace(/&additional_types.*/, ''))
  spotify.clearRecord()
  return requests.sort()
}

const list = (name: string, ...rows: RowLike[]) => playlist({ name, rows })

/** With a clock that a test can move on by the minute after which the library is looked at once more. */
async function startWithClock(options: Parameters<typeof startTonearm>[0] = {}) {
  let passedMs = 0
  const tonearm = await startTonearm({ ...options, now: () => Date.now() + passedMs })
  return {
    ...tonearm,
    minuteLater() {
      passedMs += 60_000
    },
  }
}

describe('find_in_library', () => {
  it('says since when something is saved, and in which playlists it stands at which positions', async () => {
    const { call } = await startTonearm({
      world: {
        savedTracks: [saved(midnight)],
        savedAlbums: [saved(album({ name: 'River Songs', releaseDate: '1992', totalTracks: 8 }))],
        savedEpisodes: [saved(episode({ name: 'Down the River', show: 'Talks' }))],
        playlists: [
          list('Morning Coffee', 'Other', midnight, null, long, midnight, midnight, midnight),
          list('Road Trip', midnight, localTrack('River Tape')),
        ],
      },
    })
    expect(await call('find_in_library', { query: 'river' })).toMatchInlineSnapshot(`
      "Found 1-5 of 5 with "river" in saved items and 2 own playlists
      4NOyIh Midnight River | Golden Static | Quiet Harbor Letters | 3:21 | in Liked Songs since 2026-05-01 | in 0pNEUW Road Trip (1), 5dwoiC Morning Coffee (2, 5, 6, +1)
      1UWTB4 River Songs | Golden Static | 1992 | 8 tracks | saved 2026-05-01
      2IbE9d Down the River | Talks | 2026-10-02 | 44:00 | saved 2026-05-01
      local River Tape | Home Recording | 3:00 | in 0pNEUW Road Trip (2)
      1gO7PV Long River | Iron Club | Deep Water | 3:35 | in 5dwoiC Morning Coffee (4)"
    `)
  })

  it('puts exact titles first and finds words of title, artist and album in any order', async () => {
    const { call } = await startTonearm({
      world: {
        savedTracks: [track('A River Runs'), long, track({ name: 'Else', album: 'River' }), track('River')].map((one, index) =>
          saved(one, at(-index)),
        ),
      },
    })
    const names = async (query: string) =>
      (await call('find_in_library', { query }))
        .split('\n')
        .slice(1)
        .map((line) => line.slice(7).split(' | ')[0])
    expect(await names('river')).toEqual(['River', 'A River Runs', 'Long River', 'Else'])
    expect(await names('WATER iron river!')).toEqual(['Long River'])
    expect(await names('old')).toEqual([])
    expect(await names('"river runs"')).toEqual(['A River Runs'])
    expect(await names('"runs river"')).toEqual([])
  })

  it('puts what has the words together before what has them apart, and folds letters that have no accent', async () => {
    const tracks = [
      track({ name: 'Golden Novel', artists: ['Shallow Static'] }),
      track({ name: 'Song', artists: ['Golden Static'] }),
      track({ name: 'Straße', artists: ['Mø'], album: 'Ægætis' }),
    ]
    const { call } = await startTonearm({ world: { savedTracks: tracks.map((one, index) => saved(one, at(-index))) } })
    const names = async (query: string) => (await call('find_in_library', { query })).match(/(?<=^\w{6} )[^|]+(?= \|)/gm) ?? []
    expect(await names('golden static')).toEqual(['Song', 'Golden Novel'])
    expect(await names('"golden static"')).toEqual(['Song'])
    expect(await names('strasse mo aegaetis')).toEqual(['Straße'])
  })

  it('goes on where the last answer ended', async () => {
    const songs = Array.from({ length: 5 }, (_, index) => track(`River ${index}`))
    const { call } = await startTonearm({ world: { savedTracks: songs.map((one) => saved(one)) } })
    const found = async (parameters: Record<string, unknown>) => (await call('find_in_library', parameters)).split('\n')
    const [header, ...rows] = await found({ query: 'river', limit: 2, offset: 3 })
    expect([header, rows.length]).toEqual(['Found 4-5 of 5 with "river" in saved items and 0 own playlists', 2])
    expect(await found({ query: 'river', offset: 5 })).toEqual([
      'Nothing more with "river" from 6 on: 5 found in saved items and 0 own playlists.',
    ])
    expect(await found({ items: songs.map(({ id }) => `spotify:track:${id}`), offset: 4 })).toHaveLength(2)
  })

  it('costs no request for playlists that did not change, and reads only those that did', async () => {
    const [first, second] = [list('First', midnight), list('Second', 'One')]
    const { call, spotify, minuteLater } = await startWithClock({ world: { playlists: [first, second] } })
    await call('find_in_library', { query: 'river' })
    expect(asked(spotify)).toEqual(
      ['GET /v1/me', ...smallest, ...[first, second].map(({ id }) => `GET /v1/playlists/${id}/items?limit=50&offset=0`)].sort(),
    )

    minuteLater()
    await call('find_in_library', { query: 'river' })
    expect(asked(spotify)).toEqual(smallest)

    minuteLater()
    const changed = spotify.world.playlists[1]
    changed?.rows.push({ item: long, addedAt: null, addedBy: null })
    if (changed) changed.version += 1
    expect(await call('find_in_library', { query: 'long river' })).toMatch(/in \S+ Second \(2\)$/)
    expect(asked(spotify)).toEqual([...smallest, `GET /v1/playlists/${second.id}/items?limit=50&offset=0`])
  })

  it('costs no request at all within a minute', async () => {
    const { call, spotify } = await startTonearm({ world: { savedTracks: [saved(midnight)], playlists: [list('First', midnight)] } })
    const first = await call('find_in_library', { query: 'river' })
    asked(spotify)
    expect(await call('find_in_library', { query: 'river' })).toBe(first)
    await call('find_in_library', { query: 'polka' })
    expect(asked(spotify)).toEqual([])

    // That the item is saved is asked for; where it stands is known.
    await call('find_in_library', { items: [`spotify:track:${midnight.id}`] })
    expect(asked(spotify)).toEqual([`GET /v1/me/library/contains?uris=spotify:track:${midnight.id}`])
  })

  it('looks again at once when Tonearm changed something', async () => {
    const { call } = await startTonearm({
      world: { tracks: [long], savedTracks: [saved(midnight)], playlists: [list('First', midnight)] },
    })
    await call('find_in_library', { query: 'river' })
    await call('edit_library', { save: [`spotify:track:${long.id}`] })
    expect(await call('find_in_library', { query: 'long river' })).toMatch(/ in Liked Songs since \d{4}-\d\d-\d\d$/)
  })

  it('knows a new name, a new playlist and that one is gone', async () => {
    const { call, spotify, minuteLater } = await startWithClock({
      world: { playlists: [list('First', midnight), list('Second', midnight)] },
    })
    await call('find_in_library', { query: 'midnight' })
    minuteLater()
    const [first] = spotify.world.playlists
    if (first) first.name = 'Renamed'
    spotify.world.playlists.splice(1, 1, list('Third', midnight))
    expect(await call('find_in_library', { query: 'midnight' })).toMatch(/in \S+ (Renamed|Third) \(1\), \S+ (Renamed|Third) \(1\)$/)
  })

  it('reads only what is new when something was saved, and everything when that does not add up', async () => {
    const tracks = Array.from({ length: 120 }, (_, index) => track(`Old ${index + 1}`))
    const { call, spotify, minuteLater } = await startWithClock({
      world: { savedTracks: tracks.map((one, index) => saved(one, at(-index))) },
    })
    async function found(query: string): Promise<number> {
      minuteLater()
      return Number(/of (\d+) with/.exec(await call('find_in_library', { query }))?.[1] ?? 0)
    }
    const tracksAsked = () => asked(spotify).filter((request) => request.includes('/me/tracks'))
    const world = spotify.world
    expect(await found('old')).toBe(120)
    asked(spotify)

    world.savedTracks.unshift(saved(track('New 2'), at(2)), saved(track('New 1'), at(1)))
    expect(await found('new')).toBe(2)
    expect(tracksAsked()).toEqual(['GET /v1/me/tracks?limit=1&offset=0', 'GET /v1/me/tracks?limit=3&offset=0'])
    expect(await found('old')).toBe(120)
    expect(tracksAsked()).toEqual(['GET /v1/me/tracks?limit=1&offset=0'])

    // One is removed somewhere below.
    world.savedTracks.splice(50, 1)
    expect(await found('old')).toBe(119)
    expect(tracksAsked()).toHaveLength(4)
    // One is removed and two are saved: one more in all, but the newest known one is not the second.
    world.savedTracks.splice(50, 1)
    world.savedTracks.unshift(saved(track('New 4'), at(4)), saved(track('New 3'), at(3)))
    expect([await found('old'), await found('new')]).toEqual([118, 4])
    // As many as before, but others.
    world.savedTracks.shift()
    world.savedTracks.unshift(saved(track('New 5'), at(5)))
    expect([await found('new 4'), await found('new 5')]).toEqual([0, 1])
    world.savedTracks.splice(0)
    expect(await found('old')).toBe(0)
  })

  it('reads two hundred pages of playlists at most in one call, says what is left, and goes on with it in the next', async () => {
    const playlists = Array.from({ length: 205 }, (_, index) => list(`List ${index}`, `Song ${index}`))
    const { call, spotify } = await startTonearm({ world: { playlists } })
    const rowsRead = () => asked(spotify).filter((request) => request.includes('/items?')).length
    expect((await call('find_in_library', { query: 'song 204' })).split('\n')).toEqual([
      'Nothing with words that begin with "song" and "204" in saved items and 200 own playlists.',
      '5 playlists not read yet: call again to go on with them.',
    ])
    expect(rowsRead()).toBe(200)
    expect(await call('find_in_library', { query: 'song 204' })).toMatch(/ in \S+ List 204 \(1\)$/)
    expect(rowsRead()).toBe(5)
  })

  it('checks items of any kind forty at a time, and names the playlists that hold them', async () => {
    const tracks = Array.from({ length: 45 }, (_, index) => track(`Song ${index + 1}`))
    const gold = artist('Golden Static')
    const { call, spotify } = await startTonearm({
      world: {
        tracks: [...tracks, midnight],
        savedTracks: [saved(tracks[0] as Track), saved(tracks[44] as Track)],
        followedArtists: [gold],
        playlists: [list('Coffee', midnight, midnight)],
      },
    })
    const items = [
      ...tracks.map(({ id }) => `spotify:track:${id}`),
      `spotify:artist:${gold.id}`,
      `https://open.spotify.com/track/${midnight.id}`,
    ]
    const lines = (await call('find_in_library', { items })).split('\n')
    expect(lines).toHaveLength(49)
    expect([...lines.slice(0, 4), ...lines.slice(45)]).toMatchInlineSnapshot(`
      [
        "4 of 47 items in saved items and 1 own playlist",
        "Other releases of 23 songs were not looked for: check fewer at once.",
        "4VbVUy Song 1 | Golden Static | Song 1 | 3:35 | in Liked Songs since 2026-05-01",
        "0pueYJ Song 2 | Golden Static | Song 2 | 3:35 | not in the library",
        "1jNMRr43CP5mjyaruEWewZ (track) | not in the library",
        "424oKV Song 45 | Golden Static | Song 45 | 3:35 | in Liked Songs since 2026-05-01",
        "1avGoR (artist) | followed",
        "4NOyIh Midnight River | Golden Static | Quiet Harbor Letters | 3:21 | in 0pdKxW Coffee (1, 2)",
      ]
    `)
    expect(
      asked(spotify)
        .filter((request) => request.includes('contains'))
        .map((request) => request.split(',').length),
    ).toEqual([40, 7])
  })

  describe('with a song that is there under another id', () => {
    const single = track({ name: 'Rain', album: 'Rain', durationMs: 214_000 })
    const onAlbum = track({ name: 'Rain - Remastered 2011', album: 'Best Of' })
    const live = track({ name: 'Rain - Live', album: 'Live' })
    const world = { tracks: [onAlbum, live, midnight, long], savedTracks: [saved(single)] }
    const uris = (...tracks: Track[]) => tracks.map(({ id }) => `spotify:track:${id}`)

    it('names the release that is saved, and since when', async () => {
      const { call } = await startTonearm({ world: { ...world, playlists: [list('Coffee', onAlbum, single), list('Concerts', live)] } })
      expect(await call('find_in_library', { items: uris(onAlbum, live, single, long) })).toMatchInlineSnapshot(`
        "3 of 4 items in saved items and 2 own playlists
        6ZWWfM Rain - Remastered 2011 | Golden Static | Best Of | 3:35 | in 0pdKxW Coffee (1) | saved as another release: 04quB8 Rain | in Liked Songs since 2026-05-01 | in 0pdKxW Coffee (2)
        1goJC8 Rain - Live | Golden Static | Live | 3:35 | in 4lj0Ye Concerts (1)
        04quB8 Rain | Golden Static | Rain | 3:34 | in Liked Songs since 2026-05-01 | in 0pdKxW Coffee (2)
        1gO7PV Long River | Iron Club | Deep Water | 3:35 | not in the library"
      `)
    })

    it('names a release that only a playlist has, and a local file', async () => {
      const tape = localTrack('Long River', { artist: 'Iron Club', durationMs: 215_000 })
      const { call } = await startTonearm({ world: { tracks: [onAlbum, long], playlists: [list('Coffee', single), list('Tapes', tape)] } })
      expect(await call('find_in_library', { items: uris(onAlbum, long) })).toMatchInlineSnapshot(`
        "0 of 2 items in saved items and 2 own playlists, 2 more as another release
        6ZWWfM Rain - Remastered 2011 | Golden Static | Best Of | 3:35 | another release: 04quB8 Rain | in 0pdKxW Coffee (1)
        1gO7PV Long River | Iron Club | Deep Water | 3:35 | another release: local Long River | in 2JrcVH Tapes (1)"
      `)
    })

    it('asks about a song only if the library has its title under another id', async () => {
      const { call, spotify } = await startTonearm({ world })
      for (const query of ['rain', 'midnight']) await call('search_tracks', { query })
      await call('find_in_library', { query: 'rain' })
      asked(spotify)
      await call('find_in_library', { items: uris(onAlbum, live, midnight) })
      // "Rain - Live" and "Midnight River" are titles that nothing in the library has.
      expect(asked(spotify)).toEqual([
        `GET /v1/me/library/contains?uris=${uris(onAlbum, live, midnight).join(',')}`,
        `GET /v1/tracks/${onAlbum.id}`,
      ])
    })

    it('asks about twenty songs at most, and says of how many it did not look for other releases', async () => {
      const tracks = Array.from({ length: 23 }, (_, index) => track(`Song ${index + 1}`))
      const { call, spotify } = await startTonearm({ world: { tracks } })
      expect((await call('find_in_library', { items: uris(...tracks) })).split('\n').slice(0, 2)).toEqual([
        '0 of 23 items in saved items and 0 own playlists',
        'Other releases of 3 songs were not looked for: check fewer at once.',
      ])
      expect(asked(spotify).filter((request) => request.includes('/v1/tracks/'))).toHaveLength(20)
    })

    it('still says what is saved when Spotify stops answering, and passes over what it does not know', async () => {
      const { call, spotify } = await startTonearm({ world, now: () => Date.UTC(2026, 10, 22, 12) })
      const unknown = 'spotify:track:0000000000000000000001'
      expect(await call('find_in_library', { items: [unknown] })).toContain('(track) | not in the library')
      spotify.faults.always('GET /v1/tracks/{id}', faults.quotaExceeded(7_200))
      expect((await call('find_in_library', { items: uris(single, onAlbum) })).split('\n')).toEqual([
        '1 of 2 items in saved items and 0 own playlists',
        "Other releases of 1 song were not looked for. Spotify's quota for this app is used up until 15:00.",
        expect.stringMatching(/ \| in Liked Songs since/),
        expect.stringMatching(/ \| not in the library$/),
      ])
    })
  })

  it('says since when a checked item of any kind is saved', async () => {
    const wild = album('Wild Comet')
    const talk = episode('Talk')
    const { call, spotify } = await startTonearm({
      world: {
        savedTracks: [saved(midnight)],
        savedAlbums: [saved(wild, '2024-02-03T12:00:00Z')],
        savedEpisodes: [saved(talk)],
        tracks: [long],
      },
    })
    const items = [midnight, long, wild, talk].map(({ type, id }) => `spotify:${type}:${id}`)
    expect((await call('find_in_library', { items })).match(/(?:saved|in Liked) .*|not in the library/g)).toEqual([
      'saved items and 0 own playlists',
      'in Liked Songs since 2026-05-01',
      'not in the library',
      'saved 2024-02-03',
      'saved 2026-05-01',
    ])
    // Of kinds of which nothing was asked or saved, no list is read.
    expect(asked(spotify).filter((line) => /shows|audiobooks/.test(line))).toEqual([])
  })

  it('shows the names of items that were shown before', async () => {
    const { call } = await startTonearm({ world: { tracks: [midnight] } })
    const id = (await call('search_tracks', { query: 'midnight' })).split('\n')[1]?.split(' ')[0]
    expect(await call('find_in_library', { items: [id] })).toBe(
      `0 of 1 item in saved items and 0 own playlists\n${id} Midnight River | not in the library`,
    )
  })

  it("leaves other people's playlists alone, whose songs are closed, and passes over one that is refused all the same", async () => {
    const foreign = playlist({ name: 'Flat Party', owner: { id: 'otto', displayName: 'Otto' }, rows: [midnight] })
    const shared = playlist({
      name: 'Together',
      owner: { id: 'otto', displayName: 'Otto' },
      public: false,
      collaborative: true,
      rows: [midnight],
    })
    const refused = list('Refused', midnight)
    const { call, spotify } = await startTonearm({ world: { playlists: [foreign, shared, refused] } })
    spotify.faults.next(`GET /v1/playlists/${refused.id}/items`, faults.forbidden())
    expect(await call('find_in_library', { query: 'midnight' })).toMatch(/in \S+ Together \(1\)$/)
    expect(asked(spotify).filter((request) => request.includes(foreign.id))).toEqual([])
  })

  it('answers from what it knew when Spotify cannot be asked, and says so', async () => {
    let now = Date.UTC(2026, 10, 22, 11, 59)
    const { call, spotify } = await startTonearm({ world: { savedTracks: [saved(midnight)] }, now: () => now })
    await call('find_in_library', { query: 'midnight' })
    now += 60_000
    spotify.faults.next('GET /v1/me/playlists', faults.quotaExceeded(7_200))
    expect(await call('find_in_library', { query: 'midnight' })).toMatchInlineSnapshot(`
      "Found 1-1 of 1 with "midnight" in saved items and 0 own playlists
      From what Tonearm read before: Spotify's quota for this app is used up until 15:00.
      4NOyIh Midnight River | Golden Static | Quiet Harbor Letters | 3:21 | in Liked Songs since 2026-05-01"
    `)
  })

  it('cannot answer when Spotify cannot be asked and nothing is known yet', async () => {
    const { callInVain, spotify } = await startTonearm({ world: { savedTracks: [saved(midnight)] } })
    spotify.faults.always(/^GET/, faults.quotaExceeded(48_925))
    expect(await callInVain('find_in_library', { query: 'midnight' })).toContain("Spotify's quota for this app is used up")
  })

  it('says so when something is not there', async () => {
    const { call } = await startTonearm({ world: { playlists: [list('One', 'Song')] } })
    expect(await call('find_in_library', { query: 'polka|' })).toBe(
      'Nothing with a word that begins with "polka" in saved items and 1 own playlist.',
    )
  })

  it('wants either words or items', async () => {
    const { callInVain } = await startTonearm()
    const sentence = 'find_in_library needs either words to look for (query) or items to check, and not both.'
    expect(await callInVain('find_in_library')).toBe(sentence)
    expect(await callInVain('find_in_library', { query: 'a', items: ['b'] })).toBe(sentence)
  })

  it('forgets everything at the sign-out', async () => {
    const { call, tonearm, paths } = await startTonearm({ world: { savedTracks: [saved(midnight)], playlists: [list('One', midnight)] } })
    await call('find_in_library', { query: 'midnight' })
    const database = new DatabaseSync(paths.database, { readOnly: true })
    onTestFinished(() => database.close())
    const kept = () =>
      database.prepare('SELECT (SELECT count(*) FROM library_rows) AS rows, (SELECT count(*) FROM library_lists) AS lists').get()
    expect(kept()).toEqual({ rows: 2, lists: 6 })
    await tonearm.signOut()
    expect(kept()).toEqual({ rows: 0, lists: 0 })
  })
})

function at(hours: number): string {
  return new Date(Date.UTC(2026, 5, 1) + hours * 3_600_000).toISOString().replace('.000', '')
}
