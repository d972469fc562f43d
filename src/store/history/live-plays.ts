import type { LivePlay } from '../../shared/live-play.ts'
import type { Tables } from '../transaction.ts'
import { joinLive } from './join-live.ts'
import type { Names } from './names.ts'
import { addGap } from './spans.ts'

/** Spotify's list holds no more. */
const fullList = 50

/** What became of a look at Spotify's list of recent plays. `gap`: plays before the oldest of them may be missing. */
export type Collected = { added: number; gap: boolean }

/**
 * Adds what Spotify's list of recent plays holds, inside of a transaction. Doing it again changes nothing: a play is known by item and time to the
 * millisecond, also when an import has taken its place. Plays come late, from devices without a connection, so all of them are looked at each time.
 *
 * @param given.plays those that are to be kept; `times`: of all that the list held
 */
export function addLivePlays(
  tables: Tables,
  account: number,
  names: Names,
  given: { plays: readonly LivePlay[]; times: readonly number[]; at: number },
): Collected {
  const { plays, times, at } = given
  const joined = tables.prepare('SELECT 1 FROM plays WHERE account = ? AND played_at = ? AND rec = ?')
  const insert = tables.prepare(
    'INSERT OR IGNORE INTO plays (account, end, item, ms, rec, reason_start, reason_end, platform, flags, source, context, played_at) VALUES (?, ?, ?, -1, ?, 0, 0, 0, 0, 0, ?, ?)',
  )
  let added = 0
  for (const play of plays) {
    const { playedAt, artists, albumArtist, isrc, uri, name, album } = play
    const { id, rec } = names.item({ uri, kind: 'track', name, artist: artists[0] ?? '', album }, { isrc, artists, albumArtist })
    if (joined.get(account, playedAt, rec)) continue
    const context = play.context === null ? null : names.context(play.context)
    added += Number(insert.run(account, playedAt, id, rec, context, playedAt).changes)
  }
  if (plays.length > 0) added -= joinLive(tables, account, { first: Math.min(...times), last: Math.max(...times) })
  return { added, gap: noteList(tables, account, times, at) }
}

/** A full list whose oldest play is younger than the newest of the list before leaves out what lies between. */
function noteList(tables: Tables, account: number, times: readonly number[], at: number): boolean {
  const before = (tables.prepare('SELECT newest FROM polls WHERE account = ?').get(account)?.newest ?? null) as number | null
  const oldest = Math.min(...times)
  const gap = times.length >= fullList && before !== null && oldest > before
  if (gap) addGap(tables, account, { first: before, last: oldest })
  const newest = times.length > 0 ? Math.max(...times, before ?? 0) : before
  tables.prepare('INSERT OR REPLACE INTO polls (account, at, newest) VALUES (?, ?, ?)').run(account, at, newest)
  return gap
}
