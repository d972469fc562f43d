import { describe, expect, it } from 'vitest'
import { byDay, duration, name, names, range } from '../../../src/tools/runtime/render.ts'

describe('rendering', () => {
  it('shows lengths as players do', () => {
    expect([0, 999, 59_500, 201_000, 3_599_600, 3_723_000].map(duration)).toEqual(['0:00', '0:01', '1:00', '3:21', '1:00:00', '1:02:03'])
  })

  it('names three artists and counts the others', () => {
    expect(names([{ name: 'A' }, { name: 'B' }, { name: 'C' }, { name: 'D' }, { name: 'E' }])).toBe('A, B, C, +2')
    expect(names([])).toBe('')
  })

  it('says which part of a list is shown', () => {
    expect(range(10, 50)).toBe('1-10 of 50')
    expect(range(10, 50, 40)).toBe('41-50 of 50')
  })

  it('cuts long names by characters as people see them', () => {
    expect(name(`${'👩‍👩‍👧'.repeat(150)}`)).toMatch(/^(👩‍👩‍👧)+…$/u)
    expect(name('é'.repeat(101))).toBe(`${'é'.repeat(99)}…`)
    expect(name('Beyoncé & 坂本龍一 — שלום')).toBe('Beyoncé & 坂本龍一 — שלום')
  })

  it.each([
    ['line breaks', 'a\r\nb\u2028c\u0085d', 'a b c d'],
    ['terminal escapes', 'a\u001b]0;x\u0007b', 'a ]0;x b'],
    ['direction switches', 'a\u202eb\u2066c\u200fd', 'abcd'],
    ['invisible letters', 'a\u200bb\ufeffc\u{e0041}d', 'abcd'],
    ['column signs', 'a | b', 'a ¦ b'],
    ['nothing at all', ' \u200b ', '(no name)'],
  ])('takes %s out of names', (_, hostile, clean) => {
    expect(name(hostile)).toBe(clean)
  })

  it('gives every stack of combining marks a limit', () => {
    expect(name(`a${'\u0301'.repeat(10_000)}`).length).toBeLessThan(1_100)
  })

  it('heads the plays of a day with the day', () => {
    const say = { zone: 'UTC', full: false, id: () => '-' }
    const moments = ['2026-11-22T10:00:00Z', '2026-11-22T09:00:00Z', '2026-11-21T23:59:00Z']
    expect(
      byDay(
        moments,
        (moment) => moment,
        say,
        (_, time) => time,
      ),
    ).toEqual(['2026-11-22', '10:00', '09:00', '2026-11-21', '23:59'])
  })
})
