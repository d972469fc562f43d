import { likeness, newRow, type Row, type StoredRow } from './row.ts'

/**
 * The list as it was, built from what is there now and what has to be added again.
 *
 * Local and unavailable rows cannot be added: those of the old list that are gone stay gone, and those that were added since stay, at the end.
 *
 * @returns also how many rows of the old list cannot be brought back
 */
export function restoreRows(now: readonly Row[], before: readonly StoredRow[]): { rows: Row[]; lost: number } {
  const left = Map.groupBy(now, likeness)
  const rows = before.map(
    (old) => left.get(likeness(old))?.shift() ?? (old.kind === 'item' && old.uri ? newRow(old.uri, old.title) : undefined),
  )
  const present = rows.filter((row) => row !== undefined)
  const came = [...left.values()].flat().filter((row) => row.kind !== 'item')
  return { rows: [...present, ...came], lost: rows.length - present.length }
}
