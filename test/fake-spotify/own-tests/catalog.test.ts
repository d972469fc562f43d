import { describe, expect, it } from 'vitest'
import { albumTracks, emptyWorld, play, track } from '../builders.ts'
import { signedIn } from './test-helpers.ts'

const gone = [
  'available_markets',
  'linked_from',
  'popularity',
  'album_group',
  'label',
  'followers',
  'publisher',
  'country',
  'email',
  'explicit_content',
  'product',
  'tracks',
]

/** Every field name at any depth. */
function fieldsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(fieldsOf)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => [name, ...fieldsOf(inner)])
}

describe('The catalogue', () => {
  it('gives one thing by its id, in the shape that new apps get', async () => {
    const world = emptyWorld()
    world.tracks = albumTracks({ name: 'Quiet Harbor Letters', artists: ['Golden Static'], releaseDate: '1992-10' }, [
      'Midnight River',
      'Paper Ocean',
    ])
    await using spotify = await signedIn({ world })
    const [first] = world.tracks
    const { json } = await spotify.get(`/tracks/${first?.id}`)
    expect(json).toMatchObject({
      name: 'Midnight River',
      uri: `spotify:track:${first?.id}`,
      external_ids: { isrc: expect.stringMatching(/^[A-Z]{2}\w{3}\d{7}$/) },
    })
    expect(json.album).toMatchObject({
      name: 'Quiet Harbor Letters',
      release_date: '1992-10',
      release_date_precision: 'month',
      total_tracks: 2,
    })
    const album = (await spotify.get(`/albums/${first?.album.id}`)).json
    expect(album.tracks.items.map((one: { name: string }) => one.name)).toEqual(['Midnight River', 'Paper Ocean'])
    expect(album.genres).toEqual([])
  })

  it('lacks every field that was removed in February 2026', async () => {
    await using spotify = await signedIn()
    const { world } = spotify
    const paths = [
      `/tracks/${world.tracks[0]?.id}`,
      `/artists/${world.artists[0]?.id}`,
      `/artists/${world.artists[0]?.id}/albums`,
      '/me',
      '/me/tracks',
      '/me/playlists',
      `/shows/${world.shows[0]?.id}`,
      `/audiobooks/${world.audiobooks[0]?.id}`,
      `/chapters/${world.chapters[0]?.id}`,
      '/search?q=midnight&type=album,artist',
    ]
    for (const path of paths) {
      const { json } = await spotify.get(path)
      const kept = fieldsOf(json).filter((name) => gone.includes(name))
      expect(kept, path).toEqual([])
    }
  })

  it('knows what only a play or a list mentions', async () => {
    const world = { ...emptyWorld(), recentPlays: [play('Opalite', '2026-03-29T00:59:00Z')] }
    await using spotify = await signedIn({ world })
    expect((await spotify.get(`/tracks/${track('Opalite').id}`)).json.name).toBe('Opalite')
    expect((await spotify.get('/search?q=opal&type=track')).json.tracks.total).toBe(1)
  })

  it("pages an artist's albums by at most 10, and groups them", async () => {
    await using spotify = await signedIn()
    const path = `/artists/${spotify.world.artists[0]?.id}/albums`
    expect((await spotify.get(path)).json).toMatchObject({ limit: 5, offset: 0 })
    expect((await spotify.get(`${path}?limit=11`)).json.error).toEqual({ status: 400, message: 'Invalid limit' })
    const singles = (await spotify.get(`${path}?include_groups=single&limit=10`)).json.items
    expect(singles.every((one: { album_type: string }) => one.album_type === 'single')).toBe(true)
    const guest = (await spotify.get(`${path}?include_groups=appears_on&limit=10`)).json.items
    const names = guest.flatMap((one: { artists: { name: string }[] }) => one.artists.map((by) => by.name))
    expect(names).not.toContain('Golden Static')
  })

  it('pages the tracks of an album, the episodes of a show and the chapters of a book by at most 50', async () => {
    await using spotify = await signedIn()
    const { world } = spotify
    for (const path of [
      `/albums/${world.albums[0]?.id}/tracks`,
      `/shows/${world.shows[0]?.id}/episodes`,
      `/audiobooks/${world.audiobooks[0]?.id}/chapters`,
    ]) {
      expect((await spotify.get(`${path}?limit=2&offset=1`)).json, path).toMatchObject({ limit: 2, offset: 1, items: { length: 2 } })
      expect((await spotify.get(`${path}?limit=51`)).status, path).toBe(400)
    }
  })

  it('answers 404 for an unknown id, 400 for what is none, 404 for an unknown path', async () => {
    await using spotify = await signedIn({ world: emptyWorld() })
    expect((await spotify.get('/tracks/0000000000000000000000')).json.error).toEqual({ status: 404, message: 'Resource not found' })
    expect((await spotify.get('/tracks/42')).json.error).toEqual({ status: 400, message: 'Invalid base62 id' })
    expect((await spotify.get('/thoughts')).json.error).toEqual({ status: 404, message: 'Service not found' })
  })

  it.each([
    ['GET', '/tracks?ids=1'],
    ['GET', '/artists/1/top-tracks'],
    ['GET', '/recommendations?seed_genres=folk'],
    ['GET', '/audio-features/1'],
    ['GET', '/browse/new-releases'],
    ['GET', '/markets'],
    ['GET', '/users/otto'],
    ['PUT', '/me/tracks?ids=1'],
    ['DELETE', '/me/following?type=artist&ids=1'],
    ['POST', '/users/otto/playlists'],
    ['GET', '/playlists/1/tracks'],
    ['PUT', '/playlists/1/followers'],
  ])('answers a bare 403 for the removed %s %s', async (method, path) => {
    await using spotify = await signedIn({ world: emptyWorld() })
    const { status, json } = await spotify.call(method, path)
    expect({ status, json }).toEqual({ status: 403, json: { error: { status: 403, message: 'Forbidden' } } })
  })
})
