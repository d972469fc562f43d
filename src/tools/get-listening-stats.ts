import { z } from 'zod'
import type { Chart } from '../charts/chart.ts'
import type { ListeningStats, MovedRow, StatsGroup, StatsRow } from '../history/questions/listening-stats.ts'
import type { Sum } from '../history/statistics/plays.ts'
import { cleanText } from '../shared/clean-text.ts'
import { counted, numbered } from '../shared/counted.ts'
import { day } from '../shared/moments.ts'
import { Problem } from '../shared/problem.ts'
import { weekdays } from '../shared/weekdays.ts'
import { heardFor } from './listening/amounts.ts'
import { heardItem, heardItemOf } from './listening/heard-item.ts'
import { historyNotes, knownHistory } from './listening/known-history.ts'
import { openHistory } from './listening/open-history.ts'
import { percent } from './listening/percent.ts'
import { periodParameters, readFromTo, readPeriodOf } from './listening/period.ts'
import { statsChart } from './listening/stats-chart.ts'
import { defineTool } from './runtime/define.ts'
import { pictured } from './runtime/draw-picture.ts'
import { limit, words } from './runtime/params.ts'
import { name, type RenderContext, row, table, titled } from './runtime/render.ts'

const groups = ['song', 'artist', 'album', 'show', 'kind', 'year', 'month', 'day', 'weekday', 'hour'] as const satisfies StatsGroup[]

const sum = z.object({ plays: z.int(), ms: z.number() })

/** `item`: of songs, so that other tools take their ids. */
const group = sum.extend({ item: heardItem.optional(), name: z.string(), by: z.string().optional() })

/** `now` and `before` in ms or in plays, by what was asked for; a missing rank means that it was not heard. */
const moved = group
  .omit({ plays: true, ms: true })
  .extend({ now: z.number(), before: z.number(), rankNow: z.int().optional(), rankBefore: z.int().optional() })

/** Top lists of any period, and when the person listened: from the history, not from Spotify's three spans. */
export const getListeningStats = defineTool({
  name: 'get_listening_stats',
  title: 'Listening statistics',
  description:
    "What the user listened to most, or when, in any period: plays (30 s or more) and hours, from Tonearm's listening history. Compares two periods: climbers, newcomers, dropped.",
  scopes: [],
  effect: 'read',
  input: {
    group_by: z.enum(groups).default('artist'),
    ...periodParameters(),
    filter: words(100).optional().describe('an artist, or words of titles'),
    compare_to: words(60).optional().describe('another period'),
    order: z.enum(['time', 'plays']).default('time'),
    limit: limit(25, 200),
    chart: z.boolean().default(false).describe('adds a picture of month, day, weekday, hour'),
  },
  output: z.object({
    groupBy: z.enum(groups),
    period: z.string().optional(),
    filter: z.string().optional(),
    order: z.enum(['time', 'plays']),
    total: sum,
    groups: z.int(),
    rows: z.array(group),
    before: sum.extend({ period: z.string(), newcomers: z.array(moved), climbers: z.array(moved), dropped: z.array(moved) }).optional(),
    /** The period is not over yet, which a comparison has to know. */
    goesOn: z.boolean().optional(),
    known: knownHistory,
    chart: pictured.optional(),
    noChart: z.boolean().optional(),
  }),

  async run({ group_by, from, to, filter, compare_to, order, limit, chart }, context) {
    const history = await openHistory(context)
    const period = readFromTo({ from, to }, context)
    const before = compare_to === undefined ? undefined : readPeriodOf('compare_to', compare_to, context)
    const found = await history.ask('listeningStats', { groupBy: group_by, period, before, filter, order, limit })
    if (!found) throw notInHistory(filter ?? '')
    const shown = [period.name, filter && name(filter)].filter(Boolean).join(', ')
    const picture = chart ? statsChart(group_by, found, shown) : undefined
    return {
      groupBy: group_by,
      period: period.name,
      filter,
      order,
      total: found.total,
      groups: found.groups,
      rows: firstRows(found, order, limit).map(asItem),
      ...(found.before && before && { before: { period: before.name ?? '', ...found.before.total, ...movedRows(found.before) } }),
      known: history.known(before ? { from: Math.min(period.from, before.from), to: Math.max(period.to, before.to) } : period),
      ...(before && period.from <= context.now() && period.to > context.now() && { goesOn: true }),
      chart: picture,
      ...(chart && !picture && { noChart: true }),
    }
  },

  render({ groupBy, period, filter, order, total, groups, rows, before, goesOn, known, noChart }, context) {
    const since = day(known.since, context.zone)
    const span = [period ?? `since ${since}`, ...(filter === undefined ? [] : [name(filter)])].join(', ')
    const notes = [...(noChart && total.ms > 0 ? [noChartSentence] : []), ...historyNotes(known, context)]
    if (rows.length === 0) return table(`Nothing was heard: ${span}. Plays are known since ${since}.`, notes)
    const isRanked = rows.length < groups || !isTime(groupBy)
    const ranked = rows.length < groups ? `Top ${rows.length} of ${counted(groups, groupBy)}` : counted(groups, groupBy)
    const which = isRanked ? `${ranked} by ${order}` : `By ${groupBy}`
    const lines = rows.map((one, index) => groupRow(groupBy, one, isRanked ? index + 1 : undefined, total, context))
    return table(`${which}, ${span}: ${numbered(total.plays, 'play')}, ${heardFor(total.ms)} in all`, [
      ...lines,
      ...(before ? beforeLines(before, total, context) : []),
      ...(goesOn && period !== undefined ? [`${period} is not over yet.`] : []),
      ...notes,
    ])
  },

  picture: ({ chart }) => chart as Chart | undefined,
})

const noChartSentence = 'There is no picture of this: a picture shows month, day, weekday or hour.'

function notInHistory(filter: string): Problem {
  return new Problem(
    'unknown-item',
    `Nothing in the listening history is called "${cleanText(filter, 60)}". Check the spelling; find_plays looks for words in titles.`,
  )
}

function isTime(groupBy: StatsGroup): boolean {
  return ['year', 'month', 'day', 'weekday', 'hour'].includes(groupBy)
}

/** Spans that are more than fit are those that were heard most. */
function firstRows({ rows }: ListeningStats, order: 'time' | 'plays', limit: number): StatsRow[] {
  if (rows.length <= limit) return rows
  const value = (one: Sum) => (order === 'plays' ? one.plays : one.ms)
  return rows.toSorted((one, other) => value(other) - value(one)).slice(0, limit)
}

function asItem<Row extends { name: string; uri?: string }>({ uri, ...rest }: Row) {
  return uri === undefined ? rest : { ...rest, item: heardItemOf(rest.name, uri) }
}

function movedRows({ newcomers, climbers, dropped }: Record<'newcomers' | 'climbers' | 'dropped', MovedRow[]>) {
  return { newcomers: newcomers.map(asItem), climbers: climbers.map(asItem), dropped: dropped.map(asItem) }
}

/** Groups of which one is a part worth saying. */
const hasShare: StatsGroup[] = ['artist', 'album', 'show', 'kind', 'weekday', 'hour']

type Group = z.output<typeof group>
type Moved = z.output<typeof moved>

function groupRow(groupBy: StatsGroup, one: Group, rank: number | undefined, total: Sum, context: RenderContext): string {
  const title = one.item ? titled(one.item, context) : spanName(groupBy, one.name)
  const columns = [
    one.by && name(one.by),
    heardFor(one.ms),
    numbered(one.plays, 'play'),
    hasShare.includes(groupBy) ? percent(one.ms / total.ms) : undefined,
  ]
  return rank === undefined ? row(title, ...columns) : row(String(rank), title, ...columns)
}

function spanName(groupBy: StatsGroup, span: string): string {
  if (groupBy === 'weekday') return weekdays[Number(span) - 1] ?? span
  if (groupBy === 'hour') return `${span.padStart(2, '0')}:00`
  return name(span)
}

type Before = Sum & { period: string; newcomers: Moved[]; climbers: Moved[]; dropped: Moved[] }

function beforeLines({ period, newcomers, climbers, dropped, ...before }: Before, now: Sum, context: RenderContext): string[] {
  const list = (what: string, all: Moved[], words: (one: Moved) => string) =>
    all.length === 0 ? [] : [`${what}: ${all.map((one) => `${movedName(one, context)} (${words(one)})`).join(', ')}`]
  return [
    `Compared with ${period}: ${numbered(before.plays, 'play')}, ${heardFor(before.ms)}${change(now.ms, before.ms)}`,
    ...list('New', newcomers, ({ rankNow }) => `now ${rankNow}`),
    ...list('Climbed', climbers, ({ rankBefore, rankNow }) => `${rankBefore} to ${rankNow}`),
    ...list('Dropped', dropped, ({ rankBefore, rankNow }) => (rankNow === undefined ? `was ${rankBefore}` : `${rankBefore} to ${rankNow}`)),
  ]
}

function movedName(one: Moved, context: RenderContext): string {
  return one.item ? titled(one.item, context) : name(one.name)
}

/** How much more or less time than before. */
function change(now: number, before: number): string {
  if (before === 0) return ''
  const part = Math.round((now / before - 1) * 100)
  return part === 0 ? '; about the same time' : `; now ${Math.abs(part)} % ${part > 0 ? 'more' : 'less'} time`
}
