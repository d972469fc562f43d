import { z } from 'zod'
import { type StoredRow, sameRows } from './row.ts'

/** Of one write, items at most (https://developer.spotify.com/documentation/web-api/reference/add-items-to-playlist and its neighbours). */
export const mostUris = 100

/** One write to the rows of a playlist. Positions count from 0, as the list is when the request arrives. */
export const playlistRequest = z.discriminatedUnion('do', [
  /** Takes `length` rows from `start` and puts them before the row that now stands at `before`. */
  z.object({ do: z.literal('move'), start: z.int(), length: z.int(), before: z.int() }),
  /** Removes every copy of each uri: requests cannot say which copy (reports of 2026; the body has no positions any more). */
  z.object({ do: z.literal('remove'), uris: z.array(z.string()) }),
  /** Inserts at `position`, or at the end. */
  z.object({ do: z.literal('add'), uris: z.array(z.string()), position: z.int().optional() }),
  /** Throws all rows away, local and unavailable ones too, and puts these in their place. */
  z.object({ do: z.literal('replace'), uris: z.array(z.string()) }),
])

export type PlaylistRequest = z.output<typeof playlistRequest>

/** The list that a request leaves behind. @param make what an added uri becomes */
export function simulateRequest<R extends StoredRow>(rows: readonly R[], request: PlaylistRequest, make: (uri: string) => R): R[] {
  switch (request.do) {
    case 'move': {
      const { start, length, before } = request
      const rest = rows.toSpliced(start, length)
      return rest.toSpliced(before > start ? Math.max(start, before - length) : before, 0, ...rows.slice(start, start + length))
    }
    case 'remove': {
      const gone = new Set(request.uris)
      return rows.filter((row) => row.uri === undefined || !gone.has(row.uri))
    }
    case 'add':
      return rows.toSpliced(request.position ?? rows.length, 0, ...request.uris.map(make))
    case 'replace':
      return request.uris.map(make)
  }
}

/**
 * After how many of the requests the list looks like this; -1 when it never does. The latest possible number counts: a request that changes
 * nothing was carried out as far as anybody can see.
 */
export function countRequestsDone(before: readonly StoredRow[], requests: readonly PlaylistRequest[], now: readonly StoredRow[]): number {
  let rows: readonly StoredRow[] = before
  let found = -1
  requests.forEach((request, index) => {
    if (sameRows(rows, now)) found = index
    rows = simulateRequest(rows, request, storedItem)
  })
  return sameRows(rows, now) ? requests.length : found
}

/** What a uri is after it was added. */
export function storedItem(uri: string): StoredRow {
  return { kind: 'item', uri, title: uri }
}
