import { describe, expect, it } from 'vitest'
import { device, episode, playlist, track } from '../fake-spotify/builders.ts'
import * as faults from '../fake-spotify/faults.ts'
import { createWorld } from '../fake-spotify/world.ts'
import { tokens } from '../tokens/budgets.ts'
import { startTonearm } from '../tonearm.ts'
import { calm, laptop, silence, songs, startListening } from './playback/wandas-player.ts'

describe('get_playback', () => {
  it('says what is playing, how far it is and on which device, with one request', async () => {
    const { call, spotify } = await startListening()
    const answer = calm(await call('get_playback'))
    expect(answer).toMatchInlineSnapshot(`
      "Playing: 2u4De0 One | Golden Static | Quiet Harbor Letters | 0:41 of 3:35
      Laptop, volume 60 | shuffle off | repeat off"
    `)
    expect(tokens(answer)).toBeLessThanOrEqual(60)
    expect(spotify.requests()).toEqual(['GET /v1/me/player?additional_types=track,episode'])
  })

  it('says in words that nothing is playing', async () => {
    const { call } = await startListening({ player: silence })
    expect(await call('get_playback')).toBe('Nothing is playing, and no device is active.')
  })

  it('adds devices and queue when asked, all at once', async () => {
    const { call, spotify } = await startListening({ player: { isPlaying: false, shuffle: true, repeat: 'context' } })
    expect(await call('get_playback', { include: ['devices', 'queue'] })).toMatchInlineSnapshot(`
      "Paused: 2u4De0 One | Golden Static | Quiet Harbor Letters | 0:41 of 3:35
      Laptop, volume 60 | shuffle on | repeat context
      Devices: 4
      Kitchen | Speaker | volume 35
      Laptop | Computer | volume 60 | active
      Phone | Smartphone | volume 100 (fixed)
      Car | Speaker | volume 60 | apps cannot control it
      Next in the queue: 3
      22vyw0 Two | Golden Static
      1wx9Hl Three | Golden Static
      5r73y2 Four | Golden Static"
    `)
    expect(spotify.requests().sort()).toEqual([
      'GET /v1/me/player/devices',
      'GET /v1/me/player/queue',
      'GET /v1/me/player?additional_types=track,episode',
    ])
  })

  it('says when there is no device and nothing in the queue', async () => {
    const { call } = await startListening({ player: { ...silence, upcoming: [], item: null }, world: { devices: [] } })
    expect(await call('get_playback', { include: ['queue', 'devices'] })).toMatchInlineSnapshot(`
      "Nothing is playing, and no device is active.
      Devices: none. Spotify lists a device while Spotify is open on it.
      Queue: nothing comes next."
    `)
  })

  it('tells devices of the same name apart, and what is unusual about a device', async () => {
    const devices = [
      device('Speaker', { id: 'aaaaaaaa11' }),
      device('speaker', { id: 'bbbbbbbb22', kind: 'Speaker' }),
      { ...laptop, privateSession: true },
    ]
    const { call } = await startListening({ world: { devices } })
    expect(calm(await call('get_playback', { include: ['devices'] }))).toMatchInlineSnapshot(`
      "Playing: 2u4De0 One | Golden Static | Quiet Harbor Letters | 0:41 of 3:35
      Laptop, volume 60, private session | shuffle off | repeat off
      Devices: 3
      Speaker | aaaaaaaa | Computer | volume 60
      speaker | bbbbbbbb | Speaker | volume 60
      Laptop | Computer | volume 60 | active | private session"
    `)
  })

  it('keeps 20 devices and 20 rows of the queue below 400 tokens each', async () => {
    const world = createWorld()
    world.devices = Array.from({ length: 20 }, (_, index) => device(`Room ${index + 1}`, { kind: 'Speaker' }))
    world.player.deviceId = world.devices[3]?.id ?? null
    world.player.upcoming = world.savedTracks.slice(0, 40).map(({ item }) => item)
    const { call } = await startTonearm({ world })
    const queue = await call('get_playback', { include: ['queue'] })
    expect(queue).toContain('Next in the queue: 20 (Spotify shows no more)')
    expect(queue.split('\n').slice(3)).toHaveLength(20)
    expect(tokens(queue)).toBeLessThanOrEqual(400)
    const devices = await call('get_playback', { include: ['devices'] })
    expect(devices.match(/Room \d+ \| Speaker \| volume 60/g)).toHaveLength(20)
    expect(tokens(devices)).toBeLessThanOrEqual(400)
  })

  it('knows episodes, and hears no less of them than of tracks', async () => {
    const item = episode({ name: 'On rivers', show: 'Small Hours Radio', durationMs: 3_723_000 })
    const { call } = await startListening({ player: { item, context: null, progressMs: 3_600_000, isPlaying: false, upcoming: [item] } })
    expect(await call('get_playback', { include: ['queue'] })).toMatchInlineSnapshot(`
      "Paused: 7qWSOz On rivers | Small Hours Radio | 1:00:00 of 1:02:03
      Laptop, volume 60 | shuffle off | repeat off
      Next in the queue: 1
      7qWSOz On rivers | Small Hours Radio"
    `)
  })

  it('shows files of the user, which have no id', async () => {
    const { call, spotify } = await startListening()
    spotify.faults.next(
      'GET /v1/me/player',
      json({ is_playing: true, currently_playing_type: 'track', progress_ms: 1_000, item: localFile, device: null, context: null }),
    )
    expect(await call('get_playback')).toMatchInlineSnapshot(`
      "Playing: - Demo tape | Home Recording | local file | 0:01 of 3:00
      device unknown | shuffle off | repeat off"
    `)
  })

  it.each([
    ['an advertisement', { is_playing: true, currently_playing_type: 'ad', item: null }],
    ['something that Spotify does not name', { is_playing: true, currently_playing_type: 'hologram', item: null }],
    ['an episode that Spotify does not name', { is_playing: true, currently_playing_type: 'episode', item: { type: 'episode' } }],
  ])('is not confused by %s', async (what, answer) => {
    const { call, spotify } = await startListening()
    spotify.faults.next('GET /v1/me/player', json({ ...answer, device: { id: null, name: 'Kitchen', is_private_session: true } }))
    expect(await call('get_playback')).toBe(`Playing: ${what}\nKitchen, private session | shuffle off | repeat off`)
  })

  it('leaves out rows of the queue that Spotify left empty', async () => {
    const { call, spotify } = await startListening()
    spotify.faults.next('GET /v1/me/player/queue', json({ currently_playing: null, queue: [null, localFile, null] }))
    expect(await call('get_playback', { include: ['queue'] })).toMatch(
      /\nNext in the queue: 1\n- Demo tape \| Home Recording \| local file$/,
    )
  })

  it('says that an active device plays nothing', async () => {
    const { call } = await startListening({ player: { item: null, context: null, isPlaying: false } })
    expect(await call('get_playback')).toBe('Nothing is playing.\nLaptop, volume 60 | shuffle off | repeat off')
  })

  it('names the playlist that is played through when it is known', async () => {
    const list = playlist({ name: 'Road Trip', rows: songs })
    const context = { uri: `spotify:playlist:${list.id}`, items: songs }
    const { call } = await startListening({ player: { context }, world: { playlists: [list] } })
    expect(await call('get_playback')).not.toContain('from')
    await call('get_user_playlists')
    expect(await call('get_playback')).toContain(`| from playlist ${list.id.slice(0, 6)} Road Trip |`)
  })

  it('keeps hostile names in their place', async () => {
    const item = track({ name: 'A\n\u001b[31m| B', artists: ['X\nY|Z'] })
    const { call } = await startListening({ player: { item, upcoming: [item] }, world: { devices: [{ ...laptop, name: 'L\n|\u202ep' }] } })
    const answer = await call('get_playback', { include: ['devices', 'queue'] })
    expect(answer.split('\n')).toHaveLength(6)
    expect(answer).toContain('A [31m¦ B | X Y¦Z')
    expect(answer).toContain('L ¦p, volume 60')
  })

  it('needs its permissions', async () => {
    const { callInVain, client } = await startListening({ signedIn: ['user-read-playback-state'] })
    expect(await callInVain('get_playback')).toContain('user-read-currently-playing')
    expect((await client.listTools()).tools.map(({ name }) => name)).not.toContain('get_playback')
  })

  it('passes on that the quota is used up', async () => {
    const { callInVain, spotify } = await startListening()
    spotify.faults.next('GET /v1/me/player', faults.quotaExceeded(40_000))
    expect(await callInVain('get_playback')).toContain("Spotify's quota for this app is used up until")
  })
})

const localFile = {
  type: 'track',
  is_local: true,
  id: null,
  uri: 'spotify:local:Home+Recording:Tapes:Demo+tape:180',
  name: 'Demo tape',
  artists: [{ name: 'Home Recording', id: null }],
  album: { name: 'Tapes', id: null },
  duration_ms: 180_000,
}

function json(body: unknown): faults.Fault {
  return { kind: 'answer', status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
