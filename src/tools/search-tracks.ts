import { z } from 'zod'
import type { Track } from '../spotify/items.ts'
import { isUnanswered } from '../spotify/request/unanswered.ts'
import { askedAsNote, askedAsWords } from './items/asked-as.ts'
import { refuseAddressAsWords } from './items/find-item.ts'
import { leaveOutSaved, leftOutWords, savedFilter } from './items/leave-out-saved.ts'
import { markedTrack, markedTrackRow, markSaved } from './items/saved-tracks.ts'
import { defineTool, type ToolContext } from './runtime/define.ts'
import { exclude, limit, words } from './runtime/params.ts'
import { name, range, table } from './runtime/render.ts'
import { searchStoppedLines } from './runtime/stopped.ts'

/** To leave out what is saved, so many tracks are looked at: ten pages after the first five. */
const mostLookedAt = 150

/** Songs by words or field filters. Spotify gives ten a page; the pages after the first travel together. */
export const searchTracks = defineTool({
  name: 'search_tracks',
  title: 'Search tracks',
  description:
    'Find songs on Spotify by words or by filters such as artist:"Nina Simone" year:1965-1970. Returns id, title, artists, album and length, best match first.',
  scopes: [],
  furtherScopes: ['user-library-read'],
  effect: 'read',
  input: { query: words(), limit: limit(10, 50), exclude: exclude() },
  output: z.object({
    query: z.string(),
    askedAs: askedAsWords,
    tracks: z.array(markedTrack),
    total: z.int(),
    /** Only where saved tracks were left out: how many, of how many. */
    leftOut: z.int().optional(),
    lookedAt: z.int().optional(),
    note: z.string().optional(),
    stopped: z.string().optional(),
  }),

  async run({ query, limit, exclude }, context) {
    refuseAddressAsWords(query)
    if (exclude) return searchUnsaved(query, limit, context)
    const { rows, total, askedAs, stopped } = await context.spotify.catalog.searchTracks(query, limit, context.progress)
    return { query, askedAs, tracks: markSaved(rows, context), total, stopped: stopped?.message }
  },

  render({ query, askedAs, tracks, total, leftOut, lookedAt, note, stopped }, context) {
    const notes = [...(note === undefined ? [] : [note]), ...askedAsNote(askedAs)]
    const rest = [...tracks.map((track) => markedTrackRow(track, context)), ...searchStoppedLines(stopped)]
    if (tracks.length === 0 && !leftOut) return `No track found for "${name(query)}". Try fewer or other words.`
    if (leftOut === undefined) {
      const more = tracks.length < Math.min(total, 50) ? ' (limit up to 50)' : ''
      return table(`Tracks ${range(tracks.length, total)}${more}`, [...notes, ...rest])
    }
    const of = `the first ${lookedAt} of ${total}`
    if (tracks.length === 0)
      return table(`Nothing new for "${name(query)}": ${of} are all saved already. Try other words.`, [...notes, ...rest])
    return table(`${tracks.length} not saved yet among ${of} tracks, ${leftOutWords(leftOut)}`, [...notes, ...rest])
  },
})

/** Reads on until there are as many unsaved tracks as were asked for. What was found is worth keeping when Spotify asks to stop halfway. */
async function searchUnsaved(query: string, limit: number, context: ToolContext) {
  const { catalog } = context.spotify
  const [first, { isSaved, note }] = await Promise.all([catalog.searchTracks(query, limit, context.progress), savedFilter(context)])
  const { total, askedAs } = first
  let { rows, stopped } = first
  const result = (tracks: Track[]) => ({ query, askedAs, tracks, total, note, stopped: stopped?.message })
  if (!isSaved) return result(rows)
  let unsaved = leaveOutSaved(rows, limit, isSaved)
  let offset = limit
  while (unsaved.tracks.length < limit && offset < Math.min(total, mostLookedAt) && !stopped) {
    // Whole pages: what is read too much costs nothing, and saves the next request.
    const wanted = Math.min(10 * Math.ceil((limit - unsaved.tracks.length) / 10), mostLookedAt - offset)
    try {
      const next = await catalog.searchTracks(askedAs ?? query, wanted, undefined, offset)
      rows = [...rows, ...next.rows]
      stopped = next.stopped
    } catch (error) {
      if (!isUnanswered(error)) throw error
      stopped = error
    }
    offset += wanted
    unsaved = leaveOutSaved(rows, limit, isSaved)
  }
  return { ...result(unsaved.tracks), leftOut: unsaved.leftOut, lookedAt: unsaved.lookedAt }
}
