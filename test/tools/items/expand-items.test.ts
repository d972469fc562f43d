import { describe, expect, it } from 'vitest'
import { albumTracks, episode, localTrack, playlist, show, track } from '../../fake-spotify/builders.ts'
import { startTonearm } from '../../tonearm.ts'
import { calm, startListening } from '../playback/wandas-player.ts'

const letters = albumTracks('Deep Letters', ['Midnight River', 'Long River', 'Opalite'])
const gone = track({ name: 'Gone', playable: false })
const trip = playlist({ name: 'Road Trip', rows: ['Amber', 'Cedar', localTrack('Tape'), null, gone, 'Opalite'] })
const radio = show('Small Hours Radio')
const episodes = [episode({ name: 'On rivers', show: radio }), episode({ name: 'On harbors', show: radio })]
const liked = track({ name: 'Shallow Cedar' })
const solo = track({ name: 'Solo' })
const world = () => ({
  tracks: [...letters, solo, liked, track('Amber'), track('Cedar')],
  shows: [radio],
  episodes,
  playlists: [structuredClone(trip)],
  savedTracks: [{ item: liked, addedAt: '2026-10-20T12:00:00Z' }],
})
const album = `spotify:album:${letters[0]?.album.id}`
const road = `spotify:playlist:${trip.id}`
const single = `spotify:track:${solo.id}`
const readable = (text: string) => text.replace(/[Rr]eceipt \w{6}/, 'Receipt RECEIPT').replace(/Created \w{6}/, 'Created NEW-ID')

describe('albums, playlists, shows and the Liked Songs in the place of their songs', () => {
  it('fill a new playlist in their order, and the answer says what came from where', async () => {
    const { call, spotify } = await startTonearm({ world: world() })
    const items = [album, single, road, 'Liked Songs', `spotify:show:${radio.id}`]
    expect(readable(await call('create_playlist', { name: 'All', items }))).toMatchInlineSnapshot(`
      "Created NEW-ID All with 8 songs and 2 episodes, 1:56:40 long.
      From 16SvlT Deep Letters (3 songs), 0pNEUW Road Trip (3 songs; 3 left out: local files or unavailable), Liked Songs (1 song), 21Fxcg Small Hours Radio (2 episodes)
      Added again: Opalite (another release is at position 3). With skip_duplicates it is left out.
      Receipt RECEIPT: undo_change takes it back."
    `)
    expect(spotify.world.playlists[0]?.rows.map(({ item }) => item?.name)).toEqual([
      ...letters.map(({ name }) => name),
      'Solo',
      'Amber',
      'Cedar',
      'Opalite',
      'Shallow Cedar',
      'On rivers',
      'On harbors',
    ])
  })

  it('are added to a playlist, also its own songs once more', async () => {
    const { call, spotify } = await startTonearm({ world: world() })
    expect(readable(await call('edit_playlist', { playlist: 'Road Trip', add: [{ items: [album], position: 1 }] }))).toMatchInlineSnapshot(`
      "0pNEUW Road Trip: 3 songs added. Now 9 songs, 28:05 long.
      From 16SvlT Deep Letters (3 songs)
      Added again: Opalite (another release is at position 9). With skip_duplicates it is left out.
      Receipt RECEIPT: undo_change takes it back."
    `)
    expect(spotify.world.playlists[0]?.rows.map(({ item }) => item?.name ?? null).slice(0, 4)).toEqual([
      ...letters.map(({ name }) => name),
      'Amber',
    ])
  })

  it('replace the songs of a playlist', async () => {
    const mix = playlist({ name: 'Mix', rows: ['Amber'] })
    const { call, spotify } = await startTonearm({ world: { ...world(), playlists: [structuredClone(trip), mix] } })
    expect(await call('edit_playlist', { playlist: 'Mix', replace: [album, 'spotify:collection'] })).toContain('Now 4 songs, 14:20 long.')
    expect(spotify.world.playlists[1]?.rows).toHaveLength(4)
  })

  it('are playlists by their whole name, too', async () => {
    const { call, callInVain, spotify } = await startTonearm({ world: world() })
    expect(readable(await call('create_playlist', { name: 'Both', items: ['road trip', single] }))).toMatchInlineSnapshot(`
      "Created NEW-ID Both with 4 songs, 14:20 long.
      From 0pNEUW Road Trip (3 songs; 3 left out: local files or unavailable)
      Receipt RECEIPT: undo_change takes it back."
    `)
    const failure = await callInVain('create_playlist', { name: 'Both', items: ['Raod Trip'] })
    expect(failure).toMatchInlineSnapshot(
      `""Raod Trip" is neither the id of an item that was shown before nor the name of a playlist. Did you mean 0pNEUW Road Trip (6 songs)? Give the id."`,
    )
    expect(await callInVain('edit_playlist', { playlist: 'Road Trip', add: [{ items: ['road'] }] })).toContain(
      'Did you mean 0pNEUW Road Trip',
    )
    expect(await callInVain('queue_items', { items: ['Xylophone Polka'] })).toMatchInlineSnapshot(
      `""Xylophone Polka" is neither the id of an item that was shown before nor the name of a playlist. Give the id of a row (six characters or more), a Spotify URI or a link. search_tracks finds songs by words."`,
    )
    expect(spotify.world.playlists).toHaveLength(2)
  })

  it('are not looked for by name without the permission to read playlists', async () => {
    const { callInVain } = await startTonearm({ world: world(), signedIn: ['playlist-modify-private', 'user-library-read'] })
    expect(await callInVain('create_playlist', { name: 'Both', items: ['Road Trip'] })).toContain('"Road Trip" is not an id.')
  })

  it('merge long playlists without the model seeing them', async () => {
    const rows = (from: number) => Array.from({ length: 260 }, (_, index) => `Song ${from + index}`)
    const lists = [playlist({ name: 'A', rows: rows(1) }), playlist({ name: 'B', rows: rows(201) })]
    const { call, spotify } = await startTonearm({ world: { playlists: lists } })
    const items = lists.map(({ id }) => `spotify:playlist:${id}`)
    expect(readable(await call('create_playlist', { name: 'Both', items, skip_duplicates: true }))).toMatchInlineSnapshot(`
      "Created NEW-ID Both with 460 songs, 27:28:20 long.
      From 6cspRL A (260 songs), 5d1xjt B (260 songs)
      Left out: Song 201 (already at position 201), Song 202 (already at position 202), Song 203 (already at position 203), and 57 others.
      Receipt RECEIPT: undo_change takes it back."
    `)
    expect(spotify.world.playlists[0]?.rows).toHaveLength(460)
  })

  it('are queued, up to a hundred songs', async () => {
    const long = playlist({ name: 'Long', rows: Array.from({ length: 120 }, (_, index) => `Song ${index + 1}`) })
    const { call, player } = await startListening({ world: { ...world(), playlists: [long] } })
    expect((await call('queue_items', { items: [single, `spotify:playlist:${long.id}`] })).split('\n').slice(0, 5)).toMatchInlineSnapshot(`
      [
        "Queued 100 of 100, in this order, after what was queued before and before the rest of the album or playlist (the queue shows the first of them)",
        "From 4uvUdS Long (99 songs)",
        "These are the first 100: Spotify takes them one by one, so no more are queued at once. To hear all of it, use play.",
        "5sFxYU Solo",
        "4VbVUy Song 1",
      ]
    `)
    expect(player.queue).toHaveLength(100)
  })

  it('play one after the other with single songs, given as a list or with commas', async () => {
    const running = await startListening({ world: world() })
    const uris = [single, ...letters.map(({ id }) => `spotify:track:${id}`)]
    for (const what of [[single, album], `${single}, ${album}`, JSON.stringify([single, album])]) {
      expect(calm(await running.call('play', { what })).replace(/Playing.*/s, '')).toBe(
        `Chosen: 4 songs\nFrom ${letters[0]?.album.id.slice(0, 6)} Deep Letters (3 songs)\n`,
      )
      expect(running.spotify.record().findLast(({ path }) => path === '/v1/me/player/play')?.body).toEqual({ uris })
    }
    await running.call('play', { what: [single, album], position: 3 })
    expect(running.spotify.record().findLast(({ path }) => path === '/v1/me/player/play')?.body).toEqual({ uris: uris.slice(2) })
    expect(await running.callInVain('play', { what: [single, album], position: 9 })).toContain('There is no position 9: there are 4 songs.')
  })

  it('are seen to play also as another edition', async () => {
    const { call, player, spotify } = await startListening({ world: world() })
    const other = track({ name: 'Midnight River', album: 'Deep Letters (Deluxe)' })
    spotify.faults.next(
      ({ path }) => {
        if (path === '/v1/me/player/play') Object.assign(player, { item: other, progressMs: 0 })
        return path === '/v1/me/player/play'
      },
      { kind: 'answer', status: 204, headers: {}, body: '' },
    )
    expect(await call('play', { what: [album, single] })).not.toContain('not (yet)')
  })

  it('are not taken for several when words have commas', async () => {
    const hello = track({ name: 'Hello, Goodbye' })
    const { call } = await startListening({ world: { tracks: [hello] } })
    expect(await call('play', { what: 'Hello, Goodbye' })).toMatch(/^Chosen: track \w+ Hello, Goodbye/)
  })

  it('change nothing when one of them cannot be read as a whole, or does not exist', async () => {
    const { callInVain, spotify } = await startTonearm({ world: world() })
    const foreign = playlist({ name: 'Foreign', owner: { id: 'otto', displayName: 'Otto' }, rows: ['Amber'] })
    spotify.world.playlists.push(foreign)
    expect(await callInVain('create_playlist', { name: 'X', items: [album, `spotify:playlist:${foreign.id}`] })).toContain(
      '"Foreign" belongs to Otto',
    )
    expect(await callInVain('create_playlist', { name: 'X', items: ['spotify:album:4iV5W9uYEdYUVa79Axb7Rh'] })).toContain(
      'does not know this item',
    )
    expect(spotify.requests().filter((line) => !line.startsWith('GET'))).toEqual([])
  })

  it('are more than a playlist can have', async () => {
    const long = playlist({ name: 'Long', rows: Array.from({ length: 10_001 }, (_, index) => `Song ${index % 50}`) })
    const { callInVain, spotify } = await startTonearm({ world: { playlists: [long] } })
    expect(await callInVain('create_playlist', { name: 'X', items: [`spotify:playlist:${long.id}`] })).toContain('more than 10,000 songs')
    expect(spotify.requests().filter((line) => !line.startsWith('GET'))).toEqual([])
  })
})
