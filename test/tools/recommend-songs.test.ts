import { describe, expect, it } from 'vitest'
import { allScopes } from '../../src/config/scopes.ts'
import { albumTracks, artist, track } from '../fake-spotify/builders.ts'
import * as faults from '../fake-spotify/faults.ts'
import type { Track } from '../fake-spotify/types.ts'
import { heard } from '../history/heard.ts'
import { startTonearm } from '../tonearm.ts'

const now = () => Date.UTC(2026, 2, 20, 12)
const dayMs = 86_400_000

const [ada, club] = [artist('Ada Marlow'), artist('Iron Club')]
const nightMaps = albumTracks({ name: 'Night Maps', artists: [ada] }, ['Midnight River', 'Paper Ocean', 'Slow Lantern'])
const [river, ocean] = nightMaps as [Track, Track, Track]
const [fox, wolf] = [
  track({ name: 'Blue Fox', artists: [club], durationMs: 200_000 }),
  track({ name: 'Grey Wolf', artists: [club], durationMs: 200_000 }),
]

const fresh = track({ name: 'New Song', artists: [ada] })

/** So many plays, one a day, the last one on a day. */
const daily = (song: Track, count: number, last: string) =>
  Array.from({ length: count }, (_, index) => heard(song, new Date(Date.parse(last) - index * dayMs).toISOString()))

/** River was loved until 2024; ocean is old, by an artist of these days; the fox is heard now; lantern and wolf never were. */
const rows = [
  ...daily(river, 20, '2024-05-01T12:00:00Z'),
  ...daily(ocean, 4, '2025-06-01T12:00:00Z'),
  ...daily(fox, 15, '2026-03-19T12:00:00Z'),
  heard({ ...river, name: 'Midnight River - Remastered 2011' }, '2026-03-01T12:00:00Z', { minutes: 0.2 }),
  ...daily(fresh, 2, '2026-03-10T12:00:00Z'),
]
const world = { tracks: [...nightMaps, fox, wolf, fresh] }

const withoutIds = (text: string) => text.replace(/^\w{6}(?= )/gm, 'ID')

describe('recommend_songs', () => {
  it('rediscovers what was loved and not heard for a year', async () => {
    const { call, spotify } = await startTonearm({ heard: rows, world, now })
    expect(withoutIds(await call('recommend_songs', { mood: 'rediscover' }))).toMatchInlineSnapshot(`
      "Loved once, and not heard for a year: 1 song, about 3:20 long
      ID Midnight River | Ada Marlow | 20 plays, last 2024-05-01"
    `)
    expect(spotify.requests()).toEqual([])
  })

  it('finds what was never heard on loved albums and by loved artists, in any edition', async () => {
    const { call, spotify } = await startTonearm({ heard: rows, world, now })
    expect(withoutIds(await call('recommend_songs', { mood: 'deep_cuts' }))).toMatchInlineSnapshot(`
      "Never heard, from loved albums and artists: 2 songs, about 6:55 long
      ID Slow Lantern | Ada Marlow | never heard; Night Maps has 24 plays
      ID Grey Wolf | Iron Club | never heard; the artist has 15 plays"
    `)
    expect(spotify.requests().length).toBeLessThanOrEqual(18)
    const before = spotify.requests().filter((line) => !line.includes('/search')).length
    await call('recommend_songs', { mood: 'deep_cuts' })
    expect(spotify.requests().filter((line) => !line.includes('/search'))).toHaveLength(before)
  })

  it('goes on with the artists of these days: what rested, then what was never heard', async () => {
    const { call } = await startTonearm({ heard: rows, world, now })
    expect(withoutIds(await call('recommend_songs', { mood: 'like_lately' }))).toMatchInlineSnapshot(`
      "By the artists of the last 30 days, not heard for 60 days or never: 4 songs, about 13:35 long
      ID Midnight River | Ada Marlow | 20 plays, last 2024-05-01; the artist 2 plays in 30 days
      ID Paper Ocean | Ada Marlow | 4 plays, last 2025-06-01; the artist 2 plays in 30 days
      ID Grey Wolf | Iron Club | never heard; the artist 15 plays in 30 days
      ID Slow Lantern | Ada Marlow | never heard; the artist 2 plays in 30 days"
    `)
  })

  it('names what is much played and not saved, whatever release was', async () => {
    const saved = { item: track({ name: 'Midnight River (Deluxe Edition)', artists: [ada] }), addedAt: '2026-01-01T00:00:00Z' }
    const { call } = await startTonearm({ heard: rows, world: { ...world, savedTracks: [saved] }, now })
    expect(withoutIds(await call('recommend_songs', { mood: 'not_yet_saved', count: 2 }))).toMatchInlineSnapshot(`
      "Much played, and not saved: 2 songs, about 6:40 long
      ID Blue Fox | Iron Club | 15 plays, last 2026-03-19
      ID Paper Ocean | Ada Marlow | 4 plays, last 2025-06-01"
    `)
    const without = await startTonearm({ heard: rows, now, signedIn: allScopes.filter((scope) => scope !== 'user-library-read') })
    expect(await without.call('recommend_songs', { mood: 'not_yet_saved' })).toContain('needs the permission user-library-read')
  })

  it('mixes all of it without a mood, keeps to a length, and its ids make a playlist', async () => {
    const { call } = await startTonearm({ heard: rows, world, now })
    const answer = await call('recommend_songs', { minutes: 8 })
    expect(withoutIds(answer)).toMatchInlineSnapshot(`
      "From your own listening: 2 songs, about 6:55 long
      ID Midnight River | Ada Marlow | 20 plays, last 2024-05-01
      ID Slow Lantern | Ada Marlow | never heard; Night Maps has 24 plays"
    `)
    const ids = [...answer.matchAll(/^(\w{6}) /gm)].map(([, id]) => id)
    expect(await call('create_playlist', { name: 'Rediscovered', items: ids })).toContain(`${ids.length} songs`)
  })

  it('takes few of one artist', async () => {
    const songs = Array.from({ length: 9 }, (_, index) => track({ name: `Song ${index}`, artists: [ada] }))
    const { call } = await startTonearm({ heard: songs.flatMap((song) => daily(song, 12, '2024-05-01T12:00:00Z')), now })
    expect(await call('recommend_songs', { mood: 'rediscover' })).toContain(': 3 songs')
  })

  it('shows what it has when Spotify stops answering, or no longer knows a song', async () => {
    const { call, spotify } = await startTonearm({ heard: rows, world: { tracks: [fox, wolf] }, now })
    expect(await call('recommend_songs', { mood: 'deep_cuts' })).toContain('Grey Wolf')
    spotify.faults.always('GET /v1/search', faults.quotaExceeded(48_925))
    expect(await call('recommend_songs')).toMatch(/Midnight River.+Spotify stopped answering, so there may be more\. Spotify's quota/s)
  })

  it('says so when there is nothing to recommend, and no history', async () => {
    const { call } = await startTonearm({ heard: daily(fox, 2, '2026-03-19T12:00:00Z'), now })
    expect(await call('recommend_songs', { mood: 'rediscover' })).toBe('Loved once, and not heard for a year: no songs. Try another mood.')
    const empty = await startTonearm({ now })
    expect(await empty.callInVain('recommend_songs')).toMatch(/^The listening history has no plays yet\..+ get_recently_played /)
  })
})
