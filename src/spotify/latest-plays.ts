import { z } from 'zod'
import type { LivePlay } from '../shared/live-play.ts'
import { optional, rowsOf, text } from './answers.ts'

const names = optional(rowsOf(z.object({ name: text }))).transform((list) => (list ?? []).flatMap((one) => one?.name || []))

const playAnswer = z.object({
  played_at: z.iso.datetime(),
  track: z.object({
    uri: z.string().min(1),
    name: text,
    artists: names,
    album: optional(z.object({ name: text, artists: names })),
    external_ids: optional(z.object({ isrc: optional(z.string()) })),
  }),
  context: optional(z.object({ uri: optional(z.string()) })),
})

/** A row without a track or a time is no play that could be kept. */
export const latestPlaysAnswer = z.object({ items: rowsOf(playAnswer) }).transform(({ items }) =>
  items.flatMap((row): LivePlay[] => {
    if (row === null) return []
    const { played_at, track, context } = row
    const { uri, name, artists, album, external_ids: ids } = track
    return [
      {
        uri,
        playedAt: Date.parse(played_at),
        name,
        artists,
        album: album?.name || null,
        albumArtist: album?.artists[0] ?? null,
        isrc: ids?.isrc ?? null,
        context: context?.uri ?? null,
      },
    ]
  }),
)
