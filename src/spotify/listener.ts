import type { SpotifyApi } from '@spotify/web-api-ts-sdk'
import { z } from 'zod'
import type { LivePlay } from '../shared/live-play.ts'
import { artistAnswer, optional, pageOf, parseAnswer, playlistAnswer, rowsOf, text, trackAnswer } from './answers.ts'
import type { Artist, Play, Playlist, Profile, Track } from './items.ts'
import { latestPlaysAnswer } from './latest-plays.ts'
import { firstRows, type OnPage, type Page, type Part, pageSize, present, readPages } from './request/paging.ts'

/** Over the last four weeks, six months, or all years (https://developer.spotify.com/documentation/web-api/reference/get-users-top-artists-and-tracks). */
export type TimeRange = 'short_term' | 'medium_term' | 'long_term'

/** Who listens, and what Spotify knows of their listening. */
export type Listener = {
  /** `accountId` never changes. It is for telling accounts apart; owners of playlists are known by `id`. */
  profile(): Promise<Profile & { accountId: string }>
  topArtists(range: TimeRange, part: Part): Promise<Page<Artist>>
  topTracks(range: TimeRange, part: Part): Promise<Page<Track>>
  /** Newest first, at most 50 in all. @param part.before milliseconds since the epoch */
  recentPlays(part: { limit: number; before?: number }): Promise<{ plays: Play[]; more: boolean }>
  /** All that Spotify still lists, the newest first, for the listening history. Without a cursor: plays of devices that were offline come late. */
  latestPlays(): Promise<LivePlay[]>
  /** Own and followed, in the order of the library. A null row is a playlist that Spotify no longer shows, or that cannot be read. */
  playlists(part: Part, onPage?: OnPage): Promise<Page<Playlist | null>>
}

/** `account_id` is new since May 2026 (https://developer.spotify.com/documentation/web-api/references/changes/may-2026). */
const profileAnswer = z
  .object({ id: z.string(), account_id: optional(z.string()), display_name: text })
  .transform((user) => ({ id: user.id, name: user.display_name || user.id, accountId: user.account_id || user.id }))

const playAnswer = z.object({ played_at: z.iso.datetime(), track: optional(trackAnswer) })

/** A play without a track stays one: something was played then. One without a time has no place among the others. */
const recentPlaysAnswer = z.object({ items: rowsOf(playAnswer), next: optional(z.string()) }).transform(({ items, next }) => ({
  plays: items.flatMap((row): Play[] => (row === null ? [] : [{ playedAt: row.played_at, track: row.track ?? null }])),
  more: next !== undefined,
}))

/** The part of the client that asks about the person. */
export function createListener(sdk: SpotifyApi): Listener {
  return {
    async profile() {
      return parseAnswer(profileAnswer, await sdk.currentUser.profile())
    },

    async topArtists(range, { offset, limit }) {
      const page = parseAnswer(pageOf(artistAnswer), await sdk.currentUser.topItems('artists', range, pageSize(limit), offset))
      return present(firstRows(page, limit))
    },

    async topTracks(range, { offset, limit }) {
      const page = parseAnswer(pageOf(trackAnswer), await sdk.currentUser.topItems('tracks', range, pageSize(limit), offset))
      return present(firstRows(page, limit))
    },

    async recentPlays({ limit, before }) {
      const until = before === undefined ? undefined : ({ type: 'before', timestamp: before } as const)
      const { plays, more } = parseAnswer(recentPlaysAnswer, await sdk.player.getRecentlyPlayedTracks(pageSize(limit), until))
      return { plays: plays.slice(0, limit), more }
    },

    async latestPlays() {
      return parseAnswer(latestPlaysAnswer, await sdk.player.getRecentlyPlayedTracks(50))
    },

    async playlists(part, onPage) {
      const readPage = async (offset: number, size: number) =>
        parseAnswer(pageOf(playlistAnswer), await sdk.currentUser.playlists.playlists(pageSize(size), offset))
      return readPages({ ...part, pageSize: 50 }, readPage, onPage)
    },
  }
}
