import { z } from 'zod'
import { optional, playableAnswer, rowsOf, text } from './answers.ts'
import { episode, localFile, track } from './items.ts'

/**
 * A device that Spotify can play on. Its `id` may change at any time, and some have none.
 *
 * `restricted`: takes no commands from other apps. `volumePercent` is missing where Spotify does not know it;
 * `volumeFixed`: it can be changed on the device only.
 */
export const device = z.object({
  id: z.string().optional(),
  name: z.string(),
  kind: z.string(),
  active: z.boolean(),
  restricted: z.boolean(),
  privateSession: z.boolean(),
  volumePercent: z.int().optional(),
  volumeFixed: z.boolean(),
})

/** What can come out of a loudspeaker: a track, an episode, or a file of the person's own. */
export const playable = z.union([track, episode, localFile])

export const repeatMode = z.enum(['off', 'track', 'context'])

/**
 * What is playing, or would go on when resumed. Without `item` it is something that Spotify does not name: `kind` says whether an advertisement.
 *
 * `contextUri` is the album, playlist, artist or show that is being played through.
 */
export const playback = z.object({
  playing: z.boolean(),
  kind: z.enum(['track', 'episode', 'ad', 'unknown']),
  item: playable.optional(),
  positionMs: z.int(),
  device: device.optional(),
  shuffle: z.boolean(),
  repeat: repeatMode,
  contextUri: z.string().optional(),
})

export type Device = z.output<typeof device>
export type Playable = z.output<typeof playable>
export type RepeatMode = z.output<typeof repeatMode>
export type Playback = z.output<typeof playback>

const yes = z.boolean().catch(false)

const deviceAnswer = z
  .object({
    id: optional(z.string()),
    name: text,
    type: text,
    is_active: yes,
    is_restricted: yes,
    is_private_session: yes,
    volume_percent: optional(z.number().transform(Math.round)),
    supports_volume: optional(z.boolean()),
  })
  .transform(
    (device): Device => ({
      id: device.id,
      name: device.name,
      kind: device.type,
      active: device.is_active,
      restricted: device.is_restricted,
      privateSession: device.is_private_session,
      volumePercent: device.volume_percent,
      volumeFixed: device.supports_volume === false,
    }),
  )

/** An item in a form that nobody knows must not hide all the rest. */
const itemAnswer = playableAnswer
  .nullish()
  .catch(null)
  .transform((item) => item ?? undefined)

/** GET /me/player, when it is not 204. */
export const playbackAnswer = z
  .object({
    is_playing: yes,
    currently_playing_type: playback.shape.kind.catch('unknown'),
    item: itemAnswer,
    progress_ms: z.number().transform(Math.round).catch(0),
    device: optional(deviceAnswer),
    shuffle_state: yes,
    repeat_state: repeatMode.catch('off'),
    context: optional(z.object({ uri: optional(z.string()) })),
  })
  .transform(
    (state): Playback => ({
      playing: state.is_playing,
      kind: state.currently_playing_type,
      item: state.item,
      positionMs: state.progress_ms,
      device: state.device,
      shuffle: state.shuffle_state,
      repeat: state.repeat_state,
      contextUri: state.context?.uri,
    }),
  )

export const devicesAnswer = z
  .object({ devices: rowsOf(deviceAnswer) })
  .transform(({ devices }) => devices.filter((device) => device !== null))

/** Rows that Spotify cannot name are left out. */
export const queueAnswer = z
  .object({ queue: z.array(itemAnswer) })
  .transform(({ queue }): Playable[] => queue.filter((item) => item !== undefined))
