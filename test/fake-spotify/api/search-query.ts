/** What a search asks for: free words, and the field filters of Spotify's query language. */
export type SearchQuery = {
  words: string[]
  artist: string[]
  album: string[]
  track: string[]
  genre: string[]
  isrc: string | null
  upc: string | null
  years: [number, number] | null
  isNew: boolean
}

/**
 * Reads a query such as `artist:"Golden Static" year:1990-1999 river`.
 *
 * A filter's value is the quoted text after it, or the one word; `tag:new` stands for albums of the last two weeks.
 */
export function parseQuery(text: string): SearchQuery {
  const query: SearchQuery = { words: [], artist: [], album: [], track: [], genre: [], isrc: null, upc: null, years: null, isNew: false }
  const rest = text.replace(
    /\b(artist|album|track|genre|year|isrc|upc|tag):\s*(?:"([^"]*)"|(\S+))/gi,
    (_, field: string, quoted?: string, bare?: string) => {
      const value = quoted ?? bare ?? ''
      const name = field.toLowerCase()
      if (name === 'year') {
        const [from, to] = value.split('-').map(Number)
        query.years = [from ?? 0, to ?? from ?? 0]
      } else if (name === 'tag') query.isNew = value.toLowerCase() === 'new'
      else if (name === 'isrc' || name === 'upc') query[name] = value
      else query[name as 'artist' | 'album' | 'track' | 'genre'].push(...wordsOf(value))
      return ' '
    },
  )
  query.words = wordsOf(rest)
  return query
}

/** The words of a text without case, accents and punctuation; scripts without spaces stay whole. */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

/** Whether each asked word begins a word of the text. */
export function hasWords(asked: string[], words: string[]): boolean {
  return asked.every((one) => words.some((word) => word.startsWith(one)))
}
