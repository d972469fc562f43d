import type { SpotifyApi } from '@spotify/web-api-ts-sdk'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { albumAnswer, episodeAnswer, optional, pageOf, parseAnswer } from './answers.ts'
import type { Album, Episode } from './items.ts'
import { type Page, present } from './request/paging.ts'

/** What Spotify counts as an album, and what as a single or an EP. */
export type Release = Album & { kind: 'album' | 'single' }

/** The newest of an artist or a show. `more`: there may be others since then, which only the whole list shows. */
export type Newest<Row> = { rows: Row[]; more: boolean }

/** What came out lately. Answers are kept for hours, for whoever asks. */
export type Releases = {
  /** Albums and singles of an artist from a day on, also those that are announced. @param since as 2026-11-22 */
  ofArtist(id: string, since: string): Promise<Newest<Release>>
  /** Episodes of a show from a day on. They do not say their show. */
  ofShow(id: string, since: string): Promise<Newest<Episode>>
  /** Whether an answer is kept, so that asking costs no request. */
  isKept(type: 'artist' | 'show', id: string, since: string): boolean
}

type Listed = { released?: string | undefined }

/** Only what the last hours brought can be missing, and the quota of a day is small. */
const keptForMs = 6 * 60 * 60 * 1000
const mostKept = 2_000

/** The most in one page (https://developer.spotify.com/documentation/web-api/reference/get-an-artists-albums). */
const albumsAtOnce = 10
const episodesAtOnce = 20

const releaseAnswer = z.looseObject({ album_type: optional(z.string()) }).transform((answer): Release | null => {
  const album = albumAnswer.safeParse(answer).data
  return album ? { ...album, kind: answer.album_type === 'album' ? 'album' : 'single' } : null
})

const releasesAnswer = pageOf(releaseAnswer)
const episodesAnswer = pageOf(episodeAnswer)

/** Answers that are kept, by the path that was asked. */
export type KeptReleases = LRUCache<string, Page<Release> | Page<Episode>>

export function keepReleases(now?: () => number): KeptReleases {
  return new LRUCache({ max: mostKept, ttl: keptForMs, ...(now && { perf: { now } }) })
}

/** The part of the client that asks what is new. @param kept shared by all callers of one account */
export function createReleases(sdk: SpotifyApi, kept: KeptReleases): Releases {
  async function page<Row extends Release | Episode>(path: string, answer: z.ZodType<Page<Row | null>>): Promise<Page<Row>> {
    const known = kept.get(path) as Page<Row> | undefined
    if (known) return known
    const read = present(parseAnswer(answer, await sdk.makeRequest<unknown>('GET', path)))
    kept.set(path, read as Page<Release> | Page<Episode>)
    return read
  }

  return {
    async ofArtist(id, since) {
      const first = await page<Release>(albumsPath(id, 'album,single'), releasesAnswer)
      if (reachesSingles(first, since)) return newest(first.rows, since, false)
      const singles = await page<Release>(albumsPath(id, 'single'), releasesAnswer)
      const albums = { rows: first.rows.filter(({ kind }) => kind === 'album'), total: first.total }
      return newest([...albums.rows, ...singles.rows], since, !reachesBack(singles, since) || !reachesBack(albums, since))
    },

    async ofShow(id, since) {
      const read = await page<Episode>(episodesPath(id), episodesAnswer)
      return newest(read.rows, since, !reachesBack(read, since))
    },

    isKept(type, id, since) {
      if (type === 'show') return kept.has(episodesPath(id))
      const first = kept.peek(albumsPath(id, 'album,single')) as Page<Release> | undefined
      return first !== undefined && (reachesSingles(first, since) || kept.has(albumsPath(id, 'single')))
    },
  }
}

const albumsPath = (id: string, groups: string) => `artists/${id}/albums?include_groups=${groups}&limit=${albumsAtOnce}&offset=0`

const episodesPath = (id: string) => `shows/${id}/episodes?limit=${episodesAtOnce}&offset=0`

/** Whether nothing since then can be missing from the first page of a list that is sorted, the newest first. */
function reachesBack<Row extends Listed>({ rows, total }: Page<Row>, since: string): boolean {
  const last = rows.at(-1)
  return rows.length >= total || (last !== undefined && !isSince(last, since))
}

/** Spotify lists an artist's albums before the singles, each the newest first: a page that ends among the albums tells nothing of the singles. */
function reachesSingles(page: Page<Release>, since: string): boolean {
  return page.rows.length >= page.total || (page.rows.at(-1)?.kind === 'single' && reachesBack(page, since))
}

function newest<Row extends Listed>(rows: Row[], since: string, more: boolean): Newest<Row> {
  return { rows: rows.filter((row) => isSince(row, since)), more }
}

/** A month or a year counts as its first day: an old album whose day nobody knows is nothing new. */
function isSince({ released }: Listed, since: string): boolean {
  return released !== undefined && `${released}-01-01`.slice(0, 10) >= since
}
