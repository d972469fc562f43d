import { z } from 'zod'

/**
 * Music as Tonearm speaks of it: small, stable shapes, whatever Spotify's answers look like this year.
 *
 * They are schemas because tools publish them as their output; the types are read off them. `id` is Spotify's 22-character id; what has none
 * (local files) is shown but cannot be asked for.
 */
export const artistReference = z.object({ type: z.literal('artist'), id: z.string().optional(), name: z.string() })

export const albumReference = z.object({ type: z.literal('album'), id: z.string().optional(), name: z.string() })

export const track = z.object({
  type: z.literal('track'),
  id: z.string().optional(),
  name: z.string(),
  artists: z.array(artistReference),
  album: albumReference.optional(),
  durationMs: z.number().int(),
})

export const playlist = z.object({
  type: z.literal('playlist'),
  id: z.string(),
  name: z.string(),
  owner: z.object({ id: z.string(), name: z.string() }),
  tracks: z.number().int(),
})

export const play = z.object({ playedAt: z.iso.datetime(), track })

export const profile = z.object({ id: z.string(), name: z.string() })

export type ArtistReference = z.output<typeof artistReference>
export type Track = z.output<typeof track>
export type Playlist = z.output<typeof playlist>
export type Play = z.output<typeof play>
export type Profile = z.output<typeof profile>

/** Whatever has a name and, mostly, an id of its own. */
export type Item = { type: 'track' | 'album' | 'artist' | 'playlist'; id?: string | undefined; name: string }
