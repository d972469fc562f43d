import type { SpotifyApi } from '@spotify/web-api-ts-sdk'
import { pause, type Sleep } from '../shared/pause.ts'
import { parseAnswer } from './answers.ts'
import { type Device, devicesAnswer, type Playable, type Playback, playbackAnswer, queueAnswer, type RepeatMode } from './playback.ts'
import { type Waiting, waitUntil } from './request/waiting.ts'

/**
 * What to start: tracks and episodes, or an album, artist, playlist or show. It begins at the row `position`, counted from 0 (not in an artist), or at
 * the item `startUri`, and there at `positionMs`.
 */
export type PlayTarget = ({ uris: string[] } | { contextUri: string; position?: number; startUri?: string }) & { positionMs?: number }

/**
 * The Connect player: what plays on the person's devices, and the commands to them.
 *
 * A command resolves when Spotify has accepted it; the device follows some 100 ms later, and commands may overtake each other
 * (https://developer.spotify.com/documentation/web-api/reference/start-a-users-playback), so nothing is done until it was seen: `until`.
 * Without `deviceId` a command goes to the active device. @throws Problem `no-active-device`, `device-not-found`, `player-restriction`,
 * `listener-without-premium`
 */
export type Player = {
  /** Undefined when no device is active. */
  state(): Promise<Playback | undefined>
  devices(): Promise<Device[]>
  /** What comes next: the first 20, more is not told. */
  queue(): Promise<Playable[]>
  /** The devices that were seen active while Tonearm runs, the last one first. */
  lastUsed(): readonly LastDevice[]

  play(target: PlayTarget, deviceId?: string): Promise<void>
  resume(deviceId?: string): Promise<void>
  pause(deviceId?: string): Promise<void>
  next(deviceId?: string): Promise<void>
  previous(deviceId?: string): Promise<void>
  seek(positionMs: number, deviceId?: string): Promise<void>
  /** @param percent 0 to 100 */
  volume(percent: number, deviceId?: string): Promise<void>
  shuffle(on: boolean, deviceId?: string): Promise<void>
  repeat(mode: RepeatMode, deviceId?: string): Promise<void>
  /** Makes a device the active one; what plays or is paused goes on there as it is. */
  transfer(deviceId: string): Promise<void>
  /** Puts a track or an episode behind what was queued before. */
  addToQueue(uri: string, deviceId?: string): Promise<void>

  /** Reads until the value is as wanted, for about one and a half seconds at most. `reached`: whether it came to that. */
  until<Value>(read: () => Promise<Value>, wanted: (value: Value) => boolean): Promise<{ value: Value; reached: boolean }>
}

/** A device that was seen active. */
export type LastDevice = { id: string | undefined; name: string }

/** More are no help to somebody who looks for a device to open Spotify on. */
const mostLastDevices = 3

/** Pauses before each look after a command. Real devices take 300 to 500 ms; every look counts towards the quota, so there are three at most. */
const looksAfterMs = [400, 400, 700]

/**
 * The part of the client that is about playing.
 *
 * @param options.lastDevices what `lastUsed` returns: the same list for every caller
 * @param options.sleep waits between the looks after a command
 * @param options.waiting how long the caller waits; missing where nobody set a limit
 */
export function createPlayer(sdk: SpotifyApi, options: { sleep?: Sleep; lastDevices: LastDevice[]; waiting?: Waiting }): Player {
  const { sleep = pause, lastDevices, waiting = waitUntil(new AbortController().signal) } = options

  return {
    async state() {
      const answer: unknown = await sdk.player.getPlaybackState(undefined, 'track,episode')
      if (answer === null) return undefined
      const state = parseAnswer(playbackAnswer, answer)
      const { device } = state
      if (device) {
        const others = lastDevices.filter(({ name }) => name !== device.name)
        lastDevices.splice(0, lastDevices.length, { id: device.id, name: device.name }, ...others.slice(0, mostLastDevices - 1))
      }
      return state
    },
    devices: async () => parseAnswer(devicesAnswer, await sdk.player.getAvailableDevices()),
    queue: async () => parseAnswer(queueAnswer, await sdk.player.getUsersQueue()),
    lastUsed: () => lastDevices,

    // The SDK's own function calls the position `positionMs`, which Spotify does not know, and resumes with a body, which did harm.
    play: (target, deviceId) => sdk.makeRequest('PUT', `me/player/play${query(deviceId)}`, playBody(target)),
    resume: (deviceId) => sdk.makeRequest('PUT', `me/player/play${query(deviceId)}`),
    pause: (deviceId = '') => sdk.player.pausePlayback(deviceId),
    next: (deviceId = '') => sdk.player.skipToNext(deviceId),
    previous: (deviceId = '') => sdk.player.skipToPrevious(deviceId),
    seek: (positionMs, deviceId) => sdk.player.seekToPosition(positionMs, deviceId),
    volume: (percent, deviceId) => sdk.player.setPlaybackVolume(percent, deviceId),
    shuffle: (on, deviceId) => sdk.player.togglePlaybackShuffle(on, deviceId),
    repeat: (mode, deviceId) => sdk.player.setRepeatMode(mode, deviceId),
    transfer: (deviceId) => sdk.player.transferPlayback([deviceId]),
    addToQueue: (uri, deviceId) => sdk.player.addItemToPlaybackQueue(uri, deviceId),

    async until(read, wanted) {
      for (let look = 0; ; look += 1) {
        await sleep(looksAfterMs[look] ?? 0, waiting.signal('read'))
        const value = await read()
        const reached = wanted(value)
        if (reached || look === looksAfterMs.length - 1) return { value, reached }
      }
    },
  }
}

function query(deviceId: string | undefined): string {
  return deviceId === undefined ? '' : `?${new URLSearchParams({ device_id: deviceId })}`
}

function playBody(target: PlayTarget): object {
  const at = target.positionMs === undefined ? {} : { position_ms: target.positionMs }
  if ('uris' in target) return { uris: target.uris, ...at }
  const { contextUri, position, startUri } = target
  const offset = startUri === undefined ? position !== undefined && { offset: { position } } : { offset: { uri: startUri } }
  return { context_uri: contextUri, ...offset, ...at }
}
