/** A sentence when Spotify says that a playlist is visible to others, or not, although the opposite was asked for. Spotify does not always say. */
export function visibilityDifference(wanted: boolean | undefined, told: boolean | undefined): string[] {
  if (wanted === undefined || told === undefined || told === wanted) return []
  return [`Spotify says that it is ${told ? 'public' : 'private'}, although ${wanted ? 'public' : 'private'} was asked for.`]
}
