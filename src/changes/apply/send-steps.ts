import { countSongs, songs } from '../../shared/count-songs.ts'
import { counted } from '../../shared/counted.ts'
import { isProblem, type Problem } from '../../shared/problem.ts'
import type { Spotify } from '../../spotify/client.ts'
import type { PlaylistRequest } from '../plan/playlist-requests.ts'
import type { ChangeContext } from './change-context.ts'
import type { Details } from './receipt.ts'

/** One request of a change to a playlist. */
export type Step = PlaylistRequest | { do: 'details'; details: Details } | { do: 'cover'; jpeg: string }

/** How far the steps came: how many succeeded, the version that the last one made, and what stopped the next. */
type Sent = { done: number; snapshotId: string; failure?: Problem }

/** Sends the steps, one after the other, until one fails or whoever asked for them leaves. */
export async function sendAll(
  steps: Step[],
  playlist: { id: string; snapshotId: string },
  { spotify, progress }: Pick<ChangeContext, 'spotify' | 'progress'>,
): Promise<Sent> {
  let { snapshotId } = playlist
  for (const [done, step] of steps.entries()) {
    try {
      snapshotId = await send(step, { id: playlist.id, snapshotId }, spotify)
    } catch (failure) {
      if (!isProblem(failure)) throw failure
      return { done, snapshotId, failure }
    }
    progress?.(done + 1, steps.length)
  }
  return { done: steps.length, snapshotId }
}

/** Sends a step. @returns the snapshot id of the version it made; the one before where Spotify does not say */
async function send(step: Step, playlist: { id: string; snapshotId: string }, { playlistEdits }: Spotify): Promise<string> {
  const { id, snapshotId } = playlist
  switch (step.do) {
    case 'move':
      return (await playlistEdits.move(id, step, snapshotId)) || snapshotId
    case 'remove':
      return (await playlistEdits.remove(id, step.uris, snapshotId)) || snapshotId
    case 'add':
      return (await playlistEdits.add(id, step.uris, step.position)) || snapshotId
    case 'replace':
      return (await playlistEdits.replace(id, step.uris)) || snapshotId
    case 'details':
      await playlistEdits.changeDetails(id, step.details)
      return snapshotId
    case 'cover':
      await playlistEdits.setCover(id, step.jpeg)
      return snapshotId
  }
}

/** How far an edit came that was stopped, as its receipt says it. */
export function howFar(done: number, steps: number): string {
  return `stopped: ${done} of ${counted(steps, 'step')} done`
}

/** A step in words, as a list of what was done has it. Positions count from 1. */
export function inWords(step: Step): string {
  switch (step.do) {
    case 'move':
      return `move ${songs(step.length)} from position ${step.start + 1} to before position ${step.before + 1}`
    case 'remove':
      return `remove all copies of ${countSongs(withUris(step.uris))}`
    case 'add':
      return `add ${countSongs(withUris(step.uris))} ${step.position === undefined ? 'at the end' : `at position ${step.position + 1}`}`
    case 'replace':
      return `replace everything by ${countSongs(withUris(step.uris))}`
    case 'details':
      return `change ${Object.keys(step.details).join(', ')}`
    case 'cover':
      return 'set the cover'
  }
}

function withUris(uris: string[]): { uri: string }[] {
  return uris.map((uri) => ({ uri }))
}
