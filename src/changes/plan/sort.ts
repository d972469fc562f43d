import { createHash } from 'node:crypto'
import type { Row } from './row.ts'

/** `track`: the place on the album, disc by disc. `year`: when the album was released. */
export const sortKeys = ['title', 'artist', 'album', 'added', 'length', 'year', 'track', 'random'] as const

export type SortKey = (typeof sortKeys)[number]

/** `by` decides in this order: where the first key is equal, the second one does. */
export type Sort = { by: readonly SortKey[]; descending: boolean }

/** Case and accents do not matter, and 2 stands before 10. */
const words = new Intl.Collator('en', { sensitivity: 'base', numeric: true })

const keys: Record<Exclude<SortKey, 'random'>, (row: Row) => string | number | undefined> = {
  title: (row) => (row.kind === 'unavailable' ? undefined : row.title),
  artist: (row) => row.artist,
  album: (row) => row.album,
  added: (row) => (row.addedAt === undefined ? undefined : Date.parse(row.addedAt)),
  length: (row) => row.durationMs,
  year: (row) => row.year,
  track: (row) => row.trackOrder,
}

/**
 * The rows in order; equal ones stay in the order they had, and those about which a key is not known stand at the end, whichever the direction.
 *
 * @param seed decides the random order: the same rows with the same seed come in the same order, so that a preview shows what the edit does
 */
export function sorted(rows: readonly Row[], { by, descending }: Sort, seed: string): Row[] {
  const chance = by.includes('random') ? new Map(rows.map((row, index) => [row, digest(`${seed} ${index}`)])) : undefined
  const direction = descending ? -1 : 1
  return rows.toSorted((one, other) => {
    for (const key of by) {
      const value = (row: Row) => (key === 'random' ? chance?.get(row) : keys[key](row))
      const order = compare(value(one), value(other), direction)
      if (order !== 0) return order
    }
    return 0
  })
}

function compare(one: string | number | undefined, other: string | number | undefined, direction: number): number {
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined)
  return direction * (typeof one === 'number' ? one - Number(other) : words.compare(one, String(other)))
}

function digest(text: string): number {
  return createHash('sha256').update(text).digest().readUIntBE(0, 6)
}
