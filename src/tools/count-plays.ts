import { z } from 'zod'
import { counted, numbered } from '../shared/counted.ts'
import { clock, day } from '../shared/moments.ts'
import { heardFor } from './listening/amounts.ts'
import { heardItem, heardItemOf } from './listening/heard-item.ts'
import { historyNotes, knownHistory } from './listening/known-history.ts'
import { openHistory } from './listening/open-history.ts'
import { periodParameters, readFromTo } from './listening/period.ts'
import { readAsked } from './listening/what-was-heard.ts'
import { defineTool } from './runtime/define.ts'
import { item as itemParameter } from './runtime/params.ts'
import { name, type RenderContext, row, table, titled } from './runtime/render.ts'

const version = z.object({
  item: heardItem,
  album: z.string().optional(),
  plays: z.int(),
})

const kind = z.enum(['song', 'album', 'artist', 'show'])

const span = z.object({ span: z.string(), plays: z.int() })

/** See `Counted` in src/history/questions/count-plays.ts. */
const countedThing = z.object({
  kind,
  name: z.string(),
  by: z.string().optional(),
  plays: z.int(),
  ms: z.int(),
  short: z.int(),
  first: z.iso.datetime().optional(),
  last: z.iso.datetime().optional(),
  lastElsewhere: z.iso.datetime().optional(),
  peakDay: span.optional(),
  peakMonth: span.optional(),
  rank: z.int().optional(),
  streak: z.object({ days: z.int(), from: z.string(), to: z.string() }).optional(),
  versions: z.array(version).optional(),
  others: z.array(version).optional(),
  songs: z.int().optional(),
  heardThrough: z.int().optional(),
  elsewhere: z.int().optional(),
  topSongs: z.array(version).optional(),
})

type CountedThing = z.output<typeof countedThing>
type Version = z.output<typeof version>

/** "How often have I listened to X?": of all that X can be. */
export const countPlays = defineTool({
  name: 'count_plays',
  title: 'Count plays',
  description:
    'How often, how long, when first, last and most the user heard a song, album, artist or show, with rank and streak, from the listening history.',
  scopes: [],
  effect: 'read',
  input: { what: itemParameter().describe('name, "X by Y" or id'), ...periodParameters() },
  output: z.object({
    what: z.string(),
    period: z.string().optional(),
    counted: z.array(countedThing),
    more: z.int(),
    similar: z.array(z.object({ kind, name: z.string(), by: z.string().optional(), plays: z.int() })),
    known: knownHistory,
  }),

  async run({ what, from, to }, context) {
    const { name: named, ...period } = readFromTo({ from, to }, context)
    const history = await openHistory(context)
    const { lookUp, ...asked } = await readAsked(what, context)
    const first = await history.ask('countPlays', { ...asked, period })
    const readings = first.counted.length === 0 && lookUp ? await lookUp() : asked.readings
    const counts = readings === asked.readings ? first : await history.ask('countPlays', { readings, period })
    const versions = (some?: { name: string; album?: string; uri?: string; plays: number }[]) =>
      some?.map(({ name, uri, ...rest }) => ({ item: heardItemOf(name, uri), ...rest }))
    return {
      what: readings[0]?.title ?? what,
      period: named,
      counted: counts.counted.map(({ first, last, lastElsewhere, ...one }) => ({
        ...one,
        first: iso(first),
        last: iso(last),
        lastElsewhere: iso(lastElsewhere),
        versions: versions(one.versions),
        others: versions(one.others),
        topSongs: versions(one.topSongs),
      })),
      more: counts.more,
      similar: counts.similar,
      known: history.known(period),
    }
  },

  render({ what, period, counted: found, more, similar, known }, context) {
    const since = `counted since ${day(known.since, context.zone)}`
    const notes = historyNotes(known, context)
    if (found.length === 0) {
      return table(`Nothing called "${name(what)}" is in the listening history (${since}). find_plays looks for words in titles.`, [
        ...(similar.length === 0 ? [] : ['Did you mean:']),
        ...similar.map((one) => row(`${name(one.name)} (${one.kind})`, one.by && name(one.by), numbered(one.plays, 'play'))),
        ...notes,
      ])
    }
    return table(`Plays${period === undefined ? '' : `, ${period}`} (30 seconds or more, ${since})`, [
      ...found.flatMap((one) => lines(one, known.incompleteFrom !== undefined, context)),
      ...(more === 0 ? [] : [`${more} others have this name and fewer plays: add "by" and the artist.`]),
      ...notes,
    ])
  },
})

function iso(moment: number | undefined): string | undefined {
  return moment === undefined ? undefined : new Date(moment).toISOString()
}

function lines(one: CountedThing, atLeast: boolean, context: RenderContext): string[] {
  const time = (moment: string) => `${day(moment, context.zone)} ${clock(moment, context.zone)}`
  const { first, last, peakDay, peakMonth, streak } = one
  const [main] = one.versions ?? []
  const title = main ? titled({ ...main.item, name: one.name }, context) : name(one.name)
  const head = `${title} (${one.kind}${one.by === undefined ? '' : ` by ${name(one.by)}`})`
  const short = one.short === 0 ? undefined : `${one.short} under 30 seconds, not counted`
  if (first === undefined || last === undefined || !peakDay || !peakMonth) {
    return [row(`${head}: no plays`, short, one.lastElsewhere && `last heard ${time(one.lastElsewhere)}`)]
  }
  const plays = `${atLeast ? 'at least ' : ''}${numbered(one.plays, 'play')}`
  return [
    row(`${head}: ${plays}`, heardFor(one.ms), short, one.rank && `rank ${one.rank} among ${one.kind}s`),
    one.plays === 1
      ? `on ${time(first)}`
      : row(
          `first ${time(first)}`,
          `last ${time(last)}`,
          peakDay.plays > 1 ? `most on ${peakDay.span} (${peakDay.plays})` : undefined,
          peakMonth.plays > peakDay.plays ? `most in ${peakMonth.span} (${peakMonth.plays})` : undefined,
          streak && streak.days > 1 ? `${streak.days} days in a row from ${streak.from}` : undefined,
        ),
    ...about(one, context),
  ]
}

/** What is told of each kind alone. */
function about(one: CountedThing, context: RenderContext): string[] {
  const { kind, versions = [], others = [], songs = 0, heardThrough, elsewhere = 0, topSongs = [] } = one
  switch (kind) {
    case 'song':
      return [
        ...(versions.length > 1 ? [`Together: ${list(versions, (version) => versionName(version, one.name))}`] : []),
        ...(others.length > 0 ? [`Not counted: ${list(others, ({ item }) => name(item.name))}`] : []),
      ]
    case 'album':
      return [
        row(
          counted(songs, 'different song'),
          heardThrough === undefined ? undefined : `heard through ${counted(heardThrough, 'time')}`,
          elsewhere === 0 ? undefined : `not counted: ${numbered(elsewhere, 'play')} of the same songs on other releases`,
        ),
      ]
    case 'artist':
      return [
        row(
          counted(songs, 'different song'),
          `most: ${list(topSongs, ({ item }) => titled(item, context))}`,
          'not counted: songs with them as a guest',
        ),
      ]
    case 'show':
      return [counted(songs, 'different episode')]
  }
}

/** `on Night Maps`, or the name of a version that is called differently. */
function versionName({ item, album = '' }: Version, song: string): string {
  const own = item.name === song ? '' : name(item.name)
  return [own, album === '' || album === own ? '' : `on ${name(album)}`].filter(Boolean).join(' ') || name(item.name)
}

const shownVersions = 5

function list(versions: Version[], show: (version: Version) => string): string {
  const more = versions.length - shownVersions
  return [
    ...versions.slice(0, shownVersions).map((version) => `${show(version)} ${version.plays}`),
    ...(more > 0 ? [`+${more}`] : []),
  ].join(', ')
}
