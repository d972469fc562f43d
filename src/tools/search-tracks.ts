import { z } from 'zod'
import { lastSearchOffset } from '../spotify/catalog.ts'
import { track } from '../spotify/items.ts'
import { askedAsNote, askedAsWords } from './items/asked-as.ts'
import { refuseAddressAsWords } from './items/find-item.ts'
import { defineTool } from './runtime/define.ts'
import { limit, offset, words } from './runtime/params.ts'
import { name, range, table, trackRow } from './runtime/render.ts'
import { stopped, stoppedLines, whereStopped } from './runtime/stopped.ts'

/** Songs by words or field filters. Spotify gives ten a page; the pages after the first travel together. */
export const searchTracks = defineTool({
  name: 'search_tracks',
  title: 'Search tracks',
  description:
    'Find songs on Spotify by words or by filters such as artist:"Nina Simone" year:1965-1970. Returns id, title, artists, album and length, best match first.',
  scopes: [],
  effect: 'read',
  input: { query: words(), limit: limit(10, 50), offset: offset(lastSearchOffset) },
  output: z.object({
    query: z.string(),
    askedAs: askedAsWords,
    tracks: z.array(track),
    total: z.int(),
    offset: z.int(),
    stopped,
  }),

  async run({ query, limit, offset }, { spotify, progress }) {
    refuseAddressAsWords(query)
    const page = await spotify.catalog.searchTracks(query, { offset, limit }, progress)
    const { rows, total, askedAs } = page
    return { query, askedAs, tracks: rows, total, offset, stopped: whereStopped(page, offset) }
  },

  lists: ({ tracks }) => [tracks],

  render({ query, askedAs, tracks, total, offset, stopped }, context) {
    if (tracks.length === 0) {
      return offset > 0 && total > 0
        ? `No tracks from ${offset + 1} on for "${name(query)}".`
        : `No track found for "${name(query)}". Try fewer or other words.`
    }
    return table(`Tracks ${range(tracks.length, total, offset)}`, [
      ...askedAsNote(askedAs),
      ...tracks.map((track) => trackRow(track, context)),
      ...stoppedLines(stopped),
    ])
  },
})
