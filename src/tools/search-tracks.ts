import { z } from 'zod'
import { track } from '../spotify/items.ts'
import { refuseAddressAsWords } from './items/find-item.ts'
import { defineTool } from './runtime/define.ts'
import { limit, words } from './runtime/params.ts'
import { name, range, table, trackRow } from './runtime/render.ts'

/** Songs by words or field filters. Spotify gives ten a page; the pages after the first travel together. */
export const searchTracks = defineTool({
  name: 'search_tracks',
  title: 'Search tracks',
  description:
    'Find songs on Spotify by words or by filters such as artist:"Nina Simone" year:1965-1970. Returns id, title, artists, album and length, best match first.',
  scopes: [],
  effect: 'read',
  input: { query: words(), limit: limit(10, 50) },
  output: z.object({ query: z.string(), tracks: z.array(track), total: z.int() }),

  async run({ query, limit }, { spotify, progress }) {
    refuseAddressAsWords(query)
    const { rows, total } = await spotify.catalog.searchTracks(query, limit, progress)
    return { query, tracks: rows, total }
  },

  render: ({ query, tracks, total }, context) =>
    tracks.length === 0
      ? `No track found for "${name(query)}". Try fewer or other words.`
      : table(
          `Tracks ${range(tracks.length, total)}${tracks.length < Math.min(total, 50) ? ' (limit up to 50)' : ''}`,
          tracks.map((track) => trackRow(track, context)),
        ),
})
