import { inChunks } from '../../shared/chunks.ts'
import { planMoves } from './plan-moves.ts'
import { mostUris, type PlaylistRequest } from './playlist-requests.ts'
import type { Row } from './row.ts'

/** The requests that turn one list into another, and which of the rows that stay lose the date they were added. */
export type RowsPlan = { requests: PlaylistRequest[]; redated: Row[]; method: 'edited' | 'rewritten' }

/** For the dates of rows so many requests are a fair price; a list that would need more is rewritten. */
const mostRequestsForDates = 60

/**
 * Plans how a playlist becomes another one. There are two methods:
 *
 * - Edited: move what is in the wrong order, remove the uris that go, add what is new. Spotify removes every copy of a uri at once, so a kept copy
 *   of a removed one is added again, in its place, and loses its date; all other rows keep theirs. Moves come first, then removals, then additions: they
 *   lose nothing, so if something fails early the least is missing; and positions in ascending order are final when they are used.
 * - Rewritten: replace all rows by their uris, 100 a request. All dates are lost. Rows that cannot be added (local files, unavailable ones) stay in
 *   their place while everything around them is removed and added again.
 *
 * A list is edited unless that needs more requests without keeping any date, or far more requests (see `mostRequestsForDates`). Unavailable rows, which
 * no request can name, are removed only by rewriting.
 *
 * @param after the wanted list: rows of `before` by identity, and new ones, all of which have a uri; no local row may be missing, and no unavailable
 *   one if another row that cannot be added stays
 */
export function planRows(before: readonly Row[], after: readonly Row[]): RowsPlan {
  const kept = new Set(after)
  const going = before.filter((row) => !kept.has(row))
  if (going.some((row) => row.kind === 'unavailable')) return planRewrite(before, after)

  const edited = planSteps(before, after, new Set(going.map(uriOfItem)))
  const rewritten = planRewrite(before, after)
  const fairPrice = edited.redated.length < rewritten.redated.length ? mostRequestsForDates : 0
  return edited.requests.length > Math.max(fairPrice, rewritten.requests.length) ? rewritten : edited
}

/** Removes all rows that can be added again, and adds the wanted ones. Where a row cannot be added, it stays and the others are removed around it. */
function planRewrite(before: readonly Row[], after: readonly Row[]): RowsPlan {
  if (after.every((row) => row.kind === 'item')) {
    const [first = [], ...others] = inChunks(after.map(uriOfItem), mostUris)
    const requests = [{ do: 'replace' as const, uris: first }, ...others.map((uris) => ({ do: 'add' as const, uris }))]
    return { requests, redated: existing(before, after), method: 'rewritten' }
  }
  const removed = new Set(before.filter((row) => row.kind === 'item').map(uriOfItem))
  return { ...planSteps(before, after, removed), method: 'rewritten' }
}

/** Moves, then removals, then additions. @param removed the uris to take out, of which `after` may still want copies */
function planSteps(before: readonly Row[], after: readonly Row[], removed: Set<string>): RowsPlan {
  const here = new Set(before)
  const staying = after.filter((row) => here.has(row) && !isRemoved(row, removed))
  const moves = planMoves(before, staying)
  const removals = inChunks([...removed], mostUris).map((uris) => ({ do: 'remove' as const, uris }))
  const redated = existing(before, after).filter((row) => isRemoved(row, removed))
  return { requests: [...moves, ...removals, ...additions(after, new Set(staying))], redated, method: 'edited' }
}

/** One request for each run of rows that are not there yet, in ascending order; at the end of the list without a position. */
function additions(after: readonly Row[], staying: Set<Row>): PlaylistRequest[] {
  const requests: PlaylistRequest[] = []
  const last = after.findLastIndex((row) => staying.has(row))
  for (let start = 0; start < after.length; ) {
    let end = start
    while (end < after.length && !staying.has(after[end] as Row)) end += 1
    const uris = after.slice(start, end).map(uriOfItem)
    inChunks(uris, mostUris).forEach((chunk, index) => {
      const position = start + index * mostUris
      requests.push(position > last ? { do: 'add', uris: chunk } : { do: 'add', uris: chunk, position })
    })
    start = end + 1
  }
  return requests
}

/** Rows without a uri (unavailable ones) are neither added nor named in a request: callers keep them out. */
function uriOfItem({ uri, title }: Row): string {
  if (uri === undefined) throw new Error(`The row "${title}" has no uri`)
  return uri
}

function isRemoved(row: Row, removed: Set<string>): boolean {
  return row.uri !== undefined && removed.has(row.uri)
}

function existing(before: readonly Row[], after: readonly Row[]): Row[] {
  const here = new Set(before)
  return after.filter((row) => here.has(row))
}
