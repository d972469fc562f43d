import { counted, grouped } from '../../shared/counted.ts'

/** How long something was heard, as people say it: `45 minutes`, `3.4 hours`, `1,240 hours`. */
export function heardFor(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000)
  if (minutes < 90) return counted(minutes, 'minute')
  const hours = milliseconds / 3_600_000
  return `${hours < 100 ? Number(hours.toFixed(1)) : grouped(Math.round(hours))} hours`
}
