import { z } from 'zod'
import { artist } from '../spotify/items.ts'
import { defineTool } from './runtime/define.ts'
import { limit, offset, timeRange } from './runtime/params.ts'
import { range, table, timeRangeWords, titled } from './runtime/render.ts'
import { stopped, stoppedLines } from './runtime/stopped.ts'

/** The artists that Spotify counts as most played. */
export const getUserTopArtists = defineTool({
  name: 'get_user_top_artists',
  title: 'Top artists',
  description:
    "The user's most played artists, most played first, over about 4 weeks (short_term), 6 months (medium_term) or a year and more (long_term).",
  scopes: ['user-top-read'],
  effect: 'read',
  input: { time_range: timeRange(), limit: limit(20, 50), offset: offset() },
  output: z.object({ timeRange: timeRange(), artists: z.array(artist), total: z.int(), offset: z.int(), stopped }),

  async run({ time_range, limit, offset }, { spotify }) {
    const { rows, total } = await spotify.listener.topArtists(time_range, { offset, limit })
    return { timeRange: time_range, artists: rows, total, offset }
  },

  lists: ({ artists }) => [artists],

  render({ timeRange, artists, total, offset, stopped }, context) {
    const span = timeRangeWords[timeRange]
    if (artists.length === 0) {
      return total > 0
        ? `No top artists from ${offset + 1} on, ${span}: Spotify tells ${total}.`
        : `Spotify has no top artists for ${span} yet. They appear after some listening.`
    }
    return table(`Top artists ${range(artists.length, total, offset)}, ${span}`, [
      ...artists.map((artist) => titled(artist, context)),
      ...stoppedLines(stopped),
    ])
  },
})
