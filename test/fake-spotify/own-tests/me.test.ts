import { describe, expect, it } from 'vitest'
import { artist, emptyWorld, play, playlist, track } from '../builders.ts'
import { signedIn } from './test-helpers.ts'

describe("The user's own things", () => {
  it('are a profile with account_id and without e-mail, country and product', async () => {
    await using spotify = await signedIn({ scopes: [] })
    const { json } = await spotify.get('/me')
    expect(Object.keys(json)).toEqual(['account_id', 'display_name', 'external_urls', 'href', 'id', 'images', 'type', 'uri'])
    expect([json.display_name, json.id]).toEqual(['Wanda', 'wanda.listens'])
  })

  it('are top lists for three ranges of time, the middle one by default', async () => {
    await using spotify = await signedIn()
    const { short_term, medium_term } = spotify.world.topTracks
    expect((await spotify.get('/me/top/tracks?time_range=short_term&limit=1')).json.items[0].id).toBe(short_term[0]?.id)
    expect((await spotify.get('/me/top/tracks?limit=1')).json).toMatchObject({ total: 99, items: [{ id: medium_term[0]?.id }] })
    expect((await spotify.get('/me/top/artists?limit=50&offset=50')).json.items).toHaveLength(30)
    expect((await spotify.get('/me/top/artists?time_range=yesterday')).status).toBe(400)
  })

  it('are 2,500 saved tracks in pages of at most 50', async () => {
    await using spotify = await signedIn()
    expect((await spotify.get('/me/tracks?limit=50&offset=2450')).json).toMatchObject({ total: 2_500, next: null, items: { length: 50 } })
    expect((await spotify.get('/me/tracks?limit=51')).json.error.message).toBe('Invalid limit')
    for (const kind of ['albums', 'shows', 'episodes', 'audiobooks']) {
      const { json } = await spotify.get(`/me/${kind}?limit=1`)
      expect(Object.keys(json.items[0]), kind).toEqual(['added_at', kind.slice(0, -1)])
    }
  })

  it('are followed artists by cursor', async () => {
    const world = { ...emptyWorld(), followedArtists: ['A', 'B', 'C'].map(artist) }
    await using spotify = await signedIn({ world })
    const first = (await spotify.get('/me/following?type=artist&limit=2')).json.artists
    expect(first).toMatchObject({ total: 3, items: [{ name: 'A' }, { name: 'B' }], cursors: { after: artist('B').id } })
    const next = (await spotify.get(first.next.replace('https://api.spotify.com/v1', ''))).json.artists
    expect(next).toMatchObject({ items: [{ name: 'C' }], next: null, cursors: { after: null } })
  })

  it('are playlists with the number of their items, and null where Spotify cannot load one', async () => {
    const world = { ...emptyWorld(), playlists: [playlist({ name: 'One', rows: ['a', 'b'] }), null] }
    await using spotify = await signedIn({ world })
    const { items } = (await spotify.get('/me/playlists')).json
    expect(items).toMatchObject([{ name: 'One', items: { total: 2 } }, null])
    expect(items[0]).not.toHaveProperty('tracks')
  })

  it('miss collaborative playlists without a word if that scope is missing', async () => {
    const world = { ...emptyWorld(), playlists: [playlist('Mine'), playlist({ name: 'Ours', collaborative: true, public: false })] }
    await using spotify = await signedIn({ world, scopes: ['playlist-read-private'] })
    expect((await spotify.get('/me/playlists')).json).toMatchObject({ total: 1, items: [{ name: 'Mine' }] })
  })

  it.each([
    '/me/tracks',
    '/me/top/artists',
    '/me/following?type=artist',
    '/me/player/recently-played',
    '/me/playlists',
    '/me/player',
    '/me/player/queue',
  ])('need their scope: %s', async (path) => {
    await using spotify = await signedIn({ world: emptyWorld(), scopes: ['user-read-email'] })
    const { status, json } = await spotify.get(path)
    expect({ status, json }).toEqual({ status: 403, json: { error: { status: 403, message: 'Insufficient client scope' } } })
  })
})

describe('Recently played', () => {
  const plays = [5, 4, 3, 2, 1].map((minute) => play(`Song ${minute}`, `2026-03-29T00:0${minute}:00Z`))
  const at = (minute: number) => Date.UTC(2026, 2, 29, 0, minute)
  const world = () => ({ ...emptyWorld(), recentPlays: structuredClone(plays) })
  const names = (json: { items: { track: { name: string } }[] }) => json.items.map((one) => one.track.name)

  it('goes back by cursor in milliseconds, newest first', async () => {
    await using spotify = await signedIn({ world: world() })
    const { json } = await spotify.get('/me/player/recently-played?limit=2')
    expect(names(json)).toEqual(['Song 5', 'Song 4'])
    expect(json.items[0].played_at).toBe('2026-03-29T00:05:00.000Z')
    expect(json.cursors).toEqual({ after: String(at(5)), before: String(at(4)) })
    const older = (await spotify.get(json.next.replace('https://api.spotify.com/v1', ''))).json
    expect(names(older)).toEqual(['Song 3', 'Song 2'])
  })

  it('excludes the moment of after and of before, and both together', async () => {
    await using spotify = await signedIn({ world: world() })
    expect(names((await spotify.get(`/me/player/recently-played?after=${at(3)}`)).json)).toEqual(['Song 5', 'Song 4'])
    expect(names((await spotify.get(`/me/player/recently-played?before=${at(3)}`)).json)).toEqual(['Song 2', 'Song 1'])
    expect((await spotify.get(`/me/player/recently-played?before=${at(3)}&after=${at(1)}`)).status).toBe(400)
    expect((await spotify.get(`/me/player/recently-played?after=${at(5)}`)).json).toMatchObject({ items: [], next: null, cursors: null })
  })

  it('knows 50 plays and not one more', async () => {
    await using spotify = await signedIn()
    spotify.world.recentPlays.unshift(play(track('One more'), '2026-11-22T21:00:00Z'))
    const { json } = await spotify.get('/me/player/recently-played?limit=50')
    expect(json).toMatchObject({ next: null, items: { length: 50 } })
    expect((await spotify.get(`/me/player/recently-played?before=${json.cursors.before}`)).json.items).toEqual([])
  })
})
