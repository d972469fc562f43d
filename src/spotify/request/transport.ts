import { type IAuthStrategy, SpotifyApi } from '@spotify/web-api-ts-sdk'
import { Problem } from '../../shared/problem.ts'
import type { Answer } from './refusals.ts'
import type { Request } from './request.ts'

/**
 * Spotify's SDK as transport: it builds paths and queries, and its one `makeRequest`, which all its functions call, is replaced by ours.
 *
 * Version 1.2.0 has no option for the base address, loses the body of 401 and 429, and breaks on the text that player commands answer with. Its types
 * describe Spotify before 2026, so nobody believes them: answers are JSON values here, and answers.ts parses them.
 */
export function createTransport(options: { api: string; send(request: Request): Promise<Answer> }): SpotifyApi {
  const sdk = new SpotifyApi(noAuthentication)
  sdk.makeRequest = async (method, path, content, contentType) => {
    const body = content === undefined || typeof content === 'string' ? content : JSON.stringify(content)
    const answer = await options.send({ method, url: `${options.api}/${path}`, body, contentType })
    return parseJson(answer, method)
  }
  return sdk
}

/** The JSON value of an answer; null for nothing. `any` because each of the SDK's functions promises another type. */
// biome-ignore lint/suspicious/noExplicitAny: see above
function parseJson(answer: Answer, method: Request['method']): any {
  if (isNothing(answer, method)) return null
  try {
    return JSON.parse(answer.text)
  } catch {
    throw new Problem('unexpected-answer', 'Spotify sent an answer that cannot be read. Try again.', {
      changed: method === 'GET' ? 'no' : 'unknown',
    })
  }
}

/** Commands answer with nothing, with a word of random text, or with JSON that may matter (a snapshot id). */
function isNothing({ status, text }: Answer, method: Request['method']): boolean {
  return status === 204 || text === '' || (method !== 'GET' && !text.startsWith('{'))
}

/** The SDK asks for a token only in the function that was replaced: request.ts adds it, where it can also be renewed. */
const noAuthentication: IAuthStrategy = {
  setConfiguration: () => {},
  getOrCreateAccessToken: () => Promise.reject(new Error('The SDK sends nothing by itself.')),
  getAccessToken: async () => null,
  removeAccessToken: () => {},
}
