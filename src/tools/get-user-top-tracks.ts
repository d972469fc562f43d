import { z } from 'zod'
import { leaveOutSaved, leftOutWords, savedFilter } from './items/leave-out-saved.ts'
import { markedTrack, markedTrackRow, markSaved } from './items/saved-tracks.ts'
import { defineTool } from './runtime/define.ts'
import { exclude, limit, timeRange } from './runtime/params.ts'
import { table, timeRangeWords } from './runtime/render.ts'

/** One page of Spotify's. */
const mostTracks = 50

/** The songs that Spotify counts as most played. */
export const getUserTopTracks = defineTool({
  name: 'get_user_top_tracks',
  title: 'Top tracks',
  description:
    "The user's most played songs, most played first, over about 4 weeks (short_term), 6 months (medium_term) or a year and more (long_term).",
  scopes: ['user-top-read'],
  furtherScopes: ['user-library-read'],
  effect: 'read',
  input: { time_range: timeRange(), limit: limit(20, mostTracks), exclude: exclude() },
  output: z.object({
    timeRange: timeRange(),
    tracks: z.array(markedTrack),
    total: z.int(),
    /** Only where saved tracks were left out: how many, of how many. */
    leftOut: z.int().optional(),
    lookedAt: z.int().optional(),
    note: z.string().optional(),
  }),

  async run({ time_range, limit, exclude }, context) {
    const { listener } = context.spotify
    if (!exclude) {
      const { rows, total } = await listener.topTracks(time_range, limit)
      return { timeRange: time_range, tracks: markSaved(rows, context), total }
    }
    const [{ rows, total }, { isSaved, note }] = await Promise.all([listener.topTracks(time_range, mostTracks), savedFilter(context)])
    const found = isSaved ? leaveOutSaved(rows, limit, isSaved) : { tracks: rows.slice(0, limit) }
    return { timeRange: time_range, ...found, total, note }
  },

  render({ timeRange, tracks, total, leftOut, lookedAt, note }, context) {
    const span = timeRangeWords[timeRange]
    if (tracks.length === 0 && !leftOut) return `Spotify has no top tracks for ${span} yet. They appear after some listening.`
    const rows = [...(note === undefined ? [] : [note]), ...tracks.map((track) => markedTrackRow(track, context))]
    if (leftOut === undefined) return table(`Top ${tracks.length} of ${total} tracks, ${span}`, rows)
    if (tracks.length === 0) return table(`The top ${lookedAt} of ${total} tracks, ${span}, are all saved already.`, rows)
    return table(`${tracks.length} not saved yet among the top ${lookedAt} of ${total} tracks, ${span}, ${leftOutWords(leftOut)}`, rows)
  },
})
