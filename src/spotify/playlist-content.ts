import type { SpotifyApi } from '@spotify/web-api-ts-sdk'
import { z } from 'zod'
import { optional, parseAnswer, rowsOf, text } from './answers.ts'
import {
  aboutFields,
  detailsAnswer,
  type PlaylistDetails,
  type PlaylistRow,
  type Playlists,
  type RowDetail,
  rowAnswer,
  rowFields,
} from './playlists.ts'
import type { OnPage, Page } from './request/paging.ts'
import { isUnanswered } from './request/unanswered.ts'

/** A playlist and its rows from the first one on, of one version as far as Spotify tells; `total` counts all rows. */
export type PlaylistContent = Page<PlaylistRow> & { playlist: PlaylistDetails }

/** How many rows are wanted and how much of each: all of them and `long` when missing. `partly` as in `Part`. */
export type ContentWanted = { limit?: number; detail?: RowDetail; partly?: boolean }

/**
 * What one small request shows of a playlist: its version, its length, and what its first rows hold (undefined for an unavailable one). `durationsMs`
 * are the lengths of the songs in them, by uri.
 */
export type Glance = { snapshotId: string; total: number; uris: (string | undefined)[]; durationsMs: ReadonlyMap<string, number> }

/** The playlist itself brings its first rows along (50 or 100, Spotify does not say): what is short costs one request instead of two. */
const contentFields = (detail: RowDetail) => `${aboutFields},items(${rowFields(detail)}),tracks(${rowFields(detail)})`

/** The list is read to its end when Spotify does not say how long it is; no playlist is longer. */
const mostRows = 100_000

const uriFields = 'total,items(item(uri,duration_ms),track(uri,duration_ms))'
const glanceFields = `snapshot_id,items(${uriFields}),tracks(${uriFields})`

const contents = <Row extends z.ZodType>(row: Row) => {
  const page = optional(z.object({ total: z.number(), items: rowsOf(row) }))
  return z.looseObject({ items: page, tracks: page }).partial()
}

const glimpse = z.looseObject({ uri: optional(z.string().min(1)), duration_ms: optional(z.number().transform(Math.round)) })

const glimpseAnswer = z
  .looseObject({ item: z.unknown(), track: z.unknown() })
  .partial()
  .transform(({ item, track }) => glimpse.safeParse(item ?? track).data)

type Glimpses = { total: number; items: (z.output<typeof glimpseAnswer> | null)[] }

const seenIn = ({ total, items }: Glimpses): Omit<Glance, 'snapshotId'> => ({
  total,
  uris: items.map((row) => row?.uri),
  durationsMs: new Map(
    items.flatMap((row) => (row?.uri === undefined || row.duration_ms === undefined ? [] : [[row.uri, row.duration_ms]])),
  ),
})

const glanceAnswer = contents(glimpseAnswer)
  .extend({ snapshot_id: text })
  .transform(
    ({ snapshot_id, items, tracks }): Glance => ({ snapshotId: snapshot_id, ...seenIn(items ?? tracks ?? { total: 0, items: [] }) }),
  )

const contentsAnswer = contents(rowAnswer)

const glimpsesAnswer = z.object({ total: z.number(), items: rowsOf(glimpseAnswer) }).transform(seenIn)

/** Reads of a playlist with few requests: of the whole of it around an edit, or of its beginning. */
export type PlaylistContents = {
  content(id: string, wanted?: ContentWanted, onPage?: OnPage): Promise<PlaylistContent>
  glance(id: string): Promise<Glance>
  /** The same of fifty rows from `offset` on, which tell no version. */
  glanceFrom(id: string, offset: number): Promise<Omit<Glance, 'snapshotId'>>
}

export function createPlaylistContents(sdk: SpotifyApi, playlists: Playlists): PlaylistContents {
  return {
    async content(id, { limit = mostRows, detail = 'long', partly = false } = {}, onPage) {
      const path = `playlists/${id}?additional_types=track,episode&fields=${encodeURIComponent(contentFields(detail))}`
      const answer = await sdk.makeRequest<unknown>('GET', path)
      const playlist = parseAnswer(detailsAnswer, answer)
      const { items, tracks } = parseAnswer(contentsAnswer, answer)
      const first = (items ?? tracks)?.items ?? []
      const total = Math.min(limit, playlist.tracks ?? mostRows)
      const rows = first.slice(0, total).map((row, position): PlaylistRow => ({ item: null, ...row, position }))
      if (!playlist.readable || rows.length >= total) return { playlist, rows, total: playlist.tracks ?? rows.length }
      const told: OnPage | undefined = onPage && ((done, wanted) => onPage(rows.length + done, rows.length + wanted))
      const others = await playlists
        .rows(id, { offset: rows.length, limit: total - rows.length, detail, partly }, told)
        .catch((error: unknown) => {
          if (partly && isUnanswered(error)) return { rows: [], total, stopped: error }
          throw error
        })
      return { playlist, rows: [...rows, ...others.rows], total: playlist.tracks ?? others.total, stopped: others.stopped }
    },

    async glance(id) {
      const path = `playlists/${id}?additional_types=track,episode&fields=${encodeURIComponent(glanceFields)}`
      return parseAnswer(glanceAnswer, await sdk.makeRequest('GET', path))
    },

    async glanceFrom(id, offset) {
      const path = `playlists/${id}/items?limit=50&offset=${offset}&additional_types=track,episode&fields=${encodeURIComponent(uriFields)}`
      return parseAnswer(glimpsesAnswer, await sdk.makeRequest('GET', path))
    },
  }
}
