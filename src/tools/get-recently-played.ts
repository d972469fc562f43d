import { z } from 'zod'
import { counted } from '../shared/counted.ts'
import { clock, day } from '../shared/moments.ts'
import { Problem } from '../shared/problem.ts'
import { type Play, play } from '../spotify/items.ts'
import { earlierPlays } from './listening/earlier-plays.ts'
import { defineTool } from './runtime/define.ts'
import { limit, moment, toMilliseconds } from './runtime/params.ts'
import { byDay, names, type RenderContext, row, table, titled } from './runtime/render.ts'
import { stopped } from './runtime/stopped.ts'

/** So many plays Spotify lists, and gives with one request (https://developer.spotify.com/documentation/web-api/reference/get-recently-played). */
const mostListed = 50

const output = z.object({
  plays: z.array(play),
  before: z.iso.datetime().optional(),
  after: z.iso.datetime().optional(),
  /** Whether earlier plays fit the question, too: there are more, none are known, or they were not asked for. */
  earlier: z.enum(['more', 'none known', 'not asked for']),
  /** How many of the plays are from the listening history. */
  kept: z.int(),
  /** Why the history has none, if it was needed. */
  empty: z.string().optional(),
  stopped,
})

type RecentPlays = z.output<typeof output>

/** What was played last: Spotify's list, and where it ends, the listening history. */
export const getRecentlyPlayed = defineTool({
  name: 'get_recently_played',
  title: 'Recently played',
  description:
    'Listening history: the songs that the user listened to last, newest first, with the time of each play. The last 50 from Spotify, older ones as far as Tonearm knows.',
  scopes: ['user-read-recently-played'],
  effect: 'read',
  input: { limit: limit(20, 500), before: moment().optional().describe('date or time'), after: moment().optional() },
  output,

  async run({ limit, before, after }, context): Promise<RecentPlays> {
    const until = before === undefined ? undefined : toMilliseconds(before, context.zone)
    const since = after === undefined ? undefined : toMilliseconds(after, context.zone)
    if (since !== undefined && until !== undefined && since >= until) {
      throw new Problem('invalid-arguments', '`after` has to be earlier than `before`.')
    }
    const span = { before: isoOf(until), after: isoOf(since) }
    // Spotify takes only one of the two bounds. All that it keeps is one page, so the other one is applied here.
    const page = await context.spotify.listener.recentPlays({
      limit: since === undefined ? Math.min(limit, mostListed) : mostListed,
      before: until,
    })
    const listed = since === undefined ? page.plays : page.plays.filter(({ playedAt }) => Date.parse(playedAt) > since)
    const plays = listed.slice(0, limit)
    if (listed.length > limit) return { ...span, plays, earlier: 'more', kept: 0 }
    if (listed.length < page.plays.length) return { ...span, plays, earlier: 'not asked for', kept: 0 }
    if (plays.length === limit) return { ...span, plays, earlier: page.more ? 'more' : 'none known', kept: 0 }
    const known = await earlierPlays({ listed: plays, before: until, after: since, limit: limit - plays.length }, context)
    if ('empty' in known) {
      const wasNeeded = limit > mostListed || before !== undefined || after !== undefined
      return { ...span, plays, earlier: page.more ? 'more' : 'none known', kept: 0, ...(wasNeeded && known) }
    }
    const all = [...plays, ...known.plays]
    return { ...span, plays: all, earlier: known.more ? 'more' : 'none known', kept: known.plays.length }
  },

  lists: ({ plays }) => [plays],

  render(result, context) {
    const { plays, kept, empty } = result
    const span = spanWords(result, context)
    const last = plays.at(-1)
    const notes = empty === undefined ? [] : [`Older plays are not known. ${empty}`]
    if (!last) return table(`No plays${span}: Spotify remembers only the last ${mostListed} plays.`, notes)
    return table(`Last ${counted(plays.length, 'play')}${span}, newest first, ${context.zone}${earlierWords(result, last)}`, [
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

function isoOf(moment: number | undefined): string | undefined {
  return moment === undefined ? undefined : new Date(moment).toISOString()
}

function spanWords({ before, after }: RecentPlays, { zone }: RenderContext): string {
  const bounds = Object.entries({ after, before }).flatMap(([word, moment]) =>
    moment === undefined ? [] : [` ${word} ${day(moment, zone)} ${clock(moment, zone)}`],
  )
  return bounds.join(' and')
}

function earlierWords({ before, after, earlier, kept, stopped }: RecentPlays, last: Play): string {
  if (stopped || earlier === 'more') return ` (earlier: before ${last.playedAt})`
  if (earlier === 'not asked for') return ''
  if (kept > 0) return ' (all that is known)'
  return before === undefined && after === undefined ? ' (all that Spotify keeps)' : ' (Spotify keeps no earlier ones)'
}
