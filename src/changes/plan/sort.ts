import type { Row } from './row.ts'

export const sortKeys = ['title', 'artist', 'album', 'added', 'length'] as const

export type SortKey = (typeof sortKeys)[number]

/** Case and accents do not matter, and 2 stands before 10. */
const words = new Intl.Collator('en', { sensitivity: 'base', numeric: true })

const keys: Record<SortKey, (row: Row) => string | number | undefined> = {
  title: (row) => (row.kind === 'unavailable' ? undefined : row.title),
  artist: (row) => row.artist,
  album: (row) => row.album,
  added: (row) => (row.addedAt === undefined ? undefined : Date.parse(row.addedAt)),
  length: (row) => row.durationMs,
}

/** The rows in order; equal ones stay in the order they had, and those about which this is not known stand at the end, whichever the direction. */
export function sorted(rows: readonly Row[], by: SortKey, descending: boolean): Row[] {
  const key = keys[by]
  const direction = descending ? -1 : 1
  return rows.toSorted((one, other) => {
    const [a, b] = [key(one), key(other)]
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
    return direction * (typeof a === 'number' ? a - (b as number) : words.compare(a, String(b)))
  })
}
