import type { Tables } from '../../store/transaction.ts'
import { foldedName } from '../recording.ts'
import type { Plays } from '../statistics/plays.ts'
import type { Listened } from './listened.ts'

/**
 * Tells which plays somebody means by a name: those of the artist, show or audiobook that is called so; if there is none, those whose title, album or artist
 * has these words in it.
 *
 * @returns undefined when nothing in the history has such a name
 */
export function wantedByName(
  { database, columns }: Listened,
  { recording, item }: Plays,
  name: string,
): ((play: number) => boolean) | undefined {
  const words = foldedName(name)
  if (words === '') return undefined
  const artists = ids(database, 'SELECT id FROM artists WHERE folded = ?', words)
  const { artistOfRec, albumOfItem } = columns
  if (artists.size > 0) return (play) => artists.has(artistOfRec[recording[play] ?? 0] ?? 0)
  const recs = ids(database, 'SELECT id FROM recs WHERE instr(folded, ?) > 0', words)
  const albums = ids(database, 'SELECT id FROM albums WHERE instr(folded, ?) > 0', words)
  const similar = ids(database, 'SELECT id FROM artists WHERE instr(folded, ?) > 0', words)
  if (recs.size + albums.size + similar.size === 0) return undefined
  return (play) => {
    const rec = recording[play] ?? 0
    return recs.has(rec) || similar.has(artistOfRec[rec] ?? 0) || albums.has(albumOfItem[item[play] ?? 0] ?? 0)
  }
}

function ids(database: Tables, sql: string, words: string): Set<number> {
  return new Set(
    database
      .prepare(sql)
      .all(words)
      .map(({ id }) => Number(id)),
  )
}
