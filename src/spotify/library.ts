import type { SpotifyApi } from '@spotify/web-api-ts-sdk'
import { z } from 'zod'
import { inChunks } from '../shared/chunks.ts'
import type { Problem } from '../shared/problem.ts'
import {
  albumAnswer,
  artistAnswer,
  audiobookAnswer,
  episodeAnswer,
  optional,
  pageOf,
  parseAnswer,
  rowsOf,
  showAnswer,
  trackAnswer,
} from './answers.ts'
import type { Album, Artist, Audiobook, Episode, Show, Track } from './items.ts'
import { type OnPage, type Page, type Part, readPages } from './request/paging.ts'
import { isUnanswered } from './request/unanswered.ts'

/** What can be saved, by the name of its list. */
export type SavedItems = { tracks: Track; albums: Album; shows: Show; episodes: Episode; audiobooks: Audiobook }

export type SavedKind = keyof SavedItems

/** A saved item and since when (ISO 8601), which Spotify does not always know. */
export type Saved<Item> = { addedAt?: string | undefined; item: Item }

/** What the person saved and follows. */
export type Library = {
  /** Newest first. A null row is an item that Spotify no longer has, or that cannot be read. */
  saved<Kind extends SavedKind>(kind: Kind, part: Part, onPage?: OnPage): Promise<Page<Saved<SavedItems[Kind]> | null>>
  /** In Spotify's order. Its pages are a chain, each one named by the last artist before it: what is passed over is read, too. */
  followedArtists(part: Part, onPage?: OnPage): Promise<Page<Artist>>
  /** Whether each is saved or followed. @param uris of any kind, playlists and artists too; as many as one likes */
  contains(uris: readonly string[]): Promise<Map<string, boolean>>
}

const listPageSize = 50

/** https://developer.spotify.com/documentation/web-api/reference/check-library-contains */
const mostUrisAtOnce = 40

const itemAnswers = { tracks: trackAnswer, albums: albumAnswer, shows: showAnswer, episodes: episodeAnswer, audiobooks: audiobookAnswer }

/** A saved track stands below `track`, a saved album below `album`, and so on. */
function savedAnswer<Kind extends SavedKind>(kind: Kind) {
  return z.looseObject({ added_at: optional(z.string()) }).transform((row): Saved<SavedItems[Kind]> | null => {
    const item = itemAnswers[kind].safeParse(row[kind.slice(0, -1)]).data
    return item ? { addedAt: row.added_at, item: item as SavedItems[Kind] } : null
  })
}

const savedPages: { [Kind in SavedKind]: z.ZodType<Page<Saved<SavedItems[Kind]> | null>> } = {
  tracks: pageOf(savedAnswer('tracks')),
  albums: pageOf(savedAnswer('albums')),
  shows: pageOf(savedAnswer('shows')),
  episodes: pageOf(savedAnswer('episodes')),
  audiobooks: pageOf(savedAnswer('audiobooks')),
}

const followedAnswer = z
  .object({
    artists: z.object({
      items: rowsOf(artistAnswer),
      total: z.number(),
      cursors: optional(z.object({ after: optional(z.string()) })),
    }),
  })
  .transform(({ artists }) => ({ rows: artists.items, total: artists.total, after: artists.cursors?.after }))

/** The part of the client that reads the library; what changes it is in library-edits.ts. */
export function createLibrary(sdk: SpotifyApi): Library {
  const get = (path: string) => sdk.makeRequest<unknown>('GET', path)

  return {
    async saved(kind, part, onPage) {
      const readPage = async (offset: number, size: number) =>
        parseAnswer(savedPages[kind], await get(`me/${kind}?limit=${size}&offset=${offset}`))
      return readPages({ ...part, pageSize: listPageSize }, readPage, onPage)
    },

    async followedArtists({ offset, limit, partly }, onPage) {
      const rows: (Artist | null)[] = []
      let total = 0
      let stopped: Problem | undefined
      for (let after: string | undefined; ; ) {
        const size = Math.min(listPageSize, offset + limit - rows.length)
        const path = `me/following?type=artist&limit=${size}${after === undefined ? '' : `&after=${after}`}`
        try {
          const page = parseAnswer(followedAnswer, await get(path))
          rows.push(...page.rows.slice(0, size))
          total = page.total
          onPage?.(rows.length, Math.min(offset + limit, total))
          // A cursor that does not move on would ask for the same page for ever.
          after = page.rows.length > 0 && page.after !== after ? page.after : undefined
        } catch (error) {
          if (!partly || rows.length <= offset || !isUnanswered(error)) throw error
          stopped = error
        }
        if (stopped || after === undefined || rows.length >= offset + limit) break
      }
      return { rows: rows.slice(offset, offset + limit).filter((row) => row !== null), total, stopped }
    },

    async contains(uris) {
      const distinct = [...new Set(uris)]
      const answers = await Promise.all(
        inChunks(distinct, mostUrisAtOnce).map(async (chunk) => {
          const path = `me/library/contains?uris=${encodeURIComponent(chunk.join(','))}`
          return parseAnswer(z.array(z.boolean()).length(chunk.length), await get(path))
        }),
      )
      const held = answers.flat()
      return new Map(distinct.map((uri, index) => [uri, held[index] === true]))
    },
  }
}
