import type { HistoryView } from '../../shared/history-view.ts'
import { sumSpans } from '../statistics/by-time.ts'
import { habits } from '../statistics/habits.ts'
import { dayName, dayOf } from '../statistics/local-time.ts'
import type { Period } from '../statistics/plays.ts'
import type { Listened } from './listened.ts'

/** The history as a whole, for the person at this computer: private sessions count. @param input.zone IANA name */
export function windowOverview(listened: Listened, { zone }: { zone: string }): Overview {
  return listened.kept(`overview ${zone}`, () => overview(listened, zone))
}

type Overview = Omit<HistoryView, 'imported' | 'gaps' | 'hasErased'>

function overview(listened: Listened, zone: string): Overview {
  const plays = listened.plays(true)
  const time = listened.time(zone)
  const [songs, artists] = [listened.groups('song', true), listened.groups('artist', true)]
  const { plays: counted, ms, songs: differentSongs, live } = habits(plays, songs)
  const isHeard = new Uint8Array(artists.count)
  let [first, last, spokenMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]
  for (let play = 0; play < plays.count; play++) {
    const [at, artist] = [plays.heardAt[play] ?? 0, artists.of[play] ?? 0]
    first = Math.min(first, at)
    last = Math.max(last, at)
    if (artist > 0) isHeard[artist] = 1
    else spokenMs += plays.ms[play] ?? 0
  }
  const years = sumSpans(plays, 'year', time, undefined, songs)
  const dayAt = (moment: number) => dayName(dayOf(time.local(moment)))
  return {
    plays: counted,
    ms,
    spokenMs,
    songs: differentSongs,
    artists: isHeard.reduce((sum, one) => sum + one, 0),
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
  const { plays: counted, ms, live } = habits(listened.plays(true), listened.groups('song', true), { from, to })
  return { plays: counted, ms, estimated: live }
}
