import { sumSpans, sumWeek } from '../statistics/by-time.ts'
import { discoveryByMonth } from '../statistics/discovery.ts'
import { topGroups } from '../statistics/groups.ts'
import type { Period } from '../statistics/plays.ts'
import { yearsOfGroups } from '../statistics/years-of-groups.ts'
import type { Listened } from './listened.ts'
import { namesOf } from './window-names.ts'

const hourMs = 3_600_000

/** More lines fill more than a window. */
const artistsShown = 12

type Input = { zone: string; period?: Period }

/** Hours of each month. `month` is 2024-03. */
export function windowMonths(listened: Listened, { zone, period }: Input): { month: string; hours: number; plays: number }[] {
  const sums = sumSpans(listened.plays(true), 'month', listened.time(zone), period)
  return sums.map(({ span, plays, ms }) => ({ month: span, hours: ms / hourMs, plays }))
}

/** Minutes of each day. `day` is 2024-03-09. */
export function windowDays(listened: Listened, { zone, period }: Input): { day: string; minutes: number }[] {
  return sumSpans(listened.plays(true), 'day', listened.time(zone), period).map(({ span, ms }) => ({ day: span, minutes: ms / 60_000 }))
}

/** Hours of each hour of each weekday, from 1 (Monday). */
export function windowWeek(listened: Listened, { zone, period }: Input): { weekday: number; hour: number; hours: number }[] {
  const week = sumWeek(listened.plays(true), listened.time(zone), period)
  return Array.from(week, (ms, cell) => ({ weekday: Math.floor(cell / 24) + 1, hour: cell % 24, hours: ms / hourMs }))
}

/** Plays of each month: of artists who were new in it, and of all others. */
export function windowDiscovery(listened: Listened, { zone, period }: Input): { month: string; discovered: number; repeated: number }[] {
  const { first } = listened.firstAndLast('artist', true)
  const months = discoveryByMonth(listened.plays(true), listened.groups('artist', true), first, listened.time(zone), period)
  return months.map(({ month, discovered, repeated }) => ({ month, discovered, repeated }))
}

/** Hours of each year with the artists who were heard longest over all years. */
export function windowArtistYears(listened: Listened, { zone }: Input): { artist: string; year: number; hours: number }[] {
  const top = topGroups(listened.sums('artist', true), 'time', artistsShown).map(({ group }) => group)
  const nameOf = namesOf(listened, 'artist')
  return yearsOfGroups(listened.plays(true), listened.groups('artist', true), top, listened.time(zone)).map(({ group, year, ms }) => {
    return { artist: nameOf(group).name, year, hours: ms / hourMs }
  })
}
