import { always, type Period, type Plays } from './plays.ts'

/** Some of the plays in columns of their own, so that what is asked about them alone walks over few. @param places in any order */
export function takePlays(plays: Plays, places: Iterable<number>, { from, to }: Period = always): Plays {
  const kept: number[] = []
  for (const play of places) {
    const at = plays.heardAt[play] ?? 0
    if (at >= from && at < to) kept.push(play)
  }
  const column = <Column extends Float64Array | Uint32Array | Int32Array | Uint8Array>(values: Column, picked: Column): Column => {
    for (let place = 0; place < kept.length; place++) picked[place] = values[kept[place] ?? 0] ?? 0
    return picked
  }
  const count = kept.length
  return {
    count,
    heardAt: column(plays.heardAt, new Float64Array(count)),
    recording: column(plays.recording, new Uint32Array(count)),
    item: column(plays.item, new Uint32Array(count)),
    ms: column(plays.ms, new Int32Array(count)),
    bits: column(plays.bits, new Uint8Array(count)),
  }
}

/** The same of those that are wanted. */
export function pickPlays(plays: Plays, wanted: (play: number) => boolean, period: Period = always): Plays {
  const places: number[] = []
  for (let play = 0; play < plays.count; play++) if (wanted(play)) places.push(play)
  return takePlays(plays, places, period)
}
