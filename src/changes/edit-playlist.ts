import type { PermittedScopes } from '../config/scopes.ts'
import { cleanText } from '../shared/clean-text.ts'
import { countSongs } from '../shared/count-songs.ts'
import { oneLine } from '../shared/one-line.ts'
import type { Spotify } from '../spotify/client.ts'
import type { PlaylistDetails, PlaylistRow } from '../spotify/playlists.ts'
import type { PlaylistChange } from './apply/change-playlist.ts'
import { type Details, detailNames } from './apply/receipt.ts'
import { requireEditable } from './permissions.ts'
import type { RowEdits } from './plan/apply-edits.ts'
import { type EditPlan, planEdit } from './plan/plan-edit.ts'
import { rowOf } from './plan/row.ts'

/** What is to change in a playlist. `removeWhere`: chooses the rows to remove once they are read, in place of `rows.remove`. */
export type PlaylistEdit = {
  id: string
  rows?: RowEdits
  removeWhere?: (rows: PlaylistRow[]) => ChosenRows
  details?: Details
  cover?: string
}

/** Positions from 0, and sentences about what is not removed. */
export type ChosenRows = { positions: number[]; notes: string[] }

/** A planned edit: the change to carry out, and what to say about it. */
export type PlannedEdit = { playlist: PlaylistDetails; change: PlaylistChange; plan: EditPlan; words: string; requests: number }

/**
 * Reads the playlist once and plans the edit.
 *
 * @param onPage told how many of how many rows were read
 * @throws Problem for what is not allowed, not possible, or could never be undone
 */
export async function planPlaylistEdit(
  edit: PlaylistEdit,
  requester: PermittedScopes & { userId: string },
  { playlistContents }: Spotify,
  onPage?: (done: number, total: number) => void,
): Promise<PlannedEdit> {
  const { playlist, rows } = await playlistContents.content(edit.id, {}, onPage)
  const { removeWhere, cover } = edit
  const chosen = removeWhere?.(rows)
  const edits = chosen ? { ...edit.rows, remove: { positions: chosen.positions } } : edit.rows
  const details = inOneLine(edit.details ?? {})
  const touchesDetails = Object.values(details).some((value) => value !== undefined)
  requireEditable(playlist, { rows: edits !== undefined, details: touchesDetails, ...details, cover: cover !== undefined }, requester)

  const before = rows.map(rowOf)
  const planned = planEdit(before, edits ?? {}, playlist.snapshotId)
  const plan = chosen ? { ...planned, warnings: [...chosen.notes, ...planned.warnings] } : planned
  const changed = changedDetails(playlist, details)
  const words = inWords(plan, changed?.after, cover !== undefined)
  const change: PlaylistChange = {
    playlist,
    before,
    after: plan.after,
    requests: plan.requests,
    details: changed,
    cover,
    what: `"${cleanText(playlist.name, 60)}": ${words}`,
  }
  const requests = plan.requests.length + (changed ? 1 : 0) + (cover === undefined ? 0 : 1)
  return { playlist, change, plan, words, requests }
}

/** As Spotify will tell it: a description has no line breaks. */
function inOneLine(details: Details): Details {
  return details.description === undefined ? details : { ...details, description: oneLine(details.description) }
}

/** Only what differs from how it is now. Undefined when nothing does. */
function changedDetails(playlist: PlaylistDetails, wanted: Details): PlaylistChange['details'] {
  const now: Details = { ...playlist, description: playlist.description ?? '' }
  const names = detailNames.filter((name) => wanted[name] !== undefined && wanted[name] !== now[name])
  if (names.length === 0) return undefined
  const chosen = (from: Details) => Object.fromEntries(names.map((name) => [name, from[name]])) as Details
  return { before: chosen(now), after: chosen(wanted) }
}

/** What the edit does, as `2 songs removed, order changed`. */
function inWords(plan: EditPlan, details: Details | undefined, cover: boolean): string {
  const { removed, added } = plan
  const parts = [
    removed.length > 0 && `${countSongs(removed)} removed`,
    added.length > 0 && `${countSongs(added)} added`,
    plan.moved && 'order changed',
    details?.name !== undefined && `renamed to "${cleanText(details.name, 60)}"`,
    details?.description !== undefined && 'description changed',
    details?.public !== undefined && (details.public ? 'made public' : 'made private'),
    details?.collaborative !== undefined && (details.collaborative ? 'made collaborative' : 'no longer collaborative'),
    cover && 'cover set',
  ]
  return parts.filter((part) => part !== false).join(', ')
}
