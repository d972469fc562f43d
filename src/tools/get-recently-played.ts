import { z } from 'zod'
import { play } from '../spotify/items.ts'
import { earlierPlays } from './listening/earlier-plays.ts'
import { defineTool } from './runtime/define.ts'
import { limit, moment, toMilliseconds } from './runtime/params.ts'
import { byDay, names, row, table, titled } from './runtime/render.ts'

/** Spotify lists no more (https://developer.spotify.com/documentation/web-api/reference/get-recently-played). */
const mostListed = 50

/** What was played last: Spotify's list, and where it ends, the listening history. */
export const getRecentlyPlayed = defineTool({
  name: 'get_recently_played',
  title: 'Recently played',
  description:
    'Listening history: the songs that the user listened to last, newest first, with the time of each play. The last 50 from Spotify, older ones as far as Tonearm knows.',
  scopes: ['user-read-recently-played'],
  effect: 'read',
  input: { limit: limit(20, 500), before: moment().optional().describe('only plays before this time, e.g. 2026-11-22T18:30') },
  /** `kept`: how many of the plays are from the listening history; `empty`: why it has none, if it was needed. */
  output: z.object({ plays: z.array(play), more: z.boolean(), kept: z.int(), empty: z.string().optional() }),

  async run({ limit, before: text }, context) {
    const before = text === undefined ? undefined : toMilliseconds(text, context.zone)
    const { plays, more } = await context.spotify.listener.recentPlays({ limit: Math.min(limit, mostListed), before })
    if (plays.length === limit) return { plays, more, kept: 0 }
    const earlier = await earlierPlays({ listed: plays, before, limit: limit - plays.length }, context)
    if ('empty' in earlier) return { plays, more, kept: 0, ...((limit > mostListed || text !== undefined) && earlier) }
    return { plays: [...plays, ...earlier.plays], more: earlier.more, kept: earlier.plays.length }
  },

  render({ plays, more, kept, empty }, context) {
    const notes = empty === undefined ? [] : [`Older plays are not known. ${empty}`]
    if (plays.length === 0) {
      return table('No plays: nothing was played in the time that Spotify remembers (the last 50 plays).', notes)
    }
    const all = more ? '' : ` (all that ${kept === 0 ? 'Spotify keeps' : 'is known'})`
    return table(`Last ${plays.length} plays, newest first, ${context.zone}${all}`, [
      ...byDay(
        plays,
        ({ playedAt }) => playedAt,
        context,
        ({ track }, time) => (track ? row(`${time} ${titled(track, context)}`, names(track.artists)) : `${time} (unavailable)`),
      ),
      ...(kept === 0
        ? []
        : [`From the listening history: the last ${kept}, with the time of their start; plays under 30 seconds are left out.`]),
      ...notes,
    ])
  },
})
