import type { Period, Plays } from './plays.ts'

/** Some of the plays in columns of their own, so that what is asked about them alone walks over few. @param places in any order */
export function takePlays(plays: Plays, places: Uint32Array): Plays {
  const { heardAt, recording, item, ms, bits } = plays
  const taken = emptyPlays(places.length)
  for (const play of places) {
    taken.heardAt[taken.count] = heardAt[play] ?? 0
    taken.recording[taken.count] = recording[play] ?? 0
    taken.item[taken.count] = item[play] ?? 0
    taken.ms[taken.count] = ms[play] ?? 0
    taken.bits[taken.count] = bits[play] ?? 0
    taken.count++
  }
  return taken
}

/** The same of those that are wanted. */
export function pickPlays(plays: Plays, wanted: (play: number) => boolean): Plays {
  const places = new Uint32Array(plays.count)
  let count = 0
  for (let play = 0; play < plays.count; play++) if (wanted(play)) places[count++] = play
  return takePlays(plays, places.subarray(0, count))
}

/** Those of a period: all that is asked about a year walks over its plays alone. */
export function playsWithin(plays: Plays, { from, to }: Period): Plays {
  const { heardAt } = plays
  return pickPlays(plays, (play) => (heardAt[play] ?? 0) >= from && (heardAt[play] ?? 0) < to)
}

/** Columns to be filled. */
export function emptyPlays(length: number): Plays {
  return {
    count: 0,
    heardAt: new Float64Array(length),
    recording: new Uint32Array(length),
    item: new Uint32Array(length),
    ms: new Int32Array(length),
    bits: new Uint8Array(length),
  }
}

/** Those that were filled in, in columns of their length. */
export function firstPlays({ heardAt, recording, item, ms, bits }: Plays, count: number): Plays {
  if (count === heardAt.length) return { count, heardAt, recording, item, ms, bits }
  return {
    count,
    heardAt: heardAt.slice(0, count),
    recording: recording.slice(0, count),
    item: item.slice(0, count),
    ms: ms.slice(0, count),
    bits: bits.slice(0, count),
  }
}
