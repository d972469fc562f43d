import { countSongs } from '../../shared/count-songs.ts'
import { likeness, type StoredRow } from './row.ts'

/** This many rows are named; the others are only counted. */
const mostNamed = 3

/**
 * How a list differs from the expected one, in a few sentences: rows that should not be there, rows that are missing, and where the order begins to differ.
 */
export function rowDifferences(expected: readonly StoredRow[], actual: readonly StoredRow[]): string[] {
  const more = surplus(actual, expected)
  const fewer = surplus(expected, actual)
  const first = expected.findIndex((row, index) => likeness(row) !== likeness(actual[index] ?? { kind: 'unavailable', title: '' }))
  return [
    ...(more.length > 0 ? [`${countSongs(more.map(({ row }) => row))} more: ${named(more)}.`] : []),
    ...(fewer.length > 0 ? [`${countSongs(fewer.map(({ row }) => row))} fewer: ${named(fewer)}.`] : []),
    ...(more.length === 0 && fewer.length === 0 && first >= 0 ? [`The order differs from position ${first + 1} on.`] : []),
  ]
}

/** The rows of one list that the other does not hold. */
function surplus(rows: readonly StoredRow[], others: readonly StoredRow[]): { row: StoredRow; position: number }[] {
  const left = Map.groupBy(others, likeness)
  return rows.map((row, position) => ({ row, position })).filter(({ row }) => left.get(likeness(row))?.shift() === undefined)
}

function named(rows: { row: StoredRow; position: number }[]): string {
  const shown = rows.slice(0, mostNamed).map(({ row, position }) => `${row.title} (${position + 1})`)
  return [...shown, ...(rows.length > mostNamed ? [`and ${rows.length - mostNamed} others`] : [])].join(', ')
}
