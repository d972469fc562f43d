import { describe, expect, it } from 'vitest'
import { matchPath } from '../api/match-path.ts'
import { removed } from '../api/removed.ts'
import { routes } from '../api/routes.ts'
import { loadOpenApi, operations } from '../contract/openapi.ts'
import type { Playlist, World } from '../types.ts'
import { signedIn } from './test-helpers.ts'

const api = loadOpenApi()
if (!api) process.stdout.write("Spotify's contract is not beside the checkout: what the fake answers was NOT checked against it.\n")

describe.skipIf(!api)("The fake and Spotify's contract", () => {
  const all = api ? operations(api) : []
  const name = (one: { method: string; path: string }) => `${one.method} ${one.path}`

  it('plays each of the 49 operations that are not deprecated, and no other', () => {
    const wanted = all.filter((one) => !one.operation.deprecated).map(name)
    expect(wanted).toHaveLength(49)
    expect(routes.map(name).sort()).toEqual(wanted.sort())
  })

  it('knows each of the 48 removed operations', () => {
    const gone = all.filter((one) => one.operation.deprecated)
    expect(gone).toHaveLength(48)
    expect(Object.values(removed).flat()).toHaveLength(48)
    for (const one of gone)
      expect(
        removed[one.method]?.some((known) => matchPath(known, one.path)),
        name(one),
      ).toBe(true)
  })

  it('answers all of them as the contract says', async () => {
    await using spotify = await signedIn()
    spotify.world.playlists.push(null)
    const asked = new Set<string>()
    for (const [method, path, body] of tour(spotify.world)) {
      const { status, text } = await spotify.call(method, path, body)
      expect(status, `${method} ${path}: ${text.slice(0, 200)}`).toBeLessThan(300)
      const fitting = routes.find((one) => one.method === method && matchPath(one.path, path.split('?')[0] ?? ''))
      if (fitting) asked.add(name(fitting))
    }
    expect(spotify.violations()).toEqual([])
    const left = routes.map(name).filter((one) => !asked.has(one))
    expect(left, 'a cover is no JSON, its own test asks for it').toEqual(['PUT /playlists/{playlist_id}/images'])
  })

  it('names what is wrong with a request in one sentence', async () => {
    await using spotify = await signedIn()
    await spotify.get('/search?q=x&type=track,song&limit=11&sort=name')
    await spotify.get('/tracks?ids=4NOyIhC6ODVw8KlvTqduNR')
    await spotify.get('/nowhere')
    await spotify.call('PUT', '/me/library?uris=spotify:track:4NOyIhC6ODVw8KlvTqduNR', { uris: [] })
    await spotify.call('PUT', '/me/player/play', { positionMs: 4 })
    await spotify.call('DELETE', '/playlists/x/items', { tracks: [] })
    expect(spotify.violations()).toEqual([
      'GET /v1/search: the query parameter "sort" is unknown.',
      'GET /v1/search: the query parameter "type" is track,song, but /1 must be equal to one of the allowed values.',
      'GET /v1/search: the query parameter "limit" is 11, but it must be <= 10.',
      'GET /v1/tracks: the operation is deprecated, new apps get 403.',
      'GET /v1/nowhere: Spotify has no such operation.',
      'PUT /v1/me/library: a body is sent, but the operation has none.',
      'PUT /v1/me/player/play: in the body, /positionMs is unknown.',
      "DELETE /v1/playlists/x/items: in the body, it must have required property 'items'.",
      'DELETE /v1/playlists/x/items: in the body, /tracks is unknown.',
    ])
  })

  it('notices an answer that is wrong', async () => {
    await using spotify = await signedIn()
    Object.assign(spotify.world.tracks[0] ?? {}, { durationMs: 'long', trackNumber: undefined })
    await spotify.get(`/tracks/${spotify.world.tracks[0]?.id}`)
    expect(spotify.violations()).toEqual(['GET /v1/tracks/4NOyIhC6ODVw8KlvTqduNR answered 200: /duration_ms must be integer.'])
  })
})

/** One successful request to each operation, on things that the world has. */
function tour(world: World): [method: string, path: string, body?: unknown][] {
  const id = (item: { id: string } | undefined) => item?.id ?? ''
  const [track, album, by, show, episode] = [world.tracks[0], world.albums[0], world.artists[0], world.shows[0], world.episodes[0]].map(id)
  const [book, chapter] = [id(world.audiobooks[0]), id(world.chapters[0])]
  const list = (name: string) => id(world.playlists.find((one): one is Playlist => one?.name === name))
  const coffee = list('Morning Coffee')
  const lists = ['Morning Coffee', 'Gaps and Tapes', 'Many Tongues 🌍', 'Bobby Tables', 'Talk and Tunes', 'Road Trip']
  return [
    ['GET', '/search?q=midnight&type=track,artist,album,playlist,show,episode,audiobook&limit=10&offset=0&market=DE'],
    ['GET', '/search?q=the&type=show,episode,audiobook'],
    ['GET', '/search?q=tag:new&type=album'],
    ['GET', '/search?q=daily&type=playlist'],
    ['GET', `/tracks/${track}`],
    ['GET', `/albums/${album}`],
    ['GET', `/albums/${album}/tracks?limit=3`],
    ['GET', `/artists/${by}`],
    ['GET', `/artists/${by}/albums?include_groups=album,appears_on`],
    ['GET', `/shows/${show}`],
    ['GET', `/shows/${show}/episodes`],
    ['GET', `/episodes/${episode}`],
    ['GET', `/audiobooks/${book}`],
    ['GET', `/audiobooks/${book}/chapters`],
    ['GET', `/chapters/${chapter}`],
    ['GET', '/me'],
    ['GET', '/me/top/tracks?time_range=short_term'],
    ['GET', '/me/top/artists?limit=50&offset=10'],
    ['GET', '/me/tracks?limit=50'],
    ['GET', '/me/albums'],
    ['GET', '/me/shows'],
    ['GET', '/me/episodes'],
    ['GET', '/me/audiobooks'],
    ['GET', '/me/following?type=artist&limit=50'],
    ['GET', '/me/playlists?limit=50'],
    ['POST', '/me/playlists', { name: 'New', public: false, description: 'made by a test' }],
    ['GET', '/me/library/contains?uris=spotify:track:4NOyIhC6ODVw8KlvTqduNR'],
    ['PUT', '/me/library?uris=spotify:track:4NOyIhC6ODVw8KlvTqduNR'],
    ['DELETE', '/me/library?uris=spotify:track:4NOyIhC6ODVw8KlvTqduNR'],
    ...lists.flatMap((name): [string, string][] => [
      ['GET', `/playlists/${list(name)}`],
      ['GET', `/playlists/${list(name)}/items?limit=50`],
    ]),
    ['GET', `/playlists/${list('Otto Drives')}`],
    ['GET', `/playlists/${coffee}?fields=name,items(total,items(item(name)))`],
    ['PUT', `/playlists/${coffee}`, { name: 'Evening Coffee', public: true, collaborative: false, description: 'x' }],
    ['POST', `/playlists/${coffee}/items`, { uris: [`spotify:track:${track}`], position: 0 }],
    ['PUT', `/playlists/${coffee}/items`, { range_start: 0, insert_before: 3, range_length: 2 }],
    ['DELETE', `/playlists/${coffee}/items`, { items: [{ uri: `spotify:track:${track}` }] }],
    ['GET', `/playlists/${coffee}/images`],
    ['GET', '/me/player'],
    ['GET', '/me/player/currently-playing'],
    ['GET', '/me/player/devices'],
    ['GET', '/me/player/queue'],
    ['GET', '/me/player/recently-played?limit=50'],
    ['POST', `/me/player/queue?uri=spotify:track:${track}`],
    ['PUT', '/me/player/pause'],
    ['POST', '/me/player/next'],
    ['POST', '/me/player/previous'],
    ['PUT', '/me/player/seek?position_ms=1000'],
    ['PUT', '/me/player/repeat?state=context'],
    ['PUT', '/me/player/volume?volume_percent=30'],
    ['PUT', '/me/player/shuffle?state=true'],
    ['PUT', '/me/player', { device_ids: [id(world.devices[0])], play: true }],
    ['PUT', '/me/player/play', { context_uri: `spotify:album:${album}`, offset: { position: 1 }, position_ms: 5 }],
  ]
}
