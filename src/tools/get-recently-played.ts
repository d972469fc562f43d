import { z } from 'zod'
import { play } from '../spotify/items.ts'
import { defineTool } from './runtime/define.ts'
import { limit, moment, toMilliseconds } from './runtime/params.ts'
import { byDay, names, row, table, titled } from './runtime/render.ts'

/** The plays that Spotify itself still knows: the last 50, newest first. Older ones are the history's business. */
export const getRecentlyPlayed = defineTool({
  name: 'get_recently_played',
  title: 'Recently played',
  description:
    'Listening history: the songs that the user listened to last, newest first, with the time of each play. Spotify keeps only the last 50 plays.',
  scopes: ['user-read-recently-played'],
  effect: 'read',
  input: { limit: limit(20, 50), before: moment().optional().describe('only plays before this time, e.g. 2026-11-22T18:30') },
  output: z.object({ plays: z.array(play), more: z.boolean() }),

  async run({ limit, before }, { spotify, zone }) {
    return spotify.listener.recentPlays({ limit, before: before === undefined ? undefined : toMilliseconds(before, zone) })
  },

  render: ({ plays, more }, context) =>
    plays.length === 0
      ? 'No plays: nothing was played in the time that Spotify remembers (the last 50 plays).'
      : table(
          `Last ${plays.length} plays, newest first, ${context.zone}${more ? '' : ' (all that Spotify keeps)'}`,
          byDay(
            plays,
            ({ playedAt }) => playedAt,
            context,
            ({ track }, time) => (track ? row(`${time} ${titled(track, context)}`, names(track.artists)) : `${time} (unavailable)`),
          ),
        ),
})
