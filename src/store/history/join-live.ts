import type { Tables } from '../transaction.ts'
import { latestUploadMs } from './heard-span.ts'
import { matchLive } from './match-live.ts'
import { sources } from './play.ts'
import { coveredSpans, type Span } from './spans.ts'

/** What was heard for less is not in Spotify's list of recent plays. */
const shortestListedMs = 30_000

/** No pair is further apart, but for uploads, which are later. */
const reachMs = 10 * 60_000

type LiveRow = { end: number; item: number; rec: number; context: number | null }
type ImportedRow = { rec: number; end: number; item: number; ms: number; start: number | null; source: number }

const live = sources.indexOf('live')
const short = sources.indexOf('short')

/**
 * Makes live and imported plays that are the same into one: the imported one stays, with the time and the place (playlist, album) of the live one. A row
 * of the short form has no URI, and gets that of the live one.
 *
 * @param span of the plays that are new, live or imported
 * @returns how many live plays became one with an imported one
 */
export function joinLive(tables: Tables, account: number, span: Span): number {
  const [first, last] = [span.first - reachMs, span.last + reachMs]
  const areLive = `plays INDEXED BY listed_plays WHERE account = ? AND played_at BETWEEN ? AND ? AND source = ${live}`
  const lives = tables.prepare(`SELECT end, item, rec, context FROM ${areLive}`).all(account, first, last) as LiveRow[]
  if (lives.length === 0) return 0
  const imported = tables
    .prepare(
      `SELECT rec, end, item, ms, start, source FROM plays WHERE account = ? AND end BETWEEN ? AND ? AND rec IN (SELECT rec FROM ${areLive})
       AND ms >= ${shortestListedMs} AND source <> ${live} AND played_at IS NULL`,
    )
    .all(account, first - reachMs, last + latestUploadMs, account, first, last) as ImportedRow[]
  const importedOf = Map.groupBy(imported, (play) => play.rec)
  const remove = tables.prepare('DELETE FROM plays WHERE account = ? AND end = ? AND item = ? AND ms = -1')
  const note = tables.prepare(
    'UPDATE OR REPLACE plays SET played_at = ?, context = ?, item = ? WHERE account = ? AND end = ? AND item = ? AND ms = ?',
  )
  let joined = 0
  for (const [rec, group] of Map.groupBy(lives, (play) => play.rec)) {
    const candidates = importedOf.get(rec) ?? []
    const pairs = matchLive(
      group.map(({ end }) => ({ playedAt: end })),
      candidates.map((play) => ({ ...play, cutToMinute: play.source === short })),
    )
    for (const [liveAt, importedAt] of pairs) {
      const [one, other] = [group[liveAt], candidates[importedAt]]
      if (!one || !other) continue
      remove.run(account, one.end, one.item)
      note.run(one.end, one.context, other.source === short ? one.item : other.item, account, other.end, other.item, other.ms)
      joined += 1
    }
  }
  return joined
}

/**
 * Deletes rows of the short form for times that the extended history covers: it knows them better. A live play that had become one with such a row
 * becomes one with the extended one.
 *
 * @returns how many rows were deleted
 */
export function dropCoveredShort(tables: Tables, account: number): number {
  const areShort = `plays INDEXED BY short_plays WHERE account = ? AND end BETWEEN ? AND ? AND source = ${short}`
  const spanOfListed = tables.prepare(`SELECT min(played_at) AS first, max(played_at) AS last FROM ${areShort}`)
  const backToLive = tables.prepare(
    `INSERT OR IGNORE INTO plays (account, end, item, ms, rec, reason_start, reason_end, platform, flags, source, context, played_at)
     SELECT account, played_at, item, -1, rec, 0, 0, 0, 0, ${live}, context, played_at FROM ${areShort} AND played_at IS NOT NULL`,
  )
  const drop = tables.prepare(`DELETE FROM ${areShort}`)
  let dropped = 0
  for (const span of coveredSpans(tables, account)) {
    const listed = spanOfListed.get(account, span.first, span.last) as { first: number | null; last: number | null }
    backToLive.run(account, span.first, span.last)
    dropped += Number(drop.run(account, span.first, span.last).changes)
    if (listed.first !== null && listed.last !== null) joinLive(tables, account, { first: listed.first, last: listed.last })
  }
  return dropped
}
