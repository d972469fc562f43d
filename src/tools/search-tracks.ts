import { z } from 'zod'
import { track } from '../spotify/items.ts'
import { askedAsNote, askedAsWords } from './items/asked-as.ts'
import { refuseAddressAsWords } from './items/find-item.ts'
import { defineTool } from './runtime/define.ts'
import { limit, words } from './runtime/params.ts'
import { name, range, table, trackRow } from './runtime/render.ts'
import { searchStoppedLines } from './runtime/stopped.ts'

/** Songs by words or field filters. Spotify gives ten a page; the pages after the first travel together. */
export const searchTracks = defineTool({
  name: 'search_tracks',
  title: 'Search tracks',
  description:
    'Find songs on Spotify by words or by filters such as artist:"Nina Simone" year:1965-1970. Returns id, title, artists, album and length, best match first.',
  scopes: [],
  effect: 'read',
  input: { query: words(), limit: limit(10, 50) },
  output: z.object({
    query: z.string(),
    askedAs: askedAsWords,
    tracks: z.array(track),
    total: z.int(),
    stopped: z.string().optional(),
  }),

  async run({ query, limit }, { spotify, progress }) {
    refuseAddressAsWords(query)
    const { rows, total, askedAs, stopped } = await spotify.catalog.searchTracks(query, limit, progress)
    return { query, askedAs, tracks: rows, total, stopped: stopped?.message }
  },

  render: ({ query, askedAs, tracks, total, stopped }, context) =>
    tracks.length === 0
      ? `No track found for "${name(query)}". Try fewer or other words.`
      : table(`Tracks ${range(tracks.length, total)}${tracks.length < Math.min(total, 50) ? ' (limit up to 50)' : ''}`, [
          ...askedAsNote(askedAs),
          ...tracks.map((track) => trackRow(track, context)),
          ...searchStoppedLines(stopped),
        ]),
})
