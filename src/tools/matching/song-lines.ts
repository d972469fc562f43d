import { plainTitle, withoutEdition } from '../../shared/editions.ts'
import { bareWords } from '../../shared/songs.ts'
import { cleanLine, withoutLeadingTime } from './clean-line.ts'

/** One way to understand a line. Without an artist the whole line is a title. */
export type Reading = { title: string; artist?: string }

/**
 * A line of a list of songs as somebody wrote it: all ways to understand it, and what to search for. The first query is for every line; the others
 * are for when the one before found nothing like it.
 */
export type SongLine = { readings: Reading[]; queries: string[] }

/** Longer queries are refused (https://developer.spotify.com/documentation/web-api/reference/search says nothing; 250 is what was measured). */
const longestQuery = 200

/** So many searches for one line, the first among them. */
export const mostQueries = 4

/**
 * Hyphens belong to many names ("Jay-Z"), so one alone divides only with spaces around it, as a slash does; dashes, bars, tabs and dots in the middle
 * always do.
 */
const divider = /\s+-\s+|\s*[–—|\t]\s*|\s+(?:[-~]{2,}|\/{1,2}|[·•~>])\s+/g

/** "Artist: Title". A colon without a space behind it is part of a name ("4:44"). */
const colon = /:\s+/g

/** `Artist "Title"`, `"Title" Artist`, `"Title" by Artist`. */
const quoted = /["“”„«»]([^"“”„«»]+)["“”„«»]/

/** `"Artist","Title","Album",2019`: a row of a table in which at least the first two cells are quoted, or all are divided by tabs or semicolons. */
const quotedCells = /^\s*"((?:[^"]|"")*)"\s*[,;]\s*"((?:[^"]|"")*)"\s*(?:[,;].*)?$/

/**
 * Reads "Artist - Title", "Title - Artist", "Artist: Title", "Title / Artist", "Title by Artist", `Artist "Title"`, rows of a table and a bare title.
 * Which half is the artist cannot be seen, only found: all ways are returned, the usual one first.
 */
export function readSongLine(text: string): SongLine {
  const cells = quotedCells.exec(text)
  const readings =
    cells?.[1] && cells[2] ? bothOrders(unquoted(cells[1]), unquoted(cells[2])) : readingsOf(cleanLine(text)).map(versionInTitle)
  return { readings, queries: queriesFor(readings) }
}

/** "Artist [Live]" says of the song that it is live. */
const versionBehindArtist = /\s*[([][^)\]]*\b(?:live|remix|acoustic|instrumental|demo|unplugged|version|edit|mix)\b[^)\]]*[)\]]\s*$/i

function versionInTitle({ title, artist }: Reading): Reading {
  const [version] = (artist && versionBehindArtist.exec(artist)) || []
  return version && artist ? { title: `${title}${version}`, artist: artist.slice(0, -version.length) } : { title, artist }
}

function readingsOf(whole: string): Reading[] {
  const untimed = withoutLeadingTime(whole)
  // "1:02:10 Artist - Title" is a place in a recording; "12:51 - The Strokes" is a song.
  return [...(untimed === undefined ? [] : readingsOfLine(untimed)), ...readingsOfLine(whole)]
}

function readingsOfLine(text: string): Reading[] {
  const inQuotes = quoted.exec(text)
  const line =
    withoutEdition(text)
      .replace(/["“”„«»]/g, '')
      .trim() || text
  const readings: Reading[] = []
  if (inQuotes?.[1]) {
    const [before, after] = [text.slice(0, inQuotes.index), text.slice(inQuotes.index + inQuotes[0].length)].map(bareSide)
    const artist = before || after
    if (artist) readings.push({ title: `${inQuotes[1]}${before && after ? ` ${after}` : ''}`.trim(), artist })
  }
  readings.push(...halves(line.split(divider), ' - '))
  if (readings.length === 0) readings.push(...halves(line.split(colon), ': '))
  const by = [...line.matchAll(/\s+by\s+/gi)].map(
    ({ index, 0: { length } }): Reading => ({
      title: line.slice(0, index).trim(),
      artist: line.slice(index + length).trim(),
    }),
  )
  const named = by.filter(({ title, artist }) => title && artist)
  // "Stand by Me - Ben E. King" has an artist already.
  if (readings.length === 0) readings.unshift(...named)
  else readings.push(...named)
  readings.push({ title: line })
  return readings
}

/** What stands before or behind a quoted title, without what ties it to it. */
function bareSide(text: string): string {
  return withoutEdition(text)
    .replace(/^\s*(?:by\s+|[-–—|/:,]\s*)|\s*[-–—|/:,]\s*$/gi, '')
    .trim()
}

function halves(split: string[], join: string): Reading[] {
  const parts = split.map((part) => part.trim()).filter((part) => part !== '')
  return parts.slice(1).flatMap((_, index) => bothOrders(parts.slice(0, index + 1).join(join), parts.slice(index + 1).join(join)))
}

function bothOrders(first: string, second: string): Reading[] {
  return [
    { artist: first, title: second },
    { artist: second, title: first },
  ]
}

function unquoted(cell: string): string {
  return cell.replaceAll('""', '"').trim()
}

/** All words first, in each way in which they differ; then the artist alone, the other half, or the longest word, for what is spelt in another way. */
function queriesFor(readings: Reading[]): string[] {
  const [first] = readings
  const alone = [first?.artist, first?.title].flatMap((part) => (part ? searchWords({ title: part }) : []))
  const wanted = [...readings.map(searchWords).slice(0, 3), ...(first?.artist === undefined ? [longestWord(first?.title ?? '')] : alone)]
  const distinct = new Map(wanted.toReversed().map((query) => [bareWords(query).split(' ').toSorted().join(' '), query]))
  return [...distinct.values()]
    .toReversed()
    .filter((query) => query !== '')
    .slice(0, mostQueries)
}

/** Plain words find more than field filters, which want each word to be spelt as Spotify does; signs that a query gives a meaning to are left out. */
function searchWords({ title, artist = '' }: Reading): string {
  const words = `${plainTitle(title)} ${plainTitle(artist)}`
    .replace(/[:()[\]{}*"]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return words.slice(0, longestQuery) || title
}

function longestWord(text: string): string {
  return text
    .split(/[^\p{L}\p{N}]+/u)
    .reduce((longest, word) => (word.length > longest.length ? word : longest), '')
    .slice(0, longestQuery)
}
