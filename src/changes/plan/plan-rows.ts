import { chunks } from '../../shared/chunks.ts'
import { planMoves } from './moves.ts'
import { mostUris, type PlaylistRequest } from './requests.ts'
import type { Row } from './row.ts'

/** The requests that turn one list into another, and which of the rows that stay lose the date they were added. */
export type RowsPlan = { requests: PlaylistRequest[]; redated: Row[]; way: 'row by row' | 'written anew' }

/** For the dates of rows so many requests are a fair price; a list that would need more is written anew. */
const mostRequestsForDates = 60

/**
 * Plans how a playlist becomes another one. There are two ways:
 *
 * - Row by row: move what is in the wrong order, remove the uris that go, add what is new. Spotify removes every copy of a uri at once, so a kept copy
 *   of a removed one is added again, in its place, and loses its date; all other rows keep theirs. Moves come first, then removals, then additions: they
 *   lose nothing, so if something fails early the least is missing; and positions in ascending order are final when they are used.
 * - Written anew: replace all rows by their uris, 100 a request. All dates are lost. Rows that cannot be added (local files, unavailable ones) stay in
 *   their place while everything around them is removed and added again.
 *
 * Row by row is taken unless it needs more requests for nothing (no date is saved) or far more (see `mostRequestsForDates`). Unavailable rows, which
 * no request can name, go only when the list is written anew.
 *
 * @param after the wanted list: rows of `before` by identity, and new ones, all of which have a uri; no local row may be missing, and no unavailable
 *   one if another row that cannot be added stays
 */
export function planRows(before: readonly Row[], after: readonly Row[]): RowsPlan {
  const kept = new Set(after)
  const going = before.filter((row) => !kept.has(row))
  if (going.some((row) => row.kind === 'unavailable')) return writtenAnew(before, after)

  const rowByRow = plan(before, after, new Set(going.map((row) => row.uri as string)))
  const anew = writtenAnew(before, after)
  const fairPrice = rowByRow.redated.length < anew.redated.length ? mostRequestsForDates : 0
  return rowByRow.requests.length > Math.max(fairPrice, anew.requests.length) ? anew : rowByRow
}

/** Throws all rows away that can be added again; where one cannot, the others are taken out from around it. */
function writtenAnew(before: readonly Row[], after: readonly Row[]): RowsPlan {
  if (after.every((row) => row.kind === 'item')) {
    const [first = [], ...others] = chunks(
      after.map((row) => row.uri as string),
      mostUris,
    )
    const requests = [{ do: 'replace' as const, uris: first }, ...others.map((uris) => ({ do: 'add' as const, uris }))]
    return { requests, redated: existing(before, after), way: 'written anew' }
  }
  const removed = new Set(before.filter((row) => row.kind === 'item').map((row) => row.uri as string))
  return { ...plan(before, after, removed), way: 'written anew' }
}

/** Moves, then removals, then additions. @param removed the uris to take out, of which `after` may still want copies */
function plan(before: readonly Row[], after: readonly Row[], removed: Set<string>): RowsPlan {
  const here = new Set(before)
  const staying = after.filter((row) => here.has(row) && !isRemoved(row, removed))
  const moves = planMoves(before, staying)
  const removals = chunks([...removed], mostUris).map((uris) => ({ do: 'remove' as const, uris }))
  const redated = existing(before, after).filter((row) => isRemoved(row, removed))
  return { requests: [...moves, ...removals, ...additions(after, new Set(staying))], redated, way: 'row by row' }
}

/** One request for each run of rows that are not there yet, in ascending order; at the end of the list without a position. */
function additions(after: readonly Row[], staying: Set<Row>): PlaylistRequest[] {
  const requests: PlaylistRequest[] = []
  const last = after.findLastIndex((row) => staying.has(row))
  for (let start = 0; start < after.length; ) {
    let end = start
    while (end < after.length && !staying.has(after[end] as Row)) end += 1
    const uris = after.slice(start, end).map((row) => row.uri as string)
    chunks(uris, mostUris).forEach((chunk, index) => {
      const position = start + index * mostUris
      requests.push(position > last ? { do: 'add', uris: chunk } : { do: 'add', uris: chunk, position })
    })
    start = end + 1
  }
  return requests
}

function isRemoved(row: Row, removed: Set<string>): boolean {
  return row.uri !== undefined && removed.has(row.uri)
}

function existing(before: readonly Row[], after: readonly Row[]): Row[] {
  const here = new Set(before)
  return after.filter((row) => here.has(row))
}
