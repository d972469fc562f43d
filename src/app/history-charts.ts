import type { Chart } from '../charts/chart.ts'
import { chartTable } from '../charts/chart-table.ts'
import type { Charts } from '../charts/charts.ts'
import type { History } from '../history/history.ts'
import { readPeriod } from '../history/period.ts'
import type { ChartView, ChartWanted } from '../shared/history-view.ts'
import { Problem } from '../shared/problem.ts'

/**
 * Draws a picture of a history for the window.
 *
 * @param options.zone IANA name
 * @returns an empty picture where there is nothing to show
 */
export async function drawHistoryChart(
  wanted: ChartWanted,
  options: { ask: History['ask']; account: string; charts: Charts; zone: string; now: number },
): Promise<ChartView> {
  const chart = await chartOf(wanted, options)
  const table = chartTable(chart)
  if (table.rows.length === 0) return { title: chart.title, svg: '', table }
  const picture = await options.charts.draw(chart, wanted.theme, 'svg')
  return { title: chart.title, svg: picture.format === 'svg' ? picture.svg : '', table }
}

async function chartOf(
  { kind, year }: ChartWanted,
  { ask, account, zone, now }: { ask: History['ask']; account: string; zone: string; now: number },
): Promise<Chart> {
  const period = year === undefined ? undefined : readPeriod(String(year), now, zone)
  const input = { zone, ...(period && { period: { from: period.from, to: period.to } }) }
  const when = year === undefined ? '' : ` in ${year}`
  switch (kind) {
    case 'plays-by-month':
      return { kind, title: `Hours each month${when}`, months: await ask(account, 'windowMonths', input) }
    case 'hours-by-weekday':
      return { kind, title: `When you listen${when}`, cells: await ask(account, 'windowWeek', input) }
    case 'discovery':
      return { kind, title: `New and known artists${when}`, months: await ask(account, 'windowDiscovery', input) }
    case 'artists-by-year':
      return { kind, title: 'Your artists through the years, in hours', artists: await ask(account, 'windowArtistYears', { zone }) }
    case 'calendar-year':
      if (year === undefined) throw new Problem('invalid-arguments', 'A calendar shows one year. Choose a year.')
      return { kind, title: `Every day of ${year}`, year, days: await ask(account, 'windowDays', input) }
  }
}
