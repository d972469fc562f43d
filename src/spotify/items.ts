import { z } from 'zod'

/**
 * Music as Tonearm speaks of it: small, stable shapes, whatever Spotify's answers look like this year.
 *
 * They are schemas because tools publish them as their output; the types are read off them. `id` is Spotify's own; what has none (a local file)
 * is shown but cannot be asked for.
 */
export const artist = z.object({ type: z.literal('artist'), id: z.string().optional(), name: z.string() })

/** The address of a picture, the largest that there is. */
const cover = z.string().optional()

/** `released` is a year, a month or a day: 2026, 2026-10, 2026-10-03. */
const albumReference = z.object({
  type: z.literal('album'),
  id: z.string().optional(),
  name: z.string(),
  released: z.string().optional(),
  cover,
})

/** What Spotify calls an album. */
export const albumKinds = ['album', 'single', 'compilation'] as const

export const track = z.object({
  type: z.literal('track'),
  id: z.string().optional(),
  name: z.string(),
  artists: z.array(artist),
  album: albumReference.optional(),
  durationMs: z.int(),
  explicit: z.boolean().optional(),
  /** The number of the recording, the same for most of its releases: see shared/recording.ts. */
  isrc: z.string().optional(),
  discNumber: z.int().optional(),
  trackNumber: z.int().optional(),
})

export const album = albumReference.extend({
  artists: z.array(artist),
  kind: z.enum(albumKinds).optional(),
  tracks: z.int().optional(),
})

export const show = z.object({ type: z.literal('show'), id: z.string(), name: z.string(), episodes: z.int().optional() })

/** `resumeMs` is where the listener stopped; missing when it was not begun, or without the permission. */
export const episode = z.object({
  type: z.literal('episode'),
  id: z.string(),
  name: z.string(),
  show: show.partial({ id: true }).optional(),
  released: z.string().optional(),
  durationMs: z.int(),
  explicit: z.boolean().optional(),
  resumeMs: z.int().optional(),
  played: z.boolean().optional(),
})

export const audiobook = z.object({
  type: z.literal('audiobook'),
  id: z.string(),
  name: z.string(),
  authors: z.array(z.string()),
  chapters: z.int().optional(),
})

/** A chapter of an audiobook. It has no id here: Spotify's player takes audiobooks as a whole, and no other tool asks for a chapter. */
export const chapter = episode.pick({ name: true, durationMs: true, resumeMs: true, played: true }).extend({ type: z.literal('chapter') })

/** `tracks` counts all rows; missing when Spotify does not say. `snapshotId` names the playlist's content as it is now. */
export const playlist = z.object({
  type: z.literal('playlist'),
  id: z.string(),
  name: z.string(),
  owner: z.object({ id: z.string(), name: z.string() }),
  tracks: z.int().optional(),
  snapshotId: z.string(),
  public: z.boolean().optional(),
  collaborative: z.boolean(),
  description: z.string().optional(),
  cover,
})

/** A file of the person's own in a playlist: it has a uri, but Spotify lets nobody add it. */
export const localFile = z.object({
  type: z.literal('local'),
  uri: z.string(),
  name: z.string(),
  artists: z.array(artist),
  durationMs: z.int(),
})

/** `track` is null when Spotify no longer says what was played. */
export const play = z.object({ playedAt: z.iso.datetime(), track: track.nullable() })

export const profile = z.object({ id: z.string(), name: z.string() })

export type Artist = z.output<typeof artist>
export type Track = z.output<typeof track>
export type Album = z.output<typeof album>
export type Show = z.output<typeof show>
export type Episode = z.output<typeof episode>
export type Audiobook = z.output<typeof audiobook>
export type Chapter = z.output<typeof chapter>
export type Playlist = z.output<typeof playlist>
export type LocalFile = z.output<typeof localFile>
export type Play = z.output<typeof play>
export type Profile = z.output<typeof profile>

/** What has a Spotify id, and so an address of its own. */
export const itemTypes = ['track', 'album', 'artist', 'playlist', 'show', 'episode', 'audiobook'] as const

export type ItemType = (typeof itemTypes)[number]

/** Whatever has a name and, mostly, an id of its own. */
export type Item = { type: ItemType; id?: string | undefined; name: string }

/** As Spotify's requests name an item: spotify:track:…. */
export function uriOf(item: { type: ItemType; id: string }): string {
  return `spotify:${item.type}:${item.id}`
}

/** The year in which an item was released, its album for a track. Of local files, shows and artists Spotify tells none. */
export function releaseYear(item: object): number | undefined {
  const { released, album } = item as { released?: string; album?: { released?: string } }
  const year = Number((album ? album.released : released)?.slice(0, 4))
  // 0000 stands for a date that the label did not give.
  return year > 0 ? year : undefined
}
