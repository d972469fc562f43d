import { describe, expect, it } from 'vitest'
import { allScopes } from '../../src/config/scopes.ts'
import { album, artist, audiobook, episode, playlist, show, track } from '../fake-spotify/builders.ts'
import * as faults from '../fake-spotify/faults.ts'
import { startTonearm } from '../tonearm.ts'
import { latestReceipt, songs, uri } from './mix.ts'

const tracks = songs(1, 100).map((name) => track(name))
const saved = <Item>(items: Item[]) => items.map((item) => ({ item, addedAt: '2026-06-01T12:00:00Z' }))
const receiptless = (text: string) => text.replace(/Receipt \w{6}/, 'Receipt RECEIPT')
const shortUris = (lines: string[]) => lines.map((line) => line.replace(/uris=.*/, (text) => `uris=${text.split(',').length}`))

describe('edit_library', () => {
  it('saves and follows every kind of item, and says what is there now', async () => {
    const items = [track('Song 1'), album('Deep Water'), show('Small Hours'), episode('Talk'), audiobook('Tides')]
    const world = { tracks: [track('Song 1')], albums: [album('Deep Water')], shows: [show('Small Hours')], episodes: [episode('Talk')] }
    const foreign = playlist({ name: 'Flat Party', owner: { id: 'otto', displayName: 'Otto' } })
    const golden = artist('Golden Static')
    const { call, spotify } = await startTonearm({
      world: { ...world, audiobooks: [audiobook('Tides')], artists: [golden], otherPlaylists: [foreign] },
    })
    const save = [...items, golden, foreign].map(({ type, id }) => `spotify:${type}:${id}`)
    expect(receiptless(await call('edit_library', { save }))).toMatchInlineSnapshot(`
      "Done.
      Saved 5: 4VbVUy track, 3L17Ua album, 0hFVVB show, 6SDOSu episode, 5Nvz2R audiobook
      Followed 2: 1avGoR artist, 4Cd0x8 playlist
      Receipt RECEIPT: undo_change takes it back."
    `)
    const { savedTracks, savedAlbums, savedShows, savedEpisodes, savedAudiobooks, followedArtists, playlists } = spotify.world
    const lists = [savedTracks, savedAlbums, savedShows, savedEpisodes, savedAudiobooks, followedArtists, playlists]
    expect(lists.map((list) => list.length)).toEqual([1, 1, 1, 1, 1, 1, 1])

    await call('undo_change', { receipt: await latestReceipt(call) })
    expect(lists.map((list) => list.length)).toEqual([0, 0, 0, 0, 0, 0, 0])
  })

  it('changes only what is not so already, and undo takes back only that', async () => {
    const { call, spotify } = await startTonearm({ world: { tracks, savedTracks: saved(tracks.slice(0, 2)) } })
    const names = () => spotify.world.savedTracks.map(({ item }) => item.name).sort()
    await call('search_tracks', { query: 'song' })
    const parameters = { save: [uri('Song 1'), uri('Song 3'), uri('Song 3')], remove: [uri('Song 2'), uri('Song 4')] }
    spotify.clearRecord()
    expect(receiptless(await call('edit_library', parameters))).toMatchInlineSnapshot(`
      "Done. Already saved: Song 1. Not in the library: Song 4.
      Saved 1: 5bfo9b Song 3
      Removed 1: 0pueYJ Song 2
      Receipt RECEIPT: undo_change takes it back."
    `)
    expect(names()).toEqual(['Song 1', 'Song 3'])
    expect(shortUris(spotify.requests())).toEqual([
      'GET /v1/me/library/contains?uris=4',
      'DELETE /v1/me/library?uris=1',
      'PUT /v1/me/library?uris=1',
      'GET /v1/me/library/contains?uris=2',
    ])
    await call('undo_change', { receipt: await latestReceipt(call) })
    expect(names()).toEqual(['Song 1', 'Song 2'])
  })

  it('asks for forty a request', async () => {
    const { call, spotify } = await startTonearm({ world: { tracks } })
    expect(await call('edit_library', { save: songs(1, 90).map(uri) })).toContain('Saved 90: ')
    expect(shortUris(spotify.requests()).filter((line) => line.startsWith('PUT'))).toEqual([
      'PUT /v1/me/library?uris=40',
      'PUT /v1/me/library?uris=40',
      'PUT /v1/me/library?uris=10',
    ])
    expect(spotify.world.savedTracks).toHaveLength(90)
  })

  it('previews with dry_run', async () => {
    const { call, spotify } = await startTonearm({ world: { tracks, savedTracks: saved(tracks.slice(0, 1)) } })
    expect(await call('edit_library', { remove: [uri('Song 1')], save: [uri('Song 2')], dry_run: true })).toMatchInlineSnapshot(`
      "Preview, nothing was changed.
      To save 1: 0pueYJ track
      To remove 1: 4VbVUy track
      Undo can save what was removed again, with the day of the undo as the date added."
    `)
    expect(spotify.requests().filter((line) => !line.startsWith('GET'))).toEqual([])
  })

  it('says so when there is nothing to change, and refuses what makes no sense', async () => {
    const { call, callInVain } = await startTonearm({ world: { tracks } })
    expect(await call('edit_library', { remove: [uri('Song 1')] })).toBe('Not in the library: 4VbVUy track. Nothing was changed.')
    expect(await callInVain('edit_library', {})).toBe('Say what to save or what to remove.')
    expect(await callInVain('edit_library', { save: [uri('Song 1')], remove: [uri('Song 1')] })).toContain('both saved and removed')
    expect(await callInVain('edit_library', { save: ['Song 1'] })).toContain('not an id')
  })

  it('finds out when Spotify accepts what it does not do', async () => {
    const { call, callInVain } = await startTonearm({ world: { tracks } })
    const unknown = 'spotify:artist:0000000000000000000000'
    expect(await callInVain('edit_library', { save: [unknown] })).toMatchInlineSnapshot(
      `"Spotify accepted this without effect: it may not know these items any more. Nothing was changed."`,
    )
    expect(await call('undo_change')).toBe('No changes yet.')
    expect(receiptless(await call('edit_library', { save: [unknown, uri('Song 1')] }))).toMatchInlineSnapshot(`
      "ONLY PARTLY DONE.
      Saved 1: 4VbVUy track
      Not done 1: 000000 artist
      Receipt RECEIPT: undo_change takes it back."
    `)
  })

  it('says what was done when it fails in the middle; undo takes that back', async () => {
    const { call, spotify } = await startTonearm({ world: { tracks } })
    spotify.faults.next('PUT /v1/me/library', faults.slow(0))
    spotify.faults.next('PUT /v1/me/library', faults.serverError(500))
    const text = await call('edit_library', { save: songs(1, 90).map(uri) })
    expect(text).toMatch(/^ONLY PARTLY DONE\. Spotify is having problems\./)
    expect(text).toContain('Saved 40: ')
    expect(text).toContain('Not done 50: ')
    await call('undo_change', { receipt: await latestReceipt(call) })
    expect(spotify.world.savedTracks).toEqual([])
  })

  it('leaves no receipt when the first request is refused', async () => {
    const { call, callInVain, spotify } = await startTonearm({ world: { tracks } })
    spotify.faults.next('PUT /v1/me/library', faults.quotaExceeded(3_600))
    expect(await callInVain('edit_library', { save: [uri('Song 1')] })).toContain('Nothing was changed.')
    expect(await call('undo_change')).toBe('No changes yet.')
  })

  it('needs the permissions that fit the items, and names the missing ones', async () => {
    const signedIn = allScopes.filter((scope) => scope !== 'user-follow-modify')
    const { call, callInVain } = await startTonearm({ world: { tracks, artists: [artist('A')] }, signedIn })
    expect(await callInVain('edit_library', { save: [`spotify:artist:${artist('A').id}`] })).toContain('user-follow-modify')
    expect(await call('edit_library', { save: [uri('Song 1')] })).toContain('Saved 1')
  })
})
