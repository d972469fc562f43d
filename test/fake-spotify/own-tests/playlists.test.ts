import { describe, expect, it } from 'vitest'
import { emptyWorld, episode, localTrack, playlist } from '../builders.ts'
import type { Playlist } from '../types.ts'
import { oneList, rows, uri } from './playlist-helpers.ts'
import { signedIn } from './test-helpers.ts'

const otto = { id: 'otto', displayName: 'Otto' }

describe('A playlist', () => {
  it('is made private or public, with the scope that fits, and is the first of the list', async () => {
    await using spotify = await signedIn({ ...oneList(), scopes: ['playlist-modify-private', 'playlist-read-private'] })
    expect((await spotify.call('POST', '/me/playlists', { name: 'New' })).json.error.message).toBe('Insufficient client scope')
    const { status, json } = await spotify.call('POST', '/me/playlists', { name: 'New', public: false, description: 'for rain' })
    expect(status).toBe(201)
    expect(json).toMatchObject({ name: 'New', public: false, description: 'for rain', owner: { id: 'wanda.listens' }, items: { total: 0 } })
    expect((await spotify.get('/me/playlists')).json.items).toMatchObject([{ id: json.id }, { name: 'Mine' }])
    expect((await spotify.call('POST', '/me/playlists', {})).json.error.message).toBe('Missing required field: name')
  })

  it('changes its details, answers nothing, and has a new snapshot', async () => {
    const { path, ...rest } = oneList()
    await using spotify = await signedIn(rest)
    const before = (await spotify.get(path)).json.snapshot_id
    expect(await spotify.call('PUT', path, { name: 'Renamed', description: 'new' })).toMatchObject({ status: 200, text: '' })
    const { json } = await spotify.get(path)
    expect(json).toMatchObject({ name: 'Renamed', description: 'new', public: true })
    expect(json.snapshot_id).not.toBe(before)
  })

  it('shows its rows under items and item, never under tracks and track', async () => {
    const { path, ...rest } = oneList()
    await using spotify = await signedIn(rest)
    const { json } = await spotify.get(path)
    expect(json.items).toMatchObject({
      total: 4,
      items: [{ added_at: '2026-06-01T12:00:00Z', is_local: false, item: { name: 'A' } }, {}, {}, {}],
    })
    expect(json).not.toHaveProperty('tracks')
    expect(json.items.items[0]).not.toHaveProperty('track')
  })

  it('has rows without an item, local rows without an id, and episodes', async () => {
    const list = playlist({ name: 'Odd', rows: [null, localTrack('Rehearsal: 12', { artist: 'The Cellar' }), episode('On rivers')] })
    await using spotify = await signedIn({ world: { ...emptyWorld(), playlists: [list] } })
    const { items } = (await spotify.get(`/playlists/${list.id}/items`)).json
    expect(items[0]).toMatchObject({ is_local: false, item: null })
    expect(items[1]).toMatchObject({
      is_local: true,
      item: { id: null, name: 'Rehearsal: 12', uri: 'spotify:local:The+Cellar:Tapes:Rehearsal%3A+12:180' },
    })
    expect(items[2]).toMatchObject({ item: { type: 'episode', name: 'On rivers' } })
  })

  it('of somebody else shows its metadata but not its rows; of Spotify itself nothing', async () => {
    const theirs = playlist({ name: 'Theirs', owner: otto, rows: ['A'] })
    const editorial = playlist({ name: 'Hits', owner: { id: 'spotify', displayName: 'Spotify' }, id: '37i9dQZF1DXcBWIGoYBM5M' })
    await using spotify = await signedIn({ world: { ...emptyWorld(), playlists: [theirs, editorial] } })
    const { json } = await spotify.get(`/playlists/${theirs.id}`)
    expect(json.name).toBe('Theirs')
    expect(json).not.toHaveProperty('items')
    expect((await spotify.get(`/playlists/${theirs.id}/items`)).json).toEqual({ error: { status: 403, message: 'Forbidden' } })
    expect((await spotify.call('POST', `/playlists/${theirs.id}/items`, { uris: [uri('A')] })).status).toBe(403)
    expect((await spotify.get(`/playlists/${editorial.id}`)).status).toBe(404)
    expect((await spotify.get('/me/playlists')).json.items.map((one: Playlist) => one.name)).toEqual(['Theirs', 'Hits'])
  })

  it('of somebody else, but collaborative, can be read and edited', async () => {
    const { path, ...rest } = oneList({ owner: otto, collaborative: true, public: false })
    await using spotify = await signedIn(rest)
    expect((await spotify.call('POST', `${path}/items`, { uris: [uri('D')] })).status).toBe(201)
    expect(await rows(spotify, path)).toBe('ABCAD')
    expect((await spotify.call('PUT', path, { name: 'Stolen' })).status).toBe(403)
  })

  it('takes a JPEG in base64 as its cover, up to 256 KB', async () => {
    const { path, ...rest } = oneList()
    await using spotify = await signedIn(rest)
    const { accessToken } = spotify.grant(['ugc-image-upload', 'playlist-modify-public', 'playlist-modify-private'])
    const upload = async (bytes: Buffer, type = 'image/jpeg') => {
      const headers = { authorization: `Bearer ${accessToken}`, 'content-type': type }
      return (await fetch(`${spotify.apiUrl}${path}/images`, { method: 'PUT', headers, body: bytes.toString('base64') })).status
    }
    expect(await upload(Buffer.from([0xff, 0xd8, 0xff, 1]))).toBe(202)
    expect((await spotify.get(`${path}/images`)).json).toEqual([{ url: expect.stringContaining('image-cdn'), height: null, width: null }])
    expect(await upload(Buffer.from('PNG'))).toBe(400)
    expect(await upload(Buffer.from([0xff, 0xd8, 0xff, 1]), 'application/json')).toBe(400)
    expect(await upload(Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(200 * 1024)]))).toBe(413)
    expect(spotify.violations().filter((one) => one.includes('answered'))).toEqual([])
  })
})
