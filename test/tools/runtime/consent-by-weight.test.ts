import { describe, expect, it } from 'vitest'
import { album, playlist, track } from '../../fake-spotify/builders.ts'
import * as faults from '../../fake-spotify/faults.ts'
import { startTonearm } from '../../tonearm.ts'
import { latestReceipt, songs } from '../mix.ts'

const uriOf = ({ type, id }: { type: string; id: string }) => `spotify:${type}:${id}`
const long = () => playlist({ name: 'Everything', rows: songs(1, 1_000) })
const receiptless = (text: string) => text.replace(/[Rr]eceipt \w{6}/, 'Receipt RECEIPT')
const names = (lists: readonly ({ name: string } | null)[]) => lists.map((list) => list?.name)

describe('a change that takes away more than twenty songs', () => {
  it('is also one that deletes an own playlist: it is previewed, done, listed by its name and undone', async () => {
    const everything = long()
    const { call, callInVain, spotify } = await startTonearm({ world: { playlists: [everything] } })
    const remove = [uriOf(everything)]
    expect(await callInVain('edit_library', { remove })).toMatchInlineSnapshot(
      `"This deletes playlist "Everything" (1,000 songs). Call with dry_run: true first and show the user the preview; after that the same call is carried out. Nothing was changed."`,
    )
    expect(spotify.requests().filter((line) => !line.startsWith('GET'))).toEqual([])

    expect(await call('edit_library', { remove, dry_run: true })).toMatchInlineSnapshot(`
      "Preview, nothing was changed.
      To delete 1: 2x50VC Everything (1,000 songs)"
    `)
    expect(receiptless(await call('edit_library', { remove }))).toMatchInlineSnapshot(`
      "Done.
      Deleted 1: 2x50VC Everything (1,000 songs)
      Receipt RECEIPT: undo_change takes it back."
    `)
    expect(spotify.world.playlists).toEqual([])
    expect(await call('undo_change')).toContain('Deleted playlist "Everything" (1,000 songs) | done')
    await call('undo_change', { receipt: await latestReceipt(call) })
    expect(names(spotify.world.playlists)).toEqual(['Everything'])
  })

  it('has to be previewed again when songs were added to the playlist since', async () => {
    const everything = long()
    const { call, callInVain } = await startTonearm({ world: { playlists: [everything] } })
    const remove = [uriOf(everything)]
    await call('edit_library', { remove, dry_run: true })
    everything.version += 1
    expect(await callInVain('edit_library', { remove })).toContain('dry_run')
  })

  it('may be one of many small playlists, looked up in one request', async () => {
    const playlists = Array.from({ length: 7 }, (_, index) => playlist({ name: `List ${index + 1}`, rows: songs(1, 3) }))
    const { call, callInVain, spotify } = await startTonearm({ world: { playlists } })
    spotify.clearRecord()
    expect(await callInVain('edit_library', { remove: playlists.map(uriOf) })).toMatchInlineSnapshot(
      `"This deletes 7 playlists: "List 1" (3 songs), "List 2" (3 songs), "List 3" (3 songs), 4 more. Call with dry_run: true first and show the user the preview; after that the same call is carried out. Nothing was changed."`,
    )
    expect(spotify.requests().filter((line) => line.includes('playlists'))).toEqual(['GET /v1/me/playlists?limit=50&offset=0'])
    expect(await call('edit_library', { remove: playlists.slice(0, 6).map(uriOf) })).toContain('Deleted 6: ')
    expect(await call('undo_change')).toContain(
      'Deleted 6 playlists: "List 1" (3 songs), "List 2" (3 songs), "List 3" (3 songs), 3 more | done',
    )
  })

  it('may be mixed, and counts each item', async () => {
    const list = playlist({ name: 'List', rows: songs(1, 15) })
    const tracks = songs(1, 5).map((name) => track(name))
    const world = {
      playlists: [list],
      savedTracks: tracks.map((item) => ({ item, addedAt: '2026-06-01T12:00:00Z' })),
      savedAlbums: [{ item: album('Deep Water'), addedAt: '2026-06-01T12:00:00Z' }],
    }
    const { call, callInVain } = await startTonearm({ world })
    const remove = [list, ...tracks, album('Deep Water')].map(uriOf)
    expect(await callInVain('edit_library', { remove })).toContain(
      'This deletes playlist "List" (15 songs) and removes 5 songs, 1 album from the library. ',
    )
    expect(await call('edit_library', { remove: remove.slice(0, -1) })).toMatch(
      /^Done\.\nRemoved 5: .*\nDeleted 1: \w+ List \(15 songs\)\n/,
    )
  })

  it('is not one that unfollows a playlist of somebody else, however long it is', async () => {
    const foreign = playlist({ name: 'Flat Party', owner: { id: 'otto', displayName: 'Otto' }, rows: songs(1, 500) })
    const { call } = await startTonearm({ world: { playlists: [foreign] } })
    expect(receiptless(await call('edit_library', { remove: [uriOf(foreign)] }))).toMatchInlineSnapshot(`
      "Done.
      Unfollowed 1: 4Cd0x8 Flat Party
      Receipt RECEIPT: undo_change takes it back."
    `)
    expect(await call('undo_change')).toContain('| Unfollowed 1 playlist | done')
  })

  it('is also one that deletes a playlist of which Spotify does not say how long it is, and none that removes what cannot be read', async () => {
    const [uncounted, hidden] = [playlist({ name: 'Uncounted', rows: ['One'] }), playlist({ name: 'Hidden', rows: songs(1, 50) })]
    const { call, callInVain, spotify } = await startTonearm({ world: { playlists: [uncounted, hidden] } })
    spotify.faults.next(
      `GET /v1/playlists/${uncounted.id}`,
      faults.changed((answer: Record<string, unknown>) => ({ ...answer, items: { ...(answer.items as object), total: null } })),
    )
    expect(await callInVain('edit_library', { remove: [uriOf(uncounted)] })).toContain(
      'This deletes playlist "Uncounted". Call with dry_run',
    )
    spotify.faults.next(`GET /v1/playlists/${hidden.id}`, faults.forbidden())
    expect(await call('edit_library', { remove: [uriOf(hidden)] })).toContain('Unfollowed 1: ')
  })

  it('is also one that replaces the songs of a playlist', async () => {
    const { callInVain } = await startTonearm({ world: { playlists: [playlist({ name: 'Mix', rows: songs(1, 30) })] } })
    expect(await callInVain('edit_playlist', { playlist: 'mix', replace: [uriOf(track('Song 1'))] })).toContain(
      'This removes 29 of 30 songs in "Mix". ',
    )
    expect(await callInVain('edit_playlist', { playlist: 'mix', replace: [] })).toContain('This removes all 30 songs in "Mix". ')
  })

  it('may be an undo with force: it says what would go, and the same call is then carried out', async () => {
    const mix = playlist({ name: 'Mix', rows: songs(1, 3) })
    const later = playlist({ name: 'Later', rows: songs(10, 40) })
    const { call, callInVain, spotify } = await startTonearm({ world: { playlists: [mix, later], tracks: [track('Song 1')] } })
    await call('edit_playlist', { playlist: 'mix', remove: { positions: [1] } })
    const receipt = await latestReceipt(call)
    mix.rows.push(...later.rows)
    mix.version += 1
    expect(await callInVain('undo_change', { receipt })).toContain('With force it is undone anyway.')
    spotify.clearRecord()
    expect(await callInVain('undo_change', { receipt, force: true })).toMatchInlineSnapshot(
      `"This removes 31 of 33 songs in "Mix". Ask the user. If they agree, make the same call again. Nothing was changed."`,
    )
    expect(spotify.requests().filter((line) => !line.startsWith('GET'))).toEqual([])
    mix.version += 1
    expect(await callInVain('undo_change', { receipt, force: true })).toContain('Ask the user.')
    await call('undo_change', { receipt, force: true })
    expect(mix.rows.map(({ item }) => item?.name)).toEqual(songs(1, 3))
  })

  it('may be the undo of a new playlist, with force, or of an undo', async () => {
    const everything = playlist({ name: 'Everything', rows: songs(1, 20) })
    const { call, callInVain, spotify } = await startTonearm({ world: { playlists: [everything], tracks: [track('X')] } })
    await call('create_playlist', { name: 'New', items: [uriOf(track('X'))] })
    const created = await latestReceipt(call)
    const made = spotify.world.playlists.find((list) => list?.name === 'New')
    made?.rows.push(...everything.rows)
    expect(await callInVain('undo_change', { receipt: created, force: true })).toContain(
      'This deletes playlist "New" (21 songs). Ask the user.',
    )

    await call('edit_library', { remove: [uriOf(everything)] })
    await call('undo_change', { receipt: await latestReceipt(call) })
    const putBack = await latestReceipt(call)
    everything.rows.push(...everything.rows.slice(0, 1))
    expect(await callInVain('undo_change', { receipt: putBack })).toContain('This deletes playlist "Everything" (21 songs). Ask the user.')
    await call('undo_change', { receipt: putBack })
    expect(names(spotify.world.playlists)).toEqual(['New'])
  })

  it('is never asked about where the user turned the question off', async () => {
    const everything = long()
    const { call } = await startTonearm({ world: { playlists: [everything] }, settings: { askBeforeEdits: false } })
    expect(await call('edit_library', { remove: [uriOf(everything)] })).toContain('Deleted 1: ')
  })
})
