import { counted, numbered } from '../../shared/counted.ts'
import { day } from '../../shared/moments.ts'
import { weekdays } from '../../shared/weekdays.ts'
import { name, type RenderContext, titled } from '../runtime/render.ts'
import { heardFor } from './amounts.ts'
import type { KnownHistory } from './known-history.ts'
import { percent } from './percent.ts'
import type { TasteResult } from './taste-result.ts'

/** More years do not fit in a line. */
const mostYears = 12

/**
 * A person's taste in words: one line for each thing that is worth saying.
 *
 * @param notes what stands at the end
 * @returns the header and the lines below it
 */
export function tasteLines(
  period: string | undefined,
  taste: TasteResult,
  known: KnownHistory,
  context: RenderContext,
  notes: string[],
): [header: string, lines: string[]] {
  const span = spanWords(period, known, context)
  if (taste.plays === 0) return [`No music was heard: ${span}. Plays are known since ${day(known.since, context.zone)}.`, notes]
  return [
    `Taste, ${span}: ${amountWords(taste)}`,
    [...variety(taste), ...habitLines(taste), ...songLines(taste, context), ...artistLines(taste, context), ...clockLines(taste), ...notes],
  ]
}

/** `2024`, or `since 2016-11-23`. */
export function spanWords(period: string | undefined, known: KnownHistory, { zone }: Pick<RenderContext, 'zone'>): string {
  return period ?? `since ${day(known.since, zone)}`
}

export function amountWords({ plays, ms, songs, artists }: TasteResult): string {
  return `${numbered(plays, 'play')} of music, ${heardFor(ms)}, ${numbered(songs, 'song')}, ${counted(artists, 'artist')}`
}

/** @param biggest who the biggest artists are, in parentheses */
export function varietyWords({ effectiveArtists, topFive, artists }: TasteResult, biggest = ''): string {
  const asIfTo = `You listen as if to ${counted(Math.round(effectiveArtists), 'artist')} equally`
  if (artists <= topFive.artists.length) return `${asIfTo}, of ${artists} in all${biggest}.`
  return `${asIfTo}; the five biggest${biggest} make up ${percent(topFive.share)} of the time.`
}

function variety(taste: TasteResult): string[] {
  const { topFive, years, sample } = taste
  const biggest = topFive.artists.map(({ artist, share }) => `${name(artist)} ${percent(share)}`).join(', ')
  const compared = years.slice(-mostYears).map(({ year, effective }) => `${year} ${Math.round(effective)}`)
  return [
    varietyWords(taste, ` (${biggest})`),
    ...(years.length > 1 ? [`That number by year, from ${numbered(sample, 'play')} of each: ${compared.join(', ')}`] : []),
  ]
}

function habitLines({ discovery, repeatRate, skipRate, streak, through }: TasteResult): string[] {
  return [
    ...(discovery
      ? [
          `New: ${counted(discovery.artists, 'artist')} heard for the first time ever; plays of them in the month they were found make up ${percent(discovery.share)} of all`,
        ]
      : []),
    `Repeats: ${percent(repeatRate)} of the plays were of a song heard before in this time${
      skipRate === undefined ? '' : `; skipped: ${percent(skipRate)} of the songs that were begun`
    }`,
    ...(streak ? [`Longest streak: ${counted(streak.days, 'day')} in a row with music, ${streak.from} to ${streak.to}`] : []),
    ...list('Albums heard through', through, (album) => `${name(album.name)} by ${name(album.artist)} (${album.times} times)`),
  ]
}

type Song = TasteResult['forgotten'][number]

function songLines({ obsessions, skipped, forgotten, guilty }: TasteResult, context: RenderContext): string[] {
  const title = ({ song, artist }: Pick<Song, 'song' | 'artist'>) => `${titled(song, context)} by ${name(artist)}`
  return [
    ...list(
      'Obsessions',
      obsessions,
      (one) => `${title(one)} (${percent(one.share)} of the week of ${one.week}, ${numbered(one.plays, 'play')})`,
    ),
    ...list('Always skipped', skipped, (one) => `${title(one)} (${one.skipped} of ${one.ended})`),
    ...list(
      'Forgotten favourites, not heard for a year',
      forgotten,
      (one) => `${title(one)} (${numbered(one.plays, 'play')}, ${last(one, context)})`,
    ),
    ...list(
      'Guilty pleasures (10 plays or more, at least half of them between 23:00 and 5:00, and never liked: nobody has to know)',
      guilty ?? [],
      (one) => `${title(one)} (${one.atNight} of ${numbered(one.plays, 'play')})`,
    ),
  ]
}

function artistLines({ loyal, dormant }: TasteResult, context: RenderContext): string[] {
  return [
    ...list('Loyal, of all years', loyal, ({ artist, months }) => `${name(artist)} (in ${counted(months, 'month')})`),
    ...list(
      'Dormant, loved and not heard for a year',
      dormant,
      (one) => `${name(one.artist)} (${numbered(one.plays, 'play')}, ${last(one, context)})`,
    ),
  ]
}

function last(one: { last: number }, { zone }: RenderContext): string {
  return `last ${day(one.last, zone)}`
}

/** When most was heard, and the parts of the day. */
export function clockWords(week: readonly number[]): { most: string; parts: string } {
  const all = week.reduce((sum, ms) => sum + ms, 0)
  const byHour = Array.from({ length: 24 }, (_, hour) => sumOf(week, (cell) => cell % 24 === hour))
  const byWeekday = weekdays.map((_, weekday) => sumOf(week, (cell) => Math.floor(cell / 24) === weekday))
  const part = (from: number, to: number) => percent(byHour.slice(from, to).reduce((sum, ms) => sum + ms, 0) / all)
  const night = percent(sumOf(week, (cell) => cell % 24 >= 23 || cell % 24 < 5) / all)
  return {
    most: `most around ${byHour.indexOf(Math.max(...byHour))}:00 and on ${weekdays[byWeekday.indexOf(Math.max(...byWeekday))]}s`,
    parts: `morning (5 to 12) ${part(5, 12)}, afternoon (12 to 18) ${part(12, 18)}, evening (18 to 23) ${part(18, 23)}, night ${night}`,
  }
}

function clockLines({ week, decades }: TasteResult): string[] {
  const { most, parts } = clockWords(week)
  return [
    `Clock: ${most}; ${parts}`,
    ...(decades && decades.shares.length > 0
      ? [`Released in: ${decades.shares.map(({ decade, share }) => `${decade}s ${percent(share)}`).join(', ')} (${decadesOf(decades)})`]
      : []),
  ]
}

/** What the shares of the decades are shares of. */
export function decadesOf({ of }: NonNullable<TasteResult['decades']>): string {
  return `of the ${percent(of)} of the time with saved albums, whose years are known`
}

function sumOf(week: readonly number[], isMeant: (cell: number) => boolean): number {
  return week.reduce((sum, ms, cell) => (isMeant(cell) ? sum + ms : sum), 0)
}

/** `Loyal: A (in 3 months), B (in 2 months)`; no line for none. */
function list<Row>(what: string, rows: readonly Row[], words: (row: Row) => string): string[] {
  return rows.length === 0 ? [] : [`${what}: ${rows.map(words).join(', ')}`]
}
