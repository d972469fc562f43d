import { isProblem } from '../../shared/problem.ts'
import { recordingKey } from '../../shared/recording.ts'
import type { Play } from '../../spotify/items.ts'
import type { ToolContext } from '../runtime/define.ts'
import { heardItemOf } from './heard-item.ts'
import { openHistory } from './open-history.ts'

/** Spotify dates a play by its end, or a little later; the history by its start. */
const sameEndMs = 3 * 60_000

/** Songs from the history. `empty`: why it has none. */
export type EarlierPlays = { plays: Play[]; more: boolean } | { empty: string }

/**
 * The songs that were played before those of Spotify's list, newest first: where the list ends, the history goes on.
 *
 * @param listed what Spotify's list told, newest first
 * @param before ms UTC @param after ms UTC: none at it or earlier
 */
export async function earlierPlays(
  { listed, before, after, limit }: { listed: readonly Play[]; before: number | undefined; after: number | undefined; limit: number },
  context: ToolContext,
): Promise<EarlierPlays> {
  const history = await openHistory(context).catch(whyEmpty)
  if ('empty' in history) return history
  const oldest = listed.at(-1)
  const to = oldest ? Date.parse(oldest.playedAt) + 1 : (before ?? Number.POSITIVE_INFINITY)
  const period = { from: after === undefined ? Number.NEGATIVE_INFINITY : after + 1, to }
  // The last of the list can be among them, several times in a row.
  const { plays, total } = await history.ask('findPlays', { period, limit: limit + listed.length, newestFirst: true, songsOnly: true })
  const others = plays
    .map(({ at, name, by, uri }): Play => {
      const { id } = heardItemOf(name, uri)
      return {
        playedAt: new Date(at).toISOString(),
        track: { type: 'track', ...(id !== undefined && { id }), name, artists: [{ type: 'artist', name: by }], durationMs: 0 },
      }
    })
    .filter(isNotIn(listed))
  const known = total - (plays.length - others.length)
  return { plays: others.slice(0, limit), more: known > limit }
}

function whyEmpty(error: unknown): { empty: string } {
  if (isProblem(error, 'history-empty')) return { empty: error.message }
  throw error
}

/** One to one: a song can be heard twice in a row. */
function isNotIn(listed: readonly Play[]): (kept: Play) => boolean {
  const left = new Set(listed)
  return (kept) => {
    const same = [...left].find((one) => isSamePlay(one, kept))
    return !same || !left.delete(same)
  }
}

/** @param listed of Spotify's list @param kept of the history */
function isSamePlay(listed: Play, kept: Play): boolean {
  if (!listed.track || !kept.track || recordingKey(listed.track) !== recordingKey(kept.track)) return false
  const later = Date.parse(listed.playedAt) - Date.parse(kept.playedAt)
  return later >= 0 && later <= listed.track.durationMs + sameEndMs
}
