import { describe, expect, it } from 'vitest'
import { album, artist, emptyWorld, playlist, show, track } from '../builders.ts'
import { signedIn } from './test-helpers.ts'

function world() {
  const otto = { id: 'otto', displayName: 'Otto' }
  return {
    ...emptyWorld(),
    tracks: [track('One'), track('Two')],
    albums: [album('Disc')],
    artists: [artist('Band')],
    shows: [show('Talk')],
    otherPlaylists: [playlist({ name: 'Theirs', owner: otto })],
  }
}
const [one, two] = [`spotify:track:${track('One').id}`, `spotify:track:${track('Two').id}`]

describe('The library', () => {
  it('takes uris of all kinds in the query and lists the newest first', async () => {
    await using spotify = await signedIn({ world: world(), now: () => Date.UTC(2026, 10, 22, 8) })
    const list = `spotify:playlist:${spotify.world.otherPlaylists[0]?.id}`
    const uris = [
      one,
      two,
      `spotify:album:${album('Disc').id}`,
      `spotify:artist:${artist('Band').id}`,
      `spotify:show:${show('Talk').id}`,
      'spotify:user:otto',
      list,
    ]
    expect(await spotify.call('PUT', `/me/library?uris=${uris}`)).toMatchObject({ status: 200, text: '' })
    expect((await spotify.get('/me/tracks')).json.items).toMatchObject([
      { added_at: '2026-11-22T08:00:00Z', track: { name: 'One' } },
      { track: { name: 'Two' } },
    ])
    expect((await spotify.get('/me/following?type=artist')).json.artists.items).toMatchObject([{ name: 'Band' }])
    expect((await spotify.get('/me/playlists')).json.items).toMatchObject([{ name: 'Theirs' }])
    expect((await spotify.get(`/me/library/contains?uris=${uris}`)).json).toEqual(uris.map(() => true))
  })

  it('removes, also what is not there', async () => {
    await using spotify = await signedIn({ world: world() })
    await spotify.call('PUT', `/me/library?uris=${one}`)
    expect((await spotify.call('DELETE', `/me/library?uris=${one},${two}`)).status).toBe(200)
    expect((await spotify.get(`/me/library/contains?uris=${one},${two}`)).json).toEqual([false, false])
  })

  it('takes an own playlist off the list, but can put it back', async () => {
    await using spotify = await signedIn({ world: { ...emptyWorld(), playlists: [playlist({ name: 'Mine', rows: ['a'] })] } })
    const { id } = playlist('Mine')
    await spotify.call('DELETE', `/me/library?uris=spotify:playlist:${id}`)
    expect((await spotify.get('/me/playlists')).json.items).toEqual([])
    expect((await spotify.get(`/playlists/${id}/items`)).json.total).toBe(1)
    await spotify.call('PUT', `/me/library?uris=spotify:playlist:${id}`)
    expect((await spotify.get('/me/playlists')).json.items).toMatchObject([{ name: 'Mine' }])
  })

  it('accepts an id that Spotify does not know, and saves nothing', async () => {
    await using spotify = await signedIn({ world: world() })
    const uri = 'spotify:track:0000000000000000000000'
    expect((await spotify.call('PUT', `/me/library?uris=${uri}`)).status).toBe(200)
    expect((await spotify.get(`/me/library/contains?uris=${uri}`)).json).toEqual([false])
  })

  it('does not read a body', async () => {
    await using spotify = await signedIn({ world: world() })
    const { status, json } = await spotify.call('PUT', '/me/library', { uris: [one] })
    expect({ status, json }).toEqual({ status: 400, json: { error: { status: 400, message: 'Missing required field: uris' } } })
  })

  it('takes at most 40 uris, well formed, of a kind it knows, and cannot be read whole', async () => {
    await using spotify = await signedIn({ world: world() })
    const status = async (uris: string) => (await spotify.call('PUT', `/me/library?uris=${uris}`)).status
    expect(await status(Array(40).fill(one).join())).toBe(200)
    expect(await status(Array(41).fill(one).join())).toBe(400)
    expect(await status('spotify:track:short')).toBe(400)
    expect(await status(one.replace('track', 'mood'))).toBe(400)
    expect((await spotify.get('/me/library')).status).toBe(405)
  })

  it('asks only for the scope that fits the kind', async () => {
    await using spotify = await signedIn({ world: world(), scopes: ['user-library-modify', 'user-follow-read'] })
    const band = `spotify:artist:${artist('Band').id}`
    expect((await spotify.call('PUT', `/me/library?uris=${one}`)).status).toBe(200)
    expect((await spotify.call('PUT', `/me/library?uris=${one},${band}`)).json.error.message).toBe('Insufficient client scope')
    expect((await spotify.get(`/me/library/contains?uris=${band}`)).json).toEqual([false])
    expect((await spotify.get(`/me/library/contains?uris=${one}`)).status).toBe(403)
  })
})
