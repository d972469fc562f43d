import { always, type Period, type Plays } from './plays.ts'

/** Some of the plays in columns of their own, so that what is asked about them alone walks over few. */
export function pickPlays(plays: Plays, wanted: (play: number) => boolean, { from, to }: Period = always): Plays {
  const kept: number[] = []
  for (let play = 0; play < plays.count; play++) {
    const at = plays.heardAt[play] ?? 0
    if (at >= from && at < to && wanted(play)) kept.push(play)
  }
  const column = (values: ArrayLike<number>) => kept.map((play) => values[play] ?? 0)
  return {
    count: kept.length,
    heardAt: Float64Array.from(column(plays.heardAt)),
    recording: Uint32Array.from(column(plays.recording)),
    item: Uint32Array.from(column(plays.item)),
    ms: Int32Array.from(column(plays.ms)),
    bits: Uint8Array.from(column(plays.bits)),
  }
}
