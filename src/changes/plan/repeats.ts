import type { Row } from './row.ts'

/** A row to be added that holds a song which is there already, and the earlier row that holds it. */
export type Repeat = { row: Row; earlier: Row }

/** What rows with the same song have in common. Undefined for a row that is like no other. */
export type SongOf = (row: Row) => string | undefined

/** So many repeats are named; of more the number is told. */
const mostNamed = 3

/** Tells the rows to be added apart: songs that are new, and those that the list, or an earlier one of the new rows, holds already. */
export function splitRepeats(existing: readonly Row[], added: readonly Row[], songOf: SongOf): { fresh: Row[]; repeats: Repeat[] } {
  const first = new Map<string, Row>()
  const fresh: Row[] = []
  const repeats: Repeat[] = []
  /** The row that holds the song already; else this one is remembered as the first. */
  const earlierOf = (row: Row) => {
    const song = songOf(row)
    const earlier = song === undefined ? undefined : first.get(song)
    if (song !== undefined && !earlier) first.set(song, row)
    return earlier
  }
  for (const row of existing) earlierOf(row)
  for (const row of added) {
    const earlier = earlierOf(row)
    if (earlier) repeats.push({ row, earlier })
    else fresh.push(row)
  }
  return { fresh, repeats }
}

/** The repeats in a sentence. @param after the list as it becomes, whose rows people count from 1 */
export function repeatNotes(repeats: readonly Repeat[], after: readonly Row[], leftOut: boolean): string[] {
  if (repeats.length === 0) return []
  const positions = new Map(after.map((row, index) => [row, index + 1]))
  const shown = repeats
    .slice(0, mostNamed)
    .map(({ row, earlier }) => `${row.title === row.uri ? earlier.title : row.title} (already in row ${positions.get(earlier)})`)
  const others = repeats.length - shown.length
  const named = [...shown, ...(others > 0 ? [`and ${others} ${others === 1 ? 'other' : 'others'}`] : [])].join(', ')
  if (leftOut) return [`Left out: ${named}.`]
  return [`Added again: ${named}. With skip_duplicates ${repeats.length === 1 ? 'it is' : 'they are'} left out.`]
}
