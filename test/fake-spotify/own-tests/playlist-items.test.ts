import { describe, expect, it } from 'vitest'
import { oneList, rows, uri } from './playlist-helpers.ts'
import { signedIn } from './test-helpers.ts'

describe('Rows', () => {
  it('come in pages of 20 unless told otherwise, of 50 at most', async () => {
    await using spotify = await signedIn()
    const list = spotify.world.playlists.find((one) => one?.name === 'Everything Ever')
    expect((await spotify.get(`/playlists/${list?.id}/items`)).json).toMatchObject({ limit: 20, total: 1_000, items: { length: 20 } })
    expect((await spotify.get(`/playlists/${list?.id}/items?limit=50&offset=980`)).json).toMatchObject({
      next: null,
      items: { length: 20 },
    })
    expect((await spotify.get(`/playlists/${list?.id}/items?limit=51`)).json.error.message).toBe('Invalid limit')
  })

  it('are added at the end or at a position; the query beats the body', async () => {
    const { path, ...rest } = oneList()
    await using spotify = await signedIn(rest)
    const { status, json } = await spotify.call('POST', `${path}/items`, { uris: [uri('D')] })
    expect({ status, json }).toEqual({ status: 201, json: { snapshot_id: expect.any(String) } })
    await spotify.call('POST', `${path}/items`, { uris: [uri('E'), uri('B')], position: 1 })
    expect(await rows(spotify, path)).toBe('AEBBCAD')
    await spotify.call('POST', `${path}/items?position=0&uris=${uri('C')}`, { uris: [uri('E')], position: 3 })
    expect(await rows(spotify, path)).toBe('CAEBBCAD')
  })

  it.each([
    ['101 uris', Array(101).fill(uri('A')), 'You can add a maximum of 100 tracks per request.'],
    ['what is no uri', ['A'], 'Invalid track uri: A'],
    ['an unknown id', ['spotify:track:0000000000000000000000'], 'Payload contains a non-existing ID'],
    ['nothing', [], 'No uris provided'],
  ])('refuse %s', async (_, uris, message) => {
    const { path, ...rest } = oneList()
    await using spotify = await signedIn(rest)
    expect((await spotify.call('POST', `${path}/items`, { uris })).json.error).toEqual({ status: 400, message })
    expect(await rows(spotify, path)).toBe('ABCA')
  })

  it('are removed by uri: every copy goes', async () => {
    const { path, ...rest } = oneList()
    await using spotify = await signedIn(rest)
    const { status } = await spotify.call('DELETE', `${path}/items`, { items: [{ uri: uri('A'), positions: [0] }] })
    expect(status).toBe(200)
    expect(await rows(spotify, path)).toBe('BC')
    const many = Array.from({ length: 101 }, () => ({ uri: uri('B') }))
    expect((await spotify.call('DELETE', `${path}/items`, { items: many })).status).toBe(400)
    expect((await spotify.call('DELETE', `${path}/items`, { tracks: [] })).json.error.message).toBe('Missing required field: items')
  })

  it('are replaced by a list of at most 100, also by an empty one', async () => {
    const { path, ...rest } = oneList()
    await using spotify = await signedIn(rest)
    expect((await spotify.call('PUT', `${path}/items`, { uris: [uri('E'), uri('D')] })).status).toBe(200)
    expect(await rows(spotify, path)).toBe('ED')
    expect((await spotify.call('PUT', `${path}/items`, { uris: Array(101).fill(uri('A')) })).status).toBe(400)
    await spotify.call('PUT', `${path}/items`, { uris: [] })
    expect(await rows(spotify, path)).toBe('')
  })

  it.each([
    [{ range_start: 0, insert_before: 4 }, 'BCAA'],
    [{ range_start: 3, insert_before: 0 }, 'AABC'],
    [{ range_start: 1, insert_before: 0, range_length: 2 }, 'BCAA'],
    [{ range_start: 0, insert_before: 3, range_length: 2 }, 'CABA'],
  ])('are moved: %o', async (move, expected) => {
    const { path, ...rest } = oneList()
    await using spotify = await signedIn(rest)
    expect((await spotify.call('PUT', `${path}/items`, move)).status).toBe(200)
    expect(await rows(spotify, path)).toBe(expected)
  })

  it('are not moved out of bounds, nor moved and replaced at once', async () => {
    const { path, ...rest } = oneList()
    await using spotify = await signedIn(rest)
    for (const body of [
      { range_start: 4, insert_before: 0 },
      { range_start: 0, insert_before: 5 },
      { range_start: 0 },
      { uris: [uri('A')], range_start: 0, insert_before: 1 },
    ]) {
      expect((await spotify.call('PUT', `${path}/items`, body)).status, JSON.stringify(body)).toBe(400)
    }
    expect(await rows(spotify, path)).toBe('ABCA')
  })

  it('are edited against a snapshot, which each edit changes and which an old one fails', async () => {
    const { path, ...rest } = oneList()
    await using spotify = await signedIn(rest)
    const old = (await spotify.get(path)).json.snapshot_id
    const { snapshot_id } = (await spotify.call('DELETE', `${path}/items`, { items: [{ uri: uri('B') }], snapshot_id: old })).json
    expect(snapshot_id).not.toBe(old)
    expect((await spotify.get(path)).json.snapshot_id).toBe(snapshot_id)
    const stale = await spotify.call('DELETE', `${path}/items`, { items: [{ uri: uri('C') }], snapshot_id: old })
    expect(stale.json.error).toEqual({ status: 400, message: 'Invalid snapshot_id' })
    expect(await rows(spotify, path)).toBe('ACA')
  })

  it('of a private list need the private scope', async () => {
    const { path, ...rest } = oneList({ public: false })
    await using spotify = await signedIn({ ...rest, scopes: ['playlist-modify-public'] })
    expect((await spotify.call('POST', `${path}/items`, { uris: [uri('A')] })).json.error.message).toBe('Insufficient client scope')
  })
})

describe('The fields parameter', () => {
  it.each([
    ['total', { total: 4 }],
    ['items(item(name)),total', { total: 4, items: ['A', 'B', 'C', 'A'].map((name) => ({ item: { name } })) }],
    ['items.item.name,items.is_local', { items: ['A', 'B', 'C', 'A'].map((name) => ({ is_local: false, item: { name } })) }],
    [
      'limit,items(added_at,item(album(name)))',
      { limit: 20, items: ['A', 'B', 'C', 'A'].map((name) => ({ added_at: '2026-06-01T12:00:00Z', item: { album: { name } } })) },
    ],
  ])('keeps what it names: %s', async (fields, expected) => {
    const { path, ...rest } = oneList()
    await using spotify = await signedIn(rest)
    expect((await spotify.get(`${path}/items?fields=${fields}`)).json).toEqual(expected)
    expect(spotify.violations()).toEqual([])
  })

  it('leaves out what has an exclamation mark, works on the playlist too, and refuses nonsense', async () => {
    const { path, ...rest } = oneList()
    await using spotify = await signedIn(rest)
    const { item } = (await spotify.get(`${path}/items?fields=items.item(!album,artists)`)).json.items[0]
    expect(item).toHaveProperty('name', 'A')
    expect(item).not.toHaveProperty('album')
    expect(item).not.toHaveProperty('artists')
    expect((await spotify.get(`${path}?fields=name,items(total)`)).json).toEqual({ name: 'Mine', items: { total: 4 } })
    expect((await spotify.get(`${path}/items?fields=items(item`)).status).toBe(400)
  })
})
