import { countSongs, songs } from '../../shared/count-songs.ts'
import { counted } from '../../shared/counted.ts'
import { Problem } from '../../shared/problem.ts'
import { applyEdits, type RowEdits } from './apply-edits.ts'
import type { Copy } from './duplicates.ts'
import { planRows, type RowsPlan } from './plan-rows.ts'
import type { PlaylistRequest } from './playlist-requests.ts'
import type { Row } from './row.ts'

/** What an edit does and how, worked out before anything is sent to Spotify. */
export type EditPlan = {
  after: Row[]
  requests: PlaylistRequest[]
  removed: Row[]
  /** Those of the removed rows that go as duplicates, each with the row that stays for it. */
  copies: Copy[]
  added: Row[]
  /** Whether rows that stay change their order. */
  moved: boolean
  /** How many rows that stay lose the date they were added. */
  redated: number
  /** What the edit costs or cannot do, in sentences. */
  warnings: string[]
  /** What undo cannot bring back, as the object of a sentence: `2 unavailable songs`. */
  lost: string[]
}

/** Spotify lets no playlist have more rows. */
export const mostRows = 10_000

/**
 * Plans an edit of a playlist's rows: what the list is afterwards, by which requests, and what is lost on the way.
 *
 * @param seed decides the random order: the version of the playlist, so that a preview and its edit agree
 * @throws Problem `would-lose-rows` for what could never be undone, `invalid-arguments` for positions that do not exist, and more rows than a playlist can have
 */
export function planEdit(before: readonly Row[], edits: RowEdits, seed = ''): EditPlan {
  const { after, notes, copies } = applyEdits(before, edits, seed)
  if (after.length > mostRows && after.length > before.length) {
    throw new Problem('invalid-arguments', `The playlist would have ${songs(after.length)}. Spotify lets none have more than 10,000.`)
  }
  const plan = planTo(before, after)
  return { ...plan, copies, warnings: [...notes, ...plan.warnings] }
}

/** Plans how one list becomes another. @throws Problem `would-lose-rows` */
export function planTo(before: readonly Row[], after: Row[]): Omit<EditPlan, 'copies'> {
  const here = new Set(before)
  const kept = new Set(after)
  const removed = before.filter((row) => !kept.has(row))
  refuseLosses(removed, after)
  const plan = planRows(before, after)
  const added = after.filter((row) => !here.has(row))
  return {
    after,
    requests: plan.requests,
    removed,
    added,
    moved: isReordered(before, after),
    redated: plan.redated.length,
    warnings: warnings(plan),
    lost: lost(removed),
  }
}

function refuseLosses(removed: Row[], after: Row[]): void {
  const locals = removed.filter((row) => row.kind === 'local')
  if (locals.length > 0) {
    const which = locals.length === 1 ? `the local file "${locals[0]?.title}"` : `${locals.length} local files, as "${locals[0]?.title}"`
    throw new Problem(
      'would-lose-rows',
      `This would remove ${which}. Spotify lets no app add a local file again, so it could not be undone. Remove it in Spotify itself, or leave it out here.`,
    )
  }
  if (!removed.some((row) => row.kind === 'unavailable')) return
  const staying = after.find((row) => row.kind !== 'item')
  if (!staying) return
  throw new Problem(
    'would-lose-rows',
    `Spotify can remove unavailable songs only by rewriting the whole list, which would also lose ${staying.kind === 'local' ? `the local file "${staying.title}"` : 'the unavailable songs that should stay'}.`,
  )
}

/** Their uris are not known, so nothing can add them again. */
function lost(removed: Row[]): string[] {
  const { length } = removed.filter((row) => row.kind === 'unavailable')
  return length === 0 ? [] : [`${counted(length, 'unavailable song')} (Spotify does not say what ${length === 1 ? 'it was' : 'they were'})`]
}

function warnings({ requests, redated, method }: RowsPlan): string[] {
  const rows = `${countSongs(redated)} that ${redated.length === 1 ? 'stays gets' : 'stay get'}`
  if (redated.length === 0) return []
  return method === 'rewritten'
    ? [`${rows} today as the date added: the list is rewritten, in ${counted(requests.length, 'request')}.`]
    : [`${rows} today as the date added: Spotify removes all copies of a track at once, so the kept one is added again.`]
}

function isReordered(before: readonly Row[], after: readonly Row[]): boolean {
  const kept = new Set(after)
  const here = new Set(before)
  const rest = after.filter((row) => here.has(row))
  return before.filter((row) => kept.has(row)).some((row, index) => row !== rest[index])
}
