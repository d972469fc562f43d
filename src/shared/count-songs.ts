import { numbered } from './counted.ts'

/** A number of songs, as people are told it: `1 song`, `1,000 songs`. */
export function songs(count: number): string {
  return numbered(count, 'song')
}

/** Rows as people count them: `12 songs`, `1 episode`, `3 songs and 1 episode`. What Spotify no longer names counts as a song. */
export function countSongs(rows: readonly { uri?: string | undefined }[]): string {
  const episodes = rows.filter(({ uri }) => uri?.startsWith('spotify:episode:')).length
  const others = rows.length - episodes
  return [...(others > 0 || episodes === 0 ? [songs(others)] : []), ...(episodes > 0 ? [numbered(episodes, 'episode')] : [])].join(' and ')
}
