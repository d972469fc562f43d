import { z } from 'zod'
import { oneLine } from '../shared/one-line.ts'
import { type Changed, Problem } from '../shared/problem.ts'
import { decodeEntities } from './entities.ts'
import {
  type Album,
  type Artist,
  type Audiobook,
  albumKinds,
  type Chapter,
  type Episode,
  type LocalFile,
  type Playlist,
  type Show,
  type Track,
} from './items.ts'

/**
 * Spotify's answers, read once at the border: only what is used is looked at, and everything that may be missing in 2026 may be missing here.
 *
 * Names of fields: https://developer.spotify.com/documentation/web-api/reference, as of the changelogs of 2026.
 */
export const text = z
  .string()
  .nullish()
  .catch(null)
  .transform((value) => value ?? '')

/** Spotify writes null for what it does not have. What has another form than expected counts as missing, too: the rest must stay readable. */
export const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema
    .nullish()
    .catch(undefined)
    .transform((value) => value ?? undefined)

/** A list whose rows are read one by one: one that cannot be read is null, so that the others are readable and stand at their positions. */
export const rowsOf = <Row extends z.ZodType>(row: Row) => z.preprocess(firstOfMany, z.array(row.nullable().catch(null)))

/** No page of Spotify's has more rows. Of a list that has, the others are not even looked at. */
const mostRowsOfPage = 100

function firstOfMany(list: unknown): unknown {
  return Array.isArray(list) && list.length > mostRowsOfPage ? list.slice(0, mostRowsOfPage) : list
}

const milliseconds = z.number().transform(Math.round).catch(0)

/** A count that is not told is missing: 0 would be a statement. */
const count = optional(z.number().nonnegative().transform(Math.round))

const id = optional(z.string().min(1))

/** Descriptions come with the entities of HTML and, from old apps, with line breaks. Names have neither. */
export const description = text.transform((value) => oneLine(decodeEntities(value)))

export const artistAnswer = z.object({ id, name: text }).transform((artist): Artist => ({ type: 'artist', ...artist }))

/** Without those that have neither an id nor a name: nothing can be said of them. */
const artists = optional(rowsOf(artistAnswer)).transform((value) => (value ?? []).filter((artist) => artist !== null).filter(isNamed))

/** Spotify lists the largest picture first. */
const cover = optional(rowsOf(z.object({ url: z.string() }))).transform((images) => images?.[0]?.url)

const number = optional(z.int().nonnegative())

const albumReferenceAnswer = z
  .object({ id, name: text, release_date: optional(z.string()), images: cover })
  .transform(({ release_date, images, ...album }) => ({ type: 'album' as const, ...album, released: release_date, cover: images }))

const albumOfTrack = optional(albumReferenceAnswer).transform((album) => (album && isNamed(album) ? album : undefined))

/** Some are written with hyphens or in small letters, and some are no ISRC at all (https://isrc.ifpi.org/en/isrc-standard/structure). */
const isrc = z
  .string()
  .transform((written) => written.replace(/[\s-]/g, '').toUpperCase())
  .pipe(z.string().regex(/^[A-Z]{2}[A-Z0-9]{3}\d{7}$/))

const externalIds = optional(z.object({ isrc: optional(isrc) }))

export const trackAnswer = z
  .object({
    id,
    name: text,
    artists,
    album: albumOfTrack,
    duration_ms: milliseconds,
    explicit: optional(z.boolean()),
    external_ids: externalIds,
    disc_number: number,
    track_number: number,
  })
  .transform(
    ({ duration_ms, external_ids, disc_number, track_number, ...track }): Track => ({
      type: 'track',
      ...track,
      durationMs: duration_ms,
      ...(external_ids?.isrc !== undefined && { isrc: external_ids.isrc }),
      discNumber: disc_number,
      trackNumber: track_number,
    }),
  )

export const albumAnswer = z
  .object({
    id,
    name: text,
    artists,
    release_date: optional(z.string()),
    album_type: optional(z.enum(albumKinds)),
    total_tracks: count,
    images: cover,
  })
  .transform(
    ({ release_date, album_type, total_tracks, images, ...album }): Album => ({
      type: 'album',
      ...album,
      released: release_date,
      kind: album_type,
      tracks: total_tracks,
      cover: images,
    }),
  )

export const showAnswer = z
  .object({ id: z.string(), name: text, total_episodes: count })
  .transform(({ total_episodes, ...show }): Show => ({ type: 'show', ...show, episodes: total_episodes }))

/** The show of an episode that was taken down has lost its id, and mostly its name. */
const showOfEpisode = optional(z.object({ id, name: text, total_episodes: count })).transform((show): Episode['show'] =>
  show && isNamed(show) ? { type: 'show', id: show.id, name: show.name, episodes: show.total_episodes } : undefined,
)

export const episodeAnswer = z
  .object({
    id: z.string(),
    name: text,
    show: showOfEpisode,
    release_date: optional(z.string()),
    duration_ms: milliseconds,
    explicit: optional(z.boolean()),
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
  .object({ id: z.string(), name: text, authors: optional(rowsOf(z.object({ name: text }))), total_chapters: count })
  .transform(
    ({ authors, total_chapters, ...audiobook }): Audiobook => ({
      type: 'audiobook',
      ...audiobook,
      authors: (authors ?? []).flatMap((author) => author?.name || []),
      chapters: total_chapters,
    }),
  )

const contents = optional(z.object({ total: count }))

/** The rows moved from `tracks` to `items` in February 2026; both names are seen in the field. */
export const playlistAnswer = z
  .object({
    id: z.string(),
    name: text,
    owner: optional(z.object({ id: z.string(), display_name: text })),
    items: contents,
    tracks: contents,
    snapshot_id: text,
    public: optional(z.boolean()),
    collaborative: z.boolean().catch(false),
    description,
    images: cover,
  })
  .transform(
    ({ owner, items, tracks, snapshot_id, description, images, ...playlist }): Playlist => ({
      type: 'playlist',
      ...playlist,
      owner: { id: owner?.id ?? '', name: owner?.display_name || owner?.id || '' },
      tracks: items?.total ?? tracks?.total,
      snapshotId: snapshot_id,
      description: description || undefined,
      cover: images,
    }),
  )

/**
 * What can stand in a playlist's row or play: told apart by `is_local` and `type`. Null for what is neither a track nor an episode, and for what Spotify
 * no longer has: it leaves nothing or, of an episode, a shell without id and name.
 */
export const playableAnswer = z
  .looseObject({ type: optional(z.string()), is_local: optional(z.boolean()), uri: text })
  .nullable()
  .transform((item): Track | Episode | LocalFile | null => {
    if (item === null) return null
    if (item.type === 'episode') return episodeAnswer.safeParse(item).data ?? null
    if (item.type !== undefined && item.type !== 'track') return null
    const track = trackAnswer.safeParse(item).data
    if (!track) return null
    if (item.is_local) return { type: 'local', uri: item.uri, name: track.name, artists: track.artists, durationMs: track.durationMs }
    return isNamed(track) ? track : null
  })

/** One page of a list. Rows that are empty or unreadable stay rows, so that positions are right. */
export const pageOf = oncePerRow(<Row extends z.ZodType>(row: Row) =>
  z.object({ items: rowsOf(row), total: z.number() }).transform(({ items, total }) => ({ rows: items, total })),
)

function isNamed({ id, name }: { id?: string | undefined; name: string }): boolean {
  return id !== undefined || name !== ''
}

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
 * @throws Problem `unexpected-answer` that names the first field that is not as expected, or says that the answer was empty
 */
export function parseAnswer<Schema extends z.ZodType>(schema: Schema, answer: unknown, changed: Changed = 'no'): z.output<Schema> {
  const result = schema.safeParse(answer)
  if (result.success) return result.data
  if (answer === null) throw new Problem('unexpected-answer', 'Spotify sent an empty answer. Try again.', { changed })
  const field = result.error.issues[0]?.path.join('.') || 'all of it'
  throw new Problem(
    'unexpected-answer',
    `Spotify sent an answer in a form that Tonearm does not know (${field}). An update of Tonearm may help.`,
    { changed },
  )
}
