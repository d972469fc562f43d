import { describe, expect, it } from 'vitest'
import { diversityByYear } from '../../../src/history/statistics/diversity-by-year.ts'
import { groupBy } from '../../../src/history/statistics/groups.ts'
import { nightSongs } from '../../../src/history/statistics/late-at-night.ts'
import { createLocalTime } from '../../../src/history/statistics/local-time.ts'
import { pickPlays } from '../../../src/history/statistics/pick-plays.ts'
import { heardThrough, timesHeardThrough } from '../../../src/history/statistics/sittings.ts'
import { alwaysSkipped } from '../../../src/history/statistics/skipped.ts'
import { playsOf, type TestPlay } from './plays-of.ts'

const time = createLocalTime('Europe/Berlin', Date.UTC(2024, 0), Date.UTC(2026, 0))
const times = (count: number, play: TestPlay) => Array.from({ length: count }, () => play)

describe('songs that are always skipped', () => {
  it('need five plays whose end is known, of which four in five were skipped', () => {
    const at = '2025-03-01T12:00:00Z'
    const { plays, belongings } = playsOf([
      ...times(4, { at, song: 1, skipped: true, ms: 9_000 }),
      { at, song: 1, finished: true },
      ...times(4, { at, song: 2, skipped: true }),
      ...times(4, { at, song: 3, skipped: true }),
      ...times(2, { at, song: 3, finished: true }),
      ...times(9, { at, song: 4 }),
    ])
    expect(alwaysSkipped(plays, groupBy('song', plays, belongings), 9)).toEqual([{ song: 1, skipped: 4, ended: 5 }])
  })
})

describe('songs of the night', () => {
  it('begin half of ten plays between 23:00 and 5:00 by the clock of the user', () => {
    const { plays, belongings } = playsOf([
      // 23:00 and 4:59 in winter.
      ...times(3, { at: '2025-01-10T22:00:00Z', song: 1 }),
      ...times(2, { at: '2025-01-10T03:59:59Z', song: 1 }),
      ...times(5, { at: '2025-01-10T04:00:00Z', song: 1 }),
      ...times(9, { at: '2025-01-10T23:00:00Z', song: 2 }),
      ...times(6, { at: '2025-01-10T21:59:59Z', song: 3 }),
      ...times(4, { at: '2025-01-10T23:00:00Z', song: 3 }),
    ])
    expect(nightSongs(plays, groupBy('song', plays, belongings), time)).toEqual([{ song: 1, plays: 10, atNight: 5 }])
  })
})

describe('albums that were heard through', () => {
  it('are counted as for one album alone, most often heard first', () => {
    const sitting = (day: number, songs: number[], album: number) =>
      songs.map((song, index): TestPlay => ({ at: new Date(Date.UTC(2025, 2, day, 12, index * 4)).toISOString(), song, album }))
    const { plays, belongings } = playsOf([
      ...sitting(1, [1, 2, 3, 4, 5], 1),
      ...sitting(2, [6, 7, 8, 9], 2),
      ...sitting(3, [9, 8, 7, 6], 2),
      ...sitting(4, [1, 2], 1),
    ])
    const albums = groupBy('album', plays, belongings)
    expect(heardThrough(plays, albums, 9)).toEqual([
      { album: 2, times: 2, songs: 4 },
      { album: 1, times: 1, songs: 5 },
    ])
    for (const { album, ...counted } of heardThrough(plays, albums, 9)) {
      expect(timesHeardThrough(pickPlays(plays, (play) => albums.of[play] === album))).toEqual(counted)
    }
  })
})

describe('the variety of years', () => {
  it('is measured on the same number of plays of each, and not on years with fewer than 300', () => {
    const year = (name: string, count: number, artists: number) =>
      Array.from({ length: count }, (_, index): TestPlay => {
        const artist = 1 + (index % artists)
        return { at: new Date(Date.parse(`${name}-02-01T00:00:00Z`) + index * 600_000).toISOString(), song: artist, artist }
      })
    const { plays, belongings } = playsOf([...year('2023', 299, 9), ...year('2024', 300, 10), ...year('2025', 3_000, 4)])
    const found = diversityByYear(plays, groupBy('artist', plays, belongings), time)
    expect(found.sample).toBe(300)
    expect(found.years.map(({ year, effective }) => [year, Math.round(effective)])).toEqual([
      ['2024', 10],
      ['2025', expect.any(Number)],
    ])
    expect(found.years[1]?.effective).toBeLessThanOrEqual(4.001)
    expect(found.years[0]?.topShare).toBeCloseTo(0.5)
  })
})
