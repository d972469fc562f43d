import * as vega from 'vega'
import { compile } from 'vega-lite'
import type { Chart, ChartTheme } from './chart.ts'
import type { ChartSpec } from './chart-spec.ts'
import { artistsByYear } from './specs/artists-by-year.ts'
import { calendarYear } from './specs/calendar-year.ts'
import { discovery } from './specs/discovery.ts'
import { hoursByWeekday } from './specs/hours-by-weekday.ts'
import { playsByMonth } from './specs/plays-by-month.ts'
import { textWidth } from './text-width.ts'
import { type Colours, chartConfig, coloursOf } from './theme.ts'

/** Vega measures texts on a canvas, which Node has none of, or guesses. Its types do not say that it can be told better here. */
type WithTextMetrics = { textMetrics: { width: (item: { fontSize?: number }, text: unknown) => number } }

;(vega as unknown as WithTextMetrics).textMetrics.width = (item, text) => textWidth(String(text ?? ''), item.fontSize ?? 11)

/**
 * Draws a chart as SVG, 800 pixels wide. Neither a browser nor a canvas is needed. The text stays text, so that it can be searched and read aloud.
 *
 * @throws when the numbers of the chart are none
 */
export async function drawSvg(chart: Chart, theme: ChartTheme): Promise<string> {
  const colours = coloursOf(theme)
  const { spec } = compile({ ...specOf(chart, colours), ...size }, { config: chartConfig(colours) })
  const view = new vega.View(vega.parse(spec), { renderer: 'none' })
  try {
    return await view.toSVG()
  } finally {
    view.finalize()
  }
}

/** The picture as a whole is this wide, whatever stands beside its axes. */
const size = { width: 800, autosize: { type: 'fit-x', contains: 'padding' } } as const

function specOf(chart: Chart, colours: Colours): ChartSpec {
  switch (chart.kind) {
    case 'plays-by-month':
      return playsByMonth(chart)
    case 'hours-by-weekday':
      return hoursByWeekday(chart, colours)
    case 'calendar-year':
      return calendarYear(chart, colours)
    case 'artists-by-year':
      return artistsByYear(chart, colours)
    case 'discovery':
      return discovery(chart, colours)
  }
}
