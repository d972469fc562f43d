import type { Chart } from '../../src/charts/chart.ts'
import { chartTable } from '../../src/charts/chart-table.ts'
import { drawSvg } from '../../src/charts/draw-svg.ts'
import type { ChartView, ChartWanted } from '../../src/shared/history-view.ts'

/** A chart of invented numbers, drawn as the product draws it. */
export async function drawnChart({ kind, theme, year = 2026 }: ChartWanted): Promise<ChartView> {
  const chart = chartOf(kind, year)
  return { title: chart.title, svg: await drawSvg(chart, theme), table: chartTable(chart) }
}

/** Goes up and down, between 0 and 1, and always the same. */
const wave = (number: number) => (Math.sin(number * 1.7) + Math.sin(number * 0.31) + 2) / 4

function chartOf(kind: ChartWanted['kind'], year: number): Chart {
  const months = Array.from({ length: 60 }, (_, index) => `${2022 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`)
  switch (kind) {
    case 'plays-by-month':
      return { kind, title: 'Hours each month', months: months.map((month, index) => ({ month, hours: wave(index) * 180, plays: 100 })) }
    case 'hours-by-weekday': {
      const cells = Array.from({ length: 168 }, (_, cell) => ({
        weekday: Math.floor(cell / 24) + 1,
        hour: cell % 24,
        hours: cell % 24 < 6 ? 0 : wave(cell) * 90,
      }))
      return { kind, title: 'When you listen', cells }
    }
    case 'calendar-year': {
      const days = Array.from({ length: 320 }, (_, index) => ({
        day: new Date(Date.UTC(year, 0, 1 + index)).toISOString().slice(0, 10),
        minutes: wave(index) < 0.3 ? 0 : wave(index) * 300,
      }))
      return { kind, title: `Every day of ${year}`, year, days }
    }
    case 'artists-by-year': {
      const names = ['Taylor Swift', 'Ada Marlow', 'Björk', 'Виктор Цой', 'Electric Orchard']
      const artists = names.flatMap((artist, row) =>
        [2022, 2023, 2024, 2025, 2026].map((at) => ({ artist, year: at, hours: wave(row * 7 + at) * 80 })),
      )
      return { kind, title: 'Your artists through the years, in hours', artists }
    }
    case 'discovery':
      return {
        kind,
        title: 'New and known artists',
        months: months.map((month, index) => ({
          month,
          discovered: Math.round(wave(index) * 40),
          repeated: Math.round(wave(index + 9) * 400),
        })),
      }
  }
}
