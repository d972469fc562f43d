import type { Chart, HourOfWeekday } from '../../charts/chart.ts'
import type { ListeningStats, StatsGroup } from '../../history/questions/listening-stats.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/**
 * The picture of when somebody listened. Of several years day by day it shows the last one.
 *
 * @param what as the title names it; empty for all that is known
 * @returns undefined for groups that have no picture, and when nothing was heard
 */
export function statsChart(groupBy: StatsGroup, { rows, week }: ListeningStats, what: string): Chart | undefined {
  if (rows.length === 0) return undefined
  if (groupBy === 'month') {
    const months = rows.map(({ name, ms, plays }) => ({ month: name, hours: ms / hourMs, plays }))
    return { kind: 'plays-by-month', title: titled('Hours a month', what), months }
  }
  if (groupBy === 'day') {
    const year = Number(rows.at(-1)?.name.slice(0, 4))
    const days = rows.filter(({ name }) => name.startsWith(`${year}-`)).map(({ name, ms }) => ({ day: name, minutes: ms / minuteMs }))
    return { kind: 'calendar-year', title: `Minutes a day, ${year}`, year, days }
  }
  return week && { kind: 'hours-by-weekday', title: titled('Hours by weekday', what), cells: weekCells(week) }
}

/** @param week ms of each hour of each weekday, Monday 0:00 first */
export function weekCells(week: readonly number[]): HourOfWeekday[] {
  return week.map((ms, cell) => ({ weekday: Math.floor(cell / 24) + 1, hour: cell % 24, hours: ms / hourMs }))
}

function titled(title: string, what: string): string {
  return what === '' ? title : `${title}, ${what}`
}
