import { cleanText } from '../../shared/clean-text.ts'
import { clock, day } from '../../shared/moments.ts'
import { type Item, type Track, uriOf } from '../../spotify/items.ts'

/** What rendering needs to know beside the result: ids in their short form and the person's time zone. */
export type RenderContext = {
  /** The shortest form of the id that is unique here (store/short-ids.ts), or the whole URI with `full`; '-' for what has no id. */
  id(item: Pick<Item, 'type' | 'id'>): string
  /** The caller asked for `full`: columns that are mostly not needed are shown, too. */
  full: boolean
  /** IANA name, as Europe/Berlin. */
  zone: string
}

/**
 * How this answer is rendered. With `full` an item reads as its URI, for use outside of Tonearm.
 *
 * @param options.shortIds the short form of the ids of all items in the result
 */
export function renderContext(options: { zone: string; full: boolean; shortIds: ReadonlyMap<string, string> }): RenderContext {
  const { zone, full, shortIds } = options
  return {
    zone,
    full,
    id({ type, id }) {
      if (id === undefined) return '-'
      return full ? uriOf({ type, id }) : (shortIds.get(id) ?? id)
    },
  }
}

/** Longer names are cut: 100 characters tell any title apart, and a hostile one must not fill the answer. */
const longestName = 100

/** A name or another text from Spotify as it may stand in a row. The column sign is ours alone. */
export function name(text: string): string {
  return cleanText(text, longestName).replaceAll('|', '¦') || '(no name)'
}

/** Names of several artists, the first three of them. */
export function names(items: { name: string }[]): string {
  const shown = items.slice(0, 3).map((item) => name(item.name))
  return [...shown, ...(items.length > 3 ? [`+${items.length - 3}`] : [])].join(', ')
}

/** 201000 as 3:21; an hour and more as 1:02:03. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}

/** `14:20 long`: outside of rows with a column for it, a length alone reads as a time of day. */
export function long(milliseconds: number): string {
  return `${duration(milliseconds)} long`
}

/** How long items are together, in milliseconds. Undefined where none has a length. */
export function totalLength(items: ({ durationMs?: number } | null)[]): number | undefined {
  const total = items.reduce((sum, item) => sum + (item?.durationMs ?? 0), 0)
  return total > 0 ? total : undefined
}

const two = (number: number) => String(number).padStart(2, '0')

/** One row: id and name first, then what is known beside, missing parts left out. */
export function row(first: string, ...columns: (string | number | undefined)[]): string {
  return [first, ...columns.filter((column) => column !== undefined && column !== '')].join(' | ')
}

/** `oSn9qp Midnight River`: how an item is named wherever it stands. */
export function titled(item: Item, context: RenderContext): string {
  return `${context.id(item)} ${name(item.name)}`
}

/** `oSn9qp Midnight River | Golden Static | Quiet Harbor Letters | 3:21`. */
export function trackRow(track: Track, context: RenderContext): string {
  return row(titled(track, context), names(track.artists), track.album && name(track.album.name), duration(track.durationMs))
}

/** Spotify's spans for what is played most, in words. */
export const timeRangeWords = { short_term: 'last 4 weeks', medium_term: 'last 6 months', long_term: 'all years' } as const

/** A header and rows below it; the header alone when there are none. */
export function table(header: string, rows: string[]): string {
  return [header, ...rows].join('\n')
}

/** `1-10 of 50`: which part of a list this is. */
export function range(shown: number, total: number, offset = 0): string {
  return `${offset + 1}-${offset + shown} of ${total}`
}

/** Rows under the day on which they happened, so that each row has only the time: newest first stays newest first. */
export function byDay<Row>(
  rows: Row[],
  momentOf: (row: Row) => string,
  context: RenderContext,
  render: (row: Row, time: string) => string,
): string[] {
  const lines: string[] = []
  let shownDay = ''
  for (const entry of rows) {
    const moment = momentOf(entry)
    const today = day(moment, context.zone)
    if (today !== shownDay) lines.push(today)
    shownDay = today
    lines.push(render(entry, clock(moment, context.zone)))
  }
  return lines
}
