import * as oauth from 'oauth4webapi'
import { isLiteralLoopback } from '../shared/loopback.ts'
import { isProblem } from '../shared/problem.ts'
import { readBody } from '../shared/read-body.ts'
import { authorizationProblem, unreachable } from './authorization-problems.ts'

/** What Spotify's token endpoint gave us. */
export type Tokens = {
  accessToken: string
  expiresInSeconds: number
  /** Missing when the one in use stays valid. */
  refreshToken?: string
  /** Missing when the answer does not say. */
  grantedScopes?: string[]
}

/** The OAuth protocol with Spotify's accounts server: authorization code with PKCE, for a client without a secret. */
export type Authorization = {
  /**
   * A new authorization request. `url` is for the browser; `state` and `codeVerifier` are needed again in `exchange`.
   *
   * Spotify always shows its page, with the account and a way to choose another one (`show_dialog`,
   * https://developer.spotify.com/documentation/web-api/tutorials/code-pkce-flow). Otherwise it would take the account that the browser is signed in to, without a word.
   */
  begin(request: { clientId: string; redirectUri: string; scopes: readonly string[] }): Promise<AuthorizationRequest>
  /**
   * Turns the callback's authorization code into tokens; a code works once and for about ten minutes.
   *
   * @param answer.redirectUri the same as in `begin`
   * @throws Problem `sign-in-failed`, `sign-in-cancelled`, `client-id-refused`, `spotify-unreachable`
   */
  exchange(answer: AuthorizationAnswer): Promise<Tokens>
  /**
   * Gets a new access token.
   *
   * Spotify answers without `refresh_token` since June 2026: the old one stays valid, for six months after the consent in all
   * (https://developer.spotify.com/blog/2026-06-18-refresh-token-expiration).
   *
   * @throws Problem `login-ended` on `invalid_grant`: forget the login; `client-id-refused`, `spotify-unreachable` (network, timeout, 429, 5xx, no
   * JSON), `unexpected-answer`: keep it
   */
  refresh(login: { clientId: string; refreshToken: string }): Promise<Tokens>
}

export type AuthorizationRequest = { url: string; state: string; codeVerifier: string }

export type AuthorizationAnswer = {
  clientId: string
  redirectUri: string
  state: string
  codeVerifier: string
  /** The query of the callback. */
  parameters: URLSearchParams
}

/** An answer with tokens has a hundredth of it. One that is longer counts as empty. */
const mostBytes = 1024 * 1024

/** How long an access token lasts when the answer does not say; Spotify has always said 3600. */
const usualLifetimeSeconds = 3_600

/**
 * @param options.accounts the accounts server without a trailing slash; plain http only on a loopback address
 * @param options.timeoutMs for a whole token request, headers and body
 */
export function createAuthorization(options: { accounts: string; fetch?: typeof fetch; timeoutMs?: number }): Authorization {
  const { accounts, timeoutMs = 10_000 } = options
  const server: oauth.AuthorizationServer = {
    issuer: accounts,
    authorization_endpoint: `${accounts}/authorize`,
    token_endpoint: `${accounts}/api/token`,
  }
  const requestOptions = {
    [oauth.customFetch]: lenientFetch(options.fetch ?? fetch),
    [oauth.allowInsecureRequests]: isLiteralLoopback(new URL(accounts)),
    signal: () => AbortSignal.timeout(timeoutMs),
  }

  return {
    async begin({ clientId, redirectUri, scopes }) {
      const codeVerifier = oauth.generateRandomCodeVerifier()
      const state = oauth.generateRandomState()
      const url = new URL(`${accounts}/authorize`)
      url.search = new URLSearchParams({
        client_id: clientId,
        response_type: 'code',
        redirect_uri: redirectUri,
        scope: scopes.join(' '),
        state,
        code_challenge_method: 'S256',
        code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
        show_dialog: 'true',
      }).toString()
      return { url: url.href, state, codeVerifier }
    },

    async exchange({ clientId, redirectUri, state, codeVerifier, parameters }) {
      const client = { client_id: clientId }
      try {
        const callback = oauth.validateAuthResponse(server, client, parameters, state)
        const request = oauth.authorizationCodeGrantRequest(
          server,
          client,
          oauth.None(),
          callback,
          redirectUri,
          codeVerifier,
          requestOptions,
        )
        return toTokens(await oauth.processAuthorizationCodeResponse(server, client, await request))
      } catch (error) {
        throw authorizationProblem(error, 'exchange')
      }
    },

    async refresh({ clientId, refreshToken }) {
      const client = { client_id: clientId }
      try {
        const response = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), refreshToken, requestOptions)
        return toTokens(await oauth.processRefreshTokenResponse(server, client, response))
      } catch (error) {
        throw authorizationProblem(error, 'refresh')
      }
    },
  }
}

function toTokens(answer: oauth.TokenEndpointResponse): Tokens {
  return {
    accessToken: answer.access_token,
    expiresInSeconds: answer.expires_in ?? usualLifetimeSeconds,
    refreshToken: answer.refresh_token,
    // An empty scope is no scope (RFC 6749, 3.3), so it says as little as a missing one.
    grantedScopes: answer.scope?.trim() ? answer.scope.trim().split(/\s+/) : undefined,
  }
}

/**
 * `fetch` for oauth4webapi with two differences: what never became an answer is a Problem, and a `refresh_token` of "" or null, which Spotify
 * has sent and the library refuses, is left out. Challenges in headers are dropped too, so that only the body's `error` decides.
 */
function lenientFetch(send: typeof fetch) {
  return async (url: string, init: oauth.CustomFetchOptions<'POST', URLSearchParams>): Promise<Response> => {
    let response: Response
    let text: string
    try {
      response = await send(url, init)
      text = (await readBody(response, mostBytes)) ?? ''
    } catch (error) {
      throw isProblem(error) ? error : unreachable(error)
    }
    const headers = new Headers({ 'content-type': response.headers.get('content-type') ?? '' })
    return new Response(mayHaveBody(response.status) ? withoutEmptyRefreshToken(text) : null, { status: response.status, headers })
  }
}

function mayHaveBody(status: number): boolean {
  return ![204, 205, 304].includes(status)
}

function withoutEmptyRefreshToken(text: string): string {
  try {
    const answer: unknown = JSON.parse(text)
    if (typeof answer !== 'object' || answer === null || !('refresh_token' in answer) || answer.refresh_token) return text
    return JSON.stringify({ ...answer, refresh_token: undefined })
  } catch {
    return text
  }
}
