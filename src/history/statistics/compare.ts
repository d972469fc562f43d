import { type GroupSums, leastOfTop } from './groups.ts'

/** A group in two periods. `rank` is undefined where it was not heard. */
export type Moved = { group: number; now: number; before: number; rankNow?: number; rankBefore?: number }

/** What is new among the first, what climbed, and what is no longer there. */
export type Comparison = { newcomers: Moved[]; climbers: Moved[]; dropped: Moved[] }

/** Who is among the first so many in one period is looked for in the other. */
const looked = 50

/**
 * Two periods side by side.
 *
 * @param order by what they are ranked; `now` and `before` are plays or ms accordingly
 * @param limit how many of each kind
 */
export function comparePeriods(now: GroupSums, before: GroupSums, order: 'plays' | 'time', limit: number): Comparison {
  const [valuesNow, valuesBefore] = order === 'plays' ? [now.plays, before.plays] : [now.ms, before.ms]
  const moved = (group: number): Moved => ({
    group,
    now: valuesNow[group] ?? 0,
    before: valuesBefore[group] ?? 0,
    rankNow: rankIn(valuesNow, group),
    rankBefore: rankIn(valuesBefore, group),
  })
  const firstNow = firstOf(valuesNow).map(moved)
  const firstBefore = firstOf(valuesBefore).map(moved)
  const climbed = ({ rankNow = 0, rankBefore = 0 }: Moved) => rankBefore - rankNow
  return {
    newcomers: firstNow.filter(({ rankBefore }) => rankBefore === undefined).slice(0, limit),
    climbers: firstNow
      .filter((group) => group.rankBefore !== undefined && climbed(group) > 0)
      .sort((one, other) => climbed(other) - climbed(one))
      .slice(0, limit),
    dropped: firstBefore.filter(({ rankNow }) => rankNow === undefined || rankNow > looked * 2).slice(0, limit),
  }
}

/** The groups with the biggest values, the biggest first. */
function firstOf(values: ArrayLike<number>): number[] {
  const least = leastOfTop(values, looked)
  const first: number[] = []
  for (let group = 1; group < values.length; group++) if ((values[group] ?? 0) > 0 && (values[group] ?? 0) >= least) first.push(group)
  return first.sort((one, other) => (values[other] ?? 0) - (values[one] ?? 0) || one - other).slice(0, looked)
}

/** One more than the groups before it; of equal ones, the first has the lower number. */
function rankIn(values: ArrayLike<number>, group: number): number | undefined {
  const own = values[group] ?? 0
  if (own === 0) return undefined
  let before = 0
  for (let other = 1; other < values.length; other++) {
    const value = values[other] ?? 0
    if (value > own || (value === own && other < group)) before++
  }
  return before + 1
}
