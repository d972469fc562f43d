import { z } from 'zod'
import { playerUri } from '../shared/player-view.ts'
import { device, type Playback, playable, playback } from '../spotify/playback.ts'
import { parseCollection, parseReference } from '../spotify/references.ts'
import type { ShortIds } from '../store/short-ids.ts'
import { likedList, likedSongs } from './items/find-list.ts'
import { deviceRow, nowPlaying, playableRow } from './playback/playback-rows.ts'
import { playerCard } from './playback/player-card.ts'
import { defineTool } from './runtime/define.ts'
import { table } from './runtime/render.ts'

/** A playlist, an artist or the Liked Songs that are being played through. */
const playedFrom = z.union([z.object({ type: z.enum(['playlist', 'artist']), id: z.string(), name: z.string() }), likedList])

/** What is playing now, and on request where else it could play and what comes next. Each part is one request; they travel together. */
export const getPlayback = defineTool({
  name: 'get_playback',
  title: 'Playback',
  description:
    'What is playing now on Spotify: song or episode, position, device, volume, shuffle, repeat. `include` adds the devices that could play, and the queue (the next 20).',
  scopes: ['user-read-playback-state', 'user-read-currently-playing'],
  effect: 'read',
  input: {
    include: z
      .array(z.enum(['devices', 'queue']))
      .max(2)
      .optional(),
  },
  output: z.object({
    playback: playback.optional(),
    context: playedFrom.optional(),
    devices: z.array(device).optional(),
    queue: z.array(playable).optional(),
  }),

  page: playerUri,

  async run({ include = [] }, { spotify: { player }, shortIds }) {
    const [state, devices, queue] = await Promise.all([
      player.state(),
      include.includes('devices') ? player.devices() : undefined,
      include.includes('queue') ? player.queue() : undefined,
    ])
    return { playback: state, context: knownContext(state, shortIds), devices, queue }
  },

  render({ playback, context: from, devices, queue }, context) {
    const parts = [nowPlaying(playback, context, from)]
    if (devices) {
      parts.push(
        devices.length === 0
          ? 'Devices: none. Spotify lists a device while Spotify is open on it.'
          : table(
              `Devices: ${devices.length}`,
              devices.map((one) => deviceRow(one, devices)),
            ),
      )
    }
    if (queue) {
      parts.push(
        queue.length === 0
          ? 'Queue: nothing comes next.'
          : table(
              `Next in the queue: ${queue.length}${queue.length < 20 ? '' : ' (Spotify shows no more)'}`,
              queue.map((item) => playableRow(item, context)),
            ),
      )
    }
    return parts.join('\n')
  },

  card: ({ playback }, context) => playerCard(playback, context),
})

/** The name of what is played through, if it was shown before: Spotify gives only the id, and asking for the name is not worth a request. */
function knownContext(state: Playback | undefined, shortIds: ShortIds): z.output<typeof playedFrom> | undefined {
  if (parseCollection(state?.contextUri ?? '')) return likedSongs
  const reference = parseReference(state?.contextUri ?? '')
  const seen = reference && shortIds.find(reference.id)
  return seen && (seen.type === 'playlist' || seen.type === 'artist') ? { type: seen.type, id: seen.id, name: seen.name } : undefined
}
