import type { Tables } from '../transaction.ts'
import { coveredSpans, gaps, type Span } from './spans.ts'

/** What is kept of an account. Times in milliseconds since the epoch. */
export type HistoryStatus = {
  plays: number
  /** How many of them come from Spotify's list of recent plays alone. */
  live: number
  /** How long they were heard, where that is known. */
  heardMs: number
  first: number | null
  last: number | null
  /** The last look at Spotify's list. */
  collectedAt: number | null
  /** The spans of which an extended history was imported, and those that Spotify's list left out. */
  covered: Span[]
  gaps: Span[]
  /** How many times the person erased something, so that an import leaves it out. */
  erasures: number
}

export function readHistoryStatus(tables: Tables, account: number): HistoryStatus {
  const counts = tables
    .prepare(
      'SELECT count(*) AS plays, coalesce(sum(source = 0), 0) AS live, coalesce(sum(max(ms, 0)), 0) AS heardMs, min(coalesce(start, end - max(ms, 0))) AS first, max(end) AS last FROM plays WHERE account = ?',
    )
    .get(account) as Pick<HistoryStatus, 'plays' | 'live' | 'heardMs' | 'first' | 'last'>
  const poll = tables.prepare('SELECT at FROM polls WHERE account = ?').get(account)
  return {
    ...counts,
    collectedAt: (poll?.at as number | undefined) ?? null,
    covered: coveredSpans(tables, account),
    gaps: gaps(tables, account),
    erasures: Number(tables.prepare('SELECT count(*) AS count FROM erased WHERE account = ?').get(account)?.count),
  }
}
