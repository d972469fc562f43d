import { isLiteralLoopback } from '../shared/loopback.ts'
import { Problem } from '../shared/problem.ts'

/** Where Spotify is. Both without a trailing slash. */
export type SpotifyAddresses = { api: string; accounts: string }

/** The addresses as they are for everybody. */
export const spotifyAddresses: SpotifyAddresses = { api: 'https://api.spotify.com/v1', accounts: 'https://accounts.spotify.com' }

/**
 * The addresses to use, which tests and the demo may move with `TONEARM_SPOTIFY_API` and `TONEARM_SPOTIFY_ACCOUNTS`.
 *
 * Only literal loopback addresses are accepted: whoever can set an environment variable must not be able to send a token elsewhere.
 *
 * @throws Problem `invalid-setting` for any other address
 */
export function findSpotifyAddresses(environment: NodeJS.ProcessEnv): SpotifyAddresses {
  return {
    api: loopback('TONEARM_SPOTIFY_API', environment.TONEARM_SPOTIFY_API) ?? spotifyAddresses.api,
    accounts: loopback('TONEARM_SPOTIFY_ACCOUNTS', environment.TONEARM_SPOTIFY_ACCOUNTS) ?? spotifyAddresses.accounts,
  }
}

function loopback(name: string, address: string | undefined): string | undefined {
  if (!address) return undefined
  const url = URL.canParse(address) ? new URL(address) : undefined
  const local = url && isLiteralLoopback(url) && !url.username && !url.password
  if (!local) {
    throw new Problem(
      'invalid-setting',
      `${name} may only point to this computer (http://127.0.0.1:PORT or http://[::1]:PORT). Remove it to use Spotify itself.`,
    )
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
}
