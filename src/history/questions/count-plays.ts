import { foldedName } from '../recording.ts'
import { busiest } from '../statistics/by-time.ts'
import { type GroupSums, rankOf, sumGroups } from '../statistics/groups.ts'
import { pickPlays, playsWithin, takePlays } from '../statistics/pick-plays.ts'
import { always, countedMs, type Period, type Plays, type Sum } from '../statistics/plays.ts'
import { timesHeardThrough } from '../statistics/sittings.ts'
import { longestStreak, type Streak } from '../statistics/streaks.ts'
import { findHeard, type Heard, type HeardReading } from './find-heard.ts'
import type { HeardKind } from './heard-kind.ts'
import type { Asking, Listened } from './listened.ts'
import { type SimilarName, similarNames } from './similar-names.ts'

export type CountWanted = Asking & {
  /** How the words may be meant. */
  readings: HeardReading[]
  /** A song by its URI, which counts before its names. */
  uri?: string
  period: Period
}

/** A release of a song, or another song of the same title. */
export type CountedVersion = { name: string; album?: string; uri?: string; plays: number }

/**
 * Plays of one thing. `short`: how often it was heard too short to count. Times in ms UTC; days, months and streaks by the person's clock. `rank`: by
 * plays, among all of its kind. What is missing has no sense for the kind, or there were no plays.
 */
export type Counted = Omit<Heard, 'number'> &
  Sum & {
    short: number
    /** When it was heard last, if that was not in the period. */
    lastElsewhere?: number
    first?: number
    last?: number
    peakDay?: { span: string; plays: number }
    peakMonth?: { span: string; plays: number }
    rank?: number
    streak?: Streak
    /** Of a song: its releases, and songs that are not counted (live versions, remixes). */
    versions?: CountedVersion[]
    others?: CountedVersion[]
    /** Of an album: distinct songs, how often it was heard through, and plays of the same songs on other albums. Of an artist or show: distinct songs or episodes. */
    songs?: number
    heardThrough?: number
    elsewhere?: number
    /** Of an artist. */
    topSongs?: CountedVersion[]
  }

/** `more`: how many others have the same name and fewer plays. `similar`: what may have been meant when nothing has the name. */
export type PlayCount = { counted: Counted[]; more: number; similar: SimilarName[] }

/** So many of each kind: "Hello" is a song by many. */
const mostOfKind = 3

/** How often something was heard, of every kind that the words can mean. */
export function countPlays(listened: Listened, wanted: CountWanted): PlayCount {
  const { withPrivate, readings } = wanted
  const plays = listened.plays(withPrivate)
  const named = wanted.uri === undefined ? undefined : songOfUri(listened, wanted.uri)
  const targets = (named ? [named] : findHeard(listened, readings)).map((heard) => ({
    heard,
    ever: takePlays(plays, listened.places(heard.kind, withPrivate)(heard.number)),
  }))
  const heard = targets.filter(({ ever }) => ever.count > 0)
  // A single is called as its song: of it, the song says all.
  const songs = new Set(heard.map(({ heard }) => (heard.kind === 'song' ? heard.number : 0)))
  const known = heard.filter(({ heard, ever }) => heard.kind !== 'album' || !ever.recording.every((song) => songs.has(song)))
  if (known.length === 0) return { counted: [], more: 0, similar: similarNames(listened, withPrivate, readings) }
  const sums = createSums(listened, plays, wanted)
  const counted = known.map(({ heard, ever }) => count(listened, wanted, heard, { ever, sums: sums(heard.kind) }))
  const shown = [...Map.groupBy(counted, ({ kind }) => kind).values()].flatMap((some) =>
    some.sort((one, other) => other.plays - one.plays || other.ms - one.ms).slice(0, mostOfKind),
  )
  return { counted: shown.sort((one, other) => other.plays - one.plays), more: counted.length - shown.length, similar: [] }
}

function songOfUri({ database, editions }: Listened, uri: string): Heard | undefined {
  const row = database
    .prepare(
      'SELECT recs.id, recs.name, artists.name AS by FROM items JOIN recs ON recs.id = items.rec JOIN artists ON artists.id = recs.artist WHERE uri = ?',
    )
    .get(uri)
  return row && { kind: 'song', number: editions().songOf(Number(row.id)), name: String(row.name), by: String(row.by) }
}

/** Sums of each kind in the period, made once when they are first needed. */
function createSums(listened: Listened, plays: Plays, { period, withPrivate }: CountWanted): (kind: HeardKind) => GroupSums {
  const made = new Map<HeardKind, GroupSums>()
  return (kind) => {
    if (period.from === always.from && period.to === always.to) return listened.sums(kind, withPrivate)
    const sums = made.get(kind) ?? sumGroups(plays, listened.groups(kind, withPrivate), period)
    made.set(kind, sums)
    return sums
  }
}

function count(
  listened: Listened,
  { period, zone, withPrivate }: CountWanted,
  { number, ...heard }: Heard,
  { ever, sums }: { ever: Plays; sums: GroupSums },
): Counted {
  const own = period.from === always.from && period.to === always.to ? ever : playsWithin(ever, period)
  const time = listened.time(zone)
  const enough = pickPlays(own, (play) => (own.ms[play] ?? 0) >= countedMs)
  const counted: Counted = {
    ...heard,
    plays: enough.count,
    ms: own.ms.reduce((sum, ms) => sum + ms, 0),
    short: own.count - enough.count,
  }
  if (enough.count > 0) {
    counted.first = enough.heardAt.reduce((one, other) => Math.min(one, other))
    counted.last = latest(enough)
    counted.peakDay = busiest(enough, 'day', time)
    counted.peakMonth = busiest(enough, 'month', time)
    counted.rank = rankOf(number, sums, 'plays')
    counted.streak = longestStreak(enough, time)
  } else if (own.count === 0) {
    counted.lastElsewhere = latest(ever)
  }
  const songs = new Set(enough.recording).size
  switch (heard.kind) {
    case 'song':
      return { ...counted, versions: versionsOf(listened, enough), others: otherSongs(listened, number, sums) }
    case 'album': {
      const { times, songs: known } = timesHeardThrough(ever, period)
      const everywhere = playsOfSongs(listened, new Set(ever.recording), withPrivate, period)
      return { ...counted, songs, ...(known >= 4 && { heardThrough: times }), elsewhere: everywhere - enough.count }
    }
    case 'artist':
      return { ...counted, songs, topSongs: songsOf(listened, enough, 3) }
    case 'show':
      return { ...counted, songs }
  }
}

function latest({ heardAt }: Plays): number {
  return heardAt.reduce((one, other) => Math.max(one, other))
}

/** How often the songs were played, on whatever album. */
function playsOfSongs(listened: Listened, songs: Iterable<number>, withPrivate: boolean, { from, to }: Period): number {
  const { heardAt, ms } = listened.plays(withPrivate)
  const placesOf = listened.places('song', withPrivate)
  let count = 0
  for (const song of songs) {
    for (const play of placesOf(song)) {
      const at = heardAt[play] ?? 0
      if (at >= from && at < to && (ms[play] ?? 0) >= countedMs) count++
    }
  }
  return count
}

/** How often each release was heard, the most often first. Releases of one name on one album are one. */
function versionsOf({ database }: Listened, { item }: Plays): CountedVersion[] {
  const find = database.prepare(
    'SELECT items.last_name AS name, albums.name AS album, items.uri FROM items LEFT JOIN albums ON albums.id = items.album WHERE items.id = ?',
  )
  const versions = new Map<string, CountedVersion>()
  const byItem = [...Map.groupBy(item, (id) => id)].map(([id, ids]) => ({ id, plays: ids.length }))
  for (const { id, plays } of byItem.sort((one, other) => other.plays - one.plays)) {
    const { name, album, uri } = find.get(id) ?? {}
    const key = JSON.stringify([foldedName(String(name)), album && foldedName(String(album))])
    const known = versions.get(key)
    if (known) known.plays += plays
    else
      versions.set(key, {
        name: String(name),
        plays,
        ...(album != null && { album: String(album) }),
        ...(uri != null && { uri: String(uri) }),
      })
  }
  return [...versions.values()].sort((one, other) => other.plays - one.plays)
}

/** Songs of the same artist whose title begins with this one and goes on in brackets or behind a dash. */
function otherSongs({ database, editions }: Listened, song: number, { plays }: GroupSums): CountedVersion[] {
  const { artist, folded } = database.prepare('SELECT artist, folded FROM recs WHERE id = ?').get(song) ?? {}
  const rows = database.prepare('SELECT id, name, folded FROM recs WHERE artist = ? AND kind = 0').all(artist ?? 0)
  return rows.flatMap((row) => {
    const rest = String(row.folded).startsWith(String(folded)) ? String(row.folded).slice(String(folded).length) : ''
    const heard = plays[Number(row.id)] ?? 0
    return /^ [([–—-]/.test(rest) && editions().songOf(Number(row.id)) !== song && heard > 0
      ? [{ name: String(row.name), plays: heard }]
      : []
  })
}

function songsOf({ database }: Listened, { recording, item }: Plays, limit: number): CountedVersion[] {
  const find = database.prepare('SELECT name FROM recs WHERE id = ?')
  const uriOf = database.prepare('SELECT uri FROM items WHERE id = ?')
  const places = Map.groupBy(recording.keys(), (play) => recording[play] ?? 0)
  return [...places]
    .sort(([, one], [, other]) => other.length - one.length)
    .slice(0, limit)
    .map(([rec, own]) => {
      const uri = uriOf.get(item[own[0] ?? 0] ?? 0)?.uri
      return { name: String(find.get(rec)?.name), plays: own.length, ...(uri != null && { uri: String(uri) }) }
    })
}
