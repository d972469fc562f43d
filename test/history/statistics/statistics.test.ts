import { describe, expect, it } from 'vitest'
import { sumSpans, sumWeek } from '../../../src/history/statistics/by-time.ts'
import { comparePeriods } from '../../../src/history/statistics/compare.ts'
import { discoveryByMonth } from '../../../src/history/statistics/discovery.ts'
import { effectiveNumber, topShare } from '../../../src/history/statistics/diversity.ts'
import { firstAndLast } from '../../../src/history/statistics/first-and-last.ts'
import { forgotten } from '../../../src/history/statistics/forgotten.ts'
import { groupBy, rankOf, sumGroups, topGroups } from '../../../src/history/statistics/groups.ts'
import { habits } from '../../../src/history/statistics/habits.ts'
import { createLocalTime } from '../../../src/history/statistics/local-time.ts'
import { loyal } from '../../../src/history/statistics/loyal.ts'
import { obsessions } from '../../../src/history/statistics/obsessions.ts'
import { timesHeardThrough } from '../../../src/history/statistics/sittings.ts'
import { longestStreak } from '../../../src/history/statistics/streaks.ts'
import { inventedPlays, playsOf, type TestPlay } from './plays-of.ts'

const time = createLocalTime('Europe/Berlin', Date.parse('2018-01-01'), Date.parse('2027-01-01'))
const berlin = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short', timeStyle: 'medium' })

describe('against an independent computation over 20,000 invented plays', () => {
  const rows = inventedPlays(20_000)
  const { plays, belongings } = playsOf(rows)
  const counted = rows.filter(({ ms = 0 }) => ms >= 30_000)
  const in2021 = { from: Date.parse('2020-12-31T23:00:00Z'), to: Date.parse('2021-12-31T23:00:00Z') }

  it('counts songs and artists, in all and in a year', () => {
    const byHand = (group: (row: TestPlay) => number | undefined, some: TestPlay[]) =>
      Object.entries(Object.groupBy(some, (row) => String(group(row))))
        .map(([name, own = []]) => ({ group: Number(name), plays: own.length }))
        .sort((one, other) => other.plays - one.plays)
    for (const what of ['song', 'artist'] as const) {
      for (const period of [undefined, in2021]) {
        const some = counted.filter(({ at }) => !period || (Date.parse(at) >= period.from && Date.parse(at) < period.to))
        const sums = sumGroups(plays, groupBy(what, plays, belongings), period)
        const expected = byHand((row) => row[what], some)
        expect(topGroups(sums, 'plays', 10).map((row) => row.plays)).toEqual(expected.slice(0, 10).map((row) => row.plays))
        for (const { group, plays } of expected) expect(sums.plays[group]).toBe(plays)
      }
    }
  })

  it('sums years, months, days, weekdays and hours by the clock of the zone', () => {
    const cut = { year: 4, month: 7, day: 10 } as const
    for (const [span, length] of Object.entries(cut)) {
      const expected = Object.groupBy(rows, ({ at }) => berlin.format(new Date(at)).slice(0, length))
      const found = sumSpans(plays, span as keyof typeof cut, time)
      expect(found.map(({ span }) => span)).toEqual(Object.keys(expected).sort())
      for (const { span, ms } of found) expect(ms).toBe((expected[span] ?? []).reduce((sum, row) => sum + (row.ms ?? 0), 0))
    }
    const hours = Object.groupBy(rows, ({ at }) => String(Number(berlin.format(new Date(at)).slice(11, 13))))
    for (const { span, plays } of sumSpans(plays_(), 'hour', time)) {
      expect(plays).toBe((hours[span] ?? []).filter(({ ms = 0 }) => ms >= 30_000).length)
    }
    expect(sumWeek(plays, time).reduce((sum, ms) => sum + ms, 0)).toBe(rows.reduce((sum, { ms = 0 }) => sum + ms, 0))
    function plays_() {
      return plays
    }
  })

  it('finds the skip rate and the repeat rate', () => {
    const known = rows.filter(({ skipped, finished }) => skipped || finished)
    const found = habits(plays, groupBy('song', plays, belongings))
    expect(found.skipRate).toBeCloseTo(rows.filter(({ skipped }) => skipped).length / known.length, 10)
    expect(found.repeatRate).toBeCloseTo(1 - new Set(counted.map(({ song }) => song)).size / counted.length, 10)
  })

  it('finds what was discovered in each month', () => {
    const first = new Map<number | undefined, string>()
    for (const row of counted.toSorted((one, other) => one.at.localeCompare(other.at))) {
      if (!first.has(row.artist)) first.set(row.artist, berlin.format(new Date(row.at)).slice(0, 7))
    }
    const artists = groupBy('artist', plays, belongings)
    const found = discoveryByMonth(plays, artists, firstAndLast(plays, artists).first, time)
    for (const { month, discovered, repeated, newArtists } of found) {
      const own = counted.filter(({ at }) => berlin.format(new Date(at)).startsWith(month))
      expect(discovered + repeated).toBe(own.length)
      expect(discovered).toBe(own.filter(({ artist }) => first.get(artist) === month).length)
      expect(newArtists).toBe([...first.values()].filter((other) => other === month).length)
    }
    expect(found[0]?.month).toBe('2019-02')
  })
})

describe('what counts as a play', () => {
  it('is 30 seconds, as Spotify counts; the time counts in any case', () => {
    const { plays, belongings } = playsOf([
      { at: '2024-01-01T12:00:00Z', ms: 29_999 },
      { at: '2024-01-01T12:05:00Z', ms: 30_000 },
    ])
    expect(topGroups(sumGroups(plays, groupBy('song', plays, belongings)), 'plays', 5)).toEqual([
      { group: 1, rank: 1, plays: 1, ms: 59_999 },
    ])
  })

  it('keeps episodes out of songs and artists, and songs out of shows', () => {
    const { plays, belongings } = playsOf([
      { at: '2024-01-01T12:00:00Z' },
      { at: '2024-01-02T12:00:00Z', song: 2, artist: 9, episode: true },
    ])
    const groups = (what: 'song' | 'artist' | 'album' | 'show') =>
      topGroups(sumGroups(plays, groupBy(what, plays, belongings)), 'plays', 5).map(({ group }) => group)
    expect([groups('song'), groups('artist'), groups('album'), groups('show')]).toEqual([[1], [1], [1], [9]])
  })
})

describe('a rank', () => {
  it('is one more than the groups that were heard more; equal ones share it', () => {
    const { plays, belongings } = playsOf([1, 1, 1, 2, 2, 3, 3, 4].map((song, index) => ({ at: `2024-01-0${index + 1}T12:00:00Z`, song })))
    const sums = sumGroups(plays, groupBy('song', plays, belongings))
    expect([1, 2, 3, 4, 5].map((song) => rankOf(song, sums, 'plays'))).toEqual([1, 2, 2, 4, undefined])
  })
})

describe('a streak', () => {
  it('is days in a row by the clock of the zone', () => {
    const { plays } = playsOf(
      ['2024-02-28T12:00:00Z', '2024-02-28T23:30:00Z', '2024-03-01T12:00:00Z', '2024-03-05T12:00:00Z'].map((at) => ({ at })),
    )
    expect(longestStreak(plays, time)).toEqual({ days: 3, from: '2024-02-28', to: '2024-03-01' })
  })

  it('is nothing without plays', () => {
    expect(longestStreak(playsOf([]).plays, time)).toBeUndefined()
  })
})

describe('diversity', () => {
  it('is the number of equal artists, and falls with one that is heard much more', () => {
    expect(effectiveNumber([5, 5, 5, 5])).toBeCloseTo(4, 10)
    expect(effectiveNumber([100, 0, 0])).toBeCloseTo(1, 10)
    expect(effectiveNumber([97, 1, 1, 1])).toBeLessThan(1.3)
    expect(effectiveNumber([])).toBe(0)
    expect(topShare([50, 10, 10, 10, 10, 5, 5])).toBeCloseTo(0.9, 10)
  })
})

describe('an album heard through', () => {
  const album = (start: string, songs: number[]) =>
    songs.map((song, index) => ({ at: new Date(Date.parse(start) + index * 200_000).toISOString(), song }))
  const times = (rows: TestPlay[]) => timesHeardThrough(playsOf(rows).plays).times
  const known = album('2020-01-01T10:00:00Z', [1, 2, 3, 4, 5])

  it('needs four of five songs in one sitting, in any order', () => {
    expect(times(known)).toBe(1)
    expect(times([...known, ...album('2024-01-01T10:00:00Z', [4, 2, 1, 5])])).toBe(2)
    expect(times([...known, ...album('2024-01-01T10:00:00Z', [1, 2, 3])])).toBe(1)
    expect(times([...known, ...album('2024-01-01T10:00:00Z', [1, 2]), ...album('2024-01-01T12:00:00Z', [3, 4])])).toBe(1)
  })

  it('counts twice when it is heard twice without a break', () => {
    expect(times(album('2024-01-01T10:00:00Z', [1, 2, 3, 4, 5, 1, 2, 3, 4, 5]))).toBe(2)
  })

  it('is never said of a single', () => {
    expect(times(album('2024-01-01T10:00:00Z', [1, 2, 3]))).toBe(0)
  })
})

describe('what stands out', () => {
  const often = (song: number, count: number, start: string, everyMs = 3_600_000) =>
    Array.from({ length: count }, (_, index) => ({ at: new Date(Date.parse(start) + index * everyMs).toISOString(), song, artist: song }))

  it('is a song that filled a week', () => {
    const { plays, belongings } = playsOf([
      ...often(1, 20, '2024-03-04T08:00:00Z'),
      ...often(2, 20, '2024-03-05T08:30:00Z'),
      ...often(2, 10, '2023-01-02T08:00:00Z'),
    ])
    expect(obsessions(plays, groupBy('song', plays, belongings), time, 5)).toEqual([
      { song: 1, week: '2024-03-04', plays: 20, share: 0.5 },
      { song: 2, week: '2024-03-04', plays: 20, share: 0.5 },
    ])
  })

  it('is a favourite that was not heard for a year', () => {
    const { plays, belongings } = playsOf([
      ...often(1, 15, '2022-01-01T08:00:00Z'),
      ...often(2, 30, '2024-01-01T08:00:00Z'),
      ...often(3, 3, '2020-01-01T08:00:00Z'),
    ])
    const songs = groupBy('song', plays, belongings)
    const found = forgotten(sumGroups(plays, songs), firstAndLast(plays, songs).last, Date.parse('2024-03-01'), 12)
    expect(found).toEqual([{ group: 1, plays: 15, last: Date.parse('2022-01-01T22:00:00Z') }])
  })

  it('is an artist of many months', () => {
    const { plays, belongings } = playsOf([
      ...often(1, 12, '2023-01-05T08:00:00Z', 31 * 86_400_000),
      ...often(2, 50, '2023-01-05T08:00:00Z'),
    ])
    expect(loyal(plays, groupBy('artist', plays, belongings), time, 2)).toEqual([
      { group: 1, months: 12, plays: 12 },
      { group: 2, months: 1, plays: 50 },
    ])
  })

  it('is who is new, who climbed and who is gone', () => {
    const sums = (counts: number[]) => ({ plays: Uint32Array.from([0, ...counts]), ms: Float64Array.from([0, ...counts]) })
    const { newcomers, climbers, dropped } = comparePeriods(sums([5, 9, 3, 0]), sums([9, 5, 0, 4]), 'plays', 5)
    expect(newcomers).toEqual([{ group: 3, now: 3, before: 0, rankNow: 3, rankBefore: undefined }])
    expect(climbers).toEqual([{ group: 2, now: 9, before: 5, rankNow: 1, rankBefore: 2 }])
    expect(dropped).toEqual([{ group: 4, now: 0, before: 4, rankNow: undefined, rankBefore: 3 }])
  })
})
