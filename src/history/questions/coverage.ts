import { coveredSpans, gaps, type Span } from '../../store/history/spans.ts'
import type { Asking, Listened } from './listened.ts'

/** How far the history can be believed. Times in ms UTC. */
export type Coverage = {
  /** When the first play that is known was heard; null when none is. */
  first: number | null
  /** The spans of which an extended history was imported: there, every play is known. */
  covered: Span[]
  /** The spans that Spotify's list of recent plays did not reach back to. */
  gaps: Span[]
}

/** From when on plays are known, and where some may be missing. */
export function coverage({ database, account, plays }: Listened, { withPrivate }: Asking): Coverage {
  const { heardAt, count } = plays(withPrivate)
  let first = Number.POSITIVE_INFINITY
  for (let play = 0; play < count; play++) first = Math.min(first, heardAt[play] ?? first)
  return { first: count === 0 ? null : first, covered: coveredSpans(database, account), gaps: gaps(database, account) }
}
