import { alreadyThere, type Copy } from './duplicates.ts'
import { likeness, type Row } from './row.ts'

/** So many repeats are named; of more the number is told. */
const mostNamed = 3

/**
 * Tells the rows to be added apart: songs that are new, and those that the list, or an earlier one of the new rows, holds already, also in another
 * release where that is known. Of each repeat, `of` is a row that is not left out.
 */
export function splitRepeats(existing: readonly Row[], added: readonly Row[]): { fresh: Row[]; repeats: Copy[] } {
  const first = new Map<Row, Row>()
  for (const { row, of } of alreadyThere(added, existing)) first.set(row, first.get(of) ?? of)
  return {
    fresh: added.filter((row) => !first.has(row)),
    repeats: [...first].map(([row, of]) => ({ row, of, exact: likeness(row) === likeness(of) })),
  }
}

/** The repeats in a sentence. @param after the list as it becomes, whose rows people count from 1 */
export function repeatNotes(repeats: readonly Copy[], after: readonly Row[], leftOut: boolean): string[] {
  if (repeats.length === 0) return []
  const positions = new Map(after.map((row, index) => [row, index + 1]))
  const shown = repeats.slice(0, mostNamed).map(({ row, of, exact }) => {
    const where = `${exact ? 'already' : 'another release is'} at position ${positions.get(of)}`
    return `${row.title === row.uri ? of.title : row.title} (${where})`
  })
  const others = repeats.length - shown.length
  const named = [...shown, ...(others > 0 ? [`and ${others} ${others === 1 ? 'other' : 'others'}`] : [])].join(', ')
  if (leftOut) return [`Left out: ${named}.`]
  return [`Added again: ${named}. With skip_duplicates ${repeats.length === 1 ? 'it is' : 'they are'} left out.`]
}
