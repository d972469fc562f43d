import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { ResourceUpdatedNotificationSchema } from '@modelcontextprotocol/sdk/types.js'
import { describe, expect, it } from 'vitest'
import { playingMs, quietMs } from '../../../src/mcp/resources/now-playing.ts'
import { albumTracks, artist, device, emptyWorld, playlist } from '../../fake-spotify/builders.ts'
import * as faults from '../../fake-spotify/faults.ts'
import type { ProductOptions } from '../../product.ts'
import { startTonearm } from '../../tonearm.ts'
import { until } from '../running.ts'

const album = albumTracks({ name: 'Quiet Harbor Letters', artists: ['Golden Static'] }, ['Midnight River', 'Opalite'])
const river = album[0] as (typeof album)[number]
const laptop = device('Laptop')
const world: ProductOptions['world'] = {
  tracks: album,
  albums: [river.album],
  artists: [artist('Golden Static')],
  playlists: [playlist({ name: 'Road / Trip', rows: album })],
  devices: [laptop],
  player: { ...emptyWorld().player, deviceId: laptop.id, item: river, isPlaying: true },
}

/** The text of a resource. */
async function read(client: Client, uri: string): Promise<string> {
  const { contents } = await client.readResource({ uri })
  expect(contents).toEqual([{ uri, mimeType: 'text/plain', text: expect.any(String) }])
  return (contents as { text: string }[])[0]?.text ?? ''
}

/** The code and the sentence with which a resource refuses. */
async function refused(client: Client, uri: string): Promise<{ code: number; message: string }> {
  const error = await client.readResource({ uri }).then(
    () => expect.unreachable(),
    (thrown) => thrown,
  )
  return { code: error.code, message: error.message.replace(/^MCP error -\d+: /, '') }
}

describe('the resources', () => {
  it('are listed with what they are', async () => {
    const { client } = await startTonearm({ world })
    const { resources } = await client.listResources()
    expect(resources.map(({ uri, mimeType }) => `${uri} ${mimeType}`)).toEqual([
      'spotify://me text/plain',
      'spotify://playlists text/plain',
      'spotify://now-playing text/plain',
    ])
    const { resourceTemplates } = await client.listResourceTemplates()
    expect(resourceTemplates.map(({ uriTemplate, mimeType }) => `${uriTemplate} ${mimeType}`)).toEqual([
      'spotify://playlist/{id} text/plain',
      'spotify://album/{id} text/plain',
      'spotify://artist/{id} text/plain',
      'spotify://track/{id} text/plain',
    ])
    for (const { name, title, description } of [...resources, ...resourceTemplates]) expect(name && title && description).toBeTruthy()
  })

  it.each([
    ['spotify://me', 'get_user_profile', {}],
    ['spotify://playlists', 'get_user_playlists', { limit: 200 }],
    [`spotify://album/${river.album.id}`, 'get_item', { item: `spotify:album:${river.album.id}` }],
    [`spotify://artist/${river.artists[0]?.id}`, 'get_item', { item: `spotify:artist:${river.artists[0]?.id}` }],
    [`spotify://track/${river.id}`, 'get_item', { item: `spotify:track:${river.id}` }],
    ['spotify://playlist/road%20%2F%20trip', 'get_playlist_items', { playlist: 'Road / Trip' }],
    ['spotify://playlist/Road / Trip', 'get_playlist_items', { playlist: 'Road / Trip' }],
  ])('%s reads as the answer of %s does', async (uri, tool, parameters) => {
    const { client, call } = await startTonearm({ world })
    expect(await read(client, uri)).toBe(await call(tool, parameters))
  })

  it('say what is playing, too', async () => {
    const { client } = await startTonearm({ world })
    const text = await read(client, 'spotify://now-playing')
    expect(text).toContain('Midnight River')
    expect(text).toContain('Laptop')
  })

  it('are found by every form of an id', async () => {
    const { client, call } = await startTonearm({ world })
    await call('search_tracks', { query: 'midnight' })
    const forms = [
      river.id.slice(0, 6),
      river.id,
      `spotify:track:${river.id}`,
      encodeURIComponent(`spotify:track:${river.id}`),
      `https://open.spotify.com/track/${river.id}?si=1`,
      encodeURIComponent(`https://open.spotify.com/intl-de/track/${river.id}?si=1`),
    ]
    for (const form of forms) expect(await read(client, `spotify://track/${form}`), form).toContain('Midnight River')
  })

  it.each([
    ['spotify://nothing', 'There is no resource "spotify://nothing". There are spotify://me, spotify://playlists, spotify://now-playing'],
    ['spotify://album/', 'There is no resource "spotify://album/".'],
    ['spotify://constructor/x', 'There is no resource'],
    ['file:///etc/passwd', 'There is no resource "file:///etc/passwd".'],
    ['spotify:track:1', 'There is no resource'],
    [`spotify://album/${river.id.slice(0, 6)}\n\u001b[2J`, 'is not an id'],
    ['spotify://album/%E0%A4%A', '"%E0%A4%A" is not an id.'],
    ['spotify://album/Zzzzzz', 'No item beginning with "Zzzzzz" was shown before.'],
    [`spotify://album/spotify:track:${river.id}`, 'is a track; here an album is needed.'],
    ['spotify://album/0000000000000000000000', 'Spotify does not know this item'],
    ['spotify://playlist/Polka', 'No playlist is called "Polka".'],
  ])('%j is not there, and the error says why', async (uri, sentence) => {
    const { client } = await startTonearm({ world })
    const { code, message } = await refused(client, uri)
    expect(code).toBe(-32002)
    expect(message).toContain(sentence)
  })

  it('that cannot be read just now are not called missing', async () => {
    const { client, spotify } = await startTonearm({ world })
    spotify.faults.always('GET /v1/me/playlists', faults.quotaExceeded(40_000))
    const { code, message } = await refused(client, 'spotify://playlists')
    expect(code).toBe(-32000)
    expect(message).toContain("Spotify's quota for this app is used up until")
  })

  it('without their permission are not listed, and say what they lack', async () => {
    const { client, call } = await startTonearm({ world, signedIn: ['user-top-read'] })
    await call('get_user_top_tracks')
    expect((await client.listResources()).resources.map(({ uri }) => uri)).toEqual(['spotify://me'])
    expect((await refused(client, 'spotify://playlists')).message).toContain('permission that was not granted: playlist-read-private')
  })
})

/** Pauses that end when the test says so. */
function handClock() {
  const waits: number[] = []
  let wake = () => {}
  return {
    waits,
    tick: () => wake(),
    wait: (milliseconds: number, signal: AbortSignal) =>
      new Promise((resolve, reject) => {
        waits.push(milliseconds)
        wake = () => resolve(undefined)
        signal.addEventListener('abort', () => reject(signal.reason))
      }),
  }
}

describe('subscribing to what is playing', () => {
  const uri = 'spotify://now-playing'

  async function subscribed(count: number) {
    const clock = handClock()
    const tonearm = await startTonearm({ world: structuredClone(world), wait: clock.wait })
    const clients = await Promise.all(Array.from({ length: count }, (_, index) => tonearm.connect(`client ${index}`)))
    const heard: string[] = []
    for (const [index, client] of clients.entries()) {
      client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => void heard.push(`${index} ${params.uri}`))
      await client.subscribeResource({ uri })
    }
    const looks = () => tonearm.spotify.requests().filter((request) => request.startsWith('GET /v1/me/player?')).length
    /** Until the poll rests for the nth time. */
    const rested = (times: number) => until(() => clock.waits.length === times)
    await rested(1)
    return { ...tonearm, clock, clients, heard, looks, rested }
  }

  it('brings the news to every session, from one request for all of them', async () => {
    const { spotify, clock, heard, looks, rested } = await subscribed(3)
    expect(looks()).toBe(1)
    spotify.world.player.item = album[1] ?? null
    clock.tick()
    await until(() => heard.length === 3)
    expect(heard.toSorted()).toEqual([`0 ${uri}`, `1 ${uri}`, `2 ${uri}`])
    await rested(2)
    spotify.world.player.isPlaying = false
    clock.tick()
    await rested(3)
    expect(looks()).toBe(3)
    expect(clock.waits).toEqual([playingMs, playingMs, quietMs])
  })

  it('costs nothing once the last has unsubscribed or gone', async () => {
    const { clients, clock, rested, looks, endpoint } = await subscribed(2)
    const [one, other] = clients as [Client, Client]
    await one.unsubscribeResource({ uri })
    clock.tick()
    await rested(2)
    // What DELETE does: the session ends, although nobody unsubscribed.
    await (other.transport as { terminateSession?(): Promise<void> }).terminateSession?.()
    clock.tick()
    await one.ping()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(clock.waits).toHaveLength(2)
    expect(looks()).toBe(2)
    expect(endpoint.url).toBeTruthy()
  })

  it('rests while nobody is signed in', async () => {
    const { tonearm, clock, looks, clients } = await subscribed(1)
    await tonearm.signOut()
    clock.tick()
    await clients[0]?.ping()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(looks()).toBe(1)
  })

  it('twice is the same as once', async () => {
    const { clients, spotify, clock, heard, rested } = await subscribed(1)
    await clients[0]?.subscribeResource({ uri })
    spotify.world.player.isPlaying = false
    clock.tick()
    await rested(2)
    await until(() => heard.length > 0)
    await clients[0]?.ping()
    expect(heard).toEqual([`0 ${uri}`])
  })

  it('is not offered for what does not change by itself', async () => {
    const { client, spotify } = await startTonearm({ world })
    await expect(client.subscribeResource({ uri: 'spotify://me\n' })).rejects.toThrow(
      '"spotify://me" cannot be subscribed to: only spotify://now-playing changes by itself.',
    )
    expect(spotify.requests()).toEqual([])
  })
})
