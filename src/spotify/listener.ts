import type { SpotifyApi } from '@spotify/web-api-ts-sdk'
import { z } from 'zod'
import { artistAnswer, optional, pageOf, parseAnswer, playlistAnswer, text, trackAnswer } from './answers.ts'
import type { Artist, Play, Playlist, Profile, Track } from './items.ts'
import { type OnPage, type Page, type Part, pageSize, present, readPages } from './request/paging.ts'

/** Over the last four weeks, six months, or all years (https://developer.spotify.com/documentation/web-api/reference/get-users-top-artists-and-tracks). */
export type TimeRange = 'short_term' | 'medium_term' | 'long_term'

/** Who listens, and what Spotify knows of their listening. */
export type Listener = {
  profile(): Promise<Profile>
  topArtists(range: TimeRange, limit: number): Promise<Page<Artist>>
  topTracks(range: TimeRange, limit: number): Promise<Page<Track>>
  /** Newest first, at most 50 in all. @param part.before milliseconds since the epoch */
  recentPlays(part: { limit: number; before?: number }): Promise<{ plays: Play[]; more: boolean }>
  /** Own and followed, in the order of the library. A null row is a playlist that Spotify no longer shows. */
  playlists(part: Part, onPage?: OnPage): Promise<Page<Playlist | null>>
}

const profileAnswer = z
  .object({ id: z.string(), display_name: text })
  .transform((user): Profile => ({ id: user.id, name: user.display_name || user.id }))

const recentPlaysAnswer = z
  .object({ items: z.array(z.object({ played_at: z.iso.datetime(), track: trackAnswer })), next: optional(z.string()) })
  .transform(({ items, next }) => ({
    plays: items.map(({ played_at, track }): Play => ({ playedAt: played_at, track })),
    more: next !== undefined,
  }))

/** The part of the client that asks about the person. */
export function createListener(sdk: SpotifyApi): Listener {
  return {
    async profile() {
      return parseAnswer(profileAnswer, await sdk.currentUser.profile())
    },

    async topArtists(range, limit) {
      return present(parseAnswer(pageOf(artistAnswer), await sdk.currentUser.topItems('artists', range, pageSize(limit))))
    },

    async topTracks(range, limit) {
      return present(parseAnswer(pageOf(trackAnswer), await sdk.currentUser.topItems('tracks', range, pageSize(limit))))
    },

    async recentPlays({ limit, before }) {
      const until = before === undefined ? undefined : ({ type: 'before', timestamp: before } as const)
      return parseAnswer(recentPlaysAnswer, await sdk.player.getRecentlyPlayedTracks(pageSize(limit), until))
    },

    async playlists(part, onPage) {
      const readPage = async (offset: number, size: number) =>
        parseAnswer(pageOf(playlistAnswer), await sdk.currentUser.playlists.playlists(pageSize(size), offset))
      return readPages({ ...part, pageSize: 50 }, readPage, onPage)
    },
  }
}
