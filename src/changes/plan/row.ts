import { z } from 'zod'
import { cleanText } from '../../shared/clean-text.ts'
import type { Recorded } from '../../shared/recording.ts'
import { releaseYear, type Track } from '../../spotify/items.ts'
import type { PlaylistRow } from '../../spotify/playlists.ts'

/**
 * A row of a playlist in a plan. Copies of a track look alike, so a row is known by its identity: the same object before and after an edit is the
 * same row, which keeps the date when it was added; another object is a row that has to be added.
 *
 * - `item`: a track or an episode, which can be removed and added by its uri
 * - `local`: a file of the person's own, which Spotify lets nobody add
 * - `unavailable`: Spotify no longer says what it was, or it is of a kind that apps cannot add, so it cannot be named in a request
 */
export type Row = {
  kind: 'item' | 'local' | 'unavailable'
  uri?: string
  title: string
  artist?: string
  album?: string
  durationMs?: number
  /** Of a song from Spotify: what its other releases are known by. */
  recording?: Recorded
  /** Of the release. */
  year?: number
  /** Grows along an album, disc by disc. */
  trackOrder?: number
  /** ISO 8601, UTC. */
  addedAt?: string
  /** False when Spotify says that it cannot be played here any more. */
  playable?: boolean
}

/** A row as receipts keep it: enough to find it again, to add it again, and to name it to a person. */
export const storedRow = z.object({ kind: z.enum(['item', 'local', 'unavailable']), uri: z.string().optional(), title: z.string() })

export type StoredRow = z.output<typeof storedRow>

/** A row as Spotify tells it. An unavailable track or episode whose uri is known can be removed by it like any other. */
export function rowOf({ item, uri, addedAt, playable }: PlaylistRow): Row {
  if (item === null && uri !== undefined && isItemUri(uri))
    return { kind: 'item', uri, title: cleanText(uri, 60), addedAt, playable: false }
  if (item === null || uri === undefined) return { kind: 'unavailable', uri, title: 'an unavailable song', addedAt }
  return {
    kind: item.type === 'local' ? 'local' : 'item',
    uri,
    title: cleanText(item.name, 60) || uri,
    artist: 'artists' in item ? item.artists[0]?.name : item.show?.name,
    album: item.type === 'track' ? item.album?.name : undefined,
    durationMs: item.durationMs,
    ...(item.type === 'track' && { recording: item }),
    year: releaseYear(item),
    trackOrder: item.type === 'track' ? trackOrder(item) : undefined,
    addedAt,
    playable,
  }
}

function trackOrder({ discNumber = 1, trackNumber }: Track): number | undefined {
  return trackNumber === undefined ? undefined : discNumber * 10_000 + trackNumber
}

/** Whether requests can name it: other kinds, as videos, cannot be added by an app. */
function isItemUri(uri: string): boolean {
  return /^spotify:(?:track|episode):/.test(uri)
}

/** A row that is to be added. What it holds is mostly not known. */
export function newRow(uri: string, title: string = uri, known: Pick<Row, 'durationMs' | 'recording'> = {}): Row {
  return { kind: 'item', uri, title, ...known }
}

export function stored({ kind, uri, title }: Row): StoredRow {
  return { kind, uri, title }
}

/** What a row holds, as one word: rows that hold the same are alike. Unavailable rows all count as alike. */
export function likeness({ kind, uri }: StoredRow): string {
  return kind === 'unavailable' ? kind : `${kind} ${uri}`
}

/** Whether two lists hold the same in the same order. */
export function sameRows(one: readonly StoredRow[], other: readonly StoredRow[]): boolean {
  return one.length === other.length && one.every((row, index) => likeness(row) === likeness(other[index] as StoredRow))
}
