import type { Device } from '../types.ts'
import type { ApiRequest, Route } from './http.ts'
import { playableJson } from './json-playlist.ts'
import { settle } from './player.ts'
import { contextJson } from './routes-me.ts'

/** What the player tells about itself. Without an active device: 204 and nothing (facts 3.3). */
export const playerStateRoutes: Route[] = [
  { method: 'GET', path: '/me/player', scopes: ['user-read-playback-state'], handle: (request) => state(request, true) },
  {
    method: 'GET',
    path: '/me/player/currently-playing',
    scopes: ['user-read-currently-playing'],
    handle: (request) => state(request, false),
  },
  {
    method: 'GET',
    path: '/me/player/devices',
    scopes: ['user-read-playback-state'],
    handle: ({ world }) => ({ status: 200, json: { devices: world.devices.map((one) => deviceJson(one, world.player.deviceId)) } }),
  },
  { method: 'GET', path: '/me/player/queue', scopes: ['user-read-currently-playing', 'user-read-playback-state'], handle: queue },
]

function state(request: ApiRequest, whole: boolean) {
  const { world, now, query } = request
  settle(world, now)
  const { player } = world
  const device = world.devices.find((one) => one.id === player.deviceId)
  if (!device) return { status: 204 }
  // Who does not ask for episodes gets none, but learns that one is playing.
  const episodes = (query.get('additional_types') ?? 'track').split(',').includes('episode')
  const item = player.item && (player.item.type === 'track' || episodes) ? playableJson(world, player.item) : null
  const more = { device: deviceJson(device, player.deviceId), shuffle_state: player.shuffle, repeat_state: player.repeat }
  return {
    status: 200,
    json: {
      ...(whole ? more : {}),
      is_playing: player.isPlaying,
      timestamp: player.since,
      context: contextJson(player.context?.uri ?? null),
      progress_ms: player.progressMs,
      item,
      currently_playing_type: player.item?.type ?? 'unknown',
      actions: { disallows: player.isPlaying ? { resuming: true } : { pausing: true } },
    },
  }
}

/** The queue shows the next 20: what was put there by hand first, then the rest of the context. */
function queue({ world, now }: ApiRequest) {
  settle(world, now)
  const { item, queue, upcoming } = world.player
  const next = [...queue, ...upcoming].slice(0, 20)
  return { status: 200, json: { currently_playing: item && playableJson(world, item), queue: next.map((one) => playableJson(world, one)) } }
}

function deviceJson(one: Device, activeId: string | null) {
  return {
    id: one.id,
    is_active: one.id === activeId,
    is_private_session: one.privateSession,
    is_restricted: one.restricted,
    name: one.name,
    type: one.kind,
    volume_percent: one.volumePercent,
    supports_volume: one.supportsVolume,
  }
}
