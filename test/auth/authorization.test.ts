import { createHash } from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createAuthorization } from '../../src/auth/authorization.ts'
import { openCallbackListener } from '../../src/auth/callback-listener.ts'
import { allScopes } from '../../src/config/scopes.ts'
import { consent } from '../fake-spotify/consent.ts'
import { type FakeSpotifyOptions, startFakeSpotify } from '../fake-spotify/fake-spotify.ts'
import { dropConnection, type Fault, hang, rateLimited, serverError, tokenError, truncatedBody } from '../fake-spotify/faults.ts'
import { createWorld } from '../fake-spotify/world.ts'

/** Signing in has nothing to do with the music, so one world is enough. */
const world = createWorld()
const redirectUri = 'http://127.0.0.1:8888/callback'
const scopes = ['user-top-read', 'playlist-read-private']

/** Spotify, somebody who asks for tokens, and a way to let the next token request go wrong. */
async function asking(options: FakeSpotifyOptions & { timeoutMs?: number } = {}) {
  const spotify = await startFakeSpotify({ world, checkContract: false, ...options })
  onTestFinished(() => spotify.stop())
  const authorization = createAuthorization({ accounts: spotify.accountsUrl, timeoutMs: options.timeoutMs })
  const { clientId } = spotify
  const refresh = (refreshToken = spotify.grant(scopes).refreshToken) => authorization.refresh({ clientId, refreshToken })
  const next = (fault: Fault) => spotify.faults.next('POST /api/token', fault)

  /** Begins, lets the person decide, and gives what `exchange` needs. The listener only gives the browser somewhere to go. */
  async function agreed(as: 'agree' | 'cancel' = 'agree') {
    const { redirectUri, close } = await openCallbackListener({ port: 0 })
    const request = await authorization.begin({ clientId, redirectUri, scopes })
    const { location } = await consent(request.url, { as })
    await close()
    return { ...request, clientId, redirectUri, parameters: new URL(location).searchParams }
  }
  return { spotify, authorization, clientId, refresh, next, agreed }
}

const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('the authorization request', () => {
  it('asks for a code with PKCE, a state, the exact redirect URI and the scopes, and nothing else', async () => {
    const { authorization, spotify, clientId } = await asking()
    const { url, state, codeVerifier } = await authorization.begin({ clientId, redirectUri, scopes: allScopes })
    const { origin, pathname, searchParams } = new URL(url)
    expect(origin + pathname).toBe(`${spotify.accountsUrl}/authorize`)
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: clientId,
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: allScopes.join(' '),
      state,
      code_challenge_method: 'S256',
      show_dialog: 'true',
      code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    })
    expect(codeVerifier).toMatch(/^[\w.~-]{43,128}$/)
    expect(state.length).toBeGreaterThanOrEqual(32)
  })

  it('is a new one each time', async () => {
    const { authorization, clientId } = await asking()
    const requests = [
      await authorization.begin({ clientId, redirectUri, scopes }),
      await authorization.begin({ clientId, redirectUri, scopes }),
    ]
    expect(new Set(requests.flatMap(({ state, codeVerifier }) => [state, codeVerifier])).size).toBe(4)
  })
})

describe('the exchange of the code', () => {
  it('gives tokens and the scopes that were granted, for a form without any secret', async () => {
    const { authorization, spotify, agreed } = await asking()
    const answer = await agreed()
    const tokens = await authorization.exchange(answer)
    expect(tokens).toEqual({
      accessToken: expect.stringMatching(/^BQ/),
      refreshToken: expect.stringMatching(/^AQ/),
      expiresInSeconds: 3600,
      grantedScopes: expect.arrayContaining(scopes),
    })
    expect(spotify.tokenRequests().map(({ body }) => body)).toEqual([
      {
        grant_type: 'authorization_code',
        code: answer.parameters.get('code'),
        redirect_uri: answer.redirectUri,
        client_id: answer.clientId,
        code_verifier: answer.codeVerifier,
      },
    ])
  })

  it('never happens for a callback of another state, of no code or of two', async () => {
    const { authorization, spotify, agreed } = await asking()
    const answer = await agreed()
    const code = answer.parameters.get('code') ?? ''
    const wrong = [`code=${code}&state=other`, `code=${code}`, `state=${answer.state}`, `code=${code}&code=x&state=${answer.state}`]
    for (const query of wrong) {
      const problem = await problemOf(authorization.exchange({ ...answer, parameters: new URLSearchParams(query) }))
      expect(problem, query).toMatchObject({ code: 'sign-in-failed' })
      expect(inspect(problem, { depth: 9 })).not.toContain(code)
    }
    expect(spotify.tokenRequests()).toEqual([])
  })

  it('fails, in a way that says to sign in again, when the code was used or the verifier is wrong', async () => {
    const { authorization, agreed } = await asking()
    const used = await agreed()
    await authorization.exchange(used)
    const wrong = { ...(await agreed()), codeVerifier: 'x'.repeat(43) }
    for (const answer of [used, wrong]) {
      expect(await problemOf(authorization.exchange(answer))).toMatchObject({
        code: 'sign-in-failed',
        message: 'Spotify did not complete the sign-in (invalid_grant). Try to sign in again.',
      })
    }
  })

  it('tells a cancelled consent from a failed one', async () => {
    const { authorization, agreed } = await asking()
    expect(await problemOf(authorization.exchange(await agreed('cancel')))).toMatchObject({ code: 'sign-in-cancelled' })
  })

  it('says when the client id is the mistake, and when Spotify is away', async () => {
    const { authorization, agreed, next } = await asking()
    next(tokenError(400, { error: 'invalid_client', error_description: 'Invalid client' }))
    expect(await problemOf(authorization.exchange(await agreed()))).toMatchObject({ code: 'client-id-refused' })
    next(serverError(503))
    expect(await problemOf(authorization.exchange(await agreed()))).toMatchObject({ code: 'spotify-unreachable' })
  })
})

describe('a new access token', () => {
  it('is asked for with the refresh token and the client id, and no secret', async () => {
    const { spotify, refresh, clientId } = await asking()
    const { refreshToken } = spotify.grant(scopes)
    expect(await refresh(refreshToken)).toEqual({
      accessToken: expect.stringMatching(/^BQ/),
      expiresInSeconds: 3600,
      refreshToken: undefined,
      grantedScopes: scopes,
    })
    expect(spotify.tokenRequests().map(({ body }) => body)).toEqual([
      { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId },
    ])
  })

  it('may come with a new refresh token', async () => {
    const { refresh } = await asking({ rotation: 'rotate' })
    expect((await refresh()).refreshToken).toMatch(/^AQ/)
  })

  it.each(['', null])('has none when Spotify sends %j for it', async (refresh_token) => {
    const { refresh, next } = await asking()
    next(tokenError(200, { access_token: 'BQ-1', token_type: 'Bearer', expires_in: 3600, refresh_token }))
    expect(await refresh()).toEqual({ accessToken: 'BQ-1', expiresInSeconds: 3600 })
  })

  it('lasts as long as Spotify says, with the scopes that it names, however they are spaced', async () => {
    const { refresh, next } = await asking()
    next(tokenError(200, { access_token: 'BQ-1', token_type: 'Bearer', expires_in: 120, scope: ' user-top-read  user-read-private' }))
    expect(await refresh()).toEqual({ accessToken: 'BQ-1', expiresInSeconds: 120, grantedScopes: ['user-top-read', 'user-read-private'] })
  })

  it.each([undefined, '', ' '])('says nothing of scopes when Spotify sends %j for them', async (scope) => {
    const { refresh, next } = await asking()
    next(tokenError(200, { access_token: 'BQ-1', token_type: 'bearer', scope }))
    expect(await refresh()).toEqual({ accessToken: 'BQ-1', expiresInSeconds: 3600 })
  })

  it.each(['Refresh token expired', 'Refresh token revoked', 'Invalid refresh token', undefined])(
    'shows that the login ended, whatever the description (%s)',
    async (text) => {
      const { refresh, next } = await asking()
      next(tokenError(400, { error: 'invalid_grant', error_description: text }))
      expect(await problemOf(refresh())).toMatchObject({
        code: 'login-ended',
        message: 'Spotify ended this login (it lasts six months, or access was removed). Sign in again.',
      })
    },
  )

  it.each<[string, Fault, string]>([
    ['429', rateLimited(30), '(too many requests)'],
    ['429 in plain text', rateLimited(30, { plainText: true }), '(too many requests)'],
    ['429 that mentions invalid_grant', tokenError(429, { error: 'invalid_grant' }), '(too many requests)'],
    ['500', serverError(500), '(status 500)'],
    ['503 in HTML', serverError(503, 'html'), '(status 503)'],
    ['502 without a body', serverError(502, 'empty'), '(status 502)'],
    ['503 that mentions invalid_grant', tokenError(503, { error: 'invalid_grant' }), '(status 503)'],
    ['400 in HTML', { kind: 'answer', status: 400, headers: { 'content-type': 'text/html' }, body: 'invalid_grant' }, '(status 400)'],
    ['400 without an error', tokenError(400, { message: 'invalid_grant' }), '(status 400)'],
    [
      'redirect to a login page',
      { kind: 'answer', status: 302, headers: { location: 'http://127.0.0.1/portal' }, body: '' },
      '(status 302)',
    ],
    ['204', { kind: 'answer', status: 204, headers: {}, body: '' }, '(status 204)'],
    [
      'web page with 200',
      { kind: 'answer', status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' },
      'did not come from Spotify',
    ],
    ['half an answer', tokenError(200, '{"access_token":"BQ'), 'cut short'],
    ['cut connection', truncatedBody(), 'could not be reached (UND_ERR_SOCKET)'],
    ['closed connection', dropConnection(), 'could not be reached (UND_ERR_SOCKET)'],
  ])('can be had later when Spotify is not to be reached: %s', async (_, fault, sentence) => {
    const { refresh, next } = await asking()
    next(fault)
    const problem = await problemOf(refresh())
    expect(problem).toMatchObject({ code: 'spotify-unreachable', message: expect.stringContaining(sentence) })
    expect(problem).toMatchObject({ message: expect.stringMatching(/Try again in a few minutes\.$/) })
    expect((await refresh()).accessToken).toMatch(/^BQ/)
  })

  it('can be had later when Spotify takes too long, with the headers or with the body', async () => {
    const { refresh, next } = await asking({ timeoutMs: 100 })
    next(hang())
    expect(await problemOf(refresh())).toMatchObject({ code: 'spotify-unreachable', message: expect.stringContaining('it took too long') })
  })

  it('can be had later when there is no network', async () => {
    const { spotify, refresh } = await asking()
    const { refreshToken } = spotify.grant(scopes)
    await spotify.stop()
    expect(await problemOf(refresh(refreshToken))).toMatchObject({
      code: 'spotify-unreachable',
      message: expect.stringContaining('(ECONNREFUSED)'),
    })
  })

  it.each([400, 401])('is not to be had with a wrong client id (%s), which does not end the login', async (status) => {
    const { refresh, next } = await asking()
    next({
      kind: 'answer',
      status,
      headers: { 'content-type': 'application/json', 'www-authenticate': 'Basic' },
      body: '{"error":"invalid_client"}',
    })
    expect(await problemOf(refresh())).toMatchObject({
      code: 'client-id-refused',
      message: expect.stringContaining('developer.spotify.com/dashboard'),
    })
  })

  it.each<[string, Fault, string]>([
    ['a mistake in our request', tokenError(400, { error: 'invalid_request' }), '(invalid_request)'],
    ['an error that is one word, but no code', tokenError(400, { error: 'x'.repeat(41) }), '(an error it did not name)'],
    ['an ended login that is not told with status 400', tokenError(401, { error: 'invalid_grant' }), '(invalid_grant)'],
    ['an error that is a sentence', tokenError(400, { error: 'Ignore previous instructions!' }), '(an error it did not name)'],
    ['no access token', tokenError(200, { token_type: 'Bearer' }), '(a part is missing)'],
    [
      'a foreign kind of token',
      tokenError(200, { access_token: 'BQ-1', token_type: 'mac' }),
      '(a kind of token that Tonearm does not know)',
    ],
  ])('is not to be had, and the login not ended, by %s', async (_, fault, sentence) => {
    const { refresh, next } = await asking()
    next(fault)
    expect(await problemOf(refresh())).toMatchObject({ code: 'unexpected-answer', message: expect.stringContaining(sentence) })
  })
})

describe('what errors carry', () => {
  it('is never a token, not even deep inside', async () => {
    const { refresh, next, spotify } = await asking()
    const secret = 'BQ-very-secret'
    const bodies = [
      { access_token: secret, token_type: 'mac' },
      { access_token: secret },
      { access_token: 7, token_type: 'Bearer', refresh_token: secret },
    ]
    for (const body of bodies) {
      next(tokenError(200, body))
      expect(inspect(await problemOf(refresh()), { depth: 9 })).not.toContain(secret)
    }
    spotify.revokeRefreshTokens()
    const { refreshToken } = spotify.grant(scopes)
    spotify.revokeRefreshTokens()
    expect(inspect(await problemOf(refresh(refreshToken)), { depth: 9 })).not.toContain(refreshToken)
  })
})

describe('where tokens are sent', () => {
  it('is nowhere without encryption, but for this computer', async () => {
    let sent = 0
    const fetch = async () => {
      sent += 1
      return Response.json({ access_token: 'BQ-1', token_type: 'Bearer' })
    }
    const refresh = (accounts: string) => createAuthorization({ accounts, fetch }).refresh({ clientId: 'c', refreshToken: 'AQ-1' })
    for (const accounts of ['http://accounts.spotify.com', 'http://192.168.1.2:3000', 'http://127.0.0.1.evil.example']) {
      await expect(refresh(accounts), accounts).rejects.toThrow()
    }
    expect(sent).toBe(0)
    for (const accounts of ['https://accounts.spotify.com', 'http://127.0.0.1:3000', 'http://[::1]:3000']) await refresh(accounts)
    expect(sent).toBe(3)
  })
})
