import * as oauth from 'oauth4webapi'
import { ProxyFailure } from '../config/proxied-fetch.ts'
import { isProblem, Problem } from '../shared/problem.ts'

const tryAgain = 'Try again in a few minutes.'

/** The sentence of every ended login. @param handedIn it came with SPOTIFY_REFRESH_TOKEN, and would come again at the next start */
export function loginEnded(handedIn = false): Problem {
  const way = handedIn
    ? 'Sign in again where there is a browser: `tonearm login --print-refresh-token` makes a new token. Put it into SPOTIFY_REFRESH_TOKEN and ' +
      'start Tonearm again.'
    : 'Sign in again.'
  return new Problem('login-ended', `Spotify ended this login (it lasts six months, or access was removed). ${way}`)
}

/** What to say when a token request got no answer; `error` is what `fetch` threw. */
export function unreachable(error: unknown): Problem {
  const { name, cause } = error as { name?: string; cause?: { code?: string } }
  const reason = name === 'TimeoutError' ? 'it took too long' : (cause?.code ?? 'the connection failed')
  const through = error instanceof ProxyFailure ? ` through the proxy ${error.proxy}` : ''
  return new Problem('spotify-unreachable', `Spotify's accounts server could not be reached${through} (${reason}). ${tryAgain}`, {
    cause: error,
  })
}

/**
 * What a failed token request means. Only the status and the body's `error` count: the descriptions change from case to case.
 *
 * oauth4webapi's errors carry the whole answer, tokens included, and so never become the `cause` of a Problem. An error that is not about the
 * answer comes back unchanged: it is a defect.
 */
export function authorizationProblem(error: unknown, request: 'exchange' | 'refresh'): unknown {
  if (isProblem(error)) return error
  if (error instanceof oauth.AuthorizationResponseError) return callbackRefused(error.error)
  if (error instanceof oauth.ResponseBodyError) return refused(error.error, error.status, request)
  if (error instanceof oauth.UnsupportedOperationError) return unexpected('a kind of token that Tonearm does not know')
  if (!(error instanceof oauth.OperationProcessingError)) return error
  if (error.cause instanceof Response && error.cause.status !== 200) return unavailable(error.cause.status)
  switch (error.code) {
    case oauth.RESPONSE_IS_NOT_JSON:
    case oauth.PARSE_ERROR:
      return notSpotify()
    case oauth.INVALID_RESPONSE:
      return request === 'exchange' ? signInFailed('incomplete answer') : unexpected('a part is missing')
    default:
      return error
  }
}

/**
 * What Spotify's consent page reported to the callback in place of a code.
 *
 * @param error the callback's `error` parameter, which anybody may have written
 */
export function callbackRefused(error: string): Problem {
  if (error !== 'access_denied') return signInFailed(plainWord(error))
  return new Problem(
    'sign-in-cancelled',
    "The sign-in was cancelled on Spotify's page. Nothing was changed; you can sign in again at any time.",
  )
}

/** The sign-in was ended in Tonearm. */
export function cancelled(): Problem {
  return new Problem('sign-in-cancelled', 'The sign-in was cancelled. Nothing was changed; you can sign in again at any time.')
}

function refused(error: string, status: number, request: 'exchange' | 'refresh'): Problem {
  if (status === 429) return unavailable(status)
  if (error === 'invalid_client') {
    return new Problem(
      'client-id-refused',
      'Spotify does not know this client ID. Compare it with your app on https://developer.spotify.com/dashboard and set it again.',
    )
  }
  if (request === 'exchange') return signInFailed(plainWord(error))
  return error === 'invalid_grant' && status === 400 ? loginEnded() : unexpected(plainWord(error))
}

function signInFailed(reason: string): Problem {
  return new Problem('sign-in-failed', `Spotify did not complete the sign-in (${reason}). Try to sign in again.`)
}

function unavailable(status: number): Problem {
  const reason = status === 429 ? 'too many requests' : `status ${status}`
  return new Problem('spotify-unreachable', `Spotify's accounts server is unavailable right now (${reason}). ${tryAgain}`)
}

function notSpotify(): Problem {
  const sentence = "The answer was cut short or did not come from Spotify (a network's own sign-in page, perhaps)."
  return new Problem('spotify-unreachable', `${sentence} ${tryAgain}`)
}

function unexpected(answer: string): Problem {
  return new Problem('unexpected-answer', `Spotify's accounts server answered something unexpected (${answer}). ${tryAgain}`)
}

/** OAuth's error codes are plain words; anything else could be text for a model to read, and is not repeated. */
function plainWord(error: string): string {
  return /^[a-z_]{1,40}$/i.test(error) ? error : 'an error it did not name'
}
