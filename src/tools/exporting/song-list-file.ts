import { cleanText } from '../../shared/clean-text.ts'
import { uriOf } from '../../spotify/items.ts'
import type { ListRow } from '../../spotify/lists.ts'
import { parseReference } from '../../spotify/references.ts'

const longestName = 300

/**
 * A list as an M3U8 file, for players and other programs. Without a mark at the beginning, since the first line must be #EXTM3U. What has no
 * link (a local file, what Spotify no longer has) cannot stand in it.
 */
export function toSongList(title: string, rows: (ListRow | null)[]): string {
  const entries = rows.flatMap((row) => {
    const link = row?.uri === undefined ? undefined : linkOf(row.uri)
    if (!row || !link) return []
    const seconds = row.durationMs === undefined ? -1 : Math.round(row.durationMs / 1000)
    const name = [row.by.join(', '), row.name].filter(Boolean).join(' - ')
    return [`#EXTINF:${seconds},${cleanText(name, longestName)}`, link]
  })
  return `${['#EXTM3U', `#PLAYLIST:${cleanText(title, longestName)}`, ...entries].join('\n')}\n`
}

/** The uris in a file that `toSongList` wrote. */
export function urisOfSongList(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const { type, id } = line.startsWith('#') ? {} : (parseReference(line) ?? {})
    return type && id ? [uriOf({ type, id })] : []
  })
}

/** https://open.spotify.com/track/…; undefined for a local file. */
export function linkOf(uri: string): string | undefined {
  const { type, id } = parseReference(uri) ?? {}
  return type && id ? `https://open.spotify.com/${type}/${id}` : undefined
}
