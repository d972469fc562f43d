import { cleanText } from '../shared/clean-text.ts'
import { isProblem, Problem } from '../shared/problem.ts'
import type { Playlist } from '../spotify/items.ts'
import type { Outcome } from './apply/playlist-change.ts'
import type { CreatedRevert } from './apply/receipt.ts'
import { inWords, sendAll, type Workshop } from './apply/steps.ts'
import { verify } from './apply/verify.ts'
import type { Who } from './consent.ts'
import { rowCount } from './counts.ts'
import { planRows } from './plan/plan-rows.ts'
import type { Row } from './plan/row.ts'

/** A playlist to be made. */
export type NewPlaylist = { name: string; description?: string; public: boolean; rows: Row[] }

/**
 * Makes a playlist and fills it, 100 rows a request. The receipt is there before the playlist is, and learns its id as soon as Spotify says it, so that
 * undo can take it out of the library again (which is how Spotify deletes a playlist).
 *
 * @throws Problem when no playlist was made, or nobody knows
 */
export async function createPlaylist(
  { rows, ...details }: NewPlaylist,
  who: Who,
  workshop: Workshop,
): Promise<{ playlist: Playlist; outcome: Outcome }> {
  const { spotify, log } = workshop
  const requests = planRows([], rows).requests.filter((request) => 'uris' in request && request.uris.length > 0)
  const revert: CreatedRevert = { kind: 'created', name: cleanText(details.name, 60), requests }
  const receipt = log.begin({ ...who, what: `"${cleanText(details.name, 60)}": created with ${rowCount(rows.length)}`, revert })
  const playlist = await make(details, receipt, workshop)
  log.amend(receipt, { ...revert, id: playlist.id })

  const { done, snapshotId, failure } = await sendAll(requests, playlist, workshop)
  const words = requests.map(inWords)
  const outcome: Outcome = { receipt, state: 'done', done: words.slice(0, done), notDone: words.slice(done), differences: [] }
  if (failure) {
    log.finish(receipt, 'partly done')
    return { playlist, outcome: { ...outcome, state: 'partly done', failure: failure.message } }
  }
  log.finish(receipt, 'done')
  if (requests.length === 0) return { playlist, outcome }
  try {
    const differences = await verify({ id: playlist.id, before: [], after: rows, snapshotId, spotify })
    return { playlist, outcome: { ...outcome, differences } }
  } catch (error) {
    if (!isProblem(error)) throw error
    return {
      playlist,
      outcome: {
        ...outcome,
        differences: [`All was carried out, but the playlist could not be read again to make sure. ${error.message}`],
      },
    }
  }
}

async function make(details: Omit<NewPlaylist, 'rows'>, receipt: string, { spotify, log }: Workshop): Promise<Playlist> {
  try {
    return await spotify.playlistEdits.create(details)
  } catch (error) {
    // After a bug nobody knows either.
    if (isProblem(error) && error.changed === 'no') log.drop(receipt)
    else log.finish(receipt, 'partly done')
    if (!isProblem(error) || error.changed === 'no') throw error
    throw new Problem('creation-unknown', error.message, { changed: error.changed, cause: error })
  }
}
