import { plainTitle, withoutEdition } from '../../shared/songs.ts'

/** One way to understand a line. Without an artist the whole line is a title. */
export type Reading = { title: string; artist?: string }

/** A line of a list of songs as somebody wrote it: all ways to understand it, and the words to search for, which are the same for all. */
export type SongLine = { readings: Reading[]; query: string }

/** Longer queries are refused (https://developer.spotify.com/documentation/web-api/reference/search says nothing; 250 is what was measured). */
const longestQuery = 200

/** "1. ", "12) ", "- ", "• ": what lists put before each line. */
const bullet = /^\s*(?:\d{1,3}[.)]\s+|[-*•–]\s+)/

/** " 3:45", "(3:45)": a length at the end. */
const length = /\s*[([]?\b\d{1,2}:\d\d\b[)\]]?\s*$/

/** Hyphens belong to many names ("Jay-Z"), so one alone divides only with spaces around it; dashes, bars and tabs always do. */
const divider = /\s+-\s+|\s*[–—|\t]\s*|\s+[-~]{2,}\s+/g

/**
 * Reads "Artist - Title", "Title - Artist", "Title by Artist" and a bare title. Which half is the artist cannot be seen, only found: all ways
 * are returned, the usual one first.
 */
export function readSongLine(text: string): SongLine {
  const listed = text
    .replace(bullet, '')
    .replace(length, '')
    .replace(/["“”„«»]/g, '')
  const line = withoutEdition(listed).trim() || text.trim()
  const parts = line.split(divider).filter((part) => part.trim() !== '')
  const readings: Reading[] = []
  for (let cut = 1; cut < parts.length; cut += 1) {
    const [before, after] = [parts.slice(0, cut).join(' - '), parts.slice(cut).join(' - ')]
    readings.push({ artist: before, title: after }, { artist: after, title: before })
  }
  const by = /^(.+)\s+by\s+(.+)$/i.exec(line)
  if (by?.[1] && by[2]) readings.unshift({ title: by[1], artist: by[2] })
  readings.push({ title: line })
  return { readings, query: searchWords(readings[0] ?? { title: line }) }
}

/** Plain words find more than field filters, which want each word to be spelt as Spotify does; signs that a query gives a meaning to are left out. */
function searchWords({ title, artist = '' }: Reading): string {
  const words = `${plainTitle(title)} ${plainTitle(artist)}`
    .replace(/[:()[\]{}*]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return words.slice(0, longestQuery) || title
}
