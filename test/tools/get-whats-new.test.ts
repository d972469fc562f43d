import { describe, expect, it } from 'vitest'
import { allScopes } from '../../src/config/scopes.ts'
import { album, artist, episode, show } from '../fake-spotify/builders.ts'
import * as faults from '../fake-spotify/faults.ts'
import type { Album, Artist } from '../fake-spotify/types.ts'
import { startTonearm } from '../tonearm.ts'

const now = () => Date.UTC(2026, 10, 25, 12)

const [golden, winter, iron] = ['Golden Static', 'Winter Fields', 'Iron Club'].map((name) => artist(name)) as [Artist, Artist, Artist]

const released = (name: string, by: Artist, releaseDate: string, kind: Album['kind'] = 'album') =>
  album({ name, artists: [by], releaseDate, kind })

const radio = show('River Radio')
const talks = [
  episode({ name: 'The News', show: radio, releaseDate: '2026-11-24' }),
  episode({ name: 'Old News', show: radio, releaseDate: '2026-01-02' }),
]

const world = {
  followedArtists: [golden, winter],
  savedShows: [{ item: radio, addedAt: '2026-01-01T00:00:00Z' }],
  albums: [
    released('Harbor', golden, '2026-11-20'),
    released('Ages Ago', golden, '2019'),
    released('Lantern', golden, '2026-11-02', 'single'),
    released('Snow', winter, '2026-12-04'),
    released('Not Followed', iron, '2026-11-21'),
  ],
  episodes: talks,
}

const many = (count: number) => Array.from({ length: count }, (_, index) => artist(`Artist ${index + 1}`))

const albumReads = (requests: string[]) => requests.filter((line) => line.includes('/albums?'))

describe('get_whats_new', () => {
  it('lists what followed artists and saved shows brought out in thirty days, the newest first, and what is announced', async () => {
    const { call, spotify } = await startTonearm({ world, now })
    expect((await call('get_whats_new')).replace(/(?<=^[\d-]{10} \| )\w{6}/gm, 'ID')).toMatchInlineSnapshot(`
      "3 new releases since 2026-10-26 (asked: 2 of 2 followed artists, 1 of 1 saved show)
      2026-11-24 | ID The News | River Radio | episode
      2026-11-20 | ID Harbor | Golden Static | album
      2026-11-02 | ID Lantern | Golden Static | single
      Announced:
      2026-12-04 | ID Snow | Winter Fields | album"
    `)
    expect(spotify.requests().map((line) => line.replaceAll(/[0-9A-Za-z]{22}/g, 'ID'))).toMatchInlineSnapshot(`
      [
        "GET /v1/me/following?type=artist&limit=50",
        "GET /v1/me/shows?limit=50&offset=0",
        "GET /v1/shows/ID/episodes?limit=20&offset=0",
        "GET /v1/artists/ID/albums?include_groups=album,single&limit=10&offset=0",
        "GET /v1/artists/ID/albums?include_groups=album,single&limit=10&offset=0",
      ]
    `)
  })

  it('lists those of one day in the order of asking, whoever is answered first', async () => {
    const sameDay = [released('Harbor', golden, '2026-11-20'), released('Snow', winter, '2026-11-20')]
    const { call, spotify } = await startTonearm({ world: { ...world, savedShows: [], albums: sameDay }, now })
    spotify.faults.next('GET /v1/artists/{id}/albums', faults.slow(300))
    expect((await call('get_whats_new')).match(/Harbor|Snow/g)).toEqual(['Harbor', 'Snow'])
  })

  it('takes another day to begin, and kinds', async () => {
    const { call, callInVain } = await startTonearm({ world, now })
    expect(await call('get_whats_new', { since: '2026-11-10' })).not.toContain('Lantern')
    const singles = await call('get_whats_new', { since: '2026-01-01', kinds: ['singles'] })
    expect(singles).toMatch(
      /^1 new release since 2026-01-01 \(asked: 2 of 2 followed artists\)\n2026-11-02 \| \w{6} Lantern \| Golden Static \| single$/,
    )
    expect(await call('get_whats_new', { since: '2026-01-01', kinds: ['episodes'] })).toMatch(/The News.+\n.+Old News/)
    expect(await callInVain('get_whats_new', { since: '2027-01-01' })).toBe('since: must be a day in the past.')
  })

  it('asks for singles separately when the albums fill a page', async () => {
    const albums = Array.from({ length: 12 }, (_, index) => released(`Album ${index}`, golden, `20${String(10 + index)}-01-01`))
    const single = released('Hidden Single', golden, '2026-11-20', 'single')
    const { call, spotify } = await startTonearm({ world: { followedArtists: [golden], albums: [...albums, single] }, now })
    expect(await call('get_whats_new')).toContain('Hidden Single')
    expect(albumReads(spotify.requests())).toHaveLength(2)
  })

  it('says when an artist may have more than was read', async () => {
    const singles = Array.from({ length: 12 }, (_, index) => released(`Single ${index}`, golden, '2026-11-20', 'single'))
    const { call } = await startTonearm({ world: { followedArtists: [golden], albums: singles }, now })
    expect(await call('get_whats_new')).toContain('There may be more of Golden Static: get_item lists all.')
  })

  it('lists once what two followed artists made together, or Spotify has twice', async () => {
    const together = album({ name: 'Together', artists: [golden, winter], releaseDate: '2026-11-20' })
    const twice = { ...together, id: released('x', iron, '2026').id }
    const { call } = await startTonearm({ world: { followedArtists: [golden, winter], albums: [together, twice] }, now })
    expect(await call('get_whats_new')).toMatch(/^1 new release since/)
  })

  it('asks a hundred in one call; the next call goes on with the others, and asks nobody twice for hours', async () => {
    let time = now()
    const { call, spotify } = await startTonearm({ world: { followedArtists: many(130) }, now: () => time })
    expect(await call('get_whats_new', { kinds: ['albums'] })).toMatchInlineSnapshot(`
      "Nothing new since 2026-10-26 (asked: 100 of 130 followed artists)
      Not asked yet: Artist 101, Artist 102, Artist 103, Artist 104, Artist 105 and 25 more. Call again to go on: what is known is kept for hours."
    `)
    await call('get_whats_new', { kinds: ['albums'] })
    expect(albumReads(spotify.requests())).toHaveLength(130)
    expect(await call('get_whats_new')).toContain('130 of 130 followed artists')
    expect(albumReads(spotify.requests())).toHaveLength(130)
    time += 7 * 3_600_000
    await call('get_whats_new')
    expect(albumReads(spotify.requests())).toHaveLength(230)
  })

  it('shows what was found when Spotify stops answering, says who is missing, and sends no more', async () => {
    const { call, spotify } = await startTonearm({ world: { ...world, followedArtists: [golden, ...many(20)] }, now })
    spotify.faults.next('GET /v1/artists/{id}/albums', faults.slow(0))
    spotify.faults.always('GET /v1/artists/{id}/albums', faults.quotaExceeded(48_925))
    const answer = await call('get_whats_new')
    expect(answer).toContain('Harbor')
    expect(answer).toMatch(/asked: 1 of 21 followed artists, 1 of 1 saved show\)/)
    expect(answer).toMatch(
      /Not asked yet: Artist 1, .+ and 15 more\. Spotify's quota .+ Call again to go on: what is known is kept for hours\./,
    )
    expect(albumReads(spotify.requests()).length).toBeLessThan(8)
  })

  it('asks nobody else when Spotify cannot be reached', async () => {
    const { call, spotify } = await startTonearm({ world: { followedArtists: many(40) }, now, sleep: async () => {} })
    spotify.faults.always('GET /v1/artists/{id}/albums', faults.dropConnection())
    expect(await call('get_whats_new', { kinds: ['albums'] })).toMatch(/asked: 0 of 40 followed artists\)\n.+ Spotify could not be reached/)
    // Four at once, three attempts each.
    expect(albumReads(spotify.requests()).length).toBeLessThanOrEqual(12)
  })

  it('answers with what there is when the time is up', async () => {
    const { call, spotify } = await startTonearm({ world, now, limits: { callLimitMs: 1_500 } })
    spotify.faults.next('GET /v1/artists/{id}/albums', faults.slow(10_000))
    const answer = await call('get_whats_new')
    expect(answer).toContain('The News')
    expect(answer).toContain('Not asked yet: ')
  })

  it('keeps to shows or to artists when the other permission is missing', async () => {
    const without = (...scopes: string[]) => ({ world, now, signedIn: allScopes.filter((scope) => !scopes.includes(scope)) })
    const shows = await startTonearm(without('user-follow-read'))
    expect(await shows.call('get_whats_new')).toMatch(
      /^1 new release .+\(asked: 1 of 1 saved show\)\n.+The News.+\nArtists were not asked: that needs the permission user-follow-read\.$/,
    )
    expect(await shows.callInVain('get_whats_new', { kinds: ['albums'] })).toContain('user-follow-read')
    const artists = await startTonearm(without('user-library-read'))
    expect(await artists.call('get_whats_new')).toMatch(/Harbor.*Shows were not asked: that needs the permission user-library-read\.$/s)
    const withoutPositions = await startTonearm(without('user-read-playback-position'))
    expect(await withoutPositions.call('get_whats_new')).toMatch(/0 of 1 saved show.+Harbor.+user-read-playback-position\.$/s)
    expect(
      await startTonearm(without('user-follow-read', 'user-library-read')).then(({ callInVain }) => callInVain('get_whats_new')),
    ).toContain('permission')
  })

  it('an artist or a show that Spotify no longer has does not spoil the others', async () => {
    const { call, spotify } = await startTonearm({ world, now })
    spotify.faults.next('GET /v1/artists/{id}/albums', faults.forbidden())
    expect(await call('get_whats_new')).toContain('2 of 2 followed artists')
  })

  it('says so when there is nothing', async () => {
    const { call } = await startTonearm({ now })
    expect(await call('get_whats_new')).toBe('Nothing new since 2026-10-26 (asked: 0 of 0 followed artists, 0 of 0 saved shows)')
  })
})
