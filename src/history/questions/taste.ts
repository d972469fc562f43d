import { sumWeek } from '../statistics/by-time.ts'
import { discoveryByMonth } from '../statistics/discovery.ts'
import { effectiveNumber, topShare } from '../statistics/diversity.ts'
import { diversityByYear, type YearOfDiversity } from '../statistics/diversity-by-year.ts'
import { fewestPlaysOfArtist, fewestPlaysOfFavourite, forgotten } from '../statistics/forgotten.ts'
import { sumGroups, topGroups } from '../statistics/groups.ts'
import { type Habits, habits } from '../statistics/habits.ts'
import { nightSongs } from '../statistics/late-at-night.ts'
import type { LocalTime } from '../statistics/local-time.ts'
import { loyal } from '../statistics/loyal.ts'
import { obsessions } from '../statistics/obsessions.ts'
import type { Period, Plays } from '../statistics/plays.ts'
import { heardThrough } from '../statistics/sittings.ts'
import { alwaysSkipped } from '../statistics/skipped.ts'
import { longestStreak, type Streak } from '../statistics/streaks.ts'
import { yearsOfGroups } from '../statistics/years-of-groups.ts'
import type { Asking, Listened } from './listened.ts'
import { createNames, type NamedSong } from './names.ts'

/** `chart`: also the numbers of a picture. */
export type TasteWanted = { period: Period; chart: boolean }

/** How somebody listens to music. Times are ms UTC, shares from 0 to 1. docs/statistics.md defines every number. */
export type Taste = Omit<Habits, 'live'> & {
  artists: number
  effectiveArtists: number
  topFive: { share: number; artists: { artist: string; share: number }[] }
  /** By the same number of plays of each year, `sample`. */
  years: YearOfDiversity[]
  sample: number
  /** Artists heard for the first time ever, and the share of their plays. */
  discovery?: { artists: number; share: number }
  loyal: { artist: string; months: number; plays: number }[]
  dormant: { artist: string; plays: number; last: number }[]
  forgotten: (NamedSong & { plays: number; last: number })[]
  obsessions: (NamedSong & { week: string; plays: number; share: number })[]
  through: { name: string; artist: string; times: number }[]
  skipped: (NamedSong & { skipped: number; ended: number })[]
  /** Mostly heard at night, most played first. */
  nights: (NamedSong & { plays: number; atNight: number })[]
  /** The albums that were heard most, for what only the library knows of them. */
  albums: { name: string; artist: string; ms: number }[]
  streak?: Streak
  /** What was heard in each hour of each weekday, in ms, Monday 0:00 first. */
  week: number[]
  /** Hours of the biggest artists in each year, of the years that the period touches. */
  artistYears?: { artist: string; year: number; hours: number }[]
}

const few = 3
const some = 5

/** So many albums and songs of the night are looked up in the library. */
const manyAlbums = 500

const manyNights = 50

/** So many artists fit in a picture. */
const artistsInPicture = 10

const hourMs = 3_600_000

/** Taste in one period, and what all that is known says about it. */
export function taste(listened: Listened, { period, now, zone, withPrivate, chart }: TasteWanted & Asking): Taste {
  const found = listened.kept(JSON.stringify(['taste', period.from, period.to, zone, withPrivate]), () => statistics())
  const { ofArtists, months, listening, topAlbums, variety, faithful, obsessed, through, skipped, nights, streak, week } = found
  const names = createNames(listened)
  const allMs = ofArtists.ms.reduce((sum, ms) => sum + ms, 0)
  const biggest = topGroups(ofArtists, 'time', artistsInPicture)
  const until = Math.min(now, period.to)
  const [discovered, repeated, newArtists] = [
    months.reduce((sum, month) => sum + month.discovered, 0),
    months.reduce((sum, month) => sum + month.repeated, 0),
    months.reduce((sum, month) => sum + month.newArtists, 0),
  ]
  const quiet = (kind: 'song' | 'artist', fewest: number) =>
    forgotten(listened.sums(kind, withPrivate), listened.firstAndLast(kind, withPrivate).last, until, fewest)
  return {
    ...listening,
    artists: ofArtists.plays.reduce((count, heard) => count + (heard > 0 ? 1 : 0), 0),
    effectiveArtists: effectiveNumber(ofArtists.ms),
    topFive: {
      share: topShare(ofArtists.ms),
      artists: biggest.slice(0, some).map(({ group, ms }) => ({ artist: names.artist(group), share: ms / Math.max(1, allMs) })),
    },
    ...variety,
    ...(months.length > 0 && { discovery: { artists: newArtists, share: discovered / Math.max(1, discovered + repeated) } }),
    loyal: faithful.map(({ group, ...row }) => ({ artist: names.artist(group), ...row })),
    dormant: quiet('artist', fewestPlaysOfArtist)
      .slice(0, some)
      .map(({ group, ...row }) => ({ artist: names.artist(group), ...row })),
    forgotten: quiet('song', fewestPlaysOfFavourite)
      .slice(0, few)
      .map(({ group, ...row }) => ({ ...names.song(group), ...row })),
    obsessions: obsessed.map(({ song, ...row }) => ({ ...names.song(song), ...row })),
    through: through.map(({ album, times }) => ({ ...names.album(album), times })),
    skipped: skipped.map(({ song, ...row }) => ({ ...names.song(song), ...row })),
    nights: nights.map(({ song, ...row }) => ({ ...names.song(song), ...row })),
    albums: topAlbums.map(({ group, ms }) => ({ ...names.album(group), ms })),
    streak,
    week,
    ...(chart && { artistYears: artistYears() }),
  }

  /** All of it by numbers: what takes long, and does not depend on the time of the question. */
  function statistics() {
    const plays = listened.plays(withPrivate)
    const time = listened.time(zone)
    const [songs, artists, albums] = [
      listened.groups('song', withPrivate),
      listened.groups('artist', withPrivate),
      listened.groups('album', withPrivate),
    ]
    const { live: _, ...listening } = habits(plays, songs, period)
    // These look at all that is known.
    const ever = listened.kept(JSON.stringify(['taste ever', zone, withPrivate]), () => ({
      variety: diversityByYear(plays, artists, time),
      faithful: loyal(plays, artists, time, some),
    }))
    return {
      ...ever,
      listening,
      ofArtists: sumGroups(plays, artists, period),
      months: discoveryByMonth(plays, artists, listened.firstAndLast('artist', withPrivate).first, time, period),
      topAlbums: topGroups(sumGroups(plays, albums, period), 'time', manyAlbums),
      obsessed: obsessions(plays, songs, time, few, period),
      through: heardThrough(plays, albums, few, period),
      skipped: alwaysSkipped(plays, songs, few, period),
      nights: nightSongs(plays, songs, time, period).slice(0, manyNights),
      streak: longestStreak(plays, time, period, songs),
      week: [...sumWeek(plays, time, period)],
    }
  }

  /** Also the years in which one of them was not heard. */
  function artistYears(): Taste['artistYears'] {
    const [plays, time] = [listened.plays(withPrivate), listened.time(zone)]
    const groups = biggest.map(({ group }) => group)
    const sums = yearsOfGroups(plays, listened.groups('artist', withPrivate), groups, time, period)
    const heard = new Map(sums.map(({ group, year, ms }) => [`${year} ${group}`, ms]))
    return yearsOf(plays, time, period).flatMap((year) =>
      groups.map((group) => ({ artist: names.artist(group), year, hours: (heard.get(`${year} ${group}`) ?? 0) / hourMs })),
    )
  }
}

/** The years that have a part in the period and in what is known. */
function yearsOf({ count, heardAt }: Plays, time: LocalTime, { from, to }: Period): number[] {
  let [earliest, latest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let play = 0; play < count; play++) {
    const at = heardAt[play] ?? 0
    if (at < from || at >= to) continue
    earliest = Math.min(earliest, at)
    latest = Math.max(latest, at)
  }
  if (earliest > latest) return []
  const [one, other] = [earliest, latest].map((moment) => new Date(time.local(moment)).getUTCFullYear()) as [number, number]
  return Array.from({ length: other - one + 1 }, (_, index) => one + index)
}
