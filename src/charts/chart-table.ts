import { weekdays } from '../shared/weekdays.ts'
import type { Chart } from './chart.ts'

/** The same as a chart shows, to be read: for screen readers, for the window beside each picture, and for whoever wants the numbers. */
export type ChartTable = { columns: string[]; rows: string[][] }

/** @returns the numbers of a chart, rounded as a person would say them; what is empty is left out */
export function chartTable(chart: Chart): ChartTable {
  switch (chart.kind) {
    case 'plays-by-month':
      return {
        columns: ['Month', 'Hours', 'Plays'],
        rows: chart.months.map(({ month, hours, plays }) => [month, oneDecimal(hours), String(plays)]),
      }
    case 'hours-by-weekday':
      return {
        columns: ['Weekday', 'Hour', 'Hours'],
        rows: chart.cells
          .filter(({ hours }) => hours > 0)
          .map(({ weekday, hour, hours }) => [weekdays[weekday - 1] ?? '', `${String(hour).padStart(2, '0')}:00`, oneDecimal(hours)]),
      }
    case 'calendar-year':
      return {
        columns: ['Day', 'Minutes'],
        rows: chart.days.filter(({ minutes }) => minutes > 0).map(({ day, minutes }) => [day, String(Math.round(minutes))]),
      }
    case 'artists-by-year':
      return {
        columns: ['Artist', 'Year', 'Hours'],
        rows: chart.artists.filter(({ hours }) => hours > 0).map(({ artist, year, hours }) => [artist, String(year), oneDecimal(hours)]),
      }
    case 'discovery':
      return {
        columns: ['Month', 'Plays of artists heard for the first time', 'Plays of artists known before'],
        rows: chart.months.map(({ month, discovered, repeated }) => [month, String(discovered), String(repeated)]),
      }
  }
}

function oneDecimal(number: number): string {
  return number.toFixed(1)
}
