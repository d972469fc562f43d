import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { describe, expect, it } from 'vitest'
import { device, emptyWorld, playlist, track } from '../../fake-spotify/builders.ts'
import * as faults from '../../fake-spotify/faults.ts'
import { startTonearm } from '../../tonearm.ts'
import { songs, uri } from '../mix.ts'

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** A call whose client can take it back. `ended` resolves when the client no longer waits. */
function start(client: Client, name: string, parameters: Record<string, unknown> = {}) {
  const abort = new AbortController()
  const ended = client.callTool({ name, arguments: parameters }, undefined, { signal: abort.signal }).catch(() => {})
  return {
    ended,
    async cancel() {
      abort.abort('The user pressed stop')
      await ended
    },
  }
}

const laptop = device('Laptop')
const [song] = songs(1, 1)
const listening = {
  ...emptyWorld(),
  tracks: [track(song ?? '')],
  devices: [laptop],
  player: { ...emptyWorld().player, deviceId: laptop.id },
}

describe('calls that the client cancels', () => {
  it('send no further requests, however many were waiting', async () => {
    const { client, spotify } = await startTonearm()
    spotify.faults.always('GET /v1/search', faults.hang())
    const calls = Array.from({ length: 50 }, (_, index) => start(client, 'search_tracks', { query: `word ${index}` }))
    // A call and its cancellation travel by different connections: all calls are here before the first one is cancelled.
    await expect.poll(() => spotify.requests().length).toBe(4)
    await pause(1_500)
    await Promise.all(calls.map((one) => one.cancel()))
    // On a busy computer the cancellations take a while to arrive, and until then calls move up.
    const sentWithin = async (milliseconds: number) => {
      const before = spotify.requests().length
      await pause(milliseconds)
      return spotify.requests().length - before
    }
    await expect.poll(() => sentWithin(500)).toBe(0)
    expect(spotify.requests().length).toBeLessThan(40)
  })

  it.each([
    ['create_playlist', { name: 'Late' }],
    ['control_playback', { action: 'pause' }],
    ['control_playback', { action: 'next' }],
    ['queue_items', { items: [uri(song ?? '')] }],
    ['play', { what: uri(song ?? '') }],
  ])('change nothing later: %s %j', async (name, parameters) => {
    const { client, spotify, call } = await startTonearm({ world: listening })
    await call('get_user_profile')
    spotify.faults.always('GET /v1/search', faults.hang())
    const others = Array.from({ length: 4 }, (_, index) => start(client, 'search_tracks', { query: `word ${index}` }))
    await expect.poll(() => spotify.requests().filter((line) => line.includes('/search')).length).toBe(4)
    const cancelled = start(client, name, parameters)
    await pause(50)
    await cancelled.cancel()
    await Promise.all(others.map((one) => one.cancel()))
    spotify.faults.clear()
    await call('search_tracks', { query: 'anything' })
    await pause(100)
    expect(spotify.requests().filter((line) => !line.startsWith('GET'))).toEqual([])
    expect(spotify.requests().filter((line) => line.includes('/me/player'))).toEqual([])
  })
})

describe('an edit that the client cancels', () => {
  it('stops between its steps, and its receipt says how far it came and takes it back', async () => {
    const { client, spotify, call } = await startTonearm({ world: { tracks: songs(1, 1_000).map((name) => track(name)) } })
    const adds = () => spotify.requests().filter((line) => /^POST .*\/items/.test(line)).length
    spotify.faults.next('POST /v1/playlists/{id}/items', faults.slow(0))
    spotify.faults.next('POST /v1/playlists/{id}/items', faults.slow(300))
    const edit = start(client, 'create_playlist', { name: 'Long', items: songs(1, 1_000).map(uri) })
    await expect.poll(adds).toBe(2)
    await edit.cancel()
    await pause(600)
    expect(adds()).toBe(2)
    expect(spotify.world.playlists[0]?.rows).toHaveLength(200)

    const changes = await call('undo_change')
    expect(changes).toContain('"Long": created with 1,000 songs (stopped: 3 of 11 steps done) | partly done')
    const [receipt] = changes.split('\n')[1]?.split(' ') ?? []
    await call('undo_change', { receipt })
    expect(spotify.world.playlists).toEqual([])
  })

  it('of the library stops between its steps, and takes back just those', async () => {
    const tracks = songs(1, 120).map((name) => track(name))
    const { client, spotify, call } = await startTonearm({ world: { tracks } })
    const writes = () => spotify.requests().filter((line) => line.startsWith('PUT')).length
    spotify.faults.next('PUT /v1/me/library', faults.slow(0))
    spotify.faults.next('PUT /v1/me/library', faults.slow(300))
    const edit = start(client, 'edit_library', { save: songs(1, 120).map(uri) })
    await expect.poll(writes).toBe(2)
    await edit.cancel()
    await pause(600)
    expect(writes()).toBe(2)
    expect(spotify.world.savedTracks).toHaveLength(80)
    const changes = await call('undo_change')
    expect(changes).toContain('Saved 120 songs (stopped: 2 of 3 steps done) | partly done')
    await call('undo_change', { receipt: changes.split('\n')[1]?.split(' ')[0] })
    expect(spotify.world.savedTracks).toEqual([])
  })

  it('leaves no receipt when it had not begun', async () => {
    const mix = playlist({ name: 'Mix', rows: songs(1, 5).map((name) => track(name)) })
    const { client, spotify, call } = await startTonearm({ world: { playlists: [mix] } })
    spotify.faults.next(`GET /v1/playlists/${mix.id}`, faults.slow(200))
    const edit = start(client, 'edit_playlist', { playlist: `spotify:playlist:${mix.id}`, remove: { positions: [1] } })
    await expect.poll(() => spotify.requests().some((line) => line.includes(mix.id))).toBe(true)
    await edit.cancel()
    await pause(300)
    expect(mix.rows).toHaveLength(5)
    expect(await call('undo_change')).toBe('No changes yet.')
  })

  it('does not begin when it waits for another edit', async () => {
    const mix = playlist({ name: 'Mix', rows: songs(1, 5).map((name) => track(name)) })
    const { client, spotify, call } = await startTonearm({ world: { playlists: [mix] } })
    const parameters = (position: number) => ({ playlist: `spotify:playlist:${mix.id}`, remove: { positions: [position] } })
    spotify.faults.next('POST /v1/me/playlists', faults.slow(500))
    const first = start(client, 'create_playlist', { name: 'First' })
    await expect.poll(() => spotify.requests().some((line) => line.startsWith('POST'))).toBe(true)
    const second = start(client, 'edit_playlist', parameters(1))
    await expect.poll(() => spotify.requests().filter((line) => line.includes(mix.id)).length).toBe(1)
    await second.cancel()
    await first.ended
    expect(mix.rows).toHaveLength(5)
    expect((await call('undo_change')).split('\n')).toHaveLength(2)
  })
})

describe('a read that fails', () => {
  it('sends nothing after its answer', async () => {
    const mix = playlist({ name: 'Mix', rows: songs(1, 1_000).map((name) => track(name)) })
    const { spotify, callInVain } = await startTonearm({ world: { playlists: [mix] }, fake: { latencyMs: 20 } })
    spotify.faults.next(({ line }) => /\/items\?.*offset=100&/.test(line), faults.emptyBadRequest())
    expect(await callInVain('get_playlist_items', { playlist: 'Mix', limit: 1_000 })).toContain('Spotify refused this request')
    const sent = spotify.requests().length
    await pause(300)
    expect(spotify.requests()).toHaveLength(sent)
    expect(sent).toBeLessThan(15)
  })
})

describe('a refresh of the library', () => {
  it('stops all its requests when one of them fails', async () => {
    const lists = Array.from({ length: 60 }, (_, index) => playlist({ name: `List ${index}`, rows: [track('River')] }))
    const { spotify, callInVain } = await startTonearm({ world: { playlists: lists }, fake: { latencyMs: 20 } })
    spotify.faults.next(`GET /v1/playlists/${lists[3]?.id}/items`, faults.emptyBadRequest())
    expect(await callInVain('find_in_library', { query: 'river' })).toContain('Spotify refused this request')
    const sent = spotify.requests().length
    await pause(300)
    expect(spotify.requests()).toHaveLength(sent)
    expect(sent).toBeLessThan(30)
  })
})
