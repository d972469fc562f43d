import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { albumTracks, device, emptyWorld, episode, playlist, track } from '../builders.ts'
import { type SignedIn, signedIn } from './test-helpers.ts'

const songs = albumTracks('Quiet Harbor Letters', ['One', 'Two', 'Three', 'Four'])
const albumUri = `spotify:album:${songs[0]?.album.id}`

/** Wanda's Laptop plays the album from its first track; commands take effect after 20 ms; the clock is the test's. */
async function playing(change: { premium?: boolean } = {}) {
  const world = emptyWorld()
  const clock = { now: Date.UTC(2026, 10, 22, 20) }
  Object.assign(world.user, change)
  world.tracks = [...songs]
  world.devices = [
    device('Kitchen', { kind: 'Speaker' }),
    device('Laptop'),
    device('Phone', { supportsVolume: false }),
    device('Car', { restricted: true }),
  ]
  Object.assign(world.player, { deviceId: device('Laptop').id, item: songs[0], isPlaying: true, since: clock.now, commandDelayMs: 20 })
  Object.assign(world.player, { context: { uri: albumUri, items: songs }, upcoming: songs.slice(1) })
  const spotify = await signedIn({ world, now: () => clock.now })
  return Object.assign(spotify, { clock })
}

/** What is playing once the last command has taken effect. */
async function soon(spotify: SignedIn) {
  await sleep(45)
  return (await spotify.get('/me/player')).json
}

describe('The player', () => {
  it('tells the device, the item and a progress that grows with the clock', async () => {
    await using spotify = await playing()
    spotify.clock.now += 65_000
    expect((await spotify.get('/me/player')).json).toMatchObject({
      device: { name: 'Laptop', is_active: true },
      is_playing: true,
      progress_ms: 65_000,
      item: { name: 'One' },
      context: { uri: albumUri, type: 'album' },
      shuffle_state: false,
      repeat_state: 'off',
      currently_playing_type: 'track',
    })
    expect((await spotify.get('/me/player/currently-playing')).json).not.toHaveProperty('device')
  })

  it('answers 204 and nothing when nothing is active', async () => {
    await using spotify = await signedIn({ world: emptyWorld() })
    for (const path of ['/me/player', '/me/player/currently-playing'])
      expect(await spotify.get(path)).toMatchObject({ status: 204, text: '' })
    expect((await spotify.get('/me/player/queue')).json).toEqual({ currently_playing: null, queue: [] })
    expect(spotify.violations()).toEqual([])
  })

  it('goes on to the next track by itself, and the one that ended becomes a recent play', async () => {
    await using spotify = await playing()
    spotify.clock.now += (songs[0]?.durationMs ?? 0) + 1_000
    expect((await spotify.get('/me/player')).json).toMatchObject({ progress_ms: 1_000, item: { name: 'Two' } })
    expect((await spotify.get('/me/player/recently-played')).json.items).toMatchObject([
      { track: { name: 'One' }, context: { uri: albumUri } },
    ])
    spotify.clock.now += 1_800_000
    expect((await spotify.get('/me/player')).json).toMatchObject({ is_playing: false, item: { name: 'Four' } })
  })

  it('shows an episode only to those who ask for episodes', async () => {
    await using spotify = await playing()
    spotify.world.player.item = episode('On rivers')
    expect((await spotify.get('/me/player')).json).toMatchObject({ item: null, currently_playing_type: 'episode' })
    expect((await spotify.get('/me/player?additional_types=track,episode')).json.item.name).toBe('On rivers')
  })
})

describe('A command', () => {
  it('answers 200 at once with a short text that is not JSON, and takes effect later', async () => {
    await using spotify = await playing()
    const { status, text, json } = await spotify.call('PUT', '/me/player/pause')
    expect({ status, json }).toEqual({ status: 200, json: undefined })
    expect(text).toMatch(/^[\w-]{8,24}$/)
    expect((await spotify.get('/me/player')).json.is_playing).toBe(true)
    expect((await soon(spotify)).is_playing).toBe(false)
    expect(spotify.violations()).toEqual([])
  })

  it('can answer 204 as documented', async () => {
    await using spotify = await playing()
    spotify.world.player.commandAnswer = 'empty'
    expect(await spotify.call('POST', '/me/player/next')).toMatchObject({ status: 204, text: '' })
  })

  it('skips, goes back, seeks, repeats, shuffles and sets the volume', async () => {
    await using spotify = await playing()
    await spotify.call('POST', '/me/player/next')
    expect((await soon(spotify)).item.name).toBe('Two')
    await spotify.call('POST', '/me/player/previous')
    expect((await soon(spotify)).item.name).toBe('One')
    await spotify.call('PUT', '/me/player/seek?position_ms=60000')
    await spotify.call('PUT', '/me/player/repeat?state=context')
    await spotify.call('PUT', '/me/player/shuffle?state=true')
    await spotify.call('PUT', '/me/player/volume?volume_percent=33')
    expect(await soon(spotify)).toMatchObject({
      progress_ms: 60_000,
      repeat_state: 'context',
      shuffle_state: true,
      device: { volume_percent: 33 },
    })
  })

  it('plays a context from an offset, or a list of uris, or goes on with what was paused', async () => {
    await using spotify = await playing()
    await spotify.call('PUT', '/me/player/play', {
      context_uri: albumUri,
      offset: { uri: `spotify:track:${songs[2]?.id}` },
      position_ms: 5_000,
    })
    expect(await soon(spotify)).toMatchObject({ item: { name: 'Three' }, progress_ms: 5_000, context: { uri: albumUri } })
    await spotify.call('PUT', '/me/player/play', { uris: [`spotify:track:${songs[1]?.id}`] })
    expect(await soon(spotify)).toMatchObject({ item: { name: 'Two' }, context: null })
    await spotify.call('PUT', '/me/player/pause')
    await soon(spotify)
    await spotify.call('PUT', '/me/player/play')
    expect(await soon(spotify)).toMatchObject({ item: { name: 'Two' }, is_playing: true })
  })

  it('plays a playlist that cannot be read: playing is not reading', async () => {
    await using spotify = await playing()
    spotify.world.otherPlaylists = [playlist({ name: 'Hits', owner: { id: 'spotify', displayName: 'Spotify' }, rows: ['Hit', null] })]
    await spotify.call('PUT', '/me/player/play', { context_uri: `spotify:playlist:${spotify.world.otherPlaylists[0]?.id}` })
    expect((await soon(spotify)).item.name).toBe('Hit')
  })

  it('moves playback to exactly one device', async () => {
    await using spotify = await playing()
    await spotify.call('PUT', '/me/player', { device_ids: [device('Kitchen').id] })
    expect(await soon(spotify)).toMatchObject({ device: { name: 'Kitchen' }, is_playing: true })
    const two = await spotify.call('PUT', '/me/player', { device_ids: [device('Kitchen').id, device('Laptop').id] })
    expect(two.status).toBe(400)
    const { devices } = (await spotify.get('/me/player/devices')).json
    expect(devices.map((one: { name: string; is_active: boolean }) => one.is_active)).toEqual([true, false, false, false])
  })

  it('queues a track in front of the rest of the context; an album cannot be queued', async () => {
    await using spotify = await playing()
    await spotify.call('POST', `/me/player/queue?uri=spotify:track:${songs[3]?.id}`)
    await soon(spotify)
    const { queue } = (await spotify.get('/me/player/queue')).json
    expect(queue.map((one: { name: string }) => one.name)).toEqual(['Four', 'Two', 'Three', 'Four'])
    await spotify.call('POST', '/me/player/next')
    expect((await soon(spotify)).item.name).toBe('Four')
    expect((await spotify.call('POST', `/me/player/queue?uri=${albumUri}`)).status).toBe(400)
  })

  it.each([
    ['PUT', '/me/player/play', undefined],
    ['POST', '/me/player/previous', undefined],
    ['PUT', '/me/player/volume?volume_percent=1', undefined],
  ])('finds no active device: %s %s', async (method, path, body) => {
    await using spotify = await playing()
    spotify.world.player.deviceId = null
    expect((await spotify.call(method, path, body)).json.error).toEqual({
      status: 404,
      message: 'Player command failed: No active device found',
      reason: 'NO_ACTIVE_DEVICE',
    })
    expect((await spotify.call(method, `${path}${path.includes('?') ? '&' : '?'}device_id=nowhere`, body)).json.error).toEqual({
      status: 404,
      message: 'Device not found',
    })
  })

  it('is refused without Premium, while reading goes on', async () => {
    await using spotify = await playing({ premium: false })
    expect((await spotify.call('PUT', '/me/player/pause')).json.error).toEqual({
      status: 403,
      message: 'Player command failed: Premium required',
      reason: 'PREMIUM_REQUIRED',
    })
    expect((await spotify.get('/me/player')).status).toBe(200)
  })

  it.each([
    ['PUT', '/me/player/play', 'UNKNOWN'],
    ['PUT', `/me/player/volume?volume_percent=10&device_id=${device('Phone').id}`, 'VOLUME_CONTROL_DISALLOW'],
    ['PUT', `/me/player/pause?device_id=${device('Car').id}`, 'DEVICE_NOT_CONTROLLABLE'],
  ])('is refused with a reason: %s %s', async (method, path, reason) => {
    await using spotify = await playing()
    expect((await spotify.call(method, path)).json.error).toMatchObject({ status: 403, reason })
  })

  it('is refused when there is nothing to pause or to skip to', async () => {
    await using spotify = await playing()
    Object.assign(spotify.world.player, { isPlaying: false, upcoming: [] })
    for (const [method, path] of [
      ['PUT', '/me/player/pause'],
      ['POST', '/me/player/next'],
    ] as const) {
      expect((await spotify.call(method, path)).json.error).toEqual({
        status: 403,
        message: 'Player command failed: Restriction violated',
        reason: 'UNKNOWN',
      })
    }
  })

  it.each([
    ['/me/player/volume?volume_percent=101', undefined],
    ['/me/player/seek', undefined],
    ['/me/player/repeat?state=always', undefined],
    ['/me/player/shuffle?state=1', undefined],
    ['/me/player/play', { context_uri: albumUri, uris: [] }],
    ['/me/player', { device_ids: [] }],
    ['/me/player/play', { context_uri: albumUri, offset: { position: 9 } }],
    ['/me/player/play', { uris: [`spotify:track:${track('Nobody').id}`] }],
  ])('is a 400 when it makes no sense: %s %o', async (path, body) => {
    await using spotify = await playing()
    expect((await spotify.call('PUT', path, body)).status).toBe(400)
  })
})
