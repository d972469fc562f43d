import { cleanText } from '../shared/clean-text.ts'
import { countSongs } from '../shared/count-songs.ts'
import { oneLine } from '../shared/one-line.ts'
import { isProblem, Problem } from '../shared/problem.ts'
import type { Playlist } from '../spotify/items.ts'
import type { ChangeContext } from './apply/change-context.ts'
import type { PlaylistOutcome } from './apply/change-playlist.ts'
import type { CreatedRevert } from './apply/receipt.ts'
import { howFar, inWords, sendAll } from './apply/send-steps.ts'
import { verify } from './apply/verify.ts'
import { visibilityDifferences } from './apply/visibility.ts'
import { planRows } from './plan/plan-rows.ts'
import type { Row } from './plan/row.ts'

/** A playlist to create. */
export type NewPlaylist = { name: string; description?: string; public: boolean; collaborative?: boolean; rows: Row[] }

/**
 * Creates a playlist and fills it, 100 rows a request. The receipt is written before the playlist exists and gets its id as soon as Spotify says it, so that
 * undo can take it out of the library again (which is how Spotify deletes a playlist). The lengths of the rows are filled in as far as they are seen.
 *
 * @throws Problem when no playlist was created, or when that is not known
 */
export async function createPlaylist(
  { rows, ...wanted }: NewPlaylist,
  context: ChangeContext,
): Promise<{ playlist: Playlist; outcome: PlaylistOutcome }> {
  const details = wanted.description === undefined ? wanted : { ...wanted, description: oneLine(wanted.description) }
  const { spotify, log, account, client } = context
  const requests = planRows([], rows).requests.filter((request) => 'uris' in request && request.uris.length > 0)
  const revert: CreatedRevert = { kind: 'created', name: cleanText(details.name, 60), requests }
  const receipt = await log.begin({
    account,
    client,
    what: `"${cleanText(details.name, 60)}": created with ${countSongs(rows)}`,
    revert,
  })
  const playlist = await create(details, receipt, context)
  log.amend(receipt, { ...revert, id: playlist.id })

  const { done, snapshotId, failure } = await sendAll(requests, playlist, context)
  const words = requests.map(inWords)
  const outcome: PlaylistOutcome = {
    receipt,
    state: 'done',
    done: words.slice(0, done),
    notDone: words.slice(done),
    differences: visibilityDifferences(details, playlist),
  }
  if (failure) {
    log.finish(receipt, 'partly done', howFar(1 + done, 1 + requests.length))
    return { playlist, outcome: { ...outcome, state: 'partly done', failure: failure.message } }
  }
  log.finish(receipt, 'done')
  if (requests.length === 0) return { playlist, outcome }
  try {
    const differences = await verify({ id: playlist.id, before: [], after: rows, snapshotId, spotify })
    return { playlist, outcome: { ...outcome, differences: [...outcome.differences, ...differences] } }
  } catch (error) {
    if (!isProblem(error)) throw error
    return {
      playlist,
      outcome: {
        ...outcome,
        differences: [`Everything was done, but the playlist could not be read again to check. ${error.message}`],
      },
    }
  }
}

async function create(details: Omit<NewPlaylist, 'rows'>, receipt: string, { spotify, log }: ChangeContext): Promise<Playlist> {
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
