import { type AccessToken, type IAuthStrategy, SpotifyApi } from '@spotify/web-api-ts-sdk'
import { spotifyAddresses } from '../../config/spotify-addresses.ts'
import { Problem } from '../../shared/problem.ts'
import type { Answer } from './refusals.ts'
import type { Request } from './request.ts'

/**
 * Spotify's SDK as transport: it builds paths and queries, everything else is ours.
 *
 * Version 1.2.0 has no option for the base address, loses the body of 401 and 429, and breaks on the text that player commands answer with,
 * so its `fetch`, authentication, validator and deserializer are replaced. Its types describe Spotify before 2026: answers are `unknown` to us
 * and parsed by answers.ts.
 */
export function createTransport(options: { api: string; send(request: Request): Promise<Answer> }): SpotifyApi {
  return new SpotifyApi(tokenIsAddedLater, {
    async fetch(input, init = {}) {
      const url = String(input).replace(spotifyAddresses.api, options.api)
      const method = init.method ?? 'GET'
      const contentType = new Headers(init.headers).get('content-type') ?? undefined
      const answer = await options.send({ method, url, body: init.body as string | undefined, contentType })
      return new Response(isNothing(answer, method) ? null : answer.text, { status: isNothing(answer, method) ? 204 : answer.status })
    },
    responseValidator: { validateResponse: async () => {} },
    deserializer: {
      async deserialize<Body>(response: Response): Promise<Body> {
        try {
          return JSON.parse(await response.text())
        } catch {
          throw new Problem('unexpected-answer', 'Spotify sent an answer that cannot be read. Try again.')
        }
      },
    },
  })
}

/** Commands answer with nothing, with a word of random text, or with JSON that may matter (a snapshot id). */
function isNothing(answer: Answer, method: string): boolean {
  return answer.status === 204 || answer.text === '' || (method !== 'GET' && !answer.text.startsWith('{'))
}

const placeholder: AccessToken = { access_token: 'added by request.ts', token_type: 'Bearer', expires_in: 0, refresh_token: '' }

/** The SDK wants a token before each request; the real one is added where it can also be renewed. */
const tokenIsAddedLater: IAuthStrategy = {
  setConfiguration: () => {},
  getOrCreateAccessToken: async () => placeholder,
  getAccessToken: async () => placeholder,
  removeAccessToken: () => {},
}
