import { songs } from '../../shared/count-songs.ts'
import { counted } from '../../shared/counted.ts'
import { Problem } from '../../shared/problem.ts'
import { alreadyThere, type Copy, type DuplicateKind, duplicatesIn } from './duplicates.ts'
import { repeatNotes, splitRepeats } from './repeats.ts'
import { likeness, type Row } from './row.ts'
import { type Sort, sorted } from './sort.ts'

/** How a playlist's rows are to change. Positions count from 0. Carried out in the order of the fields. */
export type RowEdits = {
  /** The new content; rows that are there already stay the same rows. */
  replace?: Row[]
  /** `positions` of the list before any edit; `uris` with all their copies; of `duplicates` the first that can be played stays. */
  remove?: { uris?: string[]; positions?: number[]; duplicates?: DuplicateKind; unavailable?: boolean }
  /** The rows from `from` on, of the list without the removed rows; the first of them stands at `to` afterwards. */
  move?: { from: number; count: number; to: number }
  sort?: Sort
  /** One after the other, each at its position of the list as it is then, or at the end. */
  add?: { rows: Row[]; position?: number }[]
  /** Songs that are added although they are there: whether that is only told, or they are also left out. Nothing is told without it. */
  repeats?: 'told' | 'left out'
}

/** So many positions are named in a sentence. */
const mostPositions = 20

/**
 * The list as the edits want it: the same objects where a row stays, new ones where one is added.
 *
 * @param seed decides the random order (sort.ts)
 * @returns also sentences about what was asked for and is not done, and the duplicates that go, each with the row that stays for it
 * @throws Problem `invalid-arguments` for positions that do not exist
 */
export function applyEdits(before: readonly Row[], edits: RowEdits, seed = ''): { after: Row[]; notes: string[]; copies: Copy[] } {
  const notes: string[] = []
  const copies: Copy[] = []
  let rows = [...before]
  const repeats: Copy[] = []
  const wanted = (existing: readonly Row[], added: Row[]) => {
    if (!edits.repeats) return added
    const split = splitRepeats(existing, added)
    const leaveOut = edits.repeats === 'left out'
    repeats.push(...split.repeats.filter(({ row }) => leaveOut || !before.includes(row)))
    return leaveOut ? split.fresh : added
  }
  if (edits.replace) rows = wanted([], reuse(before, edits.replace))
  if (edits.remove) rows = remove(rows, edits.remove, notes, copies)
  if (edits.move) rows = move(rows, edits.move)
  if (edits.sort) rows = sorted(rows, edits.sort, seed)
  for (const { rows: added, position = rows.length } of edits.add ?? []) {
    if (position > rows.length) throw outside(position, rows.length + 1)
    rows = rows.toSpliced(position, 0, ...wanted(rows, added))
  }
  return { after: rows, notes: [...notes, ...repeatNotes(repeats, rows, edits.repeats === 'left out')], copies }
}

/**
 * The wanted list, with rows that exist in the place of their likes, so that they need not be added again. Of several copies the first that is left is
 * taken, which keeps their order.
 */
function reuse(existing: readonly Row[], wanted: readonly Row[]): Row[] {
  const left = Map.groupBy(existing, likeness)
  return wanted.map((row) => left.get(likeness(row))?.shift() ?? row)
}

function remove(
  rows: Row[],
  { uris, positions, duplicates, unavailable }: NonNullable<RowEdits['remove']>,
  notes: string[],
  copies: Copy[],
): Row[] {
  const going = new Set<Row>()
  for (const position of positions ?? []) {
    const row = rows[position]
    if (!row) throw outside(position, rows.length)
    going.add(row)
  }
  const named = new Set(uris)
  for (const row of rows) if (row.uri !== undefined && named.has(row.uri)) going.add(row)
  const here = new Set(rows.map(({ uri }) => uri))
  notes.push(...notThere([...named].filter((uri) => !here.has(uri))))
  if (duplicates) {
    const left = rows.filter((row) => !going.has(row))
    copies.push(...removableCopies(left, duplicates, notes))
    if (duplicates === 'exact') notes.push(...otherReleases(rows, left))
    for (const { row } of copies) going.add(row)
  }
  if (unavailable) for (const row of unplayable(rows, notes)) going.add(row)
  return rows.filter((row) => !going.has(row))
}

/** So many are named; of more, the number is told. */
const mostNamed = 5

function notThere(uris: string[]): string[] {
  if (uris.length === 0) return []
  const others = uris.length > mostNamed ? ` and ${uris.length - mostNamed} more` : ''
  return [`${uris.slice(0, mostNamed).join(', ')}${others} ${uris.length === 1 ? 'is' : 'are'} not in this playlist.`]
}

/** What cannot be played any more. Rows of which not even the uri is known stay where removing them would cost local files: see plan-rows.ts. */
function unplayable(rows: Row[], notes: string[]): Row[] {
  const unknown = rows.filter((row) => row.kind === 'unavailable')
  const known = rows.filter((row) => row.kind === 'item' && row.playable === false)
  if (unknown.length === 0 || rows.every((row) => row.kind !== 'local')) return [...unknown, ...known]
  notes.push(
    `Not removed: ${songs(unknown.length)} that Spotify no longer names. Only rewriting the list would do that, and it would lose the local files.`,
  )
  return known
}

/** Local files are left alone: nothing could bring one back. */
function removableCopies(rows: Row[], kind: DuplicateKind, notes: string[]): Copy[] {
  const copies = duplicatesIn(rows, kind)
  const items = copies.filter(({ row }) => row.kind === 'item')
  const locals = copies.length - items.length
  if (locals > 0)
    notes.push(`Not removed: ${counted(locals, 'local file')} in the list more than once. Undo could not bring a local file back.`)
  return items
}

/** What looks like a duplicate to a person and is not removed. @param rows to which the positions belong */
function otherReleases(rows: Row[], left: Row[]): string[] {
  const found = alreadyThere(left).filter(({ exact }) => !exact)
  if (found.length === 0) return []
  const positions = found.slice(0, mostPositions).map(({ row }) => rows.indexOf(row) + 1)
  const more = found.length > mostPositions ? ` and ${found.length - mostPositions} more` : ''
  const which = `${positions.join(', ')}${more}`
  const kept =
    found.length === 1
      ? `Kept: song ${which} is another release of a song in this list.`
      : `Kept: songs ${which} are other releases of songs in this list.`
  return [`${kept} To remove other releases, too, use duplicates: "recording".`]
}

function move(rows: Row[], { from, count, to }: NonNullable<RowEdits['move']>): Row[] {
  if (from + count > rows.length) throw outside(from + count - 1, rows.length)
  if (to + count > rows.length) {
    throw new Problem(
      'invalid-arguments',
      `move.to is where the first moved song stands afterwards: at most ${rows.length - count + 1}, since ${count} of ${songs(rows.length)} ${count === 1 ? 'moves' : 'move'}.`,
    )
  }
  return rows.toSpliced(from, count).toSpliced(to, 0, ...rows.slice(from, from + count))
}

function outside(position: number, length: number): Problem {
  return new Problem('invalid-arguments', `There is no position ${position + 1}: the list has ${songs(length)} then.`)
}
