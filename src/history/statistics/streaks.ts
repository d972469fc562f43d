import { dayName, dayOf, type LocalTime } from './local-time.ts'
import { always, countedMs, type Period, type Plays } from './plays.ts'

/** Days in a row with at least one play. `from` and `to` are the first and the last of them, as 2026-11-22. */
export type Streak = { days: number; from: string; to: string }

/** The longest row of days, by the person's clock, on each of which something that is wanted was heard. The latest of equal ones; undefined without plays. */
export function longestStreak(
  plays: Plays,
  time: LocalTime,
  wanted: (play: number) => boolean,
  { from, to }: Period = always,
): Streak | undefined {
  const days = new Set<number>()
  for (let play = 0; play < plays.count; play++) {
    const at = plays.heardAt[play] ?? 0
    if (at < from || at >= to || (plays.ms[play] ?? 0) < countedMs || !wanted(play)) continue
    days.add(dayOf(time.local(at)))
  }
  let best: { days: number; last: number } | undefined
  let [length, before] = [0, Number.NaN]
  for (const day of [...days].sort((one, other) => one - other)) {
    length = day === before + 1 ? length + 1 : 1
    before = day
    if (!best || length >= best.days) best = { days: length, last: day }
  }
  return best && { days: best.days, from: dayName(best.last - best.days + 1), to: dayName(best.last) }
}
