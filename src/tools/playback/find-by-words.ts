import { plainTitle } from '../../shared/editions.ts'
import { bareWords, searchedWords, wordFilter } from '../../shared/words.ts'
import type { Catalog, FindingType, SearchResult } from '../../spotify/catalog.ts'
import { doubtfulFrom, sureFrom } from '../matching/match-score.ts'
import { bestMatch, type Found, type Match } from './best-match.ts'
import type { RequestReading } from './read-request.ts'

/** One page of each kind, the largest there is: who made most of the songs can be seen in it. */
const candidates = 10

/** So many searches are made for readings other than the words as they are. */
const mostOtherSearches = 2

/** What is hardly ever asked for without saying what it is: looked for when nothing else has the name. */
const rareKinds = ['playlist', 'episode', 'audiobook'] as const

/** From here on all the words are more likely a title with a slip in it than "some" of something. */
const misspeltFrom = 0.7

const anyKind = ['track', 'album', 'artist', 'show'] as const

/**
 * Searches for the words as they are, then, unless that is surely right, for what other readings of them say. The best of everything that was found is
 * taken; when nothing resembles the words, what Spotify ranks first (it knows lyrics and misspellings), of the kind that was asked for.
 */
export async function findByWords(readings: RequestReading[], catalog: Catalog): Promise<Match | undefined> {
  const searches: SearchResult[] = []
  const match = await findMatch(readings, searches, catalog)
  return match && { ...match, namesake: namesakeOf(match, readings, searches) }
}

/** @param searches gets what was found */
async function findMatch(readings: RequestReading[], searches: SearchResult[], catalog: Catalog): Promise<Match | undefined> {
  const [first] = readings
  if (first?.newest && first.kind === 'album') return findNewestAlbum(first, catalog)
  const whole = readings.find((reading) => reading.whole)
  if (whole) {
    searches.push(await catalog.search(searchWords(whole), kindsOf(readings), { limit: candidates }))
    const match = bestMatch(readings, searches)
    if (match && match.fit >= sureFrom) return match
  }
  const genre = readings.find(({ kind }) => kind === 'genre')
  const misspelt = (bestMatch(readings, searches)?.fit ?? 0) >= misspeltFrom
  const ofGenre = genre && !misspelt && (await findGenre(genre, catalog))
  if (ofGenre) return ofGenre
  for (const reading of otherQueries(readings)) {
    searches.push(await catalog.search(searchWords(reading), kindsOf([reading]), { limit: candidates }))
    const match = bestMatch(readings, searches)
    if (match && match.fit >= sureFrom) return match
  }
  const match = bestMatch(readings, searches) ?? { fit: 0 }
  if (match.fit < doubtfulFrom && whole) searches.push(await catalog.search(searchWords(whole), rareKinds, { limit: candidates }))
  const best = bestMatch(readings, searches)
  return best && best.fit >= doubtfulFrom ? best : firstFound(readings, searches)
}

/** The artist who is called exactly as the words, where they said no kind and something else was chosen. */
function namesakeOf({ item, reading }: Match, readings: RequestReading[], searches: SearchResult[]): Match['namesake'] {
  const words = readings.find(({ whole }) => whole)?.title
  if (words === undefined || reading.kind || item.type === 'artist') return undefined
  const artists = searches.flatMap(({ artist }) => artist?.rows ?? [])
  return artists.find(({ id, name }) => id !== undefined && bareWords(name) === bareWords(words))
}

/** Spotify starts no genres for apps: an artist of that name with songs of their own, else a playlist of somebody's that has it in its name. */
async function findGenre(reading: RequestReading, catalog: Catalog): Promise<Match | undefined> {
  const { title = '' } = reading
  const found = await catalog.search(title, ['track', 'artist', 'playlist'], { limit: candidates })
  const match = bestMatch([{ title }], [{ track: found.track, artist: found.artist }])
  if (match?.item.type === 'artist' && match.fit === 1) return match
  const playlists = found.playlist?.rows ?? []
  const item = playlists.find(({ name }) => wordFilter(title)(searchedWords([name]))) ?? playlists[0]
  return item && { item, fit: 1, reading }
}

function firstFound(readings: RequestReading[], searches: SearchResult[]): Match | undefined {
  const asked = readings.find(({ kind, whole }) => kind && !whole && kind !== 'genre' && kind !== 'radio')
  const kinds = asked ? kindsOf([asked]) : (['track', 'album', 'artist', 'show', 'playlist'] as const)
  const found = asked ? searches.toReversed() : searches
  const [item] = kinds.flatMap((kind) => found.flatMap((search): Found[] => search[kind]?.rows ?? [])).filter(({ id }) => id !== undefined)
  return item && { item, fit: 0, reading: asked ?? readings[0] ?? {} }
}

/** By date among the artist's latest albums and singles that are listed first: a search does not know which one is the newest. */
async function findNewestAlbum(reading: RequestReading, catalog: Catalog): Promise<Match | undefined> {
  const artist = { kind: 'artist', title: reading.artist } as const
  const match = bestMatch([artist], [await catalog.search(searchWords(artist), ['artist'], { limit: candidates })])
  if (!match?.item.id || match.fit < doubtfulFrom) return undefined
  const { rows } = await catalog.artistAlbums(match.item.id, { offset: 0, limit: candidates })
  const [item] = rows.filter((row) => row !== null).sort((one, other) => (other.released ?? '').localeCompare(one.released ?? ''))
  return item && { item, fit: 1, reading }
}

/** The readings whose words differ, those that name a kind first. */
function otherQueries(readings: RequestReading[]): RequestReading[] {
  const others = readings.filter(({ whole, kind }) => !whole && kind !== 'genre')
  const byKind = [...others.filter(({ kind }) => kind), ...others.filter(({ kind }) => !kind)]
  const wordsOf = (reading: RequestReading) => bareWords(searchWords(reading))
  const first = readings.find(({ whole }) => whole)
  const distinct = new Map(byKind.toReversed().map((reading) => [`${wordsOf(reading)} ${kindsOf([reading])}`, reading]))
  return [...distinct.values()]
    .toReversed()
    .filter((reading) => !first || reading.kind || wordsOf(reading) !== wordsOf(first))
    .slice(0, mostOtherSearches)
}

/** Plain words find more than field filters; only somebody's albums are found by the artist alone. */
function searchWords({ title, artist = '', album = '' }: RequestReading): string {
  if (title === undefined) return `artist:"${artist.replaceAll('"', ' ')}"`
  return (
    `${plainTitle(title)} ${artist} ${album}`
      .replace(/[:()[\]{}*"]+/g, ' ')
      .replace(/\s+/g, ' ')
      .trim() || title
  )
}

function kindsOf(readings: RequestReading[]): (FindingType | 'track')[] {
  const kinds = readings.flatMap(({ kind, artist, album }): (FindingType | 'track')[] => {
    if (kind === 'radio' || kind === 'genre') return [...anyKind]
    if (kind) return [kind]
    return artist === undefined && album === undefined ? [...anyKind] : ['track', 'album']
  })
  return [...new Set(kinds)]
}
