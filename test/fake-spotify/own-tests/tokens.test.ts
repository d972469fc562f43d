import { describe, expect, it } from 'vitest'
import { consent } from '../consent.ts'
import type { FakeSpotify } from '../fake-spotify.ts'
import { exchange, refresh, startApp } from './sign-in-helpers.ts'

describe('The refresh', () => {
  it('gives no new refresh token since June 2026, and the old one goes on working', async () => {
    await using app = await startApp()
    const { refreshToken } = app.spotify.grant(['user-top-read'])
    const { json } = await refresh(app.spotify, refreshToken)
    expect(Object.keys(json)).toEqual(['access_token', 'token_type', 'expires_in', 'scope'])
    expect((await refresh(app.spotify, refreshToken)).status).toBe(200)
  })

  it('can give an empty, the same, or a new one that ends the old one', async () => {
    for (const [rotation, given] of [
      ['empty', () => ''],
      ['same', (old: string) => old],
    ] as const) {
      await using app = await startApp({ rotation })
      const { refreshToken } = app.spotify.grant([])
      expect((await refresh(app.spotify, refreshToken)).json.refresh_token).toBe(given(refreshToken))
    }
    await using app = await startApp({ rotation: 'rotate' })
    const { refreshToken } = app.spotify.grant([])
    const next = String((await refresh(app.spotify, refreshToken)).json.refresh_token)
    expect(next).not.toBe(refreshToken)
    expect((await refresh(app.spotify, refreshToken)).json).toEqual({ error: 'invalid_grant', error_description: 'Refresh token revoked' })
    expect((await refresh(app.spotify, next)).status).toBe(200)
  })

  it('ends six calendar months after the consent, however often it was used, also rotated', async () => {
    await using app = await startApp({ rotation: 'rotate' })
    let { refreshToken } = app.spotify.grant([])
    for (const [year, month, date] of [
      [2026, 10, 1],
      [2027, 0, 15],
      [2027, 1, 27],
    ] as const) {
      app.clock.now = Date.UTC(year, month, date, 12)
      refreshToken = String((await refresh(app.spotify, refreshToken)).json.refresh_token)
    }
    app.clock.now = Date.UTC(2027, 1, 28, 12)
    expect(await refresh(app.spotify, refreshToken)).toEqual({
      status: 400,
      json: { error: 'invalid_grant', error_description: 'Refresh token expired' },
    })
  })

  it('can be expired or revoked by the test, with the words it wants', async () => {
    await using app = await startApp()
    const [first, second] = [app.spotify.grant([]), app.spotify.grant([])]
    app.spotify.revokeRefreshTokens('Refresh token revoked by the moon')
    expect((await refresh(app.spotify, first.refreshToken)).json.error_description).toBe('Refresh token revoked by the moon')
    expect((await refresh(app.spotify, second.refreshToken)).json.error).toBe('invalid_grant')
    const third = app.spotify.grant([])
    app.spotify.expireRefreshTokens()
    expect((await refresh(app.spotify, third.refreshToken)).json.error_description).toBe('Refresh token expired')
    expect((await refresh(app.spotify, 'AQmalformed')).json.error_description).toBe('Invalid refresh token')
  })
})

describe('An access token', () => {
  const me = async (spotify: FakeSpotify, headers: Record<string, string>) => {
    const response = await fetch(`${spotify.apiUrl}/me`, { headers })
    await response.text()
    return [response.status, response.headers.get('www-authenticate')]
  }

  it('lives for one hour', async () => {
    await using app = await startApp()
    const headers = { authorization: `Bearer ${app.spotify.grant([]).accessToken}` }
    app.clock.now += 3_600_000 - 1
    expect(await me(app.spotify, headers)).toEqual([200, null])
    app.clock.now += 1
    expect(await me(app.spotify, headers)).toEqual([
      401,
      expect.stringContaining('error="invalid_token", error_description="The access token expired"'),
    ])
  })

  it('is missing or invalid with a 401 that says which', async () => {
    await using app = await startApp()
    expect(await me(app.spotify, {})).toEqual([401, expect.stringContaining('error="missing_token"')])
    expect(await me(app.spotify, { authorization: 'Bearer nonsense' })).toEqual([401, expect.stringContaining('error="invalid_token"')])
  })

  it('can be expired by the test', async () => {
    await using app = await startApp()
    const headers = { authorization: `Bearer ${app.spotify.grant([]).accessToken}` }
    app.spotify.expireAccessTokens()
    expect((await me(app.spotify, headers))[0]).toBe(401)
  })
})

describe('The secrets', () => {
  it('are every code, verifier and token that was ever issued or received', async () => {
    await using app = await startApp()
    const { location } = await consent(app.url)
    const { json } = await exchange(app, location)
    await refresh(app.spotify, 'AQ-from-elsewhere')
    const secrets = app.spotify.secrets()
    for (const one of [
      new URL(location).searchParams.get('code'),
      app.verifier,
      json.access_token,
      json.refresh_token,
      'AQ-from-elsewhere',
    ]) {
      expect(secrets).toContain(one)
    }
  })
})
