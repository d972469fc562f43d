import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { describe, expect, it } from 'vitest'
import { allScopes } from '../../../src/config/scopes.ts'
import { type ComputerWithSpotify, call, computerWithSpotify, connect, ready } from '../../commands/with-spotify.ts'
import { emptyWorld, playlist, track } from '../../fake-spotify/builders.ts'
import * as faults from '../../fake-spotify/faults.ts'
import type { Playlist } from '../../fake-spotify/types.ts'

/** Wanda's computer with the product on it, whose Spotify holds the playlist Mix and two saved tracks. */
async function computer(): Promise<{ wanda: ComputerWithSpotify; mix: Playlist; titles(): (string | undefined)[] }> {
  const mix = playlist({ name: 'Mix', rows: ['One', 'Two', 'Three', 'Two', 'Four'] })
  const tracks = ['One', 'Two', 'Three', 'Four', 'Five'].map((name) => track(name))
  const savedTracks = tracks.slice(0, 2).map((item) => ({ item, addedAt: '2026-06-01T12:00:00Z' }))
  const wanda = await computerWithSpotify({ fake: { world: { ...emptyWorld(), playlists: [mix], tracks, savedTracks } } })
  return { wanda, mix, titles: () => mix.rows.map(({ item }) => item?.name) }
}

/** Starts the product in a process of its own. */
async function start(wanda: ComputerWithSpotify): Promise<{ client: Client; kill(): Promise<unknown> }> {
  const { refreshToken } = wanda.spotify.grant([...allScopes])
  const process = wanda.run(['serve', '--json', '--vault', 'memory', '--no-browser'], { SPOTIFY_REFRESH_TOKEN: refreshToken })
  const client = await connect(await ready(process))
  return { client, kill: () => process.stop('SIGKILL') }
}

/** Has a tool called, and kills the process with -9 as soon as its `count`th write has come to Spotify. */
async function killDuring(wanda: ComputerWithSpotify, count: number, tool: string, parameters: Record<string, unknown>): Promise<void> {
  const { client, kill } = await start(wanda)
  client.callTool({ name: tool, arguments: parameters }).catch(() => {})
  await expect.poll(() => writes(wanda).length, { timeout: 5_000 }).toBe(count)
  await kill()
}

const writes = ({ spotify }: ComputerWithSpotify) => spotify.record().filter(({ kind, method }) => kind === 'api' && method !== 'GET')

/** A new process undoes the latest change. @returns the list of changes before, and what undo says */
async function undoAfterwards(wanda: ComputerWithSpotify): Promise<{ listed: string; said: string }> {
  const { client, kill } = await start(wanda)
  const listed = await call(client, 'undo_change')
  const said = await call(client, 'undo_change', { receipt: listed.split('\n')[1]?.slice(0, 6) })
  await kill()
  return { listed, said }
}

const edits = '/v1/playlists/{id}/items'

describe('a process killed with -9 during a change', () => {
  it('left a receipt before its first request; nothing was done, and undo says so', async () => {
    const { wanda, titles } = await computer()
    wanda.spotify.faults.next(`DELETE ${edits}`, faults.hang())
    await killDuring(wanda, 1, 'edit_playlist', { playlist: 'mix', remove: { duplicates: true } })
    const { listed, said } = await undoAfterwards(wanda)
    expect(listed).toMatch(/ \| test client \| "Mix": 1 song removed \| interrupted/)
    expect(said).toBe('Nothing to undo: everything is as it was before. "Mix": 1 song removed')
    expect(titles()).toEqual(['One', 'Two', 'Three', 'Two', 'Four'])
  })

  it('can be undone when the first request was carried out and its answer never read', async () => {
    const { wanda, titles } = await computer()
    wanda.spotify.faults.next(`DELETE ${edits}`, faults.slow(300))
    await killDuring(wanda, 1, 'edit_playlist', { playlist: 'mix', remove: { duplicates: true } })
    await expect.poll(titles).toEqual(['One', 'Three', 'Four'])
    expect((await undoAfterwards(wanda)).said).toContain('Undone: "Mix": 1 song removed')
    expect(titles()).toEqual(['One', 'Two', 'Three', 'Two', 'Four'])
  })

  it('can be undone when it was killed between two requests', async () => {
    const { wanda, titles } = await computer()
    wanda.spotify.faults.next(`POST ${edits}`, faults.hang())
    await killDuring(wanda, 2, 'edit_playlist', { playlist: 'mix', remove: { duplicates: true }, rename: 'Other' })
    expect(titles()).toEqual(['One', 'Three', 'Four'])
    await undoAfterwards(wanda)
    expect(titles()).toEqual(['One', 'Two', 'Three', 'Two', 'Four'])
  })

  it('can be undone when the library was changed', async () => {
    const { wanda } = await computer()
    const { world } = wanda.spotify
    const uris = world.tracks.map(({ id }) => `spotify:track:${id}`)
    wanda.spotify.faults.next('PUT /v1/me/library', faults.hang())
    await killDuring(wanda, 2, 'edit_library', { remove: uris.slice(1, 2), save: uris.slice(3, 5) })
    expect(world.savedTracks.map(({ item }) => item.name)).toEqual(['One'])
    expect((await undoAfterwards(wanda)).said).toContain('Undone: Removed 1 song from the library, saved 2 songs')
    expect(world.savedTracks.map(({ item }) => item.name).sort()).toEqual(['One', 'Two'])
  })

  it('can be undone when a playlist was created and half filled', async () => {
    const { wanda } = await computer()
    const { world } = wanda.spotify
    wanda.spotify.faults.next(`POST ${edits}`, faults.hang())
    await killDuring(wanda, 2, 'create_playlist', { name: 'New', items: world.tracks.map(({ id }) => `spotify:track:${id}`) })
    expect(world.playlists).toHaveLength(2)
    await undoAfterwards(wanda)
    expect(world.playlists.map((one) => one?.name)).toEqual(['Mix'])
  })

  it('can be undone when an undo was interrupted itself', async () => {
    const { wanda, titles } = await computer()
    const { client, kill } = await start(wanda)
    await call(client, 'edit_playlist', { playlist: 'mix', remove: { positions: [1, 3] } })
    const receipt = (await call(client, 'undo_change')).split('\n')[1]?.slice(0, 6)
    await kill()
    wanda.spotify.faults.next(`POST ${edits}`, faults.slow(0))
    wanda.spotify.faults.next(`POST ${edits}`, faults.hang())
    await killDuring(wanda, writes(wanda).length + 2, 'undo_change', { receipt })
    expect(titles()).toEqual(['One', 'Two', 'Two', 'Four'])
    await undoAfterwards(wanda)
    expect(titles()).toEqual(['Two', 'Two', 'Four'])
  })
})
