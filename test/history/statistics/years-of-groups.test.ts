import { describe, expect, it } from 'vitest'
import { sumSpans } from '../../../src/history/statistics/by-time.ts'
import { type Groups, groupBy } from '../../../src/history/statistics/groups.ts'
import { createLocalTime } from '../../../src/history/statistics/local-time.ts'
import { yearsOfGroups } from '../../../src/history/statistics/years-of-groups.ts'
import { inventedPlays, playsOf } from './plays-of.ts'

const time = createLocalTime('Europe/Berlin', Date.parse('2018-01-01'), Date.parse('2027-01-01'))

/** The plays of one of them. */
const only = ({ of, count }: Groups, wanted: number): Groups => ({ of: of.map((group) => (group === wanted ? group : 0)), count })

describe('the years of some artists', () => {
  const { plays, belongings } = playsOf(inventedPlays(5_000))
  const artists = groupBy('artist', plays, belongings)

  it('are those of each alone, in the order that was asked for', () => {
    const alone = [7, 3].flatMap((group) =>
      sumSpans(plays, 'year', time, undefined, only(artists, group)).map(({ span, ms }) => ({
        group,
        year: Number(span),
        ms,
      })),
    )
    expect(yearsOfGroups(plays, artists, [7, 3], time)).toEqual(alone)
  })

  it('begin at New Year of the zone, and only in the period', () => {
    const { plays, belongings } = playsOf(
      ['2020-12-31T22:59:59Z', '2020-12-31T23:00:00Z', '2022-01-01T12:00:00Z'].map((at) => ({ at, ms: 60_000 })),
    )
    const period = { from: 0, to: Date.parse('2022-01-01T00:00:00Z') }
    expect(yearsOfGroups(plays, groupBy('artist', plays, belongings), [1, 9], time, period)).toEqual([
      { group: 1, year: 2020, ms: 60_000 },
      { group: 1, year: 2021, ms: 60_000 },
    ])
  })
})
