import { type Recorded, recordingsOf } from '../../shared/recording.ts'
import { likeness, type Row } from './row.ts'

/** Which rows count as duplicates: those that hold the same item, or also those with another release of the same recording. */
export const duplicateKinds = ['exact', 'recording'] as const

export type DuplicateKind = (typeof duplicateKinds)[number]

/** A row that repeats another one. `exact`: it holds the same item; otherwise it is another release of the same recording. */
export type Copy = { row: Row; of: Row; exact: boolean }

/**
 * Of rows that are to be added, those that are there already: in the list, or before them among the added ones.
 *
 * A row whose `recording` is not known (row.ts `newRow`) can only be found as the same item. Unavailable rows are never copies, and a local file is one of
 * the same file only.
 *
 * @returns in the order of `adding`; `of` is the first row that it repeats
 */
export function alreadyThere(adding: readonly Row[], existing: readonly Row[] = []): Copy[] {
  const items = new Map<string, Row>()
  const recordings = recordingsOf<Recorded & { row: Row }>()

  function copyOf(row: Row): Copy | undefined {
    const same = items.get(likeness(row))
    if (same) return { row, of: same, exact: true }
    const release = row.recording && recordings.find(row.recording)
    return release && { row, of: release.row, exact: false }
  }

  function look(row: Row): Copy[] {
    if (row.kind === 'unavailable') return []
    const copy = copyOf(row)
    if (!items.has(likeness(row))) items.set(likeness(row), row)
    if (!copy && row.recording) recordings.add({ ...row.recording, row })
    return copy ? [copy] : []
  }

  for (const row of existing) look(row)
  return adding.flatMap(look)
}

/** The rows of a list that repeat another one, each with the row that stays for it: the first one that can be played. */
export function duplicatesIn(rows: readonly Row[], kind: DuplicateKind): Copy[] {
  const copies = alreadyThere(rows).filter(({ exact }) => exact || kind === 'recording')
  const first = new Map<Row, Row>()
  for (const { row, of } of copies) first.set(row, first.get(of) ?? of)
  const alike = Map.groupBy(
    rows.filter((row) => row.kind !== 'unavailable'),
    (row) => first.get(row) ?? row,
  )
  return [...alike.values()].flatMap((group) => {
    const [stays] = group.filter(({ playable }) => playable !== false).concat(group)
    return group.flatMap((row) =>
      stays === undefined || row === stays ? [] : [{ row, of: stays, exact: likeness(row) === likeness(stays) }],
    )
  })
}
