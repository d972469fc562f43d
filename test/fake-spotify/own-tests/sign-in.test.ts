import { describe, expect, it } from 'vitest'
import { consent } from '../consent.ts'
import { authorizeUrl, exchange, startApp } from './sign-in-helpers.ts'

describe('The authorize page', () => {
  it('sends the user back to the app with a code and the state', async () => {
    await using app = await startApp()
    const { status, body, location } = await consent(app.url)
    expect({ status, body }).toEqual({ status: 200, body: 'You may close this window.' })
    const answer = new URL(location).searchParams
    expect([...answer.keys()]).toEqual(['code', 'state'])
    expect(answer.get('state')).toBe('a b&c')
  })

  it('sends access_denied and the state when the user cancels', async () => {
    await using app = await startApp()
    const { location } = await consent(app.url, { as: 'cancel' })
    expect(location).toBe(`${app.redirectUri}?error=access_denied&state=a+b%26c`)
  })

  it("shows the app, each scope with Spotify's sentence, and no scripts", async () => {
    await using app = await startApp()
    const html = await (await fetch(app.url)).text()
    expect(html).toContain('Tonearm wants to use your Spotify account')
    expect(html).toContain('Access your private playlists.')
    expect(html).not.toContain('<script')
  })

  it.each([
    ['an unknown client', { client_id: 'f'.repeat(32) }, 'INVALID_CLIENT: Invalid client'],
    ['localhost', { redirect_uri: 'http://localhost:8888/callback' }, 'INVALID_CLIENT: Invalid redirect URI'],
    ['another path', { redirect_uri: 'http://127.0.0.1:8888/callback/' }, 'INVALID_CLIENT: Invalid redirect URI'],
    ['a plain challenge', { code_challenge_method: 'plain' }, 'code_challenge_method must be S256'],
    ['no challenge', { code_challenge: '' }, 'code_challenge must be supplied'],
    ['an invented scope', { scope: 'user-read-mind' }, 'INVALID_SCOPE: Invalid scope user-read-mind'],
  ])('shows an error and does not redirect for %s', async (_, change, message) => {
    await using app = await startApp()
    const { status, body, location } = await consent(authorizeUrl(app.spotify, app.redirectUri, app.verifier, change))
    expect({ status, location }).toEqual({ status: 400, location: '' })
    expect(body).toContain(message)
  })
})

describe('The code exchange', () => {
  it('gives a bearer token for an hour, a refresh token, and the scopes', async () => {
    await using app = await startApp()
    const { status, json } = await exchange(app, (await consent(app.url)).location)
    expect(status).toBe(200)
    expect(json).toEqual({
      access_token: expect.stringMatching(/^BQ/),
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: expect.stringMatching(/^AQ/),
      scope: 'user-top-read playlist-read-private',
    })
  })

  it('grants fewer scopes when the user unticks one', async () => {
    await using app = await startApp()
    const { location } = await consent(app.url, { scopes: ['user-top-read'] })
    expect((await exchange(app, location)).json.scope).toBe('user-top-read')
  })

  it('takes a code once', async () => {
    await using app = await startApp()
    const { location } = await consent(app.url)
    expect((await exchange(app, location)).status).toBe(200)
    expect(await exchange(app, location)).toEqual({
      status: 400,
      json: { error: 'invalid_grant', error_description: 'Invalid authorization code' },
    })
  })

  it('forgets a code after ten minutes', async () => {
    await using app = await startApp()
    const { location } = await consent(app.url)
    app.clock.now += 10 * 60_000 + 1
    expect((await exchange(app, location)).json.error_description).toBe('Invalid authorization code')
  })

  it.each([
    ['another verifier', { code_verifier: 'x'.repeat(64) }, 'invalid_grant', 'code_verifier was incorrect'],
    ['another redirect', { redirect_uri: 'http://127.0.0.1:1/callback' }, 'invalid_grant', 'Invalid redirect URI'],
    ['an unknown code', { code: 'AQnothing' }, 'invalid_grant', 'Invalid authorization code'],
    ['another client', { client_id: 'nobody' }, 'invalid_client', 'Invalid client'],
    ['another grant', { grant_type: 'password' }, 'unsupported_grant_type', expect.any(String)],
  ])('refuses %s', async (_, change, error, error_description) => {
    await using app = await startApp()
    const { location } = await consent(app.url)
    expect(await exchange(app, location, change)).toEqual({ status: 400, json: { error, error_description } })
  })
})
