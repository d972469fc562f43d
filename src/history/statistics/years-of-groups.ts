import type { Groups } from './groups.ts'
import { type LocalTime, yearsOfDays } from './local-time.ts'
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
  groups: Groups,
  wanted: readonly number[],
  time: LocalTime,
  { from, to }: Period = always,
): YearOfGroup[] {
  const yearOf = yearsOfDays()
  const { day } = time.of(plays)
  // The first row is for all that is not wanted.
  const rowOf = new Uint32Array(groups.count)
  for (const [row, group] of wanted.entries()) rowOf[group] = row + 1
  const rows = Array.from({ length: wanted.length + 1 }, () => new Map<number, number>())
  for (let play = 0; play < plays.count; play++) {
    const at = plays.heardAt[play] ?? 0
    const row = rowOf[groups.of[play] ?? 0] ?? 0
    if (row === 0 || at < from || at >= to) continue
    const year = yearOf[day[play] ?? 0] ?? 0
    const own = rows[row]
    own?.set(year, (own.get(year) ?? 0) + (plays.ms[play] ?? 0))
  }
  return wanted.flatMap((group, row) =>
    [...(rows[row + 1] ?? [])].sort(([one], [other]) => one - other).map(([year, ms]) => ({ group, year, ms })),
  )
}
