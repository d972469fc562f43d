import { z } from 'zod'
import { track } from '../spotify/items.ts'
import { defineTool } from './runtime/define.ts'
import { limit, timeRange } from './runtime/params.ts'
import { table, timeRangeWords, trackRow } from './runtime/render.ts'

/** The songs that Spotify counts as most played. */
export const getUserTopTracks = defineTool({
  name: 'get_user_top_tracks',
  title: 'Top tracks',
  description:
    "The user's most played songs, most played first, over about 4 weeks (short_term), 6 months (medium_term) or a year and more (long_term).",
  scopes: ['user-top-read'],
  effect: 'read',
  input: { time_range: timeRange(), limit: limit(20, 50) },
  output: z.object({ timeRange: timeRange(), tracks: z.array(track), total: z.int() }),

  async run({ time_range, limit }, { spotify }) {
    const { rows, total } = await spotify.listener.topTracks(time_range, limit)
    return { timeRange: time_range, tracks: rows, total }
  },

  render: ({ timeRange, tracks, total }, context) =>
    tracks.length === 0
      ? `Spotify has no top tracks for ${timeRangeWords[timeRange]} yet. They appear after some listening.`
      : table(
          `Top ${tracks.length} of ${total} tracks, ${timeRangeWords[timeRange]}`,
          tracks.map((track) => trackRow(track, context)),
        ),
})
