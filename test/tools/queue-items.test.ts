import { describe, expect, it } from 'vitest'
import { episode, track } from '../fake-spotify/builders.ts'
import * as faults from '../fake-spotify/faults.ts'
import { kitchen, silence, songs, startListening } from './playback/wandas-player.ts'

const look = 'GET /v1/me/player?additional_types=track,episode'
const readQueue = 'GET /v1/me/player/queue'

const rivers = Array.from({ length: 5 }, (_, index) => track({ name: `River ${index + 1}`, album: 'Deep Water' }))
const uris = rivers.map(({ id }) => `spotify:track:${id}`)
const post = (uri: string | undefined) => `POST /v1/me/player/queue?uri=${uri}`
const world = { tracks: [...songs, ...rivers] }

describe('queue_items', () => {
  it('queues in order, one after the other, and looks whether they are there', async () => {
    const { call, spotify, player } = await startListening({ world })
    expect(await call('queue_items', { items: uris.slice(0, 3) })).toMatchInlineSnapshot(`
      "Queued 3 of 3, in this order, after what was queued before and before the rest of the album or playlist (the queue shows them)
      5vpwnY River 1
      6HzUVt River 2
      1VB1Be River 3"
    `)
    expect(spotify.requests()).toEqual([look, readQueue, post(uris[0]), post(uris[1]), post(uris[2]), readQueue])
    expect(spotify.mostInFlight()).toBe(1)
    expect(player.queue.map(({ name }) => name)).toEqual(['River 1', 'River 2', 'River 3'])
  })

  it('takes episodes, short ids and links, and the same item twice', async () => {
    const talk = episode('On rivers')
    const { call, player } = await startListening({ world: { ...world, episodes: [talk] } })
    const [row] = (await call('search_tracks', { query: 'river 4' })).split('\n').slice(1)
    const items = [row?.slice(0, 6), `https://open.spotify.com/episode/${talk.id}`, row?.slice(0, 6)]
    expect(await call('queue_items', { items })).toMatch(
      /^Queued 3 of 3, in this order[^(]* \(the queue shows them\)\n\w+ River 4\n\w+ On rivers\n\w+ River 4$/,
    )
    expect(player.queue.map(({ name }) => name)).toEqual(['River 4', 'On rivers', 'River 4'])
  })

  it.each([
    [
      `spotify:artist:${songs[0]?.artists[0]?.id}`,
      'is an artist; here a track or an episode or an album or a playlist or a show is needed.',
    ],
    ['Midnight River', '"Midnight River" is neither the id of an item that was shown before nor the name of a playlist.'],
    ['x7Kp2Q', '"x7Kp2Q" is neither the id of an item that was shown before nor the name of a playlist.'],
  ])('refuses %s before anything is queued', async (item, sentence) => {
    const { callInVain, spotify } = await startListening({ world })
    expect(await callInVain('queue_items', { items: [uris[0], item] })).toContain(sentence)
    expect(spotify.requests().filter((line) => !line.startsWith('GET '))).toEqual([])
  })

  it('takes 1 to 100 items', async () => {
    const { callInVain } = await startListening({ world })
    expect(await callInVain('queue_items', { items: [] })).toContain('items: ')
    expect(await callInVain('queue_items', { items: Array.from({ length: 101 }, () => uris[0]) })).toContain('items: ')
  })

  it('never says that they are there when the queue does not show them', async () => {
    const { call, spotify } = await startListening({ world, player: { commandDelayMs: 5_000 } })
    expect(await call('queue_items', { items: uris.slice(0, 1) })).toMatch(
      /^Queued 1 of 1, in this order[^(]* \(Spotify accepted them, but they are not yet among the 20 rows of the queue that it shows\)\n/,
    )
    expect(spotify.requests()).toHaveLength(6)
  })

  it('is not fooled by the album that plays the same songs anyway', async () => {
    const items = songs.slice(1, 3).map(({ id }) => `spotify:track:${id}`)
    const late = await startListening({ world, player: { commandDelayMs: 5_000 } })
    expect(await late.call('queue_items', { items })).toContain('they are not yet among the 20 rows')
    const prompt = await startListening({ world })
    expect(await prompt.call('queue_items', { items })).toContain('the queue shows them')
  })

  it('goes on after an item that Spotify does not take, and says which', async () => {
    const { call, player } = await startListening({ world })
    const gone = `spotify:track:${track('Gone').id}`
    expect(await call('queue_items', { items: [uris[0], gone, uris[1]] })).toMatchInlineSnapshot(`
      "Queued 2 of 3, in this order, after what was queued before and before the rest of the album or playlist (the queue shows them)
      5vpwnY River 1
      6HzUVt River 2
      Spotify refused:
      7qOdXLpAkcKt5xxKwcVDOJ | Spotify refused this request ("Invalid track uri"). Change what you ask for; repeating it will not help."
    `)
    expect(player.queue.map(({ name }) => name)).toEqual(['River 1', 'River 2'])
  })

  it('says nothing was queued when the only item is not taken', async () => {
    const { callInVain } = await startListening({ world })
    expect(await callInVain('queue_items', { items: [`spotify:track:${track('Gone').id}`] })).toContain('Spotify refused this request')
  })

  it('reports exactly what was queued when it has to stop', async () => {
    const { call, player, spotify } = await startListening({ world })
    spotify.faults.next(post(uris[2]), faults.quotaExceeded(40_000))
    expect(await call('queue_items', { items: uris })).toMatch(
      /^Queued 2 of 5, in this order[^(]* \(Spotify accepted them; the queue could not be read\)\n\S+\n\S+\nStopped: Spotify's quota for this app is used up until [^.]*\. Not queued:\n\S+\n\S+\n\S+$/,
    )
    expect(player.queue.map(({ name }) => name)).toEqual(['River 1', 'River 2'])
  })

  it('finds out for itself whether an item was queued when the answer got lost', async () => {
    const { call, player, spotify } = await startListening({ world })
    spotify.faults.next(post(uris[1]), faults.dropConnection('after'))
    expect(await call('queue_items', { items: uris.slice(0, 3) })).toMatchInlineSnapshot(`
      "Queued 2 of 3, in this order, after what was queued before and before the rest of the album or playlist (the queue shows them)
      5vpwnY River 1
      6HzUVt River 2
      Stopped: Spotify could not be reached. Check the internet connection, then try again. Not queued:
      1VB1BeFQEFJz871kDj7V3F"
    `)
    expect(player.queue).toHaveLength(2)

    spotify.faults.next(post(uris[3]), faults.dropConnection('before'))
    expect(await call('queue_items', { items: uris.slice(2, 5) })).toMatch(
      /^Queued 1 of 3, in this order[^(]* \(the queue shows them\)\n\w+ River 3\nStopped: Spotify could not be reached.* It is not known whether the first of these was added:\n/,
    )
  })

  it('does not take the twenty rows that the queue shows for one whose answer got lost', async () => {
    const many = Array.from({ length: 25 }, (_, index) => track({ name: `Stream ${index + 1}`, album: 'Water' }))
    const { call, spotify } = await startListening({ world: { tracks: [...songs, ...many] } })
    const items = many.map(({ id }) => `spotify:track:${id}`)
    spotify.faults.next(post(items[22]), faults.dropConnection('before'))
    expect(await call('queue_items', { items })).toMatch(
      /^Queued 22 of 25, .* \(the queue shows the first of them\)\n[\s\S]*It is not known whether the first of these was added:\n(\S+\n?){3}$/,
    )
  })

  it('tries once more after a short "too many requests", which was not looked at', async () => {
    const { call, player, spotify } = await startListening({ world })
    spotify.faults.next(post(uris[1]), faults.rateLimited(1))
    expect(await call('queue_items', { items: uris.slice(0, 2) })).toContain('Queued 2 of 2')
    expect(player.queue).toHaveLength(2)
  })

  it('fails when nothing could be queued', async () => {
    const { callInVain, spotify } = await startListening({ world })
    spotify.faults.next(post(uris[0]), faults.listenerWithoutPremium())
    expect(await callInVain('queue_items', { items: uris })).toContain('this account has no Premium')
    expect(spotify.requests()).toEqual([look, readQueue, post(uris[0])])
  })

  it('wakes the only device when none is active', async () => {
    const { call, spotify } = await startListening({ world: { ...world, devices: [{ ...kitchen }] }, player: silence })
    expect(await call('queue_items', { items: uris.slice(0, 1) })).toContain('the queue shows them')
    expect(spotify.requests().slice(2, 4)).toEqual(['PUT /v1/me/player', look])
    expect(spotify.requests()).toContain(`${post(uris[0])}&device_id=${kitchen.id}`)
  })

  it('looks once more where the device is, and queues nothing twice', async () => {
    const { call, player, spotify } = await startListening({ world })
    const body = JSON.stringify({ error: { status: 404, message: 'Device not found' } })
    spotify.faults.next(post(uris[1]), { kind: 'answer', status: 404, headers: { 'content-type': 'application/json' }, body })
    expect(await call('queue_items', { items: uris.slice(0, 3) })).toContain('(the queue shows them)')
    expect(player.queue.map(({ name }) => name)).toEqual(['River 1', 'River 2', 'River 3'])
  })

  it('knows one queue: that of the active device', async () => {
    const { callInVain, spotify } = await startListening({ world })
    expect(await callInVain('queue_items', { items: uris, device: 'Kitchen' })).toContain('Kitchen is not the active device, Laptop is.')
    expect(spotify.requests().filter((line) => line.startsWith('POST'))).toEqual([])
  })

  it('understands a device in words', async () => {
    const { call } = await startListening({ world })
    expect(await call('queue_items', { items: uris.slice(0, 1), device: 'my computer' })).toContain('Queued 1 of 1')
  })

  it('keeps hostile names in their line', async () => {
    const hostile = track({ name: 'A\n|\u001bB' })
    const { call } = await startListening({ world: { tracks: [hostile] } })
    const lines = (await call('queue_items', { items: [`spotify:track:${hostile.id}`] })).split('\n')
    expect(lines[1]).toMatch(/^\w+ A ¦ B$/)
    expect(lines).toHaveLength(2)
  })
})
