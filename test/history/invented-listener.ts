import type { LivePlay } from '../../src/shared/live-play.ts'
import type { StoredPlay } from '../../src/store/history/stored-plays.ts'
import { createRandom } from './random.ts'
import { extendedRow } from './rows.ts'

/** What somebody listened to, as Spotify's list of recent plays told it and as the export tells it later. `exported`: the places of the plays in it. */
export type InventedListener = { lives: LivePlay[]; rows: Record<string, unknown>[]; exported: ReadonlySet<number> }

/** What became of the live plays of a listener after the import. */
export type Joined = { lives: number; doubles: number; swallowed: number }

const begun = Date.UTC(2024, 0, 1)
const songs = 400

const idOf = (number: number) => number.toString(36).padStart(22, '0')

/**
 * Invents a listener, with songs on repeat, pauses, songs that are skipped, and plays that only the list or only the export knows.
 *
 * @param options.late the part of the plays whose time in Spotify's list comes 20 to 140 s after their end; else it is the end, give or take 1.5 s
 */
export function inventedListener({ plays, late, seed = 5 }: { plays: number; late: number; seed?: number }): InventedListener {
  const random = createRandom(seed)
  const listener = { lives: [] as LivePlay[], rows: [] as Record<string, unknown>[], exported: new Set<number>() }
  let end = begun
  let song = 0
  for (let play = 0; play < plays; play += 1) {
    const repeats = random() < 0.1
    if (!repeats) song = Math.floor(songs * random() ** 2)
    const whole = 120_000 + ((song * 7_919) % 180_000)
    const skipped = random() < 0.3
    const ms = Math.round(skipped ? whole * random() : whole)
    const start = end + (random() < 0.7 ? random() * 3_000 : random() ** 4 * 10 * 3_600_000)
    const pause = random() < 0.05 ? random() * 600_000 : 0
    end = Math.round(start + ms + pause)
    const name = `Song ${song}`
    // Every second skipped song is missing in Spotify's list, and all that were too short.
    if (ms >= 30_000 && !(skipped && random() < 0.5)) {
      const playedAt = Math.round(end + (random() < late ? 20_000 + random() * 120_000 : (random() - 0.5) * 3_000))
      // The place it was played from tells later which play it was.
      const context = `spotify:playlist:${idOf(play)}`
      listener.lives.push({
        uri: `spotify:track:${idOf(song)}`,
        playedAt,
        name,
        artists: ['Ada Marlow'],
        album: 'Night Maps',
        albumArtist: null,
        isrc: null,
        context,
      })
    }
    if (random() < 0.02) continue
    listener.exported.add(play)
    listener.rows.push(
      extendedRow({
        ts: `${new Date(end).toISOString().slice(0, 19)}Z`,
        ms_played: ms,
        master_metadata_track_name: name,
        spotify_track_uri: `spotify:track:${idOf(song)}`,
        reason_end: skipped ? 'fwdbtn' : 'trackdone',
        offline_timestamp: random() < 0.15 ? 0 : Math.floor(start / 1_000),
      }),
    )
  }
  listener.lives.sort((one, other) => one.playedAt - other.playedAt)
  return listener
}

/**
 * Compares what is kept with what was played. `doubles`: live plays that stand beside their imported ones. `swallowed`: live plays that became one with
 * another play, though the export does not have them.
 */
export function judgeJoined(kept: readonly StoredPlay[], { lives, exported }: InventedListener): Joined {
  const result: Joined = { lives: lives.length, doubles: 0, swallowed: 0 }
  for (const { context, source } of kept) {
    if (context === null) continue
    const isExported = exported.has(Number.parseInt(context.slice('spotify:playlist:'.length), 36))
    if (source === 'live' && isExported) result.doubles += 1
    if (source !== 'live' && !isExported) result.swallowed += 1
  }
  return result
}
