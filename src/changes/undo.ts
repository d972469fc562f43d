import { Problem } from '../shared/problem.ts'
import type { Change } from '../store/changes.ts'
import { changeLibrary, type LibraryOutcome, planLibrary } from './apply/library-change.ts'
import { carryOut, hasDetails, type Outcome } from './apply/playlist-change.ts'
import { type CreatedRevert, type Details, type LibraryRevert, type PlaylistRevert, revert } from './apply/receipt.ts'
import type { Workshop } from './apply/steps.ts'
import type { Who } from './consent.ts'
import { rowCount } from './counts.ts'
import { differences } from './plan/differences.ts'
import { planTo } from './plan/plan-edit.ts'
import { carriedOut, type PlaylistRequest, requestsCarriedOut } from './plan/requests.ts'
import { type Row, rowOf, type StoredRow, sameRows, stored } from './plan/row.ts'
import { restored } from './restored.ts'

/** How an undo went; `nothing` when everything was already as before the change. `warnings` say what could not be brought back. */
export type Undone =
  | { kind: 'nothing'; warnings: string[] }
  | { kind: 'playlist'; outcome: Outcome; warnings: string[] }
  | { kind: 'library'; outcome: LibraryOutcome; warnings: string[] }

/**
 * Takes a change back. Undoing is a change itself, with a receipt of its own, so it can be undone.
 *
 * A finished change must have left the music as it is now, an interrupted one must have got somewhere between its first and its last request: else
 * something came after it, and taking it back would take that back, too.
 *
 * @param force does so all the same
 * @throws Problem `changed-since` that says what differs
 */
export async function undo(change: Change, force: boolean, who: Who, workshop: Workshop): Promise<Undone> {
  if (change.state === 'undone') {
    throw new Problem('already-undone', `${change.id} is undone already.`)
  }
  const kept = revert.parse(change.revert)
  switch (kept.kind) {
    case 'playlist':
      return undoEdit(change, kept, force, who, workshop)
    case 'created':
      return undoCreation(change, kept, force, who, workshop)
    case 'library':
      return undoLibrary(change, kept, who, workshop)
  }
}

async function undoEdit(change: Change, kept: PlaylistRevert, force: boolean, who: Who, workshop: Workshop): Promise<Undone> {
  const { playlist, rows } = await workshop.spotify.playlistContents.content(kept.id)
  const now = rows.map(rowOf)
  const left = kept.details && !hasDetails(playlist, kept.details.before)
  const touchesRows = kept.requests.length > 0
  if (touchesRows && !force) refuseLaterRows(change, kept, now, workshop.log)
  if (left && !hasDetails(playlist, kept.details?.after ?? {}) && !force)
    throw changedSince(kept.name, ['Name, description or visibility differ.'])

  const goal = touchesRows ? restored(now, kept.before) : { rows: now, lost: 0 }
  const warnings = lossesOf(goal.lost, kept.cover)
  const plan = planTo(now, goal.rows)
  if (plan.requests.length === 0 && !left) return { kind: 'nothing', warnings }
  const back = kept.details?.before
  const outcome = await carryOut(
    {
      playlist,
      before: now,
      after: plan.after,
      requests: plan.requests,
      details: left && back ? { before: present(playlist, back), after: back } : undefined,
      what: `undone: ${change.what}`,
      undoes: change.id,
    },
    who,
    workshop,
  )
  return { kind: 'playlist', outcome, warnings: [...warnings, ...plan.warnings] }
}

function lossesOf(rows: number, cover = false): string[] {
  return [
    ...(rows > 0 ? [`${rowCount(rows)} cannot be brought back: local files, or rows of which Spotify does not say what stood there.`] : []),
    ...(cover ? ['The cover before is not known to Tonearm and cannot be brought back.'] : []),
  ]
}

/** The same details as they are now, for the receipt of the undo. */
function present(playlist: { name: string; description?: string; public?: boolean }, touched: Details): Details {
  return {
    ...(touched.name !== undefined && { name: playlist.name }),
    ...(touched.description !== undefined && { description: playlist.description ?? '' }),
    ...(touched.public !== undefined && { public: playlist.public }),
  }
}

async function undoCreation(change: Change, kept: CreatedRevert, force: boolean, who: Who, workshop: Workshop): Promise<Undone> {
  if (kept.id === undefined) {
    throw new Problem('creation-unknown', `It is not known whether "${kept.name}" was created: Tonearm was interrupted.`)
  }
  if (!force) {
    const { rows } = await workshop.spotify.playlistContents.content(kept.id)
    refuseLaterRows(change, { ...kept, before: [] }, rows.map(rowOf), workshop.log)
  }
  return undoLibrary(change, { kind: 'library', saved: [`spotify:playlist:${kept.id}`], removed: [] }, who, workshop)
}

async function undoLibrary(change: Change, kept: LibraryRevert, who: Who, workshop: Workshop): Promise<Undone> {
  const plan = await planLibrary({ save: kept.removed, remove: kept.saved }, workshop.spotify)
  if (plan.save.length + plan.remove.length === 0) return { kind: 'nothing', warnings: [] }
  const outcome = await changeLibrary(plan, { what: `undone: ${change.what}`, undoes: change.id }, who, workshop)
  return { kind: 'library', outcome, warnings: plan.save.length > 0 ? ['What was saved again has today as the date added.'] : [] }
}

/** A change and the requests it consisted of. */
type Sequence = { name: string; before: StoredRow[]; requests: PlaylistRequest[] }

/** @throws Problem `changed-since` when the list looks like nothing that the change, or an undo of it that was not finished, can have left behind */
function refuseLaterRows(change: Change, { name, before, requests }: Sequence, now: Row[], log: Workshop['log']): void {
  const titles = new Map([...now, ...before].map(({ uri, title }) => [uri, title]))
  const added = (uri: string): StoredRow => ({ kind: 'item', uri, title: titles.get(uri) ?? uri })
  const end = requests.reduce((rows, request) => carriedOut(rows, request, added), before)
  if (sameRows(end, now) || sameRows(before, now)) return
  if (change.state !== 'done' && requestsCarriedOut(before, requests, now.map(stored)) >= 0) return
  const attempts = log.attempts(change.id).map((attempt) => revert.parse(attempt.revert))
  if (attempts.some((one) => one.kind === 'playlist' && requestsCarriedOut(one.before, one.requests, now.map(stored)) >= 0)) return
  throw changedSince(name, differences(end, now.map(stored)))
}

function changedSince(name: string, found: string[]): Problem {
  return new Problem(
    'changed-since',
    `"${name}" was changed since. Compared with what the change left: ${found.join(' ')} Undoing would lose that, so it was not done; it can be forced.`,
  )
}
