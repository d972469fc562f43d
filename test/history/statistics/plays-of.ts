import { type Belongings, type Plays, playBits } from '../../../src/history/statistics/plays.ts'

/** A play as a test names it: when (ISO 8601, UTC), which song, and of which artist. */
export type TestPlay = {
  at: string
  song?: number
  artist?: number
  album?: number
  ms?: number
  skipped?: boolean
  finished?: boolean
  live?: boolean
  episode?: boolean
}

/** Plays in columns. A song's number is that of its recording and of its only release. */
export function playsOf(rows: TestPlay[]): { plays: Plays; belongings: Belongings } {
  const most = 1 + Math.max(0, ...rows.map(({ song = 1 }) => song))
  const plays: Plays = {
    count: rows.length,
    heardAt: Float64Array.from(rows, ({ at }) => Date.parse(at)),
    recording: Uint32Array.from(rows, ({ song = 1 }) => song),
    item: Uint32Array.from(rows, ({ song = 1 }) => song),
    ms: Int32Array.from(rows, ({ ms = 200_000 }) => ms),
    bits: Uint8Array.from(
      rows,
      ({ live, skipped, finished }) => (live ? playBits.live : 0) | (skipped ? playBits.skipped : 0) | (finished ? playBits.finished : 0),
    ),
  }
  const belongings: Belongings = { artistOf: new Uint32Array(most), albumOf: new Uint32Array(most), isSong: new Uint8Array(most).fill(1) }
  for (const { song = 1, artist = 1, album = 1, episode } of rows) {
    belongings.artistOf[song] = artist
    belongings.albumOf[song] = album
    if (episode) belongings.isSong[song] = 0
  }
  return { plays, belongings }
}

/** Invented plays, the same for the same seed: years of a few hundred songs, more of some than of others. */
export function inventedPlays(count: number, seed = 7): TestPlay[] {
  let state = seed
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
  const from = Date.parse('2019-01-01T00:00:00Z')
  return Array.from({ length: count }, () => {
    const song = 1 + Math.floor(random() ** 3 * 300)
    return {
      at: new Date(from + Math.floor(random() * 5 * 365 * 86_400_000)).toISOString(),
      song,
      artist: 1 + (song % 40),
      album: 1 + (song % 70),
      ms: Math.floor(random() * 300_000),
      skipped: random() < 0.2,
      finished: random() < 0.5,
    }
  })
}
