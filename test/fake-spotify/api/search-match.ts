import type { Album, Artist, Track } from '../types.ts'
import { hasWords, type SearchQuery, wordsOf } from './search-query.ts'

const cache = new Map<string, string[]>()

/** Words of a name, remembered: a search reads some ten thousand names. */
function words(name: string): string[] {
  const known = cache.get(name)
  if (known) return known
  const made = wordsOf(name)
  cache.set(name, made)
  return made
}

/** The things that a query finds, best first: the whole name, then the beginning of it, then all words in it, then the rest. */
export function matching<Item extends { name: string }>(items: Iterable<Item>, query: SearchQuery, fits: (item: Item) => boolean): Item[] {
  const asked = [...query.words, ...query.track].join(' ')
  const rank = (item: Item) => {
    const name = words(item.name).join(' ')
    if (asked && name === asked) return 0
    if (asked && name.startsWith(asked)) return 1
    return hasWords(query.words, words(item.name)) ? 2 : 3
  }
  const hits = [...items].filter(fits).map((item) => ({ item, rank: rank(item) }))
  return hits.sort((a, b) => a.rank - b.rank).map((hit) => hit.item)
}

/** Whether a track answers a query: each word may come from its name, its artists or its album. */
export function trackFits(query: SearchQuery, one: Track): boolean {
  const by = one.artists.flatMap((artist) => words(artist.name))
  const own = words(one.name)
  const on = words(one.album.name)
  return (
    hasWords(query.words, [...own, ...by, ...on]) &&
    hasWords(query.track, own) &&
    hasWords(query.artist, by) &&
    hasWords(query.album, on) &&
    hasWords(
      query.genre,
      one.artists.flatMap((artist) => artist.genres.flatMap(words)),
    ) &&
    (!query.isrc || query.isrc.toUpperCase() === one.isrc) &&
    inYears(query, one.album.releaseDate) &&
    !query.isNew &&
    !query.upc
  )
}

/** Whether an album answers a query. @param newFrom the first release date that `tag:new` accepts */
export function albumFits(query: SearchQuery, one: Album, newFrom: string): boolean {
  const by = one.artists.flatMap((artist) => words(artist.name))
  const own = words(one.name)
  return (
    hasWords(query.words, [...own, ...by]) &&
    hasWords(query.album, own) &&
    hasWords(query.artist, by) &&
    query.track.length === 0 &&
    inYears(query, one.releaseDate) &&
    (!query.upc || query.upc === one.upc) &&
    (!query.isNew || one.releaseDate >= newFrom) &&
    !query.isrc
  )
}

/** Whether an artist answers a query. */
export function artistFits(query: SearchQuery, one: Artist): boolean {
  return (
    hasWords([...query.words, ...query.artist], words(one.name)) &&
    hasWords(query.genre, one.genres.flatMap(words)) &&
    query.track.length === 0 &&
    query.album.length === 0 &&
    !query.isNew &&
    !query.isrc &&
    !query.upc
  )
}

/** Playlists, shows, episodes and audiobooks know no field filters: only free words, in the name or in what belongs to it. */
export function wordsFit(query: SearchQuery, ...texts: string[]): boolean {
  return query.words.length > 0 && hasWords(query.words, texts.flatMap(words))
}

function inYears(query: SearchQuery, releaseDate: string): boolean {
  const year = Number(releaseDate.slice(0, 4))
  return !query.years || (year >= query.years[0] && year <= query.years[1])
}
