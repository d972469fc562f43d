import { cleanText } from '../../shared/clean-text.ts'
import type { ListRow } from '../../spotify/lists.ts'

/** The columns, in their order. */
const columns = ['position', 'title', 'artists', 'album', 'length', 'added at', 'added by', 'ISRC', 'uri']

/** Excel takes a file for UTF-8 only with this mark at its beginning. */
const byteOrderMark = '\ufeff'

/** Longer than any name of Spotify's. */
const longestCell = 1_000

/**
 * A list as CSV (RFC 4180: commas, CRLF, quotes doubled), in UTF-8 for Excel too.
 *
 * A cell that a spreadsheet would take for a formula gets an apostrophe in front: names of songs are anybody's text
 * (https://owasp.org/www-community/attacks/CSV_Injection). Lengths read h:mm:ss, which spreadsheets can add up.
 */
export function toTable(rows: (ListRow | null)[]): string {
  const lines = rows.map((row, index) => {
    if (row === null) return [index + 1, '(unavailable)', '', '', '', '', '', '', '']
    const { name, by, album, durationMs, addedAt, addedBy, isrc, uri } = row
    return [index + 1, name, by.join(', '), album, durationMs === undefined ? '' : length(durationMs), addedAt, addedBy, isrc, uri]
  })
  return `${byteOrderMark}${[columns, ...lines].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')}`
}

/** The uris in a file that `toTable` wrote. */
export function urisOfTable(text: string): string[] {
  return records(text)
    .slice(1)
    .flatMap((cells) => cells[columns.indexOf('uri')] || [])
}

function cell(value: string | number | undefined): string {
  const text = cleanText(String(value ?? ''), longestCell)
  // Also the wide forms of Chinese and Japanese keyboards.
  const safe = /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function length(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

/** No cell that was written holds a line break. */
function records(text: string): string[][] {
  return text
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? ''),
    )
}
