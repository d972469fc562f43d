import { describe, expect, it } from 'vitest'
import { daysUntil, duration, since } from '../../renderer/format.ts'
import { minutesAgo, now } from './samples.ts'

const moment = now.getTime()

describe('a duration', () => {
  it.each([
    [0, '0 ms'],
    [999, '999 ms'],
    [1_000, '1.0 s'],
    [9_949, '9.9 s'],
    [12_400, '12 s'],
    [59_600, '1 min 0 s'],
    [125_000, '2 min 5 s'],
  ])('of %i ms is %s', (milliseconds, text) => {
    expect(duration(milliseconds)).toBe(text)
  })
})

describe('how long ago', () => {
  it.each([
    // A clock that was set back.
    [-5, 'just now'],
    [0.9, 'just now'],
    [1, '1 minute ago'],
    [59, '59 minutes ago'],
    [60, '1 hour ago'],
    [11 * 60 + 59, '11 hours ago'],
  ])('%d minutes are "%s"', (minutes, text) => {
    expect(since(minutesAgo(minutes), moment)).toBe(text)
  })

  it('is the time when it is longer ago, with the day when that is another one', () => {
    expect(since(minutesAgo(3 * 24 * 60), moment)).toMatch(/^19 Nov, \d\d:\d\d$/)
  })
})

describe('the days until a moment', () => {
  it('are full days, and none once it is over', () => {
    expect(daysUntil(minutesAgo(-24 * 60), moment)).toBe(1)
    expect(daysUntil(minutesAgo(-24 * 60 + 1), moment)).toBe(0)
    expect(daysUntil(minutesAgo(24 * 60), moment)).toBe(0)
  })
})
