import type { DatabaseSync } from 'node:sqlite'
import { type Kind, type Known, kinds, type Platform, platforms, type Reason, reasons, type Source, sources, unpackFlags } from './play.ts'

/** A play with its names, as it is exported. Times are ISO 8601 in UTC. What is not known is null. */
export type StoredPlay = {
  endedAt: string
  startedAt: string | null
  msPlayed: number | null
  kind: Kind
  name: string
  artists: string[]
  album: string | null
  uri: string | null
  context: string | null
  reasonStart: Reason
  reasonEnd: Reason
  skipped: Known
  shuffle: Known
  offline: Known
  private: Known
  platform: Platform
  source: Source
}

type Row = {
  end: number
  start: number | null
  ms: number
  kind: number
  name: string
  artist: string
  others: string | null
  album: string | null
  uri: string | null
  context: string | null
  reasonStart: number
  reasonEnd: number
  flags: number
  platform: number
  source: number
}

/** All plays of an account, the oldest first, without having them in memory at once. */
export function* storedPlays(database: DatabaseSync, account: number): Generator<StoredPlay> {
  const rows = database.prepare(`
    SELECT plays.end, plays.start, plays.ms, recs.kind, items.last_name AS name, artists.name AS artist, albums.name AS album, items.uri,
      (SELECT json_group_array(name) FROM (
        SELECT others.name FROM item_artists JOIN artists AS others ON others.id = item_artists.artist WHERE item_artists.item = plays.item ORDER BY position
      )) AS others,
      contexts.uri AS context, reason_start AS reasonStart, reason_end AS reasonEnd, flags, platform, source
    FROM plays JOIN items ON items.id = plays.item JOIN recs ON recs.id = plays.rec JOIN artists ON artists.id = recs.artist
      LEFT JOIN albums ON albums.id = items.album LEFT JOIN contexts ON contexts.id = plays.context
    WHERE account = ? ORDER BY plays.end`)
  for (const row of rows.iterate(account)) yield toStoredPlay(row as unknown as Row)
}

function toStoredPlay(row: Row): StoredPlay {
  const { shuffle, offline, private: inPrivate, skipped } = unpackFlags(row.flags)
  const others = JSON.parse(row.others ?? '[]') as string[]
  return {
    endedAt: new Date(row.end).toISOString(),
    startedAt: row.start === null ? null : new Date(row.start).toISOString(),
    msPlayed: row.ms < 0 ? null : row.ms,
    kind: kinds[row.kind] ?? 'track',
    name: row.name,
    artists: others.length > 0 ? others : [row.artist].filter(Boolean),
    album: row.album,
    uri: row.uri,
    context: row.context,
    reasonStart: reasons[row.reasonStart] ?? 'other',
    reasonEnd: reasons[row.reasonEnd] ?? 'other',
    skipped,
    shuffle,
    offline,
    private: inPrivate,
    platform: platforms[row.platform] ?? 'other',
    source: sources[row.source] ?? 'extended',
  }
}
