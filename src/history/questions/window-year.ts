import type { YearReview } from '../../shared/history-view.ts'
import { sumSpans } from '../statistics/by-time.ts'
import { type GroupSums, groupBy, sumGroups, topGroups } from '../statistics/groups.ts'
import { habits } from '../statistics/habits.ts'
import { dayName, dayOf } from '../statistics/local-time.ts'
import { obsessions } from '../statistics/obsessions.ts'
import { playsWithin } from '../statistics/pick-plays.ts'
import type { Period } from '../statistics/plays.ts'
import { longestStreak } from '../statistics/streaks.ts'
import type { Listened } from './listened.ts'
import { type Named, namesOf } from './window-names.ts'

const topLength = 5

/**
 * A year in review, of music. Private sessions are left out: people show it to others.
 *
 * @param input.period the year in the zone. @param input.zone IANA name
 */
export function windowYear(listened: Listened, { year, period, zone }: { year: number; period: Period; zone: string }): YearReview {
  const plays = playsWithin(listened.plays(false), period)
  const time = listened.time(zone)
  const songOf = groupBy('song', plays, listened.belongings())
  const artists = sumGroups(plays, groupBy('artist', plays, listened.belongings()))
  const songs = sumGroups(plays, songOf)
  const { first } = listened.firstAndLast('artist', false)
  const isNew = (artist: number) => (first[artist] ?? 0) >= period.from && (first[artist] ?? 0) < period.to
  const heard = topGroups(artists, 'time', Number.POSITIVE_INFINITY)
  const newArtists = heard.filter(({ group }) => isNew(group))
  const [obsession] = obsessions(plays, songOf, time, 1)
  const streak = longestStreak(plays, time, undefined, songOf)
  const days = sumSpans(plays, 'day', time, undefined, songOf)
  const bestDay = days.reduce<(typeof days)[number] | undefined>((best, day) => (day.ms > (best?.ms ?? 0) ? day : best), undefined)
  const [discovered] = newArtists
  const own = habits(plays, songOf)
  return {
    year,
    plays: own.plays,
    ms: own.ms,
    songs: own.songs,
    artists: heard.length,
    newArtists: newArtists.length,
    estimated: own.live,
    topArtists: top(listened, 'artist', artists),
    topSongs: top(listened, 'song', songs),
    months: monthsOf(sumSpans(plays, 'month', time, undefined, songOf)),
    ...(streak && { streak: { days: streak.days, first: streak.from, last: streak.to } }),
    ...(bestDay && { bestDay: { day: bestDay.span, plays: bestDay.plays, ms: bestDay.ms } }),
    ...(obsession && { obsession: { ...songNamed(listened, obsession.song), week: obsession.week, ...partOf(obsession) } }),
    ...(discovered && {
      discovery: {
        name: namesOf(listened, 'artist')(discovered.group).name,
        plays: discovered.plays,
        ms: discovered.ms,
        since: dayName(dayOf(time.local(first[discovered.group] ?? 0))),
      },
    }),
  }
}

function partOf({ plays, share }: { plays: number; share: number }) {
  return { plays, share }
}

function songNamed(listened: Listened, song: number): { name: string; by: string } {
  const { name, by = '' } = namesOf(listened, 'song')(song)
  return { name, by }
}

function top(listened: Listened, what: Named, sums: GroupSums): YearReview['topSongs'] {
  const nameOf = namesOf(listened, what)
  const order = what === 'song' ? 'plays' : 'time'
  return topGroups(sums, order, topLength).map(({ group, rank, plays, ms }) => ({ rank, ...nameOf(group), plays, ms }))
}

function monthsOf(sums: readonly { span: string; ms: number }[]): number[] {
  return Array.from({ length: 12 }, (_, month) => sums.find(({ span }) => Number(span.slice(5)) === month + 1)?.ms ?? 0)
}
