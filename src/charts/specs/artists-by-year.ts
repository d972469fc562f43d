import type { Chart } from '../chart.ts'
import type { ChartSpec } from '../chart-spec.ts'
import { type Colours, fontSize } from '../theme.ts'

const rowHeight = 52

/**
 * One line an artist, one cell a year.
 *
 * The name stands above its cells and not beside them: there it has the whole width, and the longest name is not cut.
 */
export function artistsByYear({ title, artists }: Extract<Chart, { kind: 'artists-by-year' }>, { ramp, empty, ink }: Colours): ChartSpec {
  const names = [...new Set(artists.map(({ artist }) => artist))]
  const years = artists.map(({ year }) => year)
  const [first, last] = [Math.min(...years), Math.max(...years)]
  const heard = new Map(artists.map(({ artist, year, hours }) => [`${year} ${artist}`, hours]))
  const cells = names.flatMap((artist, row) =>
    Array.from({ length: last - first + 1 }, (_, index) => ({
      row,
      year: first + index,
      hours: Math.round(heard.get(`${first + index} ${artist}`) ?? 0),
    })),
  )
  const most = Math.max(1, ...cells.map(({ hours }) => hours))
  const bright = `datum.hours > ${most * 0.55}`
  const row = { field: 'row', type: 'ordinal', axis: null, scale: { paddingInner: 0, paddingOuter: 0 } } as const
  const year = {
    field: 'year',
    type: 'ordinal',
    scale: { paddingInner: 0.06 },
    axis: { title: null, domain: false, ticks: false, labelAngle: 0, orient: 'top', labelPadding: 6 },
  } as const
  return {
    title,
    height: names.length * rowHeight,
    layer: [
      {
        data: { values: cells },
        mark: { type: 'rect', cornerRadius: 3, height: 22, yOffset: 11, aria: false },
        encoding: {
          x: year,
          y: row,
          color: {
            condition: { test: 'datum.hours <= 0', value: empty },
            field: 'hours',
            type: 'quantitative',
            scale: { range: ramp, domain: [0, most] },
            legend: null,
          },
        },
      },
      {
        data: { values: cells.filter(({ hours }) => hours > 0) },
        mark: { type: 'text', yOffset: 11, fontSize: fontSize - 1, aria: false },
        encoding: {
          x: year,
          y: row,
          text: { field: 'hours', type: 'quantitative', format: 'd' },
          color: { condition: { test: bright, value: empty }, value: ink },
        },
      },
      {
        data: { values: names.map((artist, index) => ({ row: index, artist })) },
        mark: { type: 'text', align: 'left', yOffset: -11, fontSize },
        encoding: { x: { value: 0 }, y: row, text: { field: 'artist', type: 'nominal' } },
      },
    ],
  }
}
