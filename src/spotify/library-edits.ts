import type { SpotifyApi } from '@spotify/web-api-ts-sdk'

/** https://developer.spotify.com/documentation/web-api/reference/save-library-items: 40 uris, in the query; a body is not read. */
export const mostLibraryUris = 40

/**
 * Writes to the library, one request for at most 40 uris: tracks, albums, shows, episodes, audiobooks, playlists (own ones too: removing one is how
 * Spotify deletes it), and artists. That artists can be followed in this way is not documented, but was seen to work in 2026; whoever writes reads
 * again, since ids that Spotify does not know are accepted without effect, too.
 */
export type LibraryEdits = {
  save(uris: readonly string[]): Promise<void>
  remove(uris: readonly string[]): Promise<void>
}

/** The part of the client that changes the library. */
export function createLibraryEdits(sdk: SpotifyApi): LibraryEdits {
  const write = async (method: 'PUT' | 'DELETE', uris: readonly string[]) => {
    await sdk.makeRequest(method, `me/library?uris=${encodeURIComponent(uris.join(','))}`)
  }
  return { save: (uris) => write('PUT', uris), remove: (uris) => write('DELETE', uris) }
}
