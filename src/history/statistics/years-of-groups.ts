import type { GroupOf } from './groups.ts'
import { dayName, dayOf, type LocalTime } from './local-time.ts'
import { always, type Period, type Plays } from './plays.ts'

/** What was heard of a group in one year. */
export type YearOfGroup = { group: number; year: number; ms: number }

/**
 * The years in which some groups were heard, by the person's clock: one walk over the plays, however many groups and years there are.
 *
 * @returns group by group in the order given, each with its years in the order of time; years without plays are left out
 */
export function yearsOfGroups(
  plays: Plays,
  groupOf: GroupOf,
  groups: readonly number[],
  time: LocalTime,
  { from, to }: Period = always,
): YearOfGroup[] {
  const sums = new Map(groups.map((group) => [group, new Map<number, number>()]))
  const years = new Map<number, number>()
  for (let play = 0; play < plays.count; play++) {
    const at = plays.heardAt[play] ?? 0
    if (at < from || at >= to) continue
    const own = sums.get(groupOf(play))
    if (!own) continue
    const day = dayOf(time.local(at))
    const year = years.get(day) ?? Number(dayName(day).slice(0, 4))
    years.set(day, year)
    own.set(year, (own.get(year) ?? 0) + (plays.ms[play] ?? 0))
  }
  return [...sums].flatMap(([group, own]) => [...own].sort(([one], [other]) => one - other).map(([year, ms]) => ({ group, year, ms })))
}
