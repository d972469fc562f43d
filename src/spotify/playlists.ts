import type { SpotifyApi } from '@spotify/web-api-ts-sdk'
import { z } from 'zod'
import { optional, pageOf, parseAnswer, playableAnswer, playlistAnswer } from './answers.ts'
import type { Episode, LocalFile, Playlist, Track } from './items.ts'
import { type OnPage, type Page, type Part, readPages } from './request/paging.ts'

/**
 * One row of a playlist, in its place.
 *
 * A row whose item Spotify no longer has, or that is neither a track nor an episode, stays a row: `item` is null, and mostly there is no `uri`.
 */
export type PlaylistRow = {
  /** From 0, as Spotify's requests count. People are shown 1 and up. */
  position: number
  /** ISO 8601; not in `short` rows, and missing in very old ones. */
  addedAt?: string
  /** The id of the person, which Spotify tells instead of a name; not in `short` rows. */
  addedBy?: string
  item: Track | Episode | LocalFile | null
  /** What removes or adds the item; of a local file it only names it, Spotify lets nobody add one. */
  uri?: string
  /** False when Spotify says that it cannot be played (any more) in the listener's country. */
  playable?: boolean
}

/** The details of a playlist. `readable`: whether its rows can be read; those of other people's playlists mostly cannot, since 2026. */
export type PlaylistDetails = Playlist & { readable: boolean }

/** How much of each row: `long` adds the album, the ISRC, and by whom and when it was added, `everything` covers, too. */
export type RowDetail = 'short' | 'long' | 'everything'

/** Which rows, and how much of each: `short` when missing. */
export type RowsWanted = Part & { detail?: RowDetail }

/** Playlists by their id: reading them. What changes them is in playlist-edits.ts. */
export type Playlists = {
  /** @throws Problem `not-found`, also for Spotify's own playlists and private ones of others */
  details(id: string): Promise<PlaylistDetails>
  /** @throws Problem `not-available` when the rows are not the listener's to read */
  rows(id: string, wanted: RowsWanted, onPage?: OnPage): Promise<Page<PlaylistRow>>
}

/** Rows came 100 to a page until February 2026. */
const rowsPageSize = 50

/** What a playlist says of itself, but for how many rows it has. */
export const aboutFields = 'id,name,owner(id,display_name),snapshot_id,public,collaborative,description'

const detailFields = `${aboutFields},items(total),tracks(total)`

/** `item` was `track` until February 2026, and is still seen as such in the field: what is not there costs nothing. */
export const rowFields = (detail: RowDetail) => {
  const short = 'id,type,uri,name,duration_ms,is_local,is_playable,artists(id,name),show(id,name)'
  const long = `${short},explicit,disc_number,track_number,release_date,external_ids(isrc),album(id,name,release_date`
  const item = { short, long: `${long})`, everything: `${long},images(url))` }[detail]
  return `total,items(${detail === 'short' ? '' : 'added_at,added_by(id),'}item(${item}),track(${item}))`
}

export const detailsAnswer = z
  .looseObject({ items: z.unknown(), tracks: z.unknown() })
  .partial()
  .transform((answer): PlaylistDetails => ({ ...parseAnswer(playlistAnswer, answer), readable: Boolean(answer.items ?? answer.tracks) }))

const itemAnswer = z.looseObject({ uri: optional(z.string().min(1)), is_playable: optional(z.boolean()) })

/** A row whose item cannot be read is unavailable; what is known of it stays: its place, its uri and when it was added. */
export const rowAnswer = z
  .looseObject({
    added_at: optional(z.string()),
    added_by: optional(z.object({ id: z.string().min(1) })),
    item: z.unknown(),
    track: z.unknown(),
  })
  .partial()
  .transform(({ added_at, added_by, item, track }): Omit<PlaylistRow, 'position'> => {
    const answer = item ?? track ?? null
    const { uri, is_playable } = itemAnswer.safeParse(answer).data ?? {}
    return {
      addedAt: added_at,
      ...(added_by && { addedBy: added_by.id }),
      item: playableAnswer.safeParse(answer).data ?? null,
      uri,
      ...(is_playable === false && { playable: false }),
    }
  })

/** The part of the client that reads playlists. */
export function createPlaylists(sdk: SpotifyApi): Playlists {
  return {
    async details(id) {
      return parseAnswer(detailsAnswer, await sdk.makeRequest('GET', `playlists/${id}?fields=${encodeURIComponent(detailFields)}`))
    },

    async rows(id, { detail = 'short', ...part }, onPage) {
      const fields = encodeURIComponent(rowFields(detail))
      const readPage = async (start: number, size: number) => {
        const path = `playlists/${id}/items?limit=${size}&offset=${start}&additional_types=track,episode&fields=${fields}`
        const { rows, total } = parseAnswer(pageOf(rowAnswer), await sdk.makeRequest('GET', path))
        return { rows: rows.map((row, index) => ({ item: null, ...row, position: start + index })), total }
      }
      return readPages({ ...part, pageSize: rowsPageSize }, readPage, onPage)
    },
  }
}
