import type { MaxInt } from '@spotify/web-api-ts-sdk'
import type { Log } from '../config/logging.ts'
import type { Quota } from '../shared/status.ts'
import { ownProfile, parseAnswer, playlistPage, recentPlays, topArtistsPage, topTracksPage, trackSearch } from './answers.ts'
import { createGate } from './gate.ts'
import type { ArtistReference, Play, Playlist, Profile, Track } from './items.ts'
import { type Page, readPages } from './paging.ts'
import { shareReads } from './reads.ts'
import { type AccessTokens, createRequest } from './request.ts'
import { createTransport } from './transport.ts'

/** Told after each page of an answer of several: rows read so far, rows wanted. */
export type OnPage = (done: number, wanted: number) => void

/** Over the last four weeks, six months, or all years (https://developer.spotify.com/documentation/web-api/reference/get-users-top-artists-and-tracks). */
export type TimeRange = 'short_term' | 'medium_term' | 'long_term'

/** What Spotify can be asked, in the product's own shapes. Every function throws a Problem when it cannot answer. */
export type Spotify = {
  profile(): Promise<Profile>
  searchTracks(query: string, limit: number, onPage?: OnPage): Promise<Page<Track>>
  /** A null row is a playlist that Spotify no longer shows. */
  playlists(part: { offset: number; limit: number }, onPage?: OnPage): Promise<Page<Playlist | null>>
  topArtists(range: TimeRange, limit: number): Promise<Page<ArtistReference>>
  topTracks(range: TimeRange, limit: number): Promise<Page<Track>>
  /** Newest first, at most 50 in all. @param part.before milliseconds since the epoch */
  recentPlays(part: { limit: number; before?: number }): Promise<{ plays: Play[]; more: boolean }>
  quota(): Quota
  /** Forgets every answer kept for this account. */
  forget(): void
}

/** Since February 2026; 11 is answered with "Invalid limit" (https://developer.spotify.com/documentation/web-api/references/changes/february-2026). */
const searchPageSize = 10

/** The largest offset a search answers. */
const searchDepth = 1000

const listPageSize = 50

/**
 * The Spotify client: one request policy, one cache, one way to page.
 *
 * @param options.api base address, without a slash at the end
 * @param options.zone time zone for times in sentences
 * @param options.onQuotaChange called when `quota()` changed
 */
export function createSpotify(options: {
  api: string
  tokens: AccessTokens
  zone: string
  log: Log
  onQuotaChange?: () => void
  now?: () => number
  sleep?: (milliseconds: number) => Promise<void>
  random?: () => number
  timeoutMs?: number
}): Spotify {
  const gate = createGate({ zone: options.zone, now: options.now, sleep: options.sleep, onChange: options.onQuotaChange })
  const reads = shareReads(createRequest({ ...options, gate }))
  const sdk = createTransport({ api: options.api, send: reads.send })

  return {
    async profile() {
      return parseAnswer(ownProfile, await sdk.currentUser.profile())
    },

    async searchTracks(q, limit, onPage) {
      const readPage = async (offset: number, size: number) =>
        present(parseAnswer(trackSearch, await sdk.search(q, ['track'], undefined, pageSize(size), offset)))
      return readPages({ offset: 0, limit: Math.min(limit, searchDepth), pageSize: searchPageSize }, readPage, onPage)
    },

    async playlists(part, onPage) {
      const readPage = async (offset: number, size: number) =>
        parseAnswer(playlistPage, await sdk.currentUser.playlists.playlists(pageSize(size), offset))
      return readPages({ ...part, pageSize: listPageSize }, readPage, onPage)
    },

    async topArtists(range, limit) {
      return present(parseAnswer(topArtistsPage, await sdk.currentUser.topItems('artists', range, pageSize(limit))))
    },

    async topTracks(range, limit) {
      return present(parseAnswer(topTracksPage, await sdk.currentUser.topItems('tracks', range, pageSize(limit))))
    },

    async recentPlays({ limit, before }) {
      const until = before === undefined ? undefined : ({ type: 'before', timestamp: before } as const)
      return parseAnswer(recentPlays, await sdk.player.getRecentlyPlayedTracks(pageSize(limit), until))
    },

    quota: gate.quota,
    forget: reads.forget,
  }
}

/** The SDK's type for page sizes lists the numbers up to 50; ours are checked by the tools' parameters. */
const pageSize = (size: number) => size as MaxInt<50>

/** Without the rows that Spotify left empty: in a search or a ranking they stand for nothing. */
function present<Row>({ rows, total }: Page<Row | null>): Page<Row> {
  return { rows: rows.filter((row) => row !== null), total }
}
