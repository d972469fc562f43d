import { z } from 'zod'
import { type Changed, Problem } from '../shared/problem.ts'
import type { Album, Artist, Audiobook, Chapter, Episode, LocalFile, Playlist, Show, Track } from './items.ts'

/**
 * Spotify's answers, read once at the border: only what is used is looked at, and everything that may be missing in 2026 may be missing here.
 *
 * Names of fields: https://developer.spotify.com/documentation/web-api/reference, as of the changelogs of 2026.
 */
export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '')

/** Spotify writes null for what it does not have. */
export const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().transform((value) => value ?? undefined)

const milliseconds = z.number().transform(Math.round).catch(0)

export const artistAnswer = z
  .object({ id: optional(z.string()), name: text })
  .transform((artist): Artist => ({ type: 'artist', ...artist }))

const artists = z
  .array(artistAnswer)
  .nullish()
  .transform((value) => value ?? [])

const albumReferenceAnswer = z.object({ id: optional(z.string()), name: text }).transform((album) => ({ type: 'album' as const, ...album }))

export const trackAnswer = z
  .object({ id: optional(z.string()), name: text, artists, album: optional(albumReferenceAnswer), duration_ms: milliseconds })
  .transform(({ duration_ms, ...track }): Track => ({ type: 'track', ...track, durationMs: duration_ms }))

export const albumAnswer = z
  .object({ id: optional(z.string()), name: text, artists, release_date: optional(z.string()), total_tracks: optional(z.number()) })
  .transform(
    ({ release_date, total_tracks, ...album }): Album => ({ type: 'album', ...album, released: release_date, tracks: total_tracks }),
  )

export const showAnswer = z
  .object({ id: z.string(), name: text, total_episodes: optional(z.number()) })
  .transform(({ total_episodes, ...show }): Show => ({ type: 'show', ...show, episodes: total_episodes }))

export const episodeAnswer = z
  .object({
    id: z.string(),
    name: text,
    show: optional(showAnswer),
    release_date: optional(z.string()),
    duration_ms: milliseconds,
    resume_point: optional(z.object({ fully_played: z.boolean().catch(false), resume_position_ms: milliseconds })),
  })
  .transform(
    ({ release_date, duration_ms, resume_point, ...episode }): Episode => ({
      type: 'episode',
      ...episode,
      released: release_date,
      durationMs: duration_ms,
      resumeMs: resume_point?.resume_position_ms || undefined,
      played: resume_point?.fully_played,
    }),
  )

/** Spotify gives chapters the form of episodes. */
export const chapterAnswer = episodeAnswer.transform(
  ({ name, durationMs, resumeMs, played }): Chapter => ({ type: 'chapter', name, durationMs, resumeMs, played }),
)

export const audiobookAnswer = z
  .object({ id: z.string(), name: text, authors: optional(z.array(z.object({ name: text }))), total_chapters: optional(z.number()) })
  .transform(
    ({ authors, total_chapters, ...audiobook }): Audiobook => ({
      type: 'audiobook',
      ...audiobook,
      authors: authors?.map(({ name }) => name) ?? [],
      chapters: total_chapters,
    }),
  )

const count = optional(z.object({ total: z.number() }))

/** The rows moved from `tracks` to `items` in February 2026; both names are seen in the field. */
export const playlistAnswer = z
  .object({
    id: z.string(),
    name: text,
    owner: optional(z.object({ id: z.string(), display_name: text })),
    items: count,
    tracks: count,
    snapshot_id: text,
    public: optional(z.boolean()),
    collaborative: z.boolean().catch(false),
    description: text,
  })
  .transform(
    ({ owner, items, tracks, snapshot_id, description, ...playlist }): Playlist => ({
      type: 'playlist',
      ...playlist,
      owner: { id: owner?.id ?? '', name: owner?.display_name || owner?.id || '' },
      tracks: items?.total ?? tracks?.total ?? 0,
      snapshotId: snapshot_id,
      description: description || undefined,
    }),
  )

/** What can stand in a playlist's row or play: told apart by `is_local` and `type`. Null when Spotify no longer has it. */
export const playableAnswer = z
  .looseObject({ type: z.string().nullish(), is_local: z.boolean().nullish(), uri: text })
  .nullable()
  .transform((item, context): Track | Episode | LocalFile | null => {
    if (item === null) return null
    const parsed = item.type === 'episode' ? episodeAnswer.safeParse(item) : trackAnswer.safeParse(item)
    if (!parsed.success) {
      context.issues.push({ code: 'custom', message: 'is neither a track nor an episode', input: item })
      return z.NEVER
    }
    const { data } = parsed
    if (item.is_local && data.type === 'track') {
      return { type: 'local', uri: item.uri, name: data.name, artists: data.artists, durationMs: data.durationMs }
    }
    return data
  })

/** One page of a list. Rows that Spotify left empty stay rows, so that positions are right. */
export const pageOf = oncePerRow(<Row extends z.ZodType>(row: Row) =>
  z.object({ items: z.array(row.nullable()), total: z.number() }).transform(({ items, total }) => ({ rows: items, total })),
)

/** A schema is compiled when it first parses something, and what is compiled stays in memory: so there is one for each kind of row. */
function oncePerRow<Make extends (row: z.ZodType) => z.ZodType>(make: Make): Make {
  const made = new WeakMap<z.ZodType, z.ZodType>()
  return ((row) => {
    const page = made.get(row) ?? make(row)
    made.set(row, page)
    return page
  }) as Make
}

/**
 * @param changed what the request did all the same: the answer to a write tells nothing then
 * @throws Problem `unexpected-answer` that names the first field that is not as expected
 */
export function parseAnswer<Schema extends z.ZodType>(schema: Schema, answer: unknown, changed: Changed = 'no'): z.output<Schema> {
  const result = schema.safeParse(answer)
  if (result.success) return result.data
  const field = result.error.issues[0]?.path.join('.') || 'all of it'
  throw new Problem(
    'unexpected-answer',
    `Spotify sent an answer in a form that Tonearm does not know (${field}). An update of Tonearm may help.`,
    { changed },
  )
}
