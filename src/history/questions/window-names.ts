import type { Listened } from './listened.ts'
import { createNames } from './names.ts'

/** What is ranked, and where its names are. */
export type Named = 'song' | 'artist' | 'album'

const tables = {
  song: 'recs AS thing LEFT JOIN artists ON artists.id = thing.artist',
  album: 'albums AS thing LEFT JOIN artists ON artists.id = thing.artist',
  artist: 'artists AS thing LEFT JOIN artists ON 0',
} as const satisfies Record<Named, string>

/** Gives the names of songs, artists or albums by their numbers. */
export function namesOf(
  listened: Pick<Listened, 'database' | 'playedItems'>,
  what: Named,
): (number: number) => { name: string; by?: string } {
  const names = createNames(listened)
  if (what === 'artist') return (number) => ({ name: names.artist(number) })
  const nameOf = what === 'song' ? names.title : names.album
  return (number) => {
    const { name, artist: by } = nameOf(number)
    return { name, by }
  }
}

/** The numbers of all whose name, or whose artist's name, holds the words. @param folded the words as `foldedName` gives them */
export function numbersWith({ database }: Pick<Listened, 'database'>, what: Named, folded: string): Set<number> {
  const found = database
    .prepare(`SELECT thing.id FROM ${tables[what]} WHERE instr(thing.folded, ?) > 0 OR instr(coalesce(artists.folded, ''), ?) > 0`)
    .all(folded, folded)
  return new Set(found.map(({ id }) => Number(id)))
}
