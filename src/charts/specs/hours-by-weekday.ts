import { weekdays } from '../../shared/weekdays.ts'
import type { Chart } from '../chart.ts'
import type { ChartSpec } from '../chart-spec.ts'
import type { Colours } from '../theme.ts'
import { amountColour } from './amount-colour.ts'

/** The week as a table of hours, brighter or darker by how much was heard. */
export function hoursByWeekday({ title, cells }: Extract<Chart, { kind: 'hours-by-weekday' }>, colours: Colours): ChartSpec {
  const heard = new Map(cells.map(({ weekday, hour, hours }) => [`${weekday} ${hour}`, hours]))
  const values = weekdays.flatMap((name, index) =>
    Array.from({ length: 24 }, (_, hour) => ({ weekday: name, hour, hours: heard.get(`${index + 1} ${hour}`) ?? 0 })),
  )
  return {
    title,
    height: 7 * 34,
    data: { values },
    mark: { type: 'rect', cornerRadius: 3, aria: false },
    encoding: {
      x: {
        field: 'hour',
        type: 'ordinal',
        scale: { paddingInner: 0.08 },
        axis: {
          title: null,
          domain: false,
          ticks: false,
          labelAngle: 0,
          labelPadding: 8,
          labelExpr: "datum.value % 3 === 0 ? pad(datum.value, 2, '0', 'left') + ':00' : ''",
          labelOverlap: false,
        },
      },
      y: {
        field: 'weekday',
        type: 'ordinal',
        sort: [...weekdays],
        scale: { paddingInner: 0.08 },
        axis: { title: null, domain: false, ticks: false, labelPadding: 8 },
      },
      color: amountColour('hours', 'Hours', colours),
    },
  }
}
