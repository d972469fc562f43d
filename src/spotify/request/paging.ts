import type { MaxInt } from '@spotify/web-api-ts-sdk'
import type { Problem } from '../../shared/problem.ts'
import { isUnanswered } from './unanswered.ts'

/** One page of a list: its rows in order (null rows included) and how many the whole list has. */
export type Page<Row> = {
  rows: Row[]
  total: number
  /** Only with `partly`: why there are fewer rows than were asked for. */
  stopped?: Problem
}

/**
 * Which rows of a list. With `partly` the rows up to a page that Spotify did not answer are better than none, and the page says why it stopped;
 * without it a list is read as a whole or not at all.
 */
export type Part = { offset: number; limit: number; partly?: boolean }

/** Told after each page of an answer of several: rows read so far, rows wanted. */
export type OnPage = (done: number, wanted: number) => void

/**
 * Reads a part of a list that is longer than one page: the first page tells the total, the others are asked for all at once
 * (request.ts decides how many travel together). Order is kept, and every row stays a row, so that positions are right.
 *
 * @param part.pageSize the most that Spotify gives in one page of this list
 * @param readPage asks for one page
 */
export async function readPages<Row>(
  part: Part & { pageSize: number },
  readPage: (offset: number, limit: number) => Promise<Page<Row>>,
  onPage?: OnPage,
): Promise<Page<Row>> {
  const { offset, limit, pageSize } = part
  const read = async (start: number, size: number) => firstRows(await readPage(start, size), size)
  const first = await read(offset, Math.min(limit, pageSize))
  const wanted = Math.min(limit, first.total - offset)
  const offsets = Array.from({ length: Math.ceil(wanted / pageSize) - 1 }, (_, index) => offset + (index + 1) * pageSize)
  if (offsets.length <= 0) return first

  let done = first.rows.length
  onPage?.(done, wanted)
  const others = await Promise.all(
    offsets.map(async (start): Promise<Pick<Page<Row>, 'rows' | 'stopped'>> => {
      try {
        const { rows } = await read(start, Math.min(pageSize, offset + wanted - start))
        done += rows.length
        onPage?.(done, wanted)
        return { rows }
      } catch (error) {
        if (part.partly && isUnanswered(error)) return { rows: [], stopped: error }
        throw error
      }
    }),
  )
  const gap = others.findIndex(({ stopped }) => stopped !== undefined)
  const together = gap < 0 ? others : others.slice(0, gap)
  return { rows: [...first.rows, ...together.flatMap(({ rows }) => rows)], total: first.total, stopped: others[gap]?.stopped }
}

/** No more rows than were asked for, whatever came. */
export function firstRows<Row>({ rows, total }: Page<Row>, most: number): Page<Row> {
  return { rows: rows.length > most ? rows.slice(0, most) : rows, total }
}

/** Without the rows that Spotify left empty: in a search or a ranking they stand for nothing. */
export function present<Row>({ rows, ...page }: Page<Row | null>): Page<Row> {
  return { ...page, rows: rows.filter((row) => row !== null) }
}

/** The SDK's type for page sizes lists the numbers up to 50; ours are checked by the tools' parameters. */
export function pageSize(size: number): MaxInt<50> {
  return size as MaxInt<50>
}
