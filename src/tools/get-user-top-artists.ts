import { z } from 'zod'
import { artist } from '../spotify/items.ts'
import { defineTool } from './runtime/define.ts'
import { limit, timeRange } from './runtime/params.ts'
import { table, timeRangeWords, titled } from './runtime/render.ts'

/** The artists that Spotify counts as most played. */
export const getUserTopArtists = defineTool({
  name: 'get_user_top_artists',
  title: 'Top artists',
  description:
    "The user's most played artists, most played first, over about 4 weeks (short_term), 6 months (medium_term) or a year and more (long_term).",
  scopes: ['user-top-read'],
  effect: 'read',
  input: { time_range: timeRange(), limit: limit(20, 50) },
  output: z.object({ timeRange: timeRange(), artists: z.array(artist), total: z.int() }),

  async run({ time_range, limit }, { spotify }) {
    const { rows, total } = await spotify.listener.topArtists(time_range, limit)
    return { timeRange: time_range, artists: rows, total }
  },

  render: ({ timeRange, artists, total }, context) =>
    artists.length === 0
      ? `Spotify has no top artists for ${timeRangeWords[timeRange]} yet. They appear after some listening.`
      : table(
          `Top ${artists.length} of ${total} artists, ${timeRangeWords[timeRange]}`,
          artists.map((artist) => titled(artist, context)),
        ),
})
