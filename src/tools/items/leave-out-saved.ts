import { z } from 'zod'
import { requireScopes } from '../../config/scopes.ts'
import type { Track } from '../../spotify/items.ts'
import { isUnanswered } from '../../spotify/request/unanswered.ts'
import type { ToolContext } from '../runtime/define.ts'
import { refreshLibrary, savedList } from './refresh-library.ts'
import { isSaved, savedTracksOnly } from './saved-tracks.ts'

/** What a result says of tracks that were left out because they are saved. */
export const leftOutFields = {
  /** Only where saved tracks were left out: how many, of how many from `offset` on. */
  leftOut: z.int().optional(),
  lookedAt: z.int().optional(),
  note: z.string().optional(),
}

/** The lists that may be cut. Where something is left out, the number of rows does not say where to go on. */
export function listsWithoutSaved({ tracks, leftOut }: { tracks: unknown[]; leftOut?: number | undefined }): unknown[][] {
  return leftOut === undefined ? [tracks] : []
}

/** What is saved, for leaving it out. */
export type SavedFilter = {
  /** Missing when Spotify did not say what is saved, and nothing is known from before. */
  isSaved?(track: Track): boolean
  /** Why it may not be right, as a sentence. */
  note?: string
}

/**
 * Finds out what is saved: from the index where it is current, else by refreshing it.
 *
 * @throws Problem `scope-missing`, `scope-switched-off`
 */
export async function savedFilter(context: ToolContext): Promise<SavedFilter> {
  requireScopes(['user-library-read'], context.account, 'Leaving out what is saved needs')
  try {
    const { account, stale, refused } = await refreshLibrary(savedTracksOnly, context)
    const isKnown = context.library.lists(account).has(savedList('tracks'))
    const why = refused[0]?.problem.message ?? stale
    if (!isKnown && why !== undefined) return unknown(why)
    return { isSaved: (track) => isSaved(track, context), note: why && `What is saved is as Tonearm read it before: ${why}` }
  } catch (error) {
    if (!isUnanswered(error)) throw error
    return unknown(error.message)
  }
}

function unknown(why: string): SavedFilter {
  return { note: `Nothing was left out, since what is saved could not be read. ${why}` }
}

/** The first `limit` tracks that are not saved, how many tracks that took, and how many of those were left out. */
export function leaveOutSaved(tracks: Track[], limit: number, isSaved: (track: Track) => boolean) {
  const kept: Track[] = []
  let lookedAt = 0
  for (const track of tracks) {
    if (kept.length === limit) break
    lookedAt += 1
    if (!isSaved(track)) kept.push(track)
  }
  return { tracks: kept, lookedAt, leftOut: lookedAt - kept.length }
}

/** `7 left out (already saved)`. */
export function leftOutWords(count: number): string {
  return `${count} left out (already saved)`
}
