import { z } from 'zod'
import { leaveOutSaved, leftOutFields, leftOutWords, listsWithoutSaved, savedFilter } from './items/leave-out-saved.ts'
import { markedTrack, markedTrackRow, markSaved } from './items/saved-tracks.ts'
import { defineTool } from './runtime/define.ts'
import { exclude, limit, offset, timeRange } from './runtime/params.ts'
import { range, table, timeRangeWords } from './runtime/render.ts'
import { stopped, stoppedLines } from './runtime/stopped.ts'

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
  input: { time_range: timeRange(), limit: limit(20, mostTracks), offset: offset(), exclude: exclude() },
  output: z.object({
    timeRange: timeRange(),
    tracks: z.array(markedTrack),
    total: z.int(),
    offset: z.int(),
    ...leftOutFields,
    stopped,
  }),

  async run({ time_range, limit, offset, exclude }, context) {
    const { listener } = context.spotify
    if (!exclude) {
      const { rows, total } = await listener.topTracks(time_range, { offset, limit })
      return { timeRange: time_range, tracks: markSaved(rows, context), total, offset }
    }
    const [{ rows, total }, { isSaved, note }] = await Promise.all([
      listener.topTracks(time_range, { offset, limit: mostTracks }),
      savedFilter(context),
    ])
    const found = isSaved ? leaveOutSaved(rows, limit, isSaved) : { tracks: rows.slice(0, limit) }
    return { timeRange: time_range, ...found, total, offset, note }
  },

  lists: listsWithoutSaved,

  render({ timeRange, tracks, total, offset, leftOut, lookedAt = 0, note, stopped }, context) {
    const span = timeRangeWords[timeRange]
    if (tracks.length === 0 && !leftOut) {
      return total > 0
        ? `No top tracks from ${offset + 1} on, ${span}: Spotify tells ${total}.`
        : `Spotify has no top tracks for ${span} yet. They appear after some listening.`
    }
    const rows = [...(note === undefined ? [] : [note]), ...tracks.map((track) => markedTrackRow(track, context)), ...stoppedLines(stopped)]
    if (leftOut === undefined) return table(`Top tracks ${range(tracks.length, total, offset)}, ${span}`, rows)
    const of = `top tracks ${range(lookedAt, total, offset)}, ${span},`
    if (tracks.length === 0) return table(`The ${of} are all saved already.`, rows)
    return table(`${tracks.length} not saved yet among the ${of} ${leftOutWords(leftOut)}`, rows)
  },
})
