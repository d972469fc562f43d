import { z } from 'zod'
import { Problem } from '../shared/problem.ts'
import type { ArtistReference, Play, Playlist, Profile, Track } from './items.ts'

/**
 * Spotify's answers, read once at the border: only what is used is looked at, everything that may be missing in 2026 may be missing here.
 *
 * Names of fields: https://developer.spotify.com/documentation/web-api/reference/search, as of the changelogs of 2026.
 */
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '')
const id = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined)

const artistAnswer = z.object({ id, name: text }).transform((artist): ArtistReference => ({ type: 'artist', ...artist }))

const albumAnswer = z.object({ id, name: text })

const trackAnswer = z
  .object({ id, name: text, artists: z.array(artistAnswer).nullish(), album: albumAnswer.nullish(), duration_ms: z.number().catch(0) })
  .transform(
    (track): Track => ({
      type: 'track',
      id: track.id,
      name: track.name,
      artists: track.artists ?? [],
      album: track.album ? { type: 'album', ...track.album } : undefined,
      durationMs: track.duration_ms,
    }),
  )

const total = z.object({ total: z.number() }).nullish()

/** The rows moved from `tracks` to `items` in February 2026; both names are seen in the field. */
const playlistAnswer = z
  .object({ id: z.string(), name: text, owner: z.object({ id: z.string(), display_name: text }).nullish(), items: total, tracks: total })
  .transform(
    (playlist): Playlist => ({
      type: 'playlist',
      id: playlist.id,
      name: playlist.name,
      owner: { id: playlist.owner?.id ?? '', name: playlist.owner?.display_name || playlist.owner?.id || '' },
      tracks: playlist.items?.total ?? playlist.tracks?.total ?? 0,
    }),
  )

const page = <Row extends z.ZodType>(row: Row) =>
  z.object({ items: z.array(row.nullable()), total: z.number() }).transform(({ items, total }) => ({ rows: items, total }))

export const trackSearch = z.object({ tracks: page(trackAnswer) }).transform(({ tracks }) => tracks)
export const playlistPage = page(playlistAnswer)
export const topTracksPage = page(trackAnswer)
export const topArtistsPage = page(artistAnswer)

export const recentPlays = z
  .object({ items: z.array(z.object({ played_at: z.iso.datetime(), track: trackAnswer })), next: z.string().nullish() })
  .transform(({ items, next }): { plays: Play[]; more: boolean } => ({
    plays: items.map(({ played_at, track }) => ({ playedAt: played_at, track })),
    more: Boolean(next),
  }))

export const ownProfile = z
  .object({ id: z.string(), display_name: text })
  .transform((user): Profile => ({ id: user.id, name: user.display_name || user.id }))

/** @throws Problem `unexpected-answer` that names the first field that is not as expected */
export function parseAnswer<Schema extends z.ZodType>(schema: Schema, answer: unknown): z.output<Schema> {
  const result = schema.safeParse(answer)
  if (result.success) return result.data
  const field = result.error.issues[0]?.path.join('.') || 'all of it'
  throw new Problem(
    'unexpected-answer',
    `Spotify sent an answer in a form that Tonearm does not know (${field}). An update of Tonearm may help.`,
  )
}
