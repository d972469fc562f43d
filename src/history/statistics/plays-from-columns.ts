import type { Columns } from '../../store/history/columns.ts'
import { kinds, reasons, sources, unpackFlags } from '../../store/history/play.ts'
import { emptyPlays, firstPlays } from './pick-plays.ts'
import { type Belongings, countedMs, type Plays, playBits } from './plays.ts'

const live = sources.indexOf('live')
const trackDone = reasons.indexOf('trackdone')
const track = kinds.indexOf('track')

/** What a song is taken to last of which nothing is known: three and a half minutes are about the mean of real histories. */
const usualMs = 210_000

/**
 * The plays of the columns as the statistics want them: with a time for each. Spotify tells none for live plays; the mean of the recording's counted
 * plays stands for it, and never less than what counts as a play, since Spotify lists only those.
 *
 * @param withPrivate whether private sessions are among them
 */
export function playsFromColumns(columns: Columns, withPrivate: boolean): Plays {
  const { count, start, rec, item, ms, flags, source, reasonEnd } = columns
  const bitsOf = bitsByFlags()
  const isPrivate = Array.from({ length: 256 }, (_, packed) => unpackFlags(packed).private === true)
  const means = meanMs(columns)
  const plays = emptyPlays(count)
  let place = 0
  for (let play = 0; play < count; play++) {
    const packed = flags[play] ?? 0
    if (!withPrivate && isPrivate[packed]) continue
    const recording = rec[play] ?? 0
    const heard = ms[play] ?? 0
    plays.heardAt[place] = (start[play] ?? 0) * 1_000
    plays.recording[place] = recording
    plays.item[place] = item[play] ?? 0
    plays.ms[place] = heard < 0 ? (means[recording] ?? usualMs) : heard
    const finished = reasonEnd[play] === trackDone ? playBits.finished : 0
    plays.bits[place] = (bitsOf[packed] ?? 0) | finished | (source[play] === live ? playBits.live : 0)
    place++
  }
  return firstPlays(plays, place)
}

/** What the numbers of the columns belong to. */
export function belongingsFromColumns({ artistOfRec, albumOfItem, kindOfRec }: Columns): Belongings {
  return { artistOf: artistOfRec, albumOf: albumOfItem, isSong: kindOfRec.map((kind) => (kind === track ? 1 : 0)) }
}

function bitsByFlags(): number[] {
  return Array.from({ length: 256 }, (_, packed) => (unpackFlags(packed).skipped === true ? playBits.skipped : 0))
}

/** By recording, the mean of the plays that count; the usual length where there is none. */
function meanMs({ count, rec, ms, kindOfRec }: Columns): Float64Array {
  const sums = new Float64Array(kindOfRec.length)
  const counts = new Uint32Array(kindOfRec.length)
  for (let play = 0; play < count; play++) {
    const heard = ms[play] ?? 0
    if (heard < countedMs) continue
    const recording = rec[play] ?? 0
    sums[recording] = (sums[recording] ?? 0) + heard
    counts[recording] = (counts[recording] ?? 0) + 1
  }
  return sums.map((sum, recording) => (counts[recording] ? Math.round(sum / (counts[recording] ?? 1)) : usualMs))
}
