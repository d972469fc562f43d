import { isProblem, Problem } from '../../shared/problem.ts'
import { likedSongs, readList } from '../items/find-list.ts'
import type { ToolContext } from '../runtime/define.ts'
import { isBegun } from './compare-playback.ts'
import { mostSongs, noPosition, playSongs, type Songs, type StartPlaying } from './play-songs.ts'
import type { Outcome } from './run-command.ts'

/**
 * Plays the Liked Songs. Spotify's reference names only albums, artists and playlists as what can be played through
 * (https://developer.spotify.com/documentation/web-api/reference/start-a-users-playback), and its player has been seen to take the Liked Songs, and to
 * refuse them ("Non supported context uri"). So this tries, and believes it only when the player shows it; else the newest songs play one by one.
 *
 * @param position the row to start at, from 1
 */
export async function playLikedSongs(
  position: number | undefined,
  startPlaying: StartPlaying,
  context: ToolContext,
): Promise<Outcome & { songs: Songs }> {
  const { id } = await context.spotify.listener.profile()
  const contextUri = `spotify:user:${id}:collection`
  try {
    const outcome = await startPlaying(
      { contextUri, position: position && position - 1 },
      (after, before) => isBegun(after, before) && after.contextUri?.endsWith(':collection') === true,
    )
    if (outcome.outcome !== 'unseen') return { ...outcome, songs: { count: 0, sources: [], more: false, liked: true } }
  } catch (error) {
    if (!isProblem(error, 'request-refused', 'not-found', 'not-available', 'player-restriction')) throw error
  }
  return playSongs(await newest(position ?? 1, context), startPlaying)
}

async function newest(position: number, context: ToolContext) {
  const { rows, total } = await readList(likedSongs, { offset: position - 1, limit: mostSongs }, context)
  const played = rows.flatMap(({ uri, item }) => (uri === undefined ? [] : { uri, title: item?.name ?? uri }))
  if (played.length === 0)
    throw new Problem('not-found', total === 0 ? 'There are no Liked Songs yet: nothing is saved.' : noPosition(position, total))
  const list = { type: 'liked' as const, name: likedSongs.name }
  const sources = [{ list, rows: played.length, leftOut: rows.length - played.length }]
  return { rows: played, songs: { count: played.length, sources, more: position - 1 + rows.length < total } }
}
