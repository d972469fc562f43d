import { z } from 'zod'
import { lastSearchOffset } from '../spotify/catalog.ts'
import type { Track } from '../spotify/items.ts'
import { isUnanswered } from '../spotify/request/unanswered.ts'
import { askedAsNote, askedAsWords } from './items/asked-as.ts'
import { refuseAddressAsWords } from './items/find-item.ts'
import { leaveOutSaved, leftOutFields, leftOutWords, listsWithoutSaved, savedFilter } from './items/leave-out-saved.ts'
import { markedTrack, markedTrackRow, markSaved } from './items/saved-tracks.ts'
import { defineTool, type ToolContext } from './runtime/define.ts'
import { exclude, limit, offset, words } from './runtime/params.ts'
import { name, range, table } from './runtime/render.ts'
import { stopped, stoppedLines, whereStopped } from './runtime/stopped.ts'

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
  input: { query: words(), limit: limit(10, 50), offset: offset(lastSearchOffset), exclude: exclude() },
  output: z.object({
    query: z.string(),
    askedAs: askedAsWords,
    tracks: z.array(markedTrack),
    total: z.int(),
    offset: z.int(),
    ...leftOutFields,
    stopped,
  }),

  async run({ query, limit, offset, exclude }, context) {
    refuseAddressAsWords(query)
    if (exclude) return searchUnsaved(query, { offset, limit }, context)
    const page = await context.spotify.catalog.searchTracks(query, { offset, limit }, context.progress)
    const { rows, total, askedAs } = page
    return { query, askedAs, tracks: markSaved(rows, context), total, offset, stopped: whereStopped(page, offset) }
  },

  lists: listsWithoutSaved,

  render({ query, askedAs, tracks, total, offset, leftOut, lookedAt = 0, note, stopped }, context) {
    if (tracks.length === 0 && !leftOut) {
      return offset > 0 && total > 0
        ? `No tracks from ${offset + 1} on for "${name(query)}".`
        : `No track found for "${name(query)}". Try fewer or other words.`
    }
    const rows = [
      ...(note === undefined ? [] : [note]),
      ...askedAsNote(askedAs),
      ...tracks.map((track) => markedTrackRow(track, context)),
      ...stoppedLines(stopped),
    ]
    if (leftOut === undefined) return table(`Tracks ${range(tracks.length, total, offset)}`, rows)
    const of = `tracks ${range(lookedAt, total, offset)}`
    if (tracks.length === 0) return table(`Nothing new for "${name(query)}": ${of} are all saved already. Try other words.`, rows)
    return table(`${tracks.length} not saved yet among ${of}, ${leftOutWords(leftOut)}`, rows)
  },
})

/** Reads on until there are as many unsaved tracks as were asked for. What was found is worth keeping when Spotify asks to stop halfway. */
async function searchUnsaved(query: string, { offset, limit }: { offset: number; limit: number }, context: ToolContext) {
  const { catalog } = context.spotify
  const [first, { isSaved, note }] = await Promise.all([
    catalog.searchTracks(query, { offset, limit }, context.progress),
    savedFilter(context),
  ])
  const { total, askedAs } = first
  let { rows, stopped } = first
  const result = (tracks: Track[], lookedAt: Track[]) => ({
    ...{ query, askedAs, tracks, total, offset, note },
    stopped: whereStopped({ rows: lookedAt, stopped }, offset),
  })
  if (!isSaved) return result(rows, rows)
  let unsaved = leaveOutSaved(rows, limit, isSaved)
  let next = offset + limit
  const end = Math.min(total, offset + mostLookedAt, lastSearchOffset + 1)
  while (unsaved.tracks.length < limit && next < end && !stopped) {
    // Whole pages: what is read too much costs nothing, and saves the next request.
    const wanted = Math.min(10 * Math.ceil((limit - unsaved.tracks.length) / 10), offset + mostLookedAt - next)
    try {
      const page = await catalog.searchTracks(askedAs ?? query, { offset: next, limit: wanted })
      rows = [...rows, ...page.rows]
      stopped = page.stopped
    } catch (error) {
      if (!isUnanswered(error)) throw error
      stopped = error
    }
    next += wanted
    unsaved = leaveOutSaved(rows, limit, isSaved)
  }
  const { tracks, leftOut, lookedAt } = unsaved
  return { ...result(tracks, rows.slice(0, lookedAt)), leftOut, lookedAt }
}
