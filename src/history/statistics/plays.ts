/**
 * Shorter plays are kept, and not counted: Spotify counts a play from 30 seconds on
 * (https://support.spotify.com/article/how-we-count-streams/), and so do the year's reviews.
 */
export const countedMs = 30_000

/**
 * The plays of one account in columns: row i of each belongs to the same play. They are about in the order of time; nothing depends on it.
 *
 * A million plays are 22 MB, and every statistic is one walk over them.
 */
export type Plays = {
  count: number
  /** When it was heard, in ms UTC: the start where it is known, else the end less what was heard. */
  heardAt: Float64Array
  /** The number of the song, episode or chapter, whatever its release. */
  recording: Uint32Array
  /** The number of the release, one for each URI. */
  item: Uint32Array
  /** How long it was heard. Of a live play, which Spotify gives no time for, an estimate. */
  ms: Int32Array
  /** Bits: see `playBits`. */
  bits: Uint8Array
}

/** What else is known of a play. */
export const playBits = {
  /** Only Spotify's list of the last plays told of it, so `ms` is an estimate. */
  live: 1,
  /** The listener went on to the next or the one before. */
  skipped: 2,
  /** It ran to its end. */
  finished: 4,
} as const

/** What the numbers in the columns belong to. Number 0 stands for nothing. */
export type Belongings = {
  /** By recording: its artist, show or book. */
  artistOf: Uint32Array
  /** By item: its album; editions of one album share a number. */
  albumOf: Uint32Array
  /** By recording: 1 for songs, 0 for episodes and chapters. */
  isSong: Uint8Array
}

/** From a moment on and before another one, both in ms UTC. */
export type Period = { from: number; to: number }

/** All that is known. */
export const always: Period = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }

/** Plays counted, and the time of all that was heard, also of what was too short to count. */
export type Sum = { plays: number; ms: number }
