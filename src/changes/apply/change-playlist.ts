import { cleanText } from '../../shared/clean-text.ts'
import { isProblem, type Problem } from '../../shared/problem.ts'
import type { Spotify } from '../../spotify/client.ts'
import type { PlaylistDetails } from '../../spotify/playlists.ts'
import { countRequestsDone, type PlaylistRequest } from '../plan/playlist-requests.ts'
import { type Row, rowOf, stored } from '../plan/row.ts'
import type { ChangeContext } from './change-context.ts'
import { type Details, detailNames, type Revert } from './receipt.ts'
import { howFar, inWords, type Step, sendAll } from './send-steps.ts'
import { verify } from './verify.ts'
import { visibilityDifferences } from './visibility.ts'

/** A change of a playlist, planned and ready to be carried out. */
export type PlaylistChange = {
  playlist: Pick<PlaylistDetails, 'id' | 'name' | 'snapshotId'>
  before: Row[]
  after: Row[]
  requests: PlaylistRequest[]
  details?: { before: Details; after: Details }
  /** Base64. */
  cover?: string
  /** In words, for the list of changes. */
  what: string
  /** The receipt that this takes back. */
  undoes?: string
}

/** How a change went. When it was only partly done, what was done and what was not, and why. */
export type PlaylistOutcome = {
  receipt: string
  state: 'done' | 'partly done'
  done: string[]
  notDone: string[]
  failure?: string
  /** In what the music differs from the plan, as far as it was read again. */
  differences: string[]
}

/**
 * Carries a change out: writes the receipt, sends one request after the other, then checks the playlist.
 *
 * The receipt holds the whole list as it was and all requests, so that whatever happens from here on, a killed process included, the state in which the
 * playlist was left can be recognised and reverted.
 *
 * @throws Problem when nothing at all was carried out; there is no receipt then
 */
export async function changePlaylist(change: PlaylistChange, context: ChangeContext): Promise<PlaylistOutcome> {
  const { spotify, log, account, client } = context
  const steps = stepsOf(change)
  const receipt = await log.begin({ account, client, what: change.what, revert: revertOf(change), undoes: change.undoes })
  const went = await sendAll(steps, change.playlist, context)
  if (!went.failure) return verified(receipt, change, went.snapshotId, context)

  const doubt = went.failure.changed === 'unknown'
  if (went.done === 0 && !doubt) {
    log.drop(receipt)
    throw went.failure
  }
  log.finish(receipt, 'partly done')
  const done = doubt ? await findHowFar(change, steps, went.done, spotify) : went.done
  if (done === steps.length) return verified(receipt, change, undefined, context)
  if (done !== undefined) log.finish(receipt, 'partly done', howFar(done, steps.length))
  return partOutcome(receipt, steps.map(inWords), { atLeast: went.done, done }, went.failure)
}

/** Rows first, since a change of the details makes a new version, too, and requests about rows name the version they are meant for. */
function stepsOf({ requests, details, cover }: PlaylistChange): Step[] {
  return [
    ...requests,
    ...(details ? [{ do: 'details' as const, details: details.after }] : []),
    ...(cover === undefined ? [] : [{ do: 'cover' as const, jpeg: cover }]),
  ]
}

function revertOf({ playlist, before, requests, details, cover }: PlaylistChange): Revert {
  const { id, name } = playlist
  return { kind: 'playlist', id, name: cleanText(name, 60), before: before.map(stored), requests, details, cover: cover !== undefined }
}

/** The outcome of a change whose steps were all carried out, as reading the playlist again shows it. */
async function verified(
  receipt: string,
  change: PlaylistChange,
  snapshotId: string | undefined,
  { spotify, log }: ChangeContext,
): Promise<PlaylistOutcome> {
  log.finish(receipt, 'done')
  const outcome: PlaylistOutcome = { receipt, state: 'done', done: stepsOf(change).map(inWords), notDone: [], differences: [] }
  const { public: open, collaborative } = change.details?.after ?? {}
  try {
    const { playlist, before, after, details, requests } = change
    const version = details ? undefined : snapshotId
    const rows = requests.length === 0 ? [] : await verify({ id: playlist.id, before, after, snapshotId: version, spotify })
    // The answer to a change of details is empty, so only reading it again tells what Spotify made of it.
    const told = open === undefined && collaborative === undefined ? {} : await spotify.playlists.details(playlist.id)
    const found = [...rows, ...visibilityDifferences({ public: open, collaborative }, told)]
    if (found.length === 0) return outcome
    log.finish(receipt, 'partly done')
    return { ...outcome, state: 'partly done', differences: found }
  } catch (error) {
    if (!isProblem(error)) throw error
    return { ...outcome, differences: [`Everything was done, but the playlist could not be read again to check. ${error.message}`] }
  }
}

/** When an answer never came, only the playlist itself can tell. @returns the number of steps carried out, if that can be seen */
async function findHowFar(
  change: PlaylistChange,
  steps: Step[],
  atLeast: number,
  { playlistContents }: Spotify,
): Promise<number | undefined> {
  const doubtful = steps[atLeast] as Step
  if (doubtful.do === 'cover') return undefined
  try {
    const { rows, playlist } = await playlistContents.content(change.playlist.id)
    if (doubtful.do === 'details') return hasDetails(playlist, doubtful.details) ? atLeast + 1 : atLeast
    const seen = countRequestsDone(change.before.map(stored), change.requests.slice(0, atLeast + 1), rows.map(rowOf))
    return seen < atLeast ? undefined : seen
  } catch (error) {
    if (isProblem(error)) return undefined
    throw error
  }
}

/** Whether the playlist says this of itself. */
export function hasDetails(playlist: PlaylistDetails, details: Details): boolean {
  const told: Details = { ...playlist, description: playlist.description ?? '' }
  return detailNames.every((name) => details[name] === undefined || details[name] === told[name])
}

/** @param went.done undefined when nobody knows whether the step after `atLeast` was carried out */
function partOutcome(receipt: string, words: string[], went: { atLeast: number; done?: number }, failure: Problem): PlaylistOutcome {
  const done = went.done ?? went.atLeast
  return {
    receipt,
    state: 'partly done',
    done: words.slice(0, done),
    notDone: words.slice(done),
    failure: failure.message,
    differences: went.done === undefined ? [`It is not known whether this was carried out: ${words[done]}.`] : [],
  }
}
