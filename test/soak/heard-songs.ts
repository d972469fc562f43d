import type { LivePlay } from '../../src/shared/live-play.ts'
import { extendedRow } from '../history/rows.ts'

export const wanda = 'account-of-wanda'

const begun = Date.UTC(2026, 0, 1)
const songMs = 200_000
const uriOf = (song: number) => `spotify:track:${String(song % 40).padStart(22, '0')}`
const nameOf = (song: number) => `Song ${song % 40}`

/** Spotify's list when so many songs were heard, one after the other: the last 50. */
export function heardList(heard: number): LivePlay[] {
  const first = Math.max(0, heard - 50)
  return Array.from({ length: heard - first }, (_, at) => {
    const song = first + at
    const names = { name: nameOf(song), artists: ['Ada Marlow'], album: 'Night Maps', albumArtist: 'Ada Marlow' }
    return { uri: uriOf(song), playedAt: begun + (song + 1) * songMs, ...names, isrc: null, context: null }
  })
}

/** The same songs as rows of an export. */
export function heardRows(first: number, count: number): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, at) => {
    const end = begun + (first + at + 1) * songMs
    return extendedRow({
      ts: new Date(end).toISOString().replace('.000', ''),
      ms_played: songMs,
      offline_timestamp: (end - songMs) / 1_000,
      spotify_track_uri: uriOf(first + at),
      master_metadata_track_name: nameOf(first + at),
    })
  })
}
