import type { Chart } from '../chart.ts'
import type { ChartSpec } from '../chart-spec.ts'
import { amountAxis, everyMonth, monthAxis } from './months.ts'

/** A bar a month, as high as the hours that were heard in it. */
export function playsByMonth({ title, months }: Extract<Chart, { kind: 'plays-by-month' }>): ChartSpec {
  const values = everyMonth(months, (month) => ({ month, hours: 0, plays: 0 }))
  return {
    title,
    height: 260,
    data: { values },
    mark: { type: 'bar', aria: false },
    encoding: { x: monthAxis(values.length), y: amountAxis('hours', 'Hours') },
  }
}
