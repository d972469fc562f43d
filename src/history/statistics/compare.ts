import type { GroupSums } from './groups.ts'

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
  const [ranksNow, ranksBefore] = [ranks(valuesNow), ranks(valuesBefore)]
  const moved = (group: number): Moved => ({
    group,
    now: valuesNow[group] ?? 0,
    before: valuesBefore[group] ?? 0,
    rankNow: ranksNow.get(group),
    rankBefore: ranksBefore.get(group),
  })
  const firstNow = [...ranksNow.keys()].slice(0, looked).map(moved)
  const firstBefore = [...ranksBefore.keys()].slice(0, looked).map(moved)
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

/** The rank of each group that was heard, in the order of the ranks. */
function ranks(values: ArrayLike<number>): Map<number, number> {
  const heard: number[] = []
  for (let group = 1; group < values.length; group++) if ((values[group] ?? 0) > 0) heard.push(group)
  heard.sort((one, other) => (values[other] ?? 0) - (values[one] ?? 0) || one - other)
  return new Map(heard.map((group, index) => [group, index + 1]))
}
