import { describe, expect, it } from 'vitest'
import { readPeriod } from '../../src/history/period.ts'

/** A Wednesday. */
const now = Date.parse('2026-11-25T20:30:00Z')

function read(text: string, zone = 'Europe/Berlin'): string | undefined {
  const period = readPeriod(text, now, zone)
  if (!period) return undefined
  const shown = (moment: number) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(moment).replace(' 00:00', '')
  return `${shown(period.from)} to ${shown(period.to)}: ${period.name}`
}

describe('a period in words', () => {
  it.each([
    ['2019', '2019-01-01 to 2020-01-01: 2019'],
    ['2024-02', '2024-02-01 to 2024-03-01: 2024-02'],
    ['2024-02-29', '2024-02-29 to 2024-03-01: 2024-02-29'],
    ['March 2024', '2024-03-01 to 2024-04-01: 2024-03'],
    ['in march', '2026-03-01 to 2026-04-01: 2026-03'],
    ['December', '2025-12-01 to 2026-01-01: 2025-12'],
    ['last November', '2025-11-01 to 2025-12-01: 2025-11'],
    ['last summer', '2026-06-01 to 2026-09-01: summer 2026'],
    ['last winter', '2025-12-01 to 2026-03-01: winter 2025/2026'],
    ['summer of 2024', '2024-06-01 to 2024-09-01: summer 2024'],
    ['this year', '2026-01-01 to 2027-01-01: 2026'],
    ['last year', '2025-01-01 to 2026-01-01: 2025'],
    ['last month', '2026-10-01 to 2026-11-01: 2026-10'],
    ['this month', '2026-11-01 to 2026-12-01: 2026-11'],
    ['last week', '2026-11-16 to 2026-11-23: last week'],
    ['this week', '2026-11-23 to 2026-11-30: this week'],
    ['last weekend', '2026-11-21 to 2026-11-23: last weekend'],
    ['the last 30 days', '2026-10-27 to 2026-11-26: last 30 days'],
    ['past 3 months', '2026-08-25 to 2026-11-26: last 3 months'],
    ['last two years', '2024-11-25 to 2026-11-26: last 2 years'],
    ['since March', '2026-03-01 to 2026-11-26: since 2026-03-01'],
    ['since 2020', '2020-01-01 to 2026-11-26: since 2020-01-01'],
    ['2019 to 2021', '2019-01-01 to 2022-01-01: 2019 to 2021'],
    ['between March and May', '2026-03-01 to 2026-06-01: 2026-03 to 2026-05'],
    ['today', '2026-11-25 to 2026-11-26: today'],
    ['yesterday', '2026-11-24 to 2026-11-25: yesterday'],
    ['Saturday', '2026-11-21 to 2026-11-22: 2026-11-21'],
    ['last Wednesday', '2026-11-18 to 2026-11-19: 2026-11-18'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  it('is all that is known for "ever"', () => {
    expect(readPeriod('all time', now, 'UTC')).toEqual({
      from: Number.NEGATIVE_INFINITY,
      to: Number.POSITIVE_INFINITY,
      name: 'all that is known',
    })
  })

  it('begins at midnight of the zone, also where the clock skips it', () => {
    expect(readPeriod('2018-11-04', now, 'America/Sao_Paulo')?.from).toBe(Date.parse('2018-11-04T03:00:00Z'))
    expect(readPeriod('2026-03-29', now, 'Europe/Berlin')).toMatchObject({
      from: Date.parse('2026-03-28T23:00:00Z'),
      to: Date.parse('2026-03-29T22:00:00Z'),
    })
  })

  it.each(['', 'when I was young', '2024-13', '2023-02-29', 'ma', 'octobre', '12', 'last 3'])('is nothing for "%s"', (text) => {
    expect(readPeriod(text, now, 'UTC')).toBeUndefined()
  })
})
