/** The page of the taste report, as a resource (MCP Apps). Clients that can show pages open it beside the answers of `analyze_taste`. */
export const tasteUri = 'ui://tonearm/taste'

/** Where the `_meta` of an answer says what the taste report shows. */
export const tasteKey = 'tonearm/taste'

/**
 * What the taste report shows. Its sentences are those of the answer's text, which says the same to clients without pages.
 *
 * Shares are of the time, from 0 to 1. `week` has the ms of each hour of each weekday, Monday 0:00 first. `newArtists` and `decades` are missing where
 * they are not known.
 */
export type TasteView = {
  heading: string
  amounts: string
  variety: string
  topFive: { artist: string; share: number; percent: string }[]
  clock: { most: string; parts: string }
  week: number[]
  newArtists?: string
  decades?: { of: string; shares: { decade: string; share: number; percent: string }[] }
  notes: string[]
}
