import { z } from 'zod'
import { optional, rowsOf, text } from './answers.ts'

/** A play of Spotify's list, as the listening history keeps it. `playedAt`: about its end, in milliseconds since the epoch. */
export type LatestPlay = {
  uri: string
  playedAt: number
  name: string
  artists: string[]
  album: string | null
  albumArtist: string | null
  isrc: string | null
  /** The URI of the playlist, album or artist from which it was played. */
  context: string | null
}

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
  items.flatMap((row): LatestPlay[] => {
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
