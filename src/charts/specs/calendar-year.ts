import { weekdays } from '../../shared/weekdays.ts'
import type { Chart } from '../chart.ts'
import type { ChartSpec } from '../chart-spec.ts'
import type { Colours } from '../theme.ts'
import { amountColour } from './amount-colour.ts'

const dayMs = 86_400_000

const shortWeekdays = weekdays.map((name) => name.slice(0, 3))

/** A square a day, a column a week, as calendars of activity look: which days were full of music, and which were silent. */
export function calendarYear({ title, year, days }: Extract<Chart, { kind: 'calendar-year' }>, colours: Colours): ChartSpec {
  const heard = new Map(days.map(({ day, minutes }) => [day, minutes]))
  const values = daysOf(year).map(({ day, month, ...place }) => ({
    ...place,
    month,
    hours: Math.round(((heard.get(day) ?? 0) / 60) * 100) / 100,
  }))
  const firstWeeks = new Map(values.toReversed().map(({ month, week }) => [month, week]))
  const names = Object.fromEntries([...firstWeeks].map(([month, week]) => [week, month]))
  return {
    title,
    height: 7 * 13.4,
    data: { values },
    // Square corners and no words for readers of screens a square: four times smaller, and the table beside the picture says the numbers.
    mark: { type: 'rect', aria: false },
    encoding: {
      x: {
        field: 'week',
        type: 'ordinal',
        scale: { paddingInner: 0.15 },
        axis: {
          title: null,
          domain: false,
          ticks: false,
          labelAngle: 0,
          labelAlign: 'left',
          labelPadding: 8,
          labelOverlap: false,
          labelExpr: `${JSON.stringify(names)}[datum.value] || ''`,
        },
      },
      y: {
        field: 'weekday',
        type: 'ordinal',
        sort: shortWeekdays,
        scale: { paddingInner: 0.15 },
        axis: {
          title: null,
          domain: false,
          ticks: false,
          labelPadding: 8,
          labelExpr: "indexof(['Mon', 'Wed', 'Fri'], datum.value) >= 0 ? datum.value : ''",
        },
      },
      color: amountColour('hours', 'Hours a day', colours),
    },
  }
}

/** Each day of the year with its place: the week's column, counted from the year's first, and the weekday. */
function daysOf(year: number): { day: string; month: string; week: number; weekday: string }[] {
  const first = Date.UTC(year, 0, 1)
  const offset = (new Date(first).getUTCDay() + 6) % 7
  const count = (Date.UTC(year + 1, 0, 1) - first) / dayMs
  return Array.from({ length: count }, (_, index) => {
    const date = new Date(first + index * dayMs)
    return {
      day: date.toISOString().slice(0, 10),
      month: new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' }).format(date),
      week: Math.floor((index + offset) / 7),
      weekday: shortWeekdays[(index + offset) % 7] ?? '',
    }
  })
}
