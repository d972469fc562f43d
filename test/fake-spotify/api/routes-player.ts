import { randomBytes } from 'node:crypto'
import type { Device } from '../types.ts'
import { ApiError, type ApiRequest, bodyObject, number, type Route } from './http.ts'
import { allEpisodes, allTracks } from './lookup.ts'
import { contextItems, itemsOf, startIndex } from './play-target.ts'
import { back, hasNext, setShuffle, settle, skip, start } from './player.ts'

const modify = ['user-modify-playback-state']

/** What a command does when it takes effect. Whatever it refuses, it refuses before, by throwing. */
type Effect = (now: number) => void

/**
 * The commands of the player: answered at once, in effect `commandDelayMs` later, as with real devices (facts 3.3).
 *
 * Each one first asks for Premium, then for a device: the named one, or the active one.
 */
export const playerCommandRoutes: Route[] = [
  command('PUT', '/me/player/play', play),
  command('PUT', '/me/player/pause', ({ world }) => {
    if (!world.player.isPlaying) throw restricted()
    return () => {
      world.player.isPlaying = false
    }
  }),
  command('POST', '/me/player/next', ({ world }) => {
    if (!hasNext(world)) throw restricted()
    return (now) => skip(world, now)
  }),
  command('POST', '/me/player/previous', ({ world }) => {
    if (!world.player.item) throw restricted()
    return (now) => back(world, now)
  }),
  command('PUT', '/me/player/seek', ({ world, query }) => {
    const position = required(query, 'position_ms', Number.MAX_SAFE_INTEGER)
    if (!world.player.item) throw restricted()
    return (now) => {
      if (position >= (world.player.item?.durationMs ?? 0)) return skip(world, now)
      Object.assign(world.player, { progressMs: position, since: now })
    }
  }),
  command('PUT', '/me/player/repeat', ({ world, query }) => {
    const state = query.get('state')
    if (state !== 'track' && state !== 'context' && state !== 'off') throw new ApiError(400, 'Invalid repeat state')
    return () => {
      world.player.repeat = state
    }
  }),
  command('PUT', '/me/player/shuffle', ({ world, query }) => {
    const state = query.get('state')
    if (state !== 'true' && state !== 'false') throw new ApiError(400, 'Invalid shuffle state')
    return () => setShuffle(world, state === 'true')
  }),
  command(
    'PUT',
    '/me/player/volume',
    ({ query }, device) => {
      const percent = required(query, 'volume_percent', 100)
      if (!device.supportsVolume) throw new ApiError(403, 'Player command failed: Cannot control device volume', 'VOLUME_CONTROL_DISALLOW')
      return () => {
        device.volumePercent = percent
      }
    },
    'stays',
  ),
  command('POST', '/me/player/queue', ({ world, query }) => {
    const uri = query.get('uri') ?? ''
    const [, type, id = ''] = uri.split(':')
    const item = type === 'track' ? allTracks(world).get(id) : type === 'episode' ? allEpisodes(world).get(id) : undefined
    if (!item) throw new ApiError(400, 'Invalid track uri')
    return () => void world.player.queue.push(item)
  }),
  { method: 'PUT', path: '/me/player', scopes: modify, handle: transfer },
]

/** @param music whether the named device becomes the active one: the contract says nothing of it for the volume */
function command(
  method: string,
  path: string,
  prepare: (request: ApiRequest, device: Device) => Effect,
  music: 'moves' | 'stays' = 'moves',
): Route {
  return {
    method,
    path,
    scopes: modify,
    handle: (request) => {
      const { world } = request
      premiumOnly(request)
      settle(world, request.now)
      const wanted = request.query.get('device_id') || world.player.deviceId
      const device = wanted === null ? undefined : deviceOf(request, wanted)
      if (!device) throw new ApiError(404, 'Player command failed: No active device found', 'NO_ACTIVE_DEVICE')
      controllable(device)
      const effect = prepare(request, device)
      return accepted(request, (now) => {
        if (music === 'moves') world.player.deviceId = device.id
        effect(now)
      })
    },
  }
}

/** Resume without a body; else a context with an offset, or a list of uris. Both at once is a 400. */
function play(request: ApiRequest): Effect {
  const { world } = request
  const body = bodyObject(request)
  const position = typeof body.position_ms === 'number' ? body.position_ms : 0
  if (body.context_uri !== undefined && body.uris !== undefined)
    throw new ApiError(400, 'context_uri and uris can not be specified at the same time')
  if (body.context_uri === undefined && body.uris === undefined) {
    const moves = request.query.get('device_id') && request.query.get('device_id') !== world.player.deviceId
    if ((world.player.isPlaying && !moves) || !world.player.item) throw restricted()
    return (now) =>
      Object.assign(world.player, { isPlaying: true, since: now, ...(body.position_ms === undefined ? {} : { progressMs: position }) })
  }
  const uri = body.context_uri === undefined ? null : String(body.context_uri)
  const items = uri === null ? itemsOf(world, body.uris) : contextItems(request, uri)
  const index = startIndex(items, body.offset, uri)
  return (now) => start(world, now, items, index, uri, position)
}

/** Moves playback to exactly one device (facts 3.3). */
function transfer(request: ApiRequest) {
  const { world } = request
  premiumOnly(request)
  const { device_ids: ids, play: resume } = bodyObject(request)
  if (!Array.isArray(ids) || ids.length === 0) throw new ApiError(400, 'Missing required field: device_ids')
  if (ids.length > 1) throw new ApiError(400, 'Only one device_id is supported')
  const device = deviceOf(request, String(ids[0]))
  controllable(device)
  settle(world, request.now)
  return accepted(request, (now) => {
    world.player.deviceId = device.id
    if (resume === true && world.player.item) Object.assign(world.player, { isPlaying: true, since: now })
  })
}

/** 200 with a short text that is not JSON is what really comes; the contract says 204 (facts 3.3). */
function accepted(request: ApiRequest, effect: Effect) {
  const { player } = request.world
  request.later(player.commandDelayMs, (now) => {
    settle(request.world, now)
    effect(now)
  })
  if (player.commandAnswer === 'empty') return { status: 204 }
  // An "x" in front: eight random characters could be a number, and a number is JSON.
  return { status: 200, text: `x${randomBytes(12).toString('base64url')}` }
}

function premiumOnly({ world }: ApiRequest): void {
  if (!world.user.premium) throw new ApiError(403, 'Player command failed: Premium required', 'PREMIUM_REQUIRED')
}

function deviceOf({ world }: ApiRequest, id: string): Device {
  const device = world.devices.find((one) => one.id === id)
  if (!device) throw new ApiError(404, 'Device not found')
  return device
}

function controllable(device: Device): void {
  if (device.restricted) throw new ApiError(403, 'Player command failed: Device not controllable', 'DEVICE_NOT_CONTROLLABLE')
}

function restricted(): ApiError {
  return new ApiError(403, 'Player command failed: Restriction violated', 'UNKNOWN')
}

function required(query: URLSearchParams, name: string, max: number): number {
  if (!query.has(name)) throw new ApiError(400, `Missing required field: ${name}`)
  return number(query, name, { default: 0, min: 0, max })
}
