import type { Groups } from './groups.ts'
import { countedMs, type Plays } from './plays.ts'

/** When each group was heard first and last, by its number, in ms UTC; NaN for a group without a counted play. */
export type FirstAndLast = { first: Float64Array; last: Float64Array }

/** Over all that is known: an artist is new only if no play before is known. */
export function firstAndLast({ count, ms, heardAt }: Plays, groups: Groups): FirstAndLast {
  const found = { first: new Float64Array(groups.count).fill(Number.NaN), last: new Float64Array(groups.count).fill(Number.NaN) }
  for (let play = 0; play < count; play++) {
    if ((ms[play] ?? 0) < countedMs) continue
    const group = groups.of[play] ?? 0
    if (group === 0) continue
    const at = heardAt[play] ?? 0
    const [first, last] = [found.first[group] ?? Number.NaN, found.last[group] ?? Number.NaN]
    if (!(first <= at)) found.first[group] = at
    if (!(last >= at)) found.last[group] = at
  }
  return found
}
