import { describe, expect, it } from 'vitest'
import * as faults from '../fake-spotify/faults.ts'
import { calm, kitchen, laptop, phone, silence, songs, startListening } from './playback/wandas-player.ts'

const look = 'GET /v1/me/player?additional_types=track,episode'
const devices = 'GET /v1/me/player/devices'

/** A refusal of the player as Spotify words it. */
function refused(status: number, reason: string, message = 'Player command failed: Restriction violated'): faults.Fault {
  const body = JSON.stringify({ error: { status, message, reason } })
  return { kind: 'answer', status, headers: { 'content-type': 'application/json' }, body }
}

describe('control_playback', () => {
  it('pauses, and looks before it says so', async () => {
    const { call, spotify, pauses, player } = await startListening()
    expect(calm(await call('control_playback', { action: 'pause' }))).toMatchInlineSnapshot(`
      "Paused: 2u4De0 One | Golden Static | Quiet Harbor Letters | 0:41 of 3:35
      Laptop, volume 60 | shuffle off | repeat off"
    `)
    expect(player.isPlaying).toBe(false)
    expect(spotify.requests()).toEqual([look, 'PUT /v1/me/player/pause', look])
    expect(pauses).toEqual([400])
  })

  it('resumes without a body, which Spotify would take amiss', async () => {
    const { call, spotify } = await startListening({ player: { isPlaying: false } })
    expect(calm(await call('control_playback', { action: 'resume' }))).toMatch(/^Playing: \w+ One/)
    expect(spotify.requests()).toEqual([look, 'PUT /v1/me/player/play', look])
    expect(spotify.record().find(({ method }) => method === 'PUT')?.body).toBeUndefined()
  })

  it.each([
    ['next', undefined, 'POST /v1/me/player/next', /^Playing: \w+ Three/],
    ['previous', undefined, 'POST /v1/me/player/previous', /^Playing: \w+ One/],
    ['seek', '1:30', 'PUT /v1/me/player/seek?position_ms=90000', /1:3\d of 3:35/],
    ['seek', '0', 'PUT /v1/me/player/seek?position_ms=0', /0:0\d of 3:35/],
    ['seek', 100, 'PUT /v1/me/player/seek?position_ms=100000', /1:4\d of 3:35/],
    ['volume', 30, 'PUT /v1/me/player/volume?volume_percent=30', /\nLaptop, volume 30 \|/],
    ['volume', '0%', 'PUT /v1/me/player/volume?volume_percent=0', /\nLaptop, volume 0 \|/],
    ['volume', '+50', 'PUT /v1/me/player/volume?volume_percent=100', /\nLaptop, volume 100 \|/],
    ['volume', '-15', 'PUT /v1/me/player/volume?volume_percent=45', /\nLaptop, volume 45 \|/],
    ['shuffle', 'on', 'PUT /v1/me/player/shuffle?state=true', /shuffle on/],
    ['shuffle', true, 'PUT /v1/me/player/shuffle?state=true', /shuffle on/],
    ['repeat', 'context', 'PUT /v1/me/player/repeat?state=context', /repeat context/],
    ['repeat', 'Track', 'PUT /v1/me/player/repeat?state=track', /repeat track/],
  ])('does %s %s with one request and tells what came of it', async (action, value, request, answer) => {
    const { call, spotify } = await startListening({ player: { item: songs[1], past: songs.slice(0, 1), upcoming: songs.slice(2) } })
    const text = await call('control_playback', { action, ...(value !== undefined && { value }) })
    expect(text).toMatch(answer)
    expect(text).not.toContain('accepted')
    expect(spotify.requests()).toEqual([look, request, look])
  })

  it.each([
    ['+30', 71_000],
    ['-10', 31_000],
    ['-5:00', 0],
  ])('goes %s from where it is', async (value, from) => {
    const { call, spotify } = await startListening()
    expect(await call('control_playback', { action: 'seek', value })).not.toContain('accepted')
    const at = Number(spotify.requests()[1]?.split('position_ms=')[1])
    expect(at).toBeGreaterThanOrEqual(from)
    expect(at).toBeLessThan(from + 3_000)
  })

  it.each([
    ['pause', {}, { isPlaying: false }],
    ['pause', {}, silence],
    ['resume', {}, {}],
    ['resume', { device: 'laptop' }, {}],
    ['volume', { value: '60' }, {}],
    ['shuffle', { value: 'off' }, {}],
    ['repeat', { value: 'off' }, {}],
    ['transfer', { value: 'Laptop' }, {}],
  ])('sends nothing when it is so already: %s %o', async (action, parameters, player) => {
    const { call, spotify } = await startListening({ player })
    expect(await call('control_playback', { action, ...parameters })).toMatch(
      /^Nothing to do: this is already the case\.\n(?:Playing|Paused|Nothing)/,
    )
    expect(spotify.requests()).toEqual([look])
  })

  it.each([
    [{ action: 'seek' }, 'seek needs a `value`: a position such as 1:30, seconds such as 90, or a step such as +30 or -15.'],
    [{ action: 'seek', value: 'chorus' }, 'step such as +30 or -15, not "chorus".'],
    [{ action: 'volume', value: 101 }, 'volume needs a `value`: a number from 0 to 100, or a step such as +10 or -10, not "101".'],
    [{ action: 'volume', value: 'loud' }, 'not "loud"'],
    [{ action: 'shuffle', value: 'maybe' }, 'shuffle needs a `value`: on or off, not "maybe".'],
    [{ action: 'repeat', value: 'always' }, 'repeat needs a `value`: off, track'],
    [{ action: 'next', value: 3 }, 'next takes no `value`. Leave it out.'],
    [{ action: 'transfer' }, 'transfer needs a `device`.'],
    [{ action: 'stop' }, 'control_playback cannot be called like this'],
  ])('refuses %o with a sentence, and asks Spotify nothing', async (parameters, sentence) => {
    const { callInVain, spotify } = await startListening()
    expect(await callInVain('control_playback', parameters)).toContain(sentence)
    expect(spotify.requests()).toEqual([])
  })

  it('does not jump beyond the end, which would skip', async () => {
    const { callInVain, spotify } = await startListening()
    expect(await callInVain('control_playback', { action: 'seek', value: '90000' })).toBe(
      '25:00:00 is beyond the end: what is playing is 3:35 long.',
    )
    expect(spotify.requests()).toEqual([look])
  })

  it('never says done what it did not see: after three looks it tells what is so instead', async () => {
    const { call, spotify, pauses } = await startListening({ player: { commandDelayMs: 5_000 } })
    expect(calm(await call('control_playback', { action: 'pause' }))).toMatchInlineSnapshot(`
      "Spotify accepted pause, but did not do it within 1.5 seconds. Check with get_playback before trying again.
      Playing: 2u4De0 One | Golden Static | Quiet Harbor Letters | 0:41 of 3:35
      Laptop, volume 60 | shuffle off | repeat off"
    `)
    expect(spotify.requests()).toEqual([look, 'PUT /v1/me/player/pause', look, look, look])
    expect(pauses).toEqual([400, 400, 700])
  })

  it.each(['next', 'previous', 'seek'])('does not take the music running on for what was asked: %s', async (action) => {
    const { call } = await startListening({ player: { commandDelayMs: 5_000 } })
    expect(await call('control_playback', { action, ...(action === 'seek' && { value: '0:55' }) })).toContain(
      `accepted ${action}, but did not`,
    )
  })

  it('waits for a slow device', async () => {
    const { call, spotify } = await startListening({ player: { commandDelayMs: 100 } })
    expect(await call('control_playback', { action: 'pause' })).toMatch(/^Paused/)
    expect(spotify.requests().length).toBeGreaterThan(3)
  })

  it.each([
    [{ action: 'resume', device: 'Kitchen' }],
    [{ action: 'transfer', device: 'Kitchen' }],
    [{ action: 'volume', value: '+2' }],
    [{ action: 'volume', value: '-2', device: 'Kitchen' }],
  ])('is not content with something close to what was asked for: %o', async (parameters) => {
    const { call } = await startListening({ player: { commandDelayMs: 5_000 } })
    expect(await call('control_playback', parameters)).toContain('but did not do it within 1.5 seconds')
  })

  it('knows the active device by a part of its name, too', async () => {
    const { call, spotify } = await startListening()
    expect(await call('control_playback', { action: 'next', device: 'lap' })).toMatch(/^Playing: \w+ Two/)
    expect(spotify.requests()).toEqual([look, devices, 'POST /v1/me/player/next', look])
  })

  it('moves the playback to a device by a part of its name', async () => {
    const { call, spotify, player } = await startListening()
    expect(calm(await call('control_playback', { action: 'transfer', device: 'kitch' }))).toMatchInlineSnapshot(`
      "Playing: 2u4De0 One | Golden Static | Quiet Harbor Letters | 0:41 of 3:35
      Kitchen, volume 35 | shuffle off | repeat off"
    `)
    expect(player.deviceId).toBe(kitchen.id)
    expect(spotify.requests()).toEqual([look, devices, 'PUT /v1/me/player', look])
    expect(spotify.record().find(({ method }) => method === 'PUT')?.body).toEqual({ device_ids: [kitchen.id] })
  })

  it('goes on with the music on another device', async () => {
    const { call, spotify } = await startListening({ player: { isPlaying: false } })
    expect(await call('control_playback', { action: 'resume', device: kitchen.id })).toMatch(/^Playing: .*\nKitchen/)
    expect(spotify.requests()).toEqual([look, devices, `PUT /v1/me/player/play?device_id=${kitchen.id}`, look])
  })

  it('does to another device only what makes sense there', async () => {
    const { callInVain, spotify } = await startListening()
    expect(await callInVain('control_playback', { action: 'next', device: 'Kitchen' })).toBe(
      'Kitchen is not the active device, Laptop is. Leave `device` out, or first move the playback with control_playback, action transfer.',
    )
    expect(spotify.requests()).toEqual([look, devices])
  })

  it('changes the volume of another device, and shows it', async () => {
    const { call, spotify } = await startListening({ player: { commandDelayMs: 0 } })
    expect(calm(await call('control_playback', { action: 'volume', value: '-10', device: 'Kitchen' }))).toMatch(
      /^Kitchen \| Speaker \| volume 25/,
    )
    expect(spotify.requests()).toEqual([look, devices, `PUT /v1/me/player/volume?volume_percent=25&device_id=${kitchen.id}`, devices])
  })

  it('tells of one active device only, when the other one takes over with its volume', async () => {
    const { call, spotify } = await startListening({ player: { commandDelayMs: 0 } })
    const takesOver = (answer: { devices: { name: string; is_active: boolean }[] }) => {
      spotify.world.player.deviceId = kitchen.id
      return { devices: answer.devices.map((device) => ({ ...device, is_active: device.name === 'Kitchen' })) }
    }
    spotify.faults.next('GET /v1/me/player/devices', faults.slow(0))
    spotify.faults.next('GET /v1/me/player/devices', faults.changed(takesOver))
    const text = await call('control_playback', { action: 'volume', value: '20', device: 'Kitchen' })
    expect(text.split('\n').slice(1)).toEqual(['Kitchen, volume 20 | shuffle off | repeat off'])
  })

  it('says that a device has no volume to set', async () => {
    const { callInVain, spotify } = await startListening({ player: { deviceId: phone.id } })
    expect(await callInVain('control_playback', { action: 'volume', value: 50 })).toBe(
      'The volume of Phone can only be changed on the device itself.',
    )
    expect(spotify.requests()).toEqual([look])
  })

  describe('when no device is active', () => {
    it('wakes the only one there is', async () => {
      const { call, spotify } = await startListening({
        player: silence,
        world: { devices: [{ ...kitchen }, { ...phone, restricted: true }] },
      })
      expect(await call('control_playback', { action: 'resume' })).toMatch(/^Playing: .*\nKitchen/)
      expect(spotify.requests()).toEqual([look, devices, 'PUT /v1/me/player', look, `PUT /v1/me/player/play?device_id=${kitchen.id}`, look])
    })

    it('wakes the one that was active last', async () => {
      const { call, player } = await startListening({ player: { isPlaying: false } })
      await call('get_playback')
      player.deviceId = null
      expect(await call('control_playback', { action: 'resume' })).toMatch(/^Playing: .*\nLaptop/)
    })

    it('wakes the one that is named', async () => {
      const { call } = await startListening({ player: silence })
      expect(await call('control_playback', { action: 'volume', value: '40', device: 'Kitchen' })).toMatch(
        /^Paused: .*\nKitchen, volume 40/,
      )
    })

    it('needs no second command for what waking has done', async () => {
      const { call, spotify } = await startListening({ player: silence })
      expect(await call('control_playback', { action: 'transfer', device: 'Kitchen' })).toMatch(/^Paused: .*\nKitchen/)
      expect(spotify.requests()).toEqual([look, devices, 'PUT /v1/me/player', look])
    })

    it('says which there are when it could be several', async () => {
      const { callInVain, spotify } = await startListening({ player: silence })
      expect(await callInVain('control_playback', { action: 'resume' })).toBe(
        'No device is active. There are Kitchen, Laptop and Phone: name one as `device`, or ask the user which one.',
      )
      expect(spotify.requests()).toEqual([look, devices])
    })

    it('asks to open Spotify when there is none', async () => {
      const { callInVain } = await startListening({ player: silence, world: { devices: [] } })
      expect(await callInVain('control_playback', { action: 'next' })).toBe(
        'No device is active. Open Spotify on a phone, computer or speaker, then try again.',
      )
    })

    it('names the devices that were used last when Spotify is open on none any more', async () => {
      const { call, callInVain, player, spotify } = await startListening()
      await call('get_playback')
      await call('control_playback', { action: 'transfer', device: 'the kitchen speaker' })
      Object.assign(player, silence)
      spotify.world.devices.length = 0
      expect(await callInVain('control_playback', { action: 'resume' })).toBe(
        "No device is active. Open Spotify on one of the user's devices (last used: Kitchen, Laptop), then try again.",
      )
    })
  })

  it.each([
    ['play', { what: `spotify:track:${songs[1]?.id}`, device: 'the kitchen speaker' }],
    ['control_playback', { action: 'transfer', value: 'the kitchen speaker' }],
    ['control_playback', { action: 'resume', device: 'auf dem Lautsprecher in der Kitchen' }],
  ])('understands devices in words, as play does: %s %o', async (tool, parameters) => {
    const { call } = await startListening()
    expect(await call(tool, parameters)).toMatch(/^Playing: .*\nKitchen/)
  })

  it('says which devices there are when none has the name', async () => {
    const { callInVain } = await startListening()
    expect(await callInVain('control_playback', { action: 'transfer', device: 'Bathroom' })).toBe(
      'No device is called "Bathroom". There are: Kitchen, Laptop, Phone, Car. To use another one, open Spotify on it, then try again.',
    )
  })

  it('gives no commands to a device that takes none', async () => {
    const { callInVain, spotify } = await startListening()
    expect(await callInVain('control_playback', { action: 'transfer', device: 'Car' })).toContain('Apps cannot control Car.')
    expect(spotify.requests()).toEqual([look, devices])
  })

  it.each([
    ['pause', 'ALREADY_PAUSED', { isPlaying: false }],
    ['pause', 'UNKNOWN', { isPlaying: false }],
    ['resume', 'ALREADY_PLAYING', { isPlaying: true }],
  ])('counts "%s" refused with %s as done when it is so', async (action, reason, then) => {
    const { call, player, spotify } = await startListening({ player: { isPlaying: !then.isPlaying } })
    spotify.faults.next(
      ({ method }) => {
        if (method === 'PUT') Object.assign(player, then)
        return method === 'PUT'
      },
      refused(403, reason),
    )
    expect(await call('control_playback', { action })).toMatch(/^Nothing to do: this is already the case\./)
  })

  it.each([
    ['next', 'NO_NEXT_TRACK', 'Nothing comes after what is playing. Queue something, or play something else.'],
    ['previous', 'NO_PREV_TRACK', 'There is nothing before what is playing.'],
    ['next', 'REMOTE_CONTROL_DISALLOW', 'Apps cannot control this device.'],
    ['next', 'UNKNOWN', 'The player refused this, and Spotify does not say why'],
    ['next', 'BRAND_NEW', 'The player refused this, and Spotify does not say why'],
    ['next', 'constructor', 'The player refused this, and Spotify does not say why'],
    ['next', 'RATE_LIMITED', 'The player was given too many commands.'],
    ['next', 'PREMIUM_REQUIRED', 'Spotify lets only Premium subscribers control playback'],
  ])('says in a sentence why %s was refused with %s', async (action, reason, sentence) => {
    const { callInVain, spotify } = await startListening()
    spotify.faults.next(`POST /v1/me/player/${action}`, refused(403, reason))
    expect(await callInVain('control_playback', { action })).toContain(sentence)
  })

  it.each([
    ['Device not found', 'UNKNOWN'],
    ['Player command failed: No active device found', 'NO_ACTIVE_DEVICE'],
  ])('looks once more where the devices are after "%s"', async (message, reason) => {
    const { call, spotify } = await startListening()
    spotify.faults.next('PUT /v1/me/player/pause', refused(404, reason, message))
    expect(await call('control_playback', { action: 'pause' })).toMatch(/^Paused: /)
    expect(spotify.requests()).toEqual([
      look,
      'PUT /v1/me/player/pause',
      devices,
      'PUT /v1/me/player',
      look,
      `PUT /v1/me/player/pause?device_id=${laptop.id}`,
      look,
    ])
  })

  it('gives up when the devices stay away', async () => {
    const { callInVain, spotify } = await startListening()
    spotify.faults.always('PUT /v1/me/player/pause', refused(404, 'NO_ACTIVE_DEVICE', 'Player command failed: No active device found'))
    expect(await callInVain('control_playback', { action: 'pause' })).toContain('No device is active.')
    expect(spotify.requests().filter((line) => line.includes('pause'))).toHaveLength(2)
  })

  it('looks for itself when the answer to a command got lost', async () => {
    const { call, callInVain, spotify } = await startListening()
    spotify.faults.next('PUT /v1/me/player/pause', faults.dropConnection('after'))
    expect(await call('control_playback', { action: 'pause' })).toMatch(/^Paused: /)

    spotify.faults.next('POST /v1/me/player/next', faults.serverError(502, 'html'))
    expect(await callInVain('control_playback', { action: 'next' })).toBe(
      'Spotify is having problems. Try again in a few minutes. It is not known whether anything was changed. Check the result before retrying.',
    )
  })

  it('says so when the command went out, but nobody can look', async () => {
    const { callInVain, spotify } = await startListening()
    spotify.faults.next('GET /v1/me/player', faults.slow(0))
    spotify.faults.next('GET /v1/me/player', faults.quotaExceeded(40_000))
    expect(await callInVain('control_playback', { action: 'pause' })).toBe(
      'The command was sent, but its result could not be read. Check with get_playback in a minute. Spotify accepted it, so do not repeat it.',
    )
  })

  it('waits out a short "too many requests" and carries on', async () => {
    const { call, spotify } = await startListening()
    spotify.faults.next('PUT /v1/me/player/pause', faults.rateLimited(0))
    expect(await call('control_playback', { action: 'pause' })).toMatch(/^Paused: /)
  })

  it('says what the account cannot do without Premium', async () => {
    const world = { user: { id: 'wanda', displayName: 'Wanda', accountId: 'x', images: [], premium: false } }
    const { callInVain } = await startListening({ world })
    expect(await callInVain('control_playback', { action: 'pause' })).toContain('this account has no Premium')
  })
})
