import type { ImportedPlay, Kind } from '../../store/history/play.ts'
import type { Row } from './read-extended.ts'
import { isPlausibleMs, type LeftOut, momentOf, textOf } from './row-values.ts'

/** The names of what was played and of whose it is, by kind (`StreamingHistory_music_0.json`, `…_podcast_…`, `…_audiobook_…`, `StreamingHistory0.json`). */
const fields: readonly { kind: Kind; name: string; artist: string }[] = [
  { kind: 'track', name: 'trackName', artist: 'artistName' },
  { kind: 'episode', name: 'episodeName', artist: 'podcastName' },
  { kind: 'audiobook', name: 'chapterName', artist: 'audiobookName' },
]

/** What the short form writes where it does not know. */
const placeholders = new Set(['Unknown Track', 'Unknown Artist'])

/**
 * Reads a row of the short form, which is part of the account data and holds the last year. `endTime` is UTC, cut to the minute. There are no URIs,
 * and repeats within a minute are missing.
 *
 * @returns the play, or why there is none
 */
export function readShortRow(row: Row): ImportedPlay | LeftOut {
  const end = momentOf(row.endTime)
  const ms = row.msPlayed
  if (end === undefined || !isPlausibleMs(ms)) return 'unreadable'
  const names = fields.find(({ name }) => name in row)
  const name = nameOf(names && row[names.name])
  if (!names || name === '') return 'nameless'
  return {
    source: 'short',
    uri: null,
    kind: names.kind,
    name,
    artist: nameOf(row[names.artist]),
    album: null,
    end,
    start: null,
    ms,
    reasonStart: 'unknown',
    reasonEnd: 'unknown',
    platform: 'unknown',
    flags: 0,
  }
}

function nameOf(value: unknown): string {
  const name = textOf(value)
  return placeholders.has(name) ? '' : name
}
