import { z } from 'zod'
import { counted } from '../shared/counted.ts'
import { clock, day } from '../shared/moments.ts'
import { Problem } from '../shared/problem.ts'
import { type Play, play } from '../spotify/items.ts'
import { defineTool } from './runtime/define.ts'
import { limit, moment, toMilliseconds } from './runtime/params.ts'
import { byDay, names, type RenderContext, row, table, titled } from './runtime/render.ts'
import { stopped } from './runtime/stopped.ts'

/** So many plays Spotify keeps, and gives with one request (https://developer.spotify.com/documentation/web-api/reference/get-recently-played). */
const keptPlays = 50

const output = z.object({
  plays: z.array(play),
  before: z.iso.datetime().optional(),
  after: z.iso.datetime().optional(),
  /** Whether earlier plays fit the question, too: there are more, Spotify keeps none, or they were not asked for. */
  earlier: z.enum(['more', 'none kept', 'not asked for']),
  stopped,
})

type RecentPlays = z.output<typeof output>

/** The plays that Spotify itself still knows: the last 50, newest first. Older ones are the history's business. */
export const getRecentlyPlayed = defineTool({
  name: 'get_recently_played',
  title: 'Recently played',
  description:
    'Listening history: the songs that the user listened to last, newest first, with the time of each play. Spotify keeps only the last 50 plays.',
  scopes: ['user-read-recently-played'],
  effect: 'read',
  input: { limit: limit(20, keptPlays), before: moment().optional().describe('date or time'), after: moment().optional() },
  output,

  async run({ limit, before, after }, { spotify, zone }): Promise<RecentPlays> {
    const until = before === undefined ? undefined : toMilliseconds(before, zone)
    const since = after === undefined ? undefined : toMilliseconds(after, zone)
    if (since !== undefined && until !== undefined && since >= until) {
      throw new Problem('invalid-arguments', '`after` has to be earlier than `before`.')
    }
    const span = { before: isoOf(until), after: isoOf(since) }
    // Spotify takes only one of the two bounds. All that it keeps is one page, so the other one is applied here.
    const page = await spotify.listener.recentPlays({ limit: since === undefined ? limit : keptPlays, before: until })
    if (since === undefined) return { ...span, plays: page.plays, earlier: page.more ? 'more' : 'none kept' }
    const plays = page.plays.filter(({ playedAt }) => Date.parse(playedAt) > since)
    const rest = plays.length < page.plays.length ? 'not asked for' : 'none kept'
    return { ...span, plays: plays.slice(0, limit), earlier: plays.length > limit ? 'more' : rest }
  },

  lists: ({ plays }) => [plays],

  render(result, context) {
    const { plays } = result
    const span = spanWords(result, context)
    const last = plays.at(-1)
    if (!last) return `No plays${span}: Spotify remembers only the last ${keptPlays} plays.`
    return table(
      `Last ${counted(plays.length, 'play')}${span}, newest first, ${context.zone}${earlierWords(result, last)}`,
      byDay(
        plays,
        ({ playedAt }) => playedAt,
        context,
        ({ track }, time) => (track ? row(`${time} ${titled(track, context)}`, names(track.artists)) : `${time} (unavailable)`),
      ),
    )
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

function earlierWords({ before, after, earlier, stopped }: RecentPlays, last: Play): string {
  if (stopped || earlier === 'more') return ` (earlier: before ${last.playedAt})`
  if (earlier === 'not asked for') return ''
  return before === undefined && after === undefined ? ' (all that Spotify keeps)' : ' (Spotify keeps no earlier ones)'
}
