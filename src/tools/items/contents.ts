import { z } from 'zod'
import type { Row } from '../../changes/plan/row.ts'
import { counted } from '../../shared/counted.ts'
import { duration } from '../runtime/render.ts'

/**
 * What is in a list, in numbers. `rows` counts all of them, `episodes` those that are no songs.
 *
 * `durationMs` is the length of those whose length is known, missing when it is of none; `unknown` counts the others.
 */
export const contents = z.object({ rows: z.int(), episodes: z.int(), durationMs: z.int().optional(), unknown: z.int() })

export type Contents = z.output<typeof contents>

/** Counts a list. Rows of which Spotify does not say what stands there have no length. */
export function contentsOf(rows: readonly Row[]): Contents {
  const playable = rows.filter(({ kind }) => kind !== 'unavailable')
  // Where Spotify says no length it is read as 0.
  const known = playable.flatMap(({ durationMs }) => durationMs || [])
  return {
    rows: rows.length,
    episodes: rows.filter(({ uri }) => uri?.startsWith('spotify:episode:')).length,
    ...(known.length > 0 && { durationMs: known.reduce((sum, length) => sum + length, 0) }),
    unknown: playable.length - known.length,
  }
}

/** `42 songs, 2:14:33`; `at least` where the length of some is not known, and no length where that is most of them. */
export function contentsInWords({ rows, episodes, durationMs, unknown }: Contents): string {
  const songs = rows - episodes
  const counts = [
    ...(songs > 0 || episodes === 0 ? [counted(songs, 'song')] : []),
    ...(episodes > 0 ? [counted(episodes, 'episode')] : []),
  ].join(' and ')
  if (durationMs === undefined || 2 * unknown > rows) return counts
  return `${counts}, ${unknown > 0 ? 'at least ' : ''}${duration(durationMs)}`
}
