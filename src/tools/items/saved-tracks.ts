import { z } from 'zod'
import { recordingKey, sameRecording } from '../../shared/recording.ts'
import { type Track, track, uriOf } from '../../spotify/items.ts'
import type { IndexedHit } from '../../store/library-index.ts'
import type { ToolContext } from '../runtime/define.ts'
import { type RenderContext, trackRow } from '../runtime/render.ts'
import { isLibraryCurrent, savedList } from './refresh-library.ts'

/** A track, and how it is saved: itself, or only as another release. Missing when it is not, or when that would have to be asked. */
export const markedTrack = track.extend({ saved: z.enum(['itself', 'another release']).optional() })

export type MarkedTrack = z.output<typeof markedTrack>

/** What there is to know about saved tracks. */
export const savedTracksOnly = { saved: ['tracks'], playlists: false } as const

/** Marks what is saved, as far as that is known without a request. */
export function markSaved(tracks: Track[], context: ToolContext): MarkedTrack[] {
  const isKnown = context.account.permittedScopes.includes('user-library-read') && isLibraryCurrent(savedTracksOnly, context)
  if (!isKnown) return tracks
  return tracks.map((track) => {
    const saved = savedAs(track, context)
    return saved ? { ...track, saved } : track
  })
}

/** Whether the index knows it as saved, itself or as another release of the same recording. */
export function isSaved(track: Track, context: ToolContext): boolean {
  return savedAs(track, context) !== undefined
}

function savedAs(track: Track, context: ToolContext): MarkedTrack['saved'] {
  const { library, account } = context
  const list = savedList('tracks')
  if (track.id !== undefined && library.holding(account.id, [uriOf({ ...track, id: track.id })]).some((hit) => hit.list === list))
    return 'itself'
  return otherReleases(track, context).some((hit) => hit.list === list) ? 'another release' : undefined
}

/** The rows of the index with the same recording under another uri. */
export function otherReleases(track: Track, { library, account }: ToolContext): IndexedHit[] {
  const uri = track.id === undefined ? undefined : uriOf({ ...track, id: track.id })
  return library
    .releases(account.id, { keyStart: recordingKey(track), isrc: track.isrc })
    .filter((hit) => hit.uri !== uri && sameRecording(track, hit.item as Track))
}

/** As `trackRow`, with a mark behind what is saved. */
export function markedTrackRow(track: MarkedTrack, context: RenderContext): string {
  return `${trackRow(track, context)}${savedMark(track)}`
}

/** What stands at the end of the row of a track that is saved. */
export function savedMark({ saved }: MarkedTrack): string {
  return saved ? { itself: ' [saved]', 'another release': ' [saved as another release]' }[saved] : ''
}
