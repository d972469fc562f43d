import type { SpotifyApi } from '@spotify/web-api-ts-sdk'
import { z } from 'zod'
import { optional, pageOf, parseAnswer, rowsOf, text } from './answers.ts'
import type { SavedKind } from './library.ts'
import type { TimeRange } from './listener.ts'
import { type OnPage, type Page, readPages } from './request/paging.ts'

/** A row of any list with all that Spotify says of it, to be kept outside of Tonearm. Null stands for what Spotify no longer has. */
export type ListRow = {
  /** Of anything: a song, an album, a show. Empty when it is not told. */
  name: string
  /** Artists, authors, or the show of an episode. */
  by: string[]
  album?: string | undefined
  durationMs?: number | undefined
  /** ISO 8601. */
  addedAt?: string | undefined
  /** Spotify's user id. */
  addedBy?: string | undefined
  isrc?: string | undefined
  uri?: string | undefined
}

/** Reads lists whole, or not at all. */
export type Lists = {
  playlist(id: string, onPage?: OnPage): Promise<Page<ListRow | null>>
  saved(kind: SavedKind, onPage?: OnPage): Promise<Page<ListRow | null>>
  top(what: 'tracks' | 'artists', range: TimeRange, onPage?: OnPage): Promise<Page<ListRow | null>>
}

const pageSize = 50

/** Spotify's offsets end here. */
const wholeList = { offset: 0, limit: 100_000, pageSize }

const names = optional(rowsOf(z.object({ name: text }))).transform((rows) => (rows ?? []).flatMap((row) => row?.name || []))

const named = optional(z.object({ name: text })).transform((value) => value?.name || undefined)

const itemAnswer = z
  .looseObject({
    name: text,
    uri: optional(z.string().min(1)),
    artists: names,
    authors: names,
    show: named,
    album: named,
    duration_ms: optional(z.number().nonnegative().transform(Math.round)),
    external_ids: optional(z.object({ isrc: optional(z.string()) })),
  })
  .transform(
    ({ name, uri, artists, authors, show, album, duration_ms, external_ids }): ListRow => ({
      name,
      uri,
      by: [...artists, ...authors, ...(show === undefined ? [] : [show])],
      album,
      durationMs: duration_ms,
      isrc: external_ids?.isrc,
    }),
  )

const addedAnswer = z.looseObject({ added_at: optional(z.string()), added_by: optional(z.object({ id: text })) })

/** The row that stands below one of these names, with when it was added and by whom. */
function rowBelow(...keys: string[]) {
  return addedAnswer.transform((row): ListRow | null => {
    const answer = keys.map((key) => row[key]).find((value) => value !== null && value !== undefined)
    const item = itemAnswer.safeParse(answer).data
    if (!item || (item.uri === undefined && item.name === '')) return null
    return { ...item, addedAt: row.added_at, addedBy: row.added_by?.id || undefined }
  })
}

const playlistRows = pageOf(rowBelow('item', 'track'))
const itemRows = pageOf(itemAnswer)
const savedRows = {
  tracks: pageOf(rowBelow('track')),
  albums: pageOf(rowBelow('album')),
  shows: pageOf(rowBelow('show')),
  episodes: pageOf(rowBelow('episode')),
  audiobooks: pageOf(rowBelow('audiobook')),
} satisfies Record<SavedKind, unknown>

const item = 'type,uri,name,duration_ms,artists(name),show(name),album(name),external_ids(isrc)'
const rowFields = `total,items(added_at,added_by(id),item(${item}),track(${item}))`

/** The part of the client that reads lists with all their columns. */
export function createLists(sdk: SpotifyApi): Lists {
  function whole(path: string, answer: z.ZodType<Page<ListRow | null>>, onPage?: OnPage): Promise<Page<ListRow | null>> {
    const readPage = async (offset: number, size: number) => {
      const address = `${path}${path.includes('?') ? '&' : '?'}limit=${size}&offset=${offset}`
      return parseAnswer(answer, await sdk.makeRequest<unknown>('GET', address))
    }
    return readPages(wholeList, readPage, onPage)
  }

  return {
    playlist: (id, onPage) =>
      whole(`playlists/${id}/items?additional_types=track,episode&fields=${encodeURIComponent(rowFields)}`, playlistRows, onPage),
    saved: (kind, onPage) => whole(`me/${kind}`, savedRows[kind], onPage),
    top: (what, range, onPage) => whole(`me/top/${what}?time_range=${range}`, itemRows, onPage),
  }
}
