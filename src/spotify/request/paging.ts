import type { MaxInt } from '@spotify/web-api-ts-sdk'

/** One page of a list: its rows in order (null rows included) and how many the whole list has. */
export type Page<Row> = { rows: Row[]; total: number }

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
  part: { offset: number; limit: number; pageSize: number },
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
    offsets.map(async (start) => {
      const page = await read(start, Math.min(pageSize, offset + wanted - start))
      done += page.rows.length
      onPage?.(done, wanted)
      return page.rows
    }),
  )
  return { rows: [...first.rows, ...others.flat()], total: first.total }
}

/** No more rows than were asked for, whatever came. */
export function firstRows<Row>({ rows, total }: Page<Row>, most: number): Page<Row> {
  return { rows: rows.length > most ? rows.slice(0, most) : rows, total }
}

/** Without the rows that Spotify left empty: in a search or a ranking they stand for nothing. */
export function present<Row>({ rows, total }: Page<Row | null>): Page<Row> {
  return { rows: rows.filter((row) => row !== null), total }
}

/** The SDK's type for page sizes lists the numbers up to 50; ours are checked by the tools' parameters. */
export function pageSize(size: number): MaxInt<50> {
  return size as MaxInt<50>
}
