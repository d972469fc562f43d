import type { Scope } from '../config/scopes.ts'
import { songs } from '../shared/count-songs.ts'
import { Problem } from '../shared/problem.ts'
import { parseReference } from '../spotify/references.ts'
import type { Change, ChangeLog } from '../store/changes.ts'
import type { ChangeContext } from './apply/change-context.ts'
import { changeLibrary, type LibraryOutcome, planLibrary } from './apply/change-library.ts'
import { changePlaylist, hasDetails, type PlaylistOutcome } from './apply/change-playlist.ts'
import { type CreatedRevert, type Details, detailNames, type LibraryRevert, type PlaylistRevert, revert } from './apply/receipt.ts'
import { libraryScopes, requireSwitchedOn } from './permissions.ts'
import { planTo } from './plan/plan-edit.ts'
import { countRequestsDone, type PlaylistRequest, simulateRequest } from './plan/playlist-requests.ts'
import { restoreRows } from './plan/restore-rows.ts'
import { type Row, rowOf, type StoredRow, sameRows, stored } from './plan/row.ts'
import { rowDifferences } from './plan/row-differences.ts'

/** How an undo went; `nothing` when everything was already as before the change. `warnings` say what could not be brought back. */
export type Undone =
  | { kind: 'nothing'; warnings: string[] }
  | { kind: 'playlist'; outcome: PlaylistOutcome; warnings: string[] }
  | { kind: 'library'; outcome: LibraryOutcome; warnings: string[] }

/**
 * Undoes a change. Undoing is a change itself, with its own receipt, so it can be undone.
 *
 * The music must be as a finished change left it, or as one of the requests of an interrupted change left it. Otherwise something else was changed
 * since, and undoing would undo that, too.
 *
 * @param force undoes it all the same
 * @throws Problem `changed-since` that says what differs
 */
export async function undo(change: Change, force: boolean, context: ChangeContext): Promise<Undone> {
  if (change.state === 'undone') {
    throw new Problem('already-undone', `${change.id} is undone already.`)
  }
  const kept = revert.parse(change.revert)
  switch (kept.kind) {
    case 'playlist':
      return undoEdit(change, kept, force, context)
    case 'created':
      return undoCreation(change, kept, force, context)
    case 'library':
      return undoLibrary(change, kept, context)
  }
}

async function undoEdit(change: Change, kept: PlaylistRevert, force: boolean, context: ChangeContext): Promise<Undone> {
  const { playlist, rows } = await context.spotify.playlistContents.content(kept.id)
  const { public: open = playlist.public ?? false, collaborative } = kept.details?.before ?? {}
  const visibilities = collaborative === undefined ? [playlist.public ?? false, open] : [true, false]
  requireSwitchedOn(
    visibilities.map((open) => (open ? 'playlist-modify-public' : 'playlist-modify-private')),
    context,
  )
  const now = rows.map(rowOf)
  const detailsDiffer = kept.details && !hasDetails(playlist, kept.details.before)
  const touchesRows = kept.requests.length > 0
  if (touchesRows && !force) refuseLaterRows(change, kept, now, context.log)
  if (detailsDiffer && !hasDetails(playlist, kept.details?.after ?? {}) && !force)
    throw changedSince(kept.name, ['Name, description or visibility differ.'])

  const goal = touchesRows ? restoreRows(now, kept.before) : { rows: now, lost: 0 }
  const warnings = lossWarnings(goal.lost, kept.cover)
  const plan = planTo(now, goal.rows)
  if (plan.requests.length === 0 && !detailsDiffer) return { kind: 'nothing', warnings }
  const back = kept.details?.before
  const outcome = await changePlaylist(
    {
      playlist,
      before: now,
      after: plan.after,
      requests: plan.requests,
      details: detailsDiffer && back ? { before: currentDetails(playlist, back), after: back } : undefined,
      what: undoWords(change.what),
      undoes: change.id,
    },
    context,
  )
  return { kind: 'playlist', outcome, warnings: [...warnings, ...plan.warnings] }
}

function lossWarnings(rows: number, cover = false): string[] {
  return [
    ...(rows > 0 ? [`${songs(rows)} cannot be brought back: local files, or songs that Spotify no longer names.`] : []),
    ...(cover ? ['The cover before is not known to Tonearm and cannot be brought back.'] : []),
  ]
}

/** The same details as they are now, for the receipt of the undo. */
function currentDetails(playlist: Details, touched: Details): Details {
  const now: Details = { ...playlist, description: playlist.description ?? '' }
  return Object.fromEntries(detailNames.filter((name) => touched[name] !== undefined).map((name) => [name, now[name]]))
}

async function undoCreation(change: Change, kept: CreatedRevert, force: boolean, context: ChangeContext): Promise<Undone> {
  if (kept.id === undefined) {
    throw new Problem('creation-unknown', `It is not known whether "${kept.name}" was created: Tonearm was interrupted.`)
  }
  const modify: Scope[] = ['playlist-modify-private', 'playlist-modify-public']
  if (modify.every((scope) => context.switchedOff.includes(scope))) requireSwitchedOn(modify, context)
  if (!force) {
    const { rows } = await context.spotify.playlistContents.content(kept.id)
    refuseLaterRows(change, { ...kept, before: [] }, rows.map(rowOf), context.log)
  }
  return takeBack(change, { saved: [`spotify:playlist:${kept.id}`], removed: [] }, context)
}

async function undoLibrary(change: Change, kept: LibraryRevert, context: ChangeContext): Promise<Undone> {
  requireSwitchedOn(
    [...kept.saved, ...kept.removed].flatMap((uri) => libraryScopes[parseReference(uri)?.type ?? 'track']),
    context,
  )
  return takeBack(change, kept, context)
}

async function takeBack(change: Change, kept: Omit<LibraryRevert, 'kind'>, context: ChangeContext): Promise<Undone> {
  const plan = await planLibrary({ save: kept.removed, remove: kept.saved }, context.spotify)
  if (plan.save.length + plan.remove.length === 0) return { kind: 'nothing', warnings: [] }
  const outcome = await changeLibrary(plan, { what: undoWords(change.what), undoes: change.id }, context)
  return { kind: 'library', outcome, warnings: plan.save.length > 0 ? ['What was saved again has today as the date added.'] : [] }
}

/** What an undo is called. To undo an undo makes the change again. */
function undoWords(what: string): string {
  const [, undone] = /^Undone: (.+)$/s.exec(what) ?? []
  return undone === undefined ? `Undone: ${what.replace(/^Made again: /, '')}` : `Made again: ${undone}`
}

/** The rows before a change, and its requests. */
type Sequence = { name: string; before: StoredRow[]; requests: PlaylistRequest[] }

/** @throws Problem `changed-since` when the list looks like nothing that the change, or an undo of it that was not finished, can have left behind */
function refuseLaterRows(change: Change, { name, before, requests }: Sequence, now: Row[], log: ChangeLog): void {
  const titles = new Map([...now, ...before].map(({ uri, title }) => [uri, title]))
  const added = (uri: string): StoredRow => ({ kind: 'item', uri, title: titles.get(uri) ?? uri })
  const end = requests.reduce((rows, request) => simulateRequest(rows, request, added), before)
  if (sameRows(end, now) || sameRows(before, now)) return
  if (change.state !== 'done' && countRequestsDone(before, requests, now.map(stored)) >= 0) return
  const attempts = log.attempts(change.id).map((attempt) => revert.parse(attempt.revert))
  if (attempts.some((one) => one.kind === 'playlist' && countRequestsDone(one.before, one.requests, now.map(stored)) >= 0)) return
  throw changedSince(name, rowDifferences(end, now.map(stored)))
}

function changedSince(name: string, found: string[]): Problem {
  return new Problem(
    'changed-since',
    `"${name}" was changed since. Compared with what the change left: ${found.join(' ')} Undoing would lose that, so it was not done. With force it is undone anyway.`,
  )
}
