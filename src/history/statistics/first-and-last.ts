import type { GroupOf } from './groups.ts'
import { countedMs, type Plays } from './plays.ts'

/** When each group was heard first and last, by its number, in ms UTC; NaN for a group without a counted play. */
export type FirstAndLast = { first: Float64Array; last: Float64Array }

/** Over all that is known: an artist is new only if no play before is known. */
export function firstAndLast(plays: Plays, groupOf: GroupOf, groups: number): FirstAndLast {
  const found = { first: new Float64Array(groups).fill(Number.NaN), last: new Float64Array(groups).fill(Number.NaN) }
  for (let play = 0; play < plays.count; play++) {
    if ((plays.ms[play] ?? 0) < countedMs) continue
    const group = groupOf(play)
    if (group === 0) continue
    const at = plays.heardAt[play] ?? 0
    const [first, last] = [found.first[group] ?? Number.NaN, found.last[group] ?? Number.NaN]
    if (!(first <= at)) found.first[group] = at
    if (!(last >= at)) found.last[group] = at
  }
  return found
}
