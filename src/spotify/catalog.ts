import type { SpotifyApi } from '@spotify/web-api-ts-sdk'
import { z } from 'zod'
import {
  albumAnswer,
  artistAnswer,
  audiobookAnswer,
  chapterAnswer,
  description,
  episodeAnswer,
  pageOf,
  parseAnswer,
  playlistAnswer,
  showAnswer,
  trackAnswer,
} from './answers.ts'
import type { Album, Artist, Audiobook, Chapter, Episode, Playlist, Show, Track } from './items.ts'
import { inPlainWords } from './plain-words.ts'
import { type OnPage, type Page, pageSize, present, readPages } from './request/paging.ts'

/** What a search can find beside tracks, each with its own list. */
export type Findings = { album: Album; artist: Artist; playlist: Playlist; show: Show; episode: Episode; audiobook: Audiobook }

export type FindingType = keyof Findings

/** The words that were looked for in place of a query that found nothing (plain-words.ts). */
type AskedAs = { askedAs?: string }

/** What was found of each kind that was asked for. */
export type SearchResult = { [Type in FindingType]?: Page<Findings[Type]> } & { track?: Page<Track> } & Pick<Page<never>, 'stopped'> &
  AskedAs

/** Which rows of the list inside an item. */
type Part = { offset: number; limit: number }

/** Which rows of what is found, from the first one on without an offset. Spotify gives no row after `lastSearchOffset` and its page. */
type SearchPart = { offset?: number; limit: number }

/** What there is on Spotify, whoever listens. Items throw Problem `not-found` when there is no such id. A null row of a list inside an item is unavailable. */
export type Catalog = {
  /** When Spotify stops answering halfway, the best are there and `stopped` says why the others are not. */
  searchTracks(query: string, part: SearchPart, onPage?: OnPage): Promise<Page<Track> & AskedAs>
  /** Finds several kinds with one request a page, and stops like `searchTracks`. @param part of the rows of each kind */
  search(query: string, types: readonly (FindingType | 'track')[], part: SearchPart, onPage?: OnPage): Promise<SearchResult>
  track(id: string): Promise<Track>
  artist(id: string): Promise<Artist>
  episode(id: string): Promise<{ episode: Episode; description: string }>
  album(id: string, tracks: Part): Promise<{ album: Album; tracks: Page<Track | null> }>
  /** Episodes newest first. */
  show(id: string, episodes: Part): Promise<{ show: Show; description: string; episodes: Page<Episode | null> }>
  /** Chapters in order. */
  audiobook(id: string, chapters: Part): Promise<{ audiobook: Audiobook; description: string; chapters: Page<Chapter | null> }>
  /** Albums, then singles, then compilations, newest first in each group. */
  artistAlbums(id: string, albums: Part, onPage?: OnPage): Promise<Page<Album | null>>
  /** Best known first. Spotify took the real list away in 2026: this is what its search ranks highest of the artist's songs, twenty looked through. */
  artistTopTracks(artist: { id: string; name: string }): Promise<Track[]>
}

/** Since February 2026; 11 is answered with "Invalid limit" (https://developer.spotify.com/documentation/web-api/references/changes/february-2026). */
const searchPageSize = 10

/** https://developer.spotify.com/documentation/web-api/reference/search */
export const lastSearchOffset = 1_000

/** The same limit, in no changelog but in the reference (https://developer.spotify.com/documentation/web-api/reference/get-an-artists-albums). */
const artistAlbumsPageSize = 10

const listPageSize = 50

const trackSearchAnswer = z.object({ tracks: pageOf(trackAnswer) }).transform(({ tracks }) => tracks)

const searchAnswer = z
  .object({
    tracks: pageOf(trackAnswer),
    albums: pageOf(albumAnswer),
    artists: pageOf(artistAnswer),
    playlists: pageOf(playlistAnswer),
    shows: pageOf(showAnswer),
    episodes: pageOf(episodeAnswer),
    audiobooks: pageOf(audiobookAnswer),
  })
  .partial()

const anyFields = z.record(z.string(), z.unknown())

const described = z.object({ description }).transform(({ description }) => description)

/** The part of the client that asks for music. */
export function createCatalog(sdk: SpotifyApi): Catalog {
  const get = (path: string) => sdk.makeRequest<unknown>('GET', path)

  /** An item brings the first rows of its list along; only what is not among them is asked for. */
  async function listInside<Row extends z.ZodType>(item: unknown, key: string, row: Row, path: string, { offset, limit }: Part) {
    const inside: Page<z.output<Row> | null> = parseAnswer(pageOf(row), parseAnswer(anyFields, item)[key])
    if (Math.min(offset + limit, inside.total) <= inside.rows.length) {
      return { rows: inside.rows.slice(offset, offset + limit), total: inside.total }
    }
    return list(path, row, { offset, limit, pageSize: listPageSize })
  }

  function list<Row extends z.ZodType>(path: string, row: Row, part: Part & { pageSize: number }, onPage?: OnPage) {
    const readPage = async (offset: number, size: number) =>
      parseAnswer(pageOf(row), await get(`${path}${path.includes('?') ? '&' : '?'}limit=${size}&offset=${offset}`))
    return readPages(part, readPage, onPage)
  }

  async function searchTracks(query: string, part: SearchPart, onPage?: OnPage): Promise<Page<Track> & AskedAs> {
    const found = await searchTracksAsAsked(query, part, onPage)
    const plain = found.total === 0 ? inPlainWords(query) : undefined
    return plain === undefined ? found : { ...(await searchTracksAsAsked(plain, part, onPage)), askedAs: plain }
  }

  async function searchTracksAsAsked(query: string, part: SearchPart, onPage?: OnPage): Promise<Page<Track>> {
    const readPage = async (offset: number, size: number) =>
      present(parseAnswer(trackSearchAnswer, await sdk.search(query, ['track'], undefined, pageSize(size), offset)))
    return readPages(searchPages(part), readPage, onPage)
  }

  async function searchAsAsked(
    query: string,
    types: readonly (FindingType | 'track')[],
    part: SearchPart,
    onPage?: OnPage,
  ): Promise<SearchResult> {
    // The kinds share their pages, and the longest list says how many there are.
    const readPage = async (offset: number, size: number) => {
      const page = parseAnswer(searchAnswer, await sdk.search(query, [...types], undefined, pageSize(size), offset))
      return { rows: [page], total: Math.max(0, ...Object.values(page).map(({ total }) => total)) }
    }
    const { rows: pages, stopped } = await readPages(searchPages(part), readPage, onPage)
    const found = types.map((type) => {
      const parts = pages.flatMap((page) => page[`${type}s`] ?? [])
      return [type, present({ rows: parts.flatMap(({ rows }): unknown[] => rows), total: parts[0]?.total ?? 0 })]
    })
    return { ...Object.fromEntries(found), stopped } as SearchResult
  }

  return {
    searchTracks,

    async search(query, types, part, onPage) {
      const found = await searchAsAsked(query, types, part, onPage)
      const isEmpty = types.every((type) => found[type]?.total === 0)
      const plain = isEmpty ? inPlainWords(query) : undefined
      return plain === undefined ? found : { ...(await searchAsAsked(plain, types, part, onPage)), askedAs: plain }
    },

    async track(id) {
      return parseAnswer(trackAnswer, await get(`tracks/${id}`))
    },

    async artist(id) {
      return parseAnswer(artistAnswer, await get(`artists/${id}`))
    },

    async episode(id) {
      const answer = await get(`episodes/${id}`)
      return { episode: parseAnswer(episodeAnswer, answer), description: parseAnswer(described, answer) }
    },

    async album(id, part) {
      const answer = await get(`albums/${id}`)
      const tracks = await listInside(answer, 'tracks', trackAnswer, `albums/${id}/tracks`, part)
      return { album: parseAnswer(albumAnswer, answer), tracks }
    },

    async show(id, part) {
      const answer = await get(`shows/${id}`)
      const episodes = await listInside(answer, 'episodes', episodeAnswer, `shows/${id}/episodes`, part)
      return { show: parseAnswer(showAnswer, answer), description: parseAnswer(described, answer), episodes }
    },

    async audiobook(id, part) {
      const answer = await get(`audiobooks/${id}`)
      const chapters = await listInside(answer, 'chapters', chapterAnswer, `audiobooks/${id}/chapters`, part)
      return { audiobook: parseAnswer(audiobookAnswer, answer), description: parseAnswer(described, answer), chapters }
    },

    async artistAlbums(id, part, onPage) {
      const path = `artists/${id}/albums?include_groups=album,single,compilation`
      return list(path, albumAnswer, { ...part, pageSize: artistAlbumsPageSize }, onPage)
    },

    async artistTopTracks({ id, name }) {
      const { rows, stopped } = await searchTracks(`artist:"${name.replaceAll('"', ' ')}"`, { limit: 2 * searchPageSize })
      if (stopped) throw stopped
      return rows.filter(({ artists }) => artists.some((artist) => artist.id === id))
    },
  }
}

function searchPages({ offset = 0, limit }: SearchPart) {
  const reachable = lastSearchOffset + searchPageSize - offset
  return { offset, limit: Math.min(limit, reachable), pageSize: searchPageSize, partly: true }
}
