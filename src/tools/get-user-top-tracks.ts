import { z } from 'zod'
import { track } from '../spotify/items.ts'
import { defineTool } from './runtime/define.ts'
import { limit, offset, timeRange } from './runtime/params.ts'
import { range, table, timeRangeWords, trackRow } from './runtime/render.ts'
import { stopped, stoppedLines } from './runtime/stopped.ts'

/** The songs that Spotify counts as most played. */
export const getUserTopTracks = defineTool({
  name: 'get_user_top_tracks',
  title: 'Top tracks',
  description:
    "The user's most played songs, most played first, over about 4 weeks (short_term), 6 months (medium_term) or a year and more (long_term).",
  scopes: ['user-top-read'],
  effect: 'read',
  input: { time_range: timeRange(), limit: limit(20, 50), offset: offset() },
  output: z.object({ timeRange: timeRange(), tracks: z.array(track), total: z.int(), offset: z.int(), stopped }),

  async run({ time_range, limit, offset }, { spotify }) {
    const { rows, total } = await spotify.listener.topTracks(time_range, { offset, limit })
    return { timeRange: time_range, tracks: rows, total, offset }
  },

  lists: ({ tracks }) => [tracks],

  render({ timeRange, tracks, total, offset, stopped }, context) {
    const span = timeRangeWords[timeRange]
    if (tracks.length === 0) {
      return total > 0
        ? `No top tracks from ${offset + 1} on, ${span}: Spotify tells ${total}.`
        : `Spotify has no top tracks for ${span} yet. They appear after some listening.`
    }
    return table(`Top tracks ${range(tracks.length, total, offset)}, ${span}`, [
      ...tracks.map((track) => trackRow(track, context)),
      ...stoppedLines(stopped),
    ])
  },
})
