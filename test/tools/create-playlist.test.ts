import { describe, expect, it } from 'vitest'
import { allScopes } from '../../src/config/scopes.ts'
import { episode, track } from '../fake-spotify/builders.ts'
import * as faults from '../fake-spotify/faults.ts'
import { startTonearm } from '../tonearm.ts'
import { latestReceipt, songs, uri } from './mix.ts'

const tracks = songs(1, 230).map((name) => track(name))
const receiptless = (text: string) =>
  text
    .replace(/Receipt \w{6}/, 'Receipt RECEIPT')
    .replace(/Created \w{6}/, 'Created NEW-ID')
    .replace(/playlist\/\w{22}/, 'playlist/NEW')
const posts = '/v1/playlists/{id}/items'

describe('create_playlist', () => {
  it('creates a private playlist and fills it in order, a hundred rows a request', async () => {
    const talk = episode('Talk')
    const { call, spotify } = await startTonearm({ world: { tracks, episodes: [talk] } })
    const items = [...tracks.slice(0, 110).map(({ id }) => `spotify:track:${id}`), `https://open.spotify.com/episode/${talk.id}?si=1`]
    expect(receiptless(await call('create_playlist', { name: 'For the road', description: 'Long', items }))).toMatchInlineSnapshot(`
      "Created NEW-ID For the road with 110 songs and 1 episode, at least 5:58:20 long.
      Receipt RECEIPT: undo_change takes it back."
    `)
    const [made] = spotify.world.playlists
    expect(made).toMatchObject({ name: 'For the road', description: 'Long', public: false })
    expect(made?.rows.map(({ item }) => item?.name)).toEqual([...songs(1, 110), 'Talk'])
    expect(spotify.requests().map((line) => line.replaceAll(made?.id ?? '', 'NEW'))).toMatchInlineSnapshot(`
      [
        "POST /v1/me/playlists",
        "POST /v1/playlists/NEW/items",
        "POST /v1/playlists/NEW/items",
        "GET /v1/playlists/NEW?additional_types=track,episode&fields=snapshot_id,items(total,items(item(uri,duration_ms),track(uri,duration_ms))),tracks(total,items(item(uri,duration_ms),track(uri,duration_ms)))",
      ]
    `)
  })

  it('takes short ids of what was shown', async () => {
    const { call, spotify } = await startTonearm({ world: { tracks } })
    const found = (await call('search_tracks', { query: 'song 7', limit: 1 })).split('\n')[1]?.split(' ')[0]
    await call('create_playlist', { name: 'One song', items: [found] })
    expect(spotify.world.playlists[0]?.rows[0]?.item?.name).toBe('Song 7')
  })

  it('creates an empty one, public if asked for', async () => {
    const { call, spotify } = await startTonearm()
    expect(receiptless(await call('create_playlist', { name: 'Empty\n| one', public: true }))).toMatchInlineSnapshot(`
      "Created NEW-ID Empty ¦ one with 0 songs.
      Link for others: https://open.spotify.com/playlist/NEW
      Receipt RECEIPT: undo_change takes it back."
    `)
    expect(spotify.world.playlists[0]).toMatchObject({ public: true, rows: [] })
    expect(spotify.requests()).toEqual(['POST /v1/me/playlists'])
  })

  it('says what is in it and what not when it fails in the middle; undo removes it', async () => {
    const { call, spotify } = await startTonearm({ world: { tracks } })
    spotify.faults.next(`POST ${posts}`, faults.slow(0))
    spotify.faults.next(`POST ${posts}`, faults.forbidden())
    expect(receiptless(await call('create_playlist', { name: 'Long', items: songs(1, 230).map(uri) }))).toMatchInlineSnapshot(`
      "Created NEW-ID Long, but ONLY PARTLY DONE (asked for: 230 songs).
      Spotify does not allow this for new apps: since 2026, other people's playlists, Spotify's own playlists and several older functions are closed to them. Other items are not affected.
      Done: add 100 songs at the end.
      Not done: add 100 songs at the end; add 30 songs at the end.
      Receipt RECEIPT: undo_change takes back what was done."
    `)
    expect(spotify.world.playlists[0]?.rows).toHaveLength(100)
    await call('undo_change', { receipt: await latestReceipt(call) })
    expect(spotify.world.playlists).toEqual([])
  })

  it('is undone by taking it out of the library, unless something else was put into it since; undoing that brings it back', async () => {
    const { call, callInVain, spotify } = await startTonearm({ world: { tracks } })
    await call('create_playlist', { name: 'Short', items: [uri('Song 1')] })
    const receipt = await latestReceipt(call)
    const [made] = spotify.world.playlists
    made?.rows.push(...(made?.rows ?? []))
    expect(await callInVain('undo_change', { receipt })).toContain('1 song more: Song 1 (2).')
    await call('undo_change', { receipt, force: true })
    expect(spotify.world.playlists).toEqual([])
    await call('undo_change', { receipt: await latestReceipt(call) })
    expect(spotify.world.playlists).toEqual([made])
  })

  it('creates nothing and leaves no receipt when Spotify refuses', async () => {
    const { call, callInVain, spotify } = await startTonearm({ world: { tracks } })
    spotify.faults.next('POST /v1/me/playlists', faults.forbidden())
    await callInVain('create_playlist', { name: 'No' })
    expect(await call('undo_change')).toBe('No changes yet.')
  })

  it('says so when nobody can know whether it was created', async () => {
    const { call, callInVain, spotify } = await startTonearm({ world: { tracks } })
    spotify.faults.next('POST /v1/me/playlists', faults.dropConnection('after'))
    expect(await callInVain('create_playlist', { name: 'Maybe' })).toMatchInlineSnapshot(
      `"Spotify could not be reached. Check the internet connection, then try again. Look with get_user_playlists; edit_library removes a playlist. It is not known whether anything was changed. Check the result before retrying."`,
    )
    expect(await callInVain('undo_change', { receipt: await latestReceipt(call) })).toMatchInlineSnapshot(
      `"It is not known whether "Maybe" was created: Tonearm was interrupted. Look with get_user_playlists; edit_library removes a playlist. Nothing was changed."`,
    )
  })

  it('needs the permission that fits, and names it', async () => {
    const signedIn = allScopes.filter((scope) => scope !== 'playlist-modify-private')
    const { callInVain, call, spotify } = await startTonearm({ signedIn })
    expect(await callInVain('create_playlist', { name: 'Private' })).toContain('playlist-modify-private')
    await call('create_playlist', { name: 'Public', public: true })
    expect(spotify.world.playlists).toHaveLength(1)
  })

  it('changes nothing when an item makes no sense', async () => {
    const { callInVain, spotify } = await startTonearm()
    expect(await callInVain('create_playlist', { name: 'X', items: ['zzzzzz'] })).toContain('"zzzzzz" is neither the id of an item')
    expect(await callInVain('create_playlist', { name: ' ' })).toContain('name: ')
    expect(spotify.requests()).toEqual(['GET /v1/me/playlists?limit=50&offset=0'])
  })
})
