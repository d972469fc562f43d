import type { SpotifyApi } from '@spotify/web-api-ts-sdk'
import { z } from 'zod'
import { pageOf, parseAnswer, trackAnswer } from './answers.ts'
import type { Track } from './items.ts'
import { type OnPage, type Page, pageSize, present, readPages } from './paging.ts'

/** What there is on Spotify, whoever listens. */
export type Catalogue = {
  searchTracks(query: string, limit: number, onPage?: OnPage): Promise<Page<Track>>
}

/** Since February 2026; 11 is answered with "Invalid limit" (https://developer.spotify.com/documentation/web-api/references/changes/february-2026). */
const searchPageSize = 10

const trackSearchAnswer = z.object({ tracks: pageOf(trackAnswer) }).transform(({ tracks }) => tracks)

/** The part of the client that asks for music. */
export function createCatalogue(sdk: SpotifyApi): Catalogue {
  return {
    async searchTracks(query, limit, onPage) {
      const readPage = async (offset: number, size: number) =>
        present(parseAnswer(trackSearchAnswer, await sdk.search(query, ['track'], undefined, pageSize(size), offset)))
      return readPages({ offset: 0, limit, pageSize: searchPageSize }, readPage, onPage)
    },
  }
}
