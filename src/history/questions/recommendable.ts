import { plainTitle } from '../../shared/editions.ts'
import { keptName } from '../../store/history/names.ts'
import { foldedName } from '../recording.ts'
import { fewestPlaysOfFavourite, forgotten } from '../statistics/forgotten.ts'
import { type Ranked, sumGroups, topGroups } from '../statistics/groups.ts'
import type { PlacesOf } from '../statistics/places-by-group.ts'
import { type Plays, playBits } from '../statistics/plays.ts'
import type { Asking, Listened } from './listened.ts'
import { createNames, type NamedSong } from './names.ts'

/** A song that was heard: how often, when last (ms UTC), and about how long it is. Only songs that can be put into a playlist: with a URI. */
export type KnownSong = NamedSong & { uri: string; plays: number; last: number; lengthMs: number }

/** What can be recommended from the history itself, and whose other songs may be. Each list begins with what was heard most. */
export type Recommendable = {
  /** Loved once, and not heard for a year. */
  forgotten: KnownSong[]
  /** Songs of the artists of the last 30 days that were not heard for 60. `recent`: how often the artist was heard in the 30 days. */
  lately: (KnownSong & { recent: number })[]
  favourites: KnownSong[]
  albums: { name: string; artist: string; plays: number; songUri: string }[]
  artists: { name: string; plays: number; recent: number }[]
}

const dayMs = 86_400_000
const latelyMs = 30 * dayMs
const restedMs = 60 * dayMs

const mostSongs = 200
/** Some have no URI. */
const mostLooked = 10 * mostSongs
const mostAlbums = 12
const mostArtists = 12

/** Heard once or twice says nothing about liking it. */
const fewestPlaysOfLiked = 3

export function recommendable(listened: Listened, { now, withPrivate }: Asking): Recommendable {
  const plays = listened.plays(withPrivate)
  const belongings = listened.belongings()
  const names = createNames(listened)
  const artists = listened.groups('artist', withPrivate)
  const ofSongs = listened.sums('song', withPrivate)
  const ofArtists = listened.sums('artist', withPrivate)
  const recently = sumGroups(plays, artists, { from: now - latelyMs, to: Number.POSITIVE_INFINITY })
  const { last } = listened.firstAndLast('song', withPrivate)
  const lengthOf = createLengths(plays, listened.places('song', withPrivate))

  function known(songs: Iterable<{ group: number }>): { group: number; song: KnownSong }[] {
    const found: { group: number; song: KnownSong }[] = []
    for (const { group } of songs) {
      if (found.length === mostSongs) break
      const { uri, ...named } = names.song(group)
      if (uri === undefined) continue
      const song = { ...named, uri, plays: ofSongs.plays[group] ?? 0, last: last[group] ?? 0, lengthMs: lengthOf(group) }
      found.push({ group, song })
    }
    return found
  }

  const recentOf = (song: number) => recently.plays[belongings.artistOf[song] ?? 0] ?? 0
  const isRested = (song: number) =>
    (ofSongs.plays[song] ?? 0) >= fewestPlaysOfLiked && now - (last[song] ?? 0) >= restedMs && recentOf(song) > 0
  const rested = topGroups(
    { ...ofSongs, plays: ofSongs.plays.map((plays, song) => (isRested(song) ? plays : 0)) },
    'plays',
    Number.POSITIVE_INFINITY,
  ).sort((one, other) => recentOf(other.group) - recentOf(one.group))

  return {
    forgotten: known(forgotten(ofSongs, last, now, fewestPlaysOfFavourite)).map(({ song }) => song),
    lately: known(rested).map(({ group, song }) => ({ ...song, recent: recentOf(group) })),
    favourites: known(topGroups(ofSongs, 'plays', mostLooked)).map(({ song }) => song),
    albums: topGroups(listened.sums('album', withPrivate), 'plays', mostAlbums).flatMap((album) =>
      withSong(album, listened, names.album(album.group)),
    ),
    artists: topGroups(ofArtists, 'plays', mostArtists).map(({ group, plays }) => ({
      name: names.artist(group),
      plays,
      recent: recently.plays[group] ?? 0,
    })),
  }
}

/** Whether each of these songs was ever heard, also for a moment or in a private session, in whatever release or edition. */
export function heard({ database, columns }: Listened, { songs }: Asking & { songs: { name: string; artist: string }[] }): boolean[] {
  const played = new Set(columns.rec)
  const find = database.prepare('SELECT recs.id, recs.name FROM recs JOIN artists ON artists.id = recs.artist WHERE artists.folded = ?')
  const titles = new Map<string, Set<string>>()
  return songs.map(({ name, artist }) => {
    const own =
      titles.get(artist) ??
      new Set(find.all(foldedName(keptName(artist))).flatMap((rec) => (played.has(Number(rec.id)) ? [title(String(rec.name))] : [])))
    titles.set(artist, own)
    return own.has(title(name))
  })
}

function title(name: string): string {
  return foldedName(plainTitle(keptName(name)))
}

/** Its first song with a URI: Spotify says which album that is on. */
function withSong({ group, plays }: Ranked, { database }: Listened, album: { name: string; artist: string }): Recommendable['albums'] {
  const uri = database.prepare('SELECT uri FROM items WHERE album = ? AND uri IS NOT NULL LIMIT 1').get(group)?.uri
  return typeof uri === 'string' ? [{ ...album, plays, songUri: uri }] : []
}

/** The longest play of a song, of those that ran to their end where there is one: about how long it is. */
function createLengths({ ms, bits }: Plays, placesOf: PlacesOf): (song: number) => number {
  return (song) => {
    let [whole, longest] = [0, 0]
    for (const play of placesOf(song)) {
      const heard = ms[play] ?? 0
      longest = Math.max(longest, heard)
      if ((bits[play] ?? 0) & playBits.finished) whole = Math.max(whole, heard)
    }
    return whole || longest
  }
}
