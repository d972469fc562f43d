import { describe, expect, it } from 'vitest'
import { createLocalTime, dayName, dayOf, hourOf, weekdayOf, weekOf } from '../../../src/history/statistics/local-time.ts'

const [from, to] = [Date.parse('2008-10-01T00:00:00Z'), Date.parse('2027-01-01T00:00:00Z')]

describe('the clock of a time zone', () => {
  it.each([
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Pacific/Apia',
    'America/Sao_Paulo',
    'UTC',
  ])('shows what Intl shows, whatever the order (%s)', (zone) => {
    const time = createLocalTime(zone, from, to)
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
    let state = 5
    for (let round = 0; round < 3_000; round++) {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31
      const moment = from + Math.floor((state / 2 ** 31) * (to - from))
      expect(new Date(time.local(moment)).toISOString().slice(0, 19)).toBe(format.format(moment).replace(' ', 'T'))
    }
  })

  it('changes at the very minute', () => {
    const time = createLocalTime('Europe/Berlin', from, to)
    const shown = (moment: string) => new Date(time.local(Date.parse(moment))).toISOString().slice(11, 19)
    expect(shown('2026-03-29T00:59:59Z')).toBe('01:59:59')
    expect(shown('2026-03-29T01:00:00Z')).toBe('03:00:00')
    expect(shown('2026-10-25T00:59:59Z')).toBe('02:59:59')
    expect(shown('2026-10-25T01:00:00Z')).toBe('02:00:00')
  })

  it('knows the day, also at New Year and on a leap day', () => {
    const time = createLocalTime('Europe/Berlin', from, to)
    const dayAt = (moment: string) => dayName(dayOf(time.local(Date.parse(moment))))
    expect(dayAt('2025-12-31T22:59:59Z')).toBe('2025-12-31')
    expect(dayAt('2025-12-31T23:00:00Z')).toBe('2026-01-01')
    expect(dayAt('2024-02-28T23:30:00Z')).toBe('2024-02-29')
    expect(dayAt('2024-02-29T22:59:59Z')).toBe('2024-02-29')
  })

  it('knows hours, weekdays and weeks', () => {
    const monday = Date.parse('2026-11-23T07:59:59Z')
    expect([hourOf(monday), weekdayOf(dayOf(monday))]).toEqual([7, 1])
    expect(weekdayOf(dayOf(Date.parse('2026-11-29T00:00:00Z')))).toBe(7)
    expect(weekOf(dayOf(Date.parse('2026-11-29T00:00:00Z')))).toBe(weekOf(dayOf(monday)))
    expect(weekOf(dayOf(Date.parse('2026-11-30T00:00:00Z')))).toBe(weekOf(dayOf(monday)) + 1)
  })
})
