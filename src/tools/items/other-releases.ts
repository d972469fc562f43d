import { isProblem } from '../../shared/problem.ts'
import { recordingKeyStart } from '../../shared/recording.ts'
import { type Track, uriOf } from '../../spotify/items.ts'
import { isUnanswered } from '../../spotify/request/unanswered.ts'
import type { IndexedHit } from '../../store/library-index.ts'
import type { ToolContext } from '../runtime/define.ts'
import { otherReleases } from './saved-tracks.ts'

/** A track of which mostly no more than its id and its name are known. */
type NamedTrack = { type: 'track'; id: string; name?: string | undefined }

/** What was found of the tracks that were looked for, by their ids. */
export type OtherReleases = {
  /** `track` is what Spotify says of it, `hits` are the rows of the index with another release. */
  found: Map<string, { track: Track; hits: IndexedHit[] }>
  /** How many songs were not looked for, since that takes more requests than are made for one call, or since Spotify stopped answering (`why`). */
  notLookedFor?: { songs: number; why?: string }
}

/** Each track that may have another release costs a request. */
const mostAsked = 20

/**
 * Looks in the index for other releases. A request is needed only for a track of which artist and length are not known, and only if there is a song of
 * this title, or if not even the title is known.
 */
export async function findOtherReleases(tracks: (NamedTrack | Track)[], context: ToolContext): Promise<OtherReleases> {
  const distinct = new Map(tracks.flatMap((track) => (track.id === undefined ? [] : [[track.id, track] as const])))
  const found: OtherReleases['found'] = new Map()
  const look = (id: string, track: Track) => found.set(id, { track, hits: otherReleases(track, context) })
  const unknown: string[] = []
  for (const [id, track] of distinct) {
    if ('artists' in track) look(id, track)
    else if (mayHaveAnother(track, context)) unknown.push(id)
  }
  let songs = Math.max(0, unknown.length - mostAsked)
  let why: string | undefined
  const ask = async (id: string) => {
    try {
      look(id, await context.spotify.catalog.track(id))
    } catch (error) {
      if (!isProblem(error)) throw error
      // What Spotify does not know, or does not tell, has no other release that could be found.
      if (!isUnanswered(error)) return
      songs += 1
      why ??= error.message
    }
  }
  await Promise.all(unknown.slice(0, mostAsked).map(ask))
  return { found, ...(songs > 0 && { notLookedFor: { songs, ...(why !== undefined && { why }) } }) }
}

function mayHaveAnother({ name, ...item }: NamedTrack, { library, account }: ToolContext): boolean {
  if (name === undefined) return true
  return library.releases(account.id, { keyStart: recordingKeyStart(name) }).some(({ uri }) => uri !== uriOf(item))
}
