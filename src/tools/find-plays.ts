import { z } from 'zod'
import { numbered } from '../shared/counted.ts'
import { day } from '../shared/moments.ts'
import { withWords, withWordsThatBegin } from './items/with-words.ts'
import { heardItem, heardItemOf } from './listening/heard-item.ts'
import { historyNotes, knownHistory } from './listening/known-history.ts'
import { openHistory } from './listening/open-history.ts'
import { periodParameters, readFromTo } from './listening/period.ts'
import { defineTool } from './runtime/define.ts'
import { limit, words } from './runtime/params.ts'
import { byDay, duration, name, row, table, titled } from './runtime/render.ts'

/** `ms`: how long it was heard, where that is known. */
const foundPlay = z.object({
  at: z.iso.datetime(),
  item: heardItem,
  by: z.string(),
  ms: z.int().optional(),
  skipped: z.literal(true).optional(),
})

const foundSong = z.object({ item: heardItem, by: z.string(), plays: z.int(), first: z.iso.datetime(), last: z.iso.datetime() })

/** "What played that evening?", "Did I ever hear X?": single plays of a period, or songs with some words. */
export const findPlays = defineTool({
  name: 'find_plays',
  title: 'Find plays',
  description:
    'What the user played in a period, play by play; with text, the songs and episodes that have these words in title or artist, with how often and when.',
  scopes: [],
  effect: 'read',
  input: { ...periodParameters(), text: words(200).optional(), limit: limit(50, 500) },
  output: z.object({
    period: z.string().optional(),
    text: z.string().optional(),
    total: z.int(),
    short: z.int(),
    /** To see the others: as `from`, or as `to` where the newest come first. */
    next: z.iso.datetime().optional(),
    newestFirst: z.boolean(),
    plays: z.array(foundPlay),
    songs: z.array(foundSong),
    known: knownHistory,
  }),

  async run({ from, to, text, limit }, context) {
    const { name: named, ...period } = readFromTo({ from, to }, context)
    const history = await openHistory(context)
    const newestFirst = from === undefined
    const { plays, songs, next, ...found } = await history.ask('findPlays', { period, text, limit, newestFirst })
    const iso = (moment: number) => new Date(moment).toISOString()
    return {
      period: named,
      text,
      ...found,
      newestFirst,
      next: next === undefined ? undefined : iso(next),
      plays: plays.map(({ at, name, uri, ...play }) => ({ at: iso(at), item: heardItemOf(name, uri), ...play })),
      songs: songs.map(({ name, uri, first, last, ...song }) => ({
        item: heardItemOf(name, uri),
        ...song,
        first: iso(first),
        last: iso(last),
      })),
      known: history.known(period),
    }
  },

  render({ period, text, total, short, next, newestFirst, plays, songs, known }, context) {
    const { zone } = context
    const when = period ?? `since ${day(known.since, zone)}`
    const notes = [
      ...(short === 0 ? [] : [`${numbered(short, 'play')} under 30 seconds ${short === 1 ? 'is' : 'are'} left out.`]),
      ...historyNotes(known, context),
    ]
    if (text !== undefined) {
      const found = `${total === 0 ? withWordsThatBegin(text) : withWords(text)} in title or artist, ${when}`
      if (total === 0) return table(`Nothing was played ${found}.`, notes)
      return table(`${of(songs.length, total, 'title')} ${found}`, [
        ...songs.map(({ item, by, plays, first, last }) => {
          const days = [...new Set([day(first, zone), day(last, zone)])].join(' to ')
          return row(titled(item, context), name(by), numbered(plays, 'play'), days)
        }),
        ...notes,
      ])
    }
    if (total === 0) return table(`Nothing was played, ${when}. Plays are known since ${day(known.since, zone)}.`, notes)
    return table(`${of(plays.length, total, 'play')}, ${when}, ${zone}`, [
      ...byDay(
        plays,
        ({ at }) => at,
        context,
        ({ item, by, ms, skipped }, time) =>
          row(`${time} ${titled(item, context)}`, name(by), skipped && ms !== undefined ? `skipped after ${duration(ms)}` : undefined),
      ),
      ...(next === undefined ? [] : [`The others: ${newestFirst ? 'to' : 'from'} "${next}".`]),
      ...notes,
    ])
  },
})

/** `5 of 312 plays`, `12 titles`. */
function of(shown: number, total: number, noun: string): string {
  return shown === total ? numbered(total, noun) : `${shown} of ${numbered(total, noun)}`
}
