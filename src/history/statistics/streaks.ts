import type { Groups } from './groups.ts'
import { dayName, type LocalTime, mostDays } from './local-time.ts'
import { always, countedMs, type Period, type Plays } from './plays.ts'

/** Days in a row with at least one play. `from` and `to` are the first and the last of them, as 2026-11-22. */
export type Streak = { days: number; from: string; to: string }

/**
 * The longest row of days, by the person's clock, on each of which something was heard. The latest of equal ones; undefined without plays.
 *
 * @param groups of the plays: those without a group are left out
 */
export function longestStreak(plays: Plays, time: LocalTime, { from, to }: Period = always, groups?: Groups): Streak | undefined {
  const { day } = time.of(plays)
  const isHeard = new Uint8Array(mostDays)
  for (let play = 0; play < plays.count; play++) {
    const at = plays.heardAt[play] ?? 0
    if (at < from || at >= to || (plays.ms[play] ?? 0) < countedMs || groups?.of[play] === 0) continue
    isHeard[day[play] ?? 0] = 1
  }
  const best = { days: 0, last: 0 }
  let length = 0
  for (let number = 0; number < mostDays; number++) {
    length = isHeard[number] ? length + 1 : 0
    if (length > 0 && length >= best.days) Object.assign(best, { days: length, last: number })
  }
  return best.days === 0 ? undefined : { days: best.days, from: dayName(best.last - best.days + 1), to: dayName(best.last) }
}
