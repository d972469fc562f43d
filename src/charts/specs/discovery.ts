import type { Chart } from '../chart.ts'
import type { ChartSpec } from '../chart-spec.ts'
import type { Colours } from '../theme.ts'
import { amountAxis, everyMonth, monthAxis } from './months.ts'

const [discovered, repeated] = ['Artists heard for the first time', 'Artists known before']

/** The plays of each month, those of new artists below and those of known ones above. */
export function discovery({ title, months }: Extract<Chart, { kind: 'discovery' }>, { accent, second }: Colours): ChartSpec {
  const every = everyMonth(months, (month) => ({ month, discovered: 0, repeated: 0 }))
  const values = every.flatMap((row) => [
    { month: row.month, plays: row.discovered, what: discovered, order: 0 },
    { month: row.month, plays: row.repeated, what: repeated, order: 1 },
  ])
  return {
    title,
    height: 260,
    data: { values },
    mark: { type: 'bar', aria: false },
    encoding: {
      x: monthAxis(every.length),
      y: amountAxis('plays', 'Plays'),
      color: {
        field: 'what',
        type: 'nominal',
        scale: { domain: [discovered, repeated], range: [accent, second] },
        legend: { title: null, orient: 'bottom', direction: 'horizontal', symbolType: 'square', columnPadding: 24, offset: 12 },
      },
      order: { field: 'order' },
    },
  }
}
