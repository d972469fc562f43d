/** A filter whose value has an apostrophe: artist:"Guns N' Roses", or artist:O'Connor. */
const filterWithApostrophe = /\b(?:artist|album|track):(?:"[^"]*['’][^"]*"|[^\s"]*['’])/i

/**
 * The query without the filters that name something, as plain words: Spotify's filters mostly find nothing when the name has an apostrophe, and the same
 * words do. Filters on the year and such stay.
 *
 * @returns undefined for a query without such a filter
 */
export function inPlainWords(query: string): string | undefined {
  if (!filterWithApostrophe.test(query)) return undefined
  return query
    .replace(/\b(?:artist|album|track):/gi, ' ')
    .replaceAll('"', ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
