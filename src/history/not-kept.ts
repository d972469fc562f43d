import type { LivePlay } from '../shared/live-play.ts'
import { heardSpan } from '../store/history/heard-span.ts'
import { type ImportedPlay, unpackFlags } from '../store/history/play.ts'
import { artistMark, type Erasure, type Span } from '../store/history/spans.ts'
import { foldedName } from './recording.ts'

/** Why a play is not kept: the person erased it, or had paused the history. */
export type NotKept = 'erased' | 'paused'

/**
 * Tells what the person does not want kept, of Spotify's list and of exports alike.
 *
 * @returns why a play is not kept; undefined for one that is
 */
export function createNotKept(rules: { erasures: readonly Erasure[]; pauses: readonly Span[] }): {
  imported(play: ImportedPlay): NotKept | undefined
  live(play: LivePlay): NotKept | undefined
} {
  const { erasures, pauses } = rules
  const none = erasures.length === 0 && pauses.length === 0
  const marks = new Map<string, string>()

  function markOf(artist: string): string {
    const known = marks.get(artist) ?? artistMark(foldedName(artist))
    marks.set(artist, known)
    return known
  }

  function judge(heard: Span, artists: readonly string[], inPrivate: boolean): NotKept | undefined {
    for (const { what, ...span } of erasures) {
      if (!overlap(heard, span)) continue
      if (what === '' || (what === 'private' && inPrivate) || artists.some((artist) => markOf(artist) === what)) return 'erased'
    }
    return pauses.some((pause) => overlap(heard, pause)) ? 'paused' : undefined
  }

  return {
    imported: (play) => (none ? undefined : judge(heardSpan(play), [play.artist], unpackFlags(play.flags).private === true)),
    live: ({ playedAt, artists }) => (none ? undefined : judge({ first: playedAt, last: playedAt }, artists, false)),
  }
}

function overlap(one: Span, other: Span): boolean {
  return one.first <= other.last && one.last >= other.first
}
