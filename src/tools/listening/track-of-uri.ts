/** A song of the history as an item of a result, so that its short id works from then on. Rows of the short form have no URI. */
export function trackOfUri(name: string, uri: string | undefined): { type: 'track'; id?: string; name: string } {
  const id = uri?.startsWith('spotify:track:') ? uri.slice('spotify:track:'.length) : undefined
  return { type: 'track', name, ...(id !== undefined && { id }) }
}
