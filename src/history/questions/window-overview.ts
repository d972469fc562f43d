import type { HistoryView } from '../../shared/history-view.ts'
import { sumSpans } from '../statistics/by-time.ts'
import { groupBy } from '../statistics/groups.ts'
import { habits } from '../statistics/habits.ts'
import { dayName, dayOf } from '../statistics/local-time.ts'
import type { Period } from '../statistics/plays.ts'
import type { Listened } from './listened.ts'

/** The history as a whole, for the person at this computer: private sessions count. @param input.zone IANA name */
export function windowOverview(listened: Listened, { zone }: { zone: string }): Omit<HistoryView, 'imported' | 'gaps' | 'hasErased'> {
  const plays = listened.plays(true)
  const time = listened.time(zone)
  const songOf = groupBy('song', plays, listened.belongings())
  const artistOf = groupBy('artist', plays, listened.belongings())
  const { plays: counted, ms, songs, live } = habits(plays, songOf)
  const artists = new Set<number>()
  let [first, last, spokenMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]
  for (let play = 0; play < plays.count; play++) {
    const [at, artist] = [plays.heardAt[play] ?? 0, artistOf(play)]
    first = Math.min(first, at)
    last = Math.max(last, at)
    if (artist > 0) artists.add(artist)
    else spokenMs += plays.ms[play] ?? 0
  }
  const years = sumSpans(plays, 'year', time, undefined, (play) => songOf(play) > 0)
  const dayAt = (moment: number) => dayName(dayOf(time.local(moment)))
  return {
    plays: counted,
    ms,
    spokenMs,
    songs,
    artists: artists.size,
    estimated: live,
    ...(plays.count > 0 && { first: dayAt(first), last: dayAt(last) }),
    years: years
      .filter(({ plays }) => plays > 0)
      .map(({ span }) => Number(span))
      .reverse(),
  }
}

/** How much music was heard in a period, for one line. `estimated`: how many of the plays have no known length. */
export function windowPeriod(listened: Listened, { from, to }: Period): { plays: number; ms: number; estimated: number } {
  const plays = listened.plays(true)
  const { plays: counted, ms, live } = habits(plays, groupBy('song', plays, listened.belongings()), { from, to })
  return { plays: counted, ms, estimated: live }
}
