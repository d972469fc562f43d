import type { Row } from '../../changes/plan/row.ts'
import { countSongs } from '../../shared/count-songs.ts'
import { long } from '../runtime/render.ts'

/** What is in a list: `42 songs, 2:14:33 long`; `at least` where the length of some is not known, and no length where that is most of them. */
export function contentInWords(rows: readonly Row[]): string {
  const playable = rows.filter(({ kind }) => kind !== 'unavailable')
  // Where Spotify says no length it is read as 0.
  const known = playable.flatMap(({ durationMs }) => durationMs || [])
  const unknown = playable.length - known.length
  if (known.length === 0 || 2 * unknown > rows.length) return countSongs(rows)
  const length = long(known.reduce((sum, one) => sum + one, 0))
  return `${countSongs(rows)}, ${unknown > 0 ? 'at least ' : ''}${length}`
}
