import { describe, expect, it } from 'vitest'
import { emptyWorld } from '../builders.ts'
import * as faults from '../faults.ts'
import { signedIn } from './test-helpers.ts'

const start = () => signedIn({ world: emptyWorld() })

describe('Faults', () => {
  it('hit the next requests that match, as often as they are told, and no others', async () => {
    await using spotify = await start()
    spotify.faults.next('GET /v1/me', faults.forbidden(), 2)
    expect((await spotify.get('/me/playlists')).status).toBe(200)
    expect([(await spotify.get('/me')).status, (await spotify.get('/me')).status, (await spotify.get('/me')).status]).toEqual([
      403, 403, 200,
    ])
  })

  it('match by text with {} and *, by pattern, and by function', async () => {
    await using spotify = await start()
    for (const match of [
      'GET /v1/tracks/{id}',
      'GET /v1/tr*',
      /market=DE/,
      (one: faults.FaultRequest) => one.path.endsWith('000'),
      'GET /v1/tracks/0000000000000000000000?market=DE',
    ]) {
      spotify.faults.next(match, faults.insufficientScope())
      expect((await spotify.get('/tracks/0000000000000000000000?market=DE')).status, String(match)).toBe(403)
      expect((await spotify.get('/tracks/0000000000000000000000?market=DE')).status, String(match)).toBe(404)
    }
  })

  it('can last until they are cleared', async () => {
    await using spotify = await start()
    spotify.faults.always(/./, faults.serverError(503, 'html'))
    spotify.faults.next(/./, faults.serverError(502, 'empty'))
    expect(await spotify.get('/me')).toMatchObject({ status: 502, text: '' })
    for (let i = 0; i < 3; i++) expect((await spotify.get('/me')).text).toContain('<html>')
    spotify.faults.clear()
    expect((await spotify.get('/me')).status).toBe(200)
  })

  it.each([
    ['rateLimited', faults.rateLimited(3), 429, { error: { status: 429, message: 'API rate limit exceeded' } }, '3'],
    ['rateLimited without header', faults.rateLimited(3, { noHeader: true }), 429, expect.anything(), null],
    ['rateLimited as text', faults.rateLimited(3, { plainText: true }), 429, undefined, '3'],
    [
      'quotaExceeded',
      faults.quotaExceeded(48_925),
      429,
      { error: { status: 429, message: 'Too many requests', reason: 'QUOTA_EXCEEDED' } },
      '48925',
    ],
    ['serverError', faults.serverError(500), 500, { error: { status: 500, message: 'Server error' } }, null],
    ['notRegistered', faults.notRegistered(), 403, undefined, null],
    [
      'ownerWithoutPremium',
      faults.ownerWithoutPremium(),
      403,
      { error: { status: 403, message: expect.stringContaining('required for the owner of the app.') } },
      null,
    ],
    [
      'listenerWithoutPremium',
      faults.listenerWithoutPremium(),
      403,
      { error: expect.objectContaining({ reason: 'PREMIUM_REQUIRED' }) },
      null,
    ],
    ['emptyBadRequest', faults.emptyBadRequest(), 400, undefined, null],
    ['invalidJson', faults.invalidJson(), 200, undefined, null],
  ])("look like Spotify's: %s", async (_, fault, status, json, retryAfter) => {
    await using spotify = await start()
    spotify.faults.next('GET /v1/me', fault)
    const answer = await spotify.get('/me')
    expect({ status: answer.status, json: answer.json, retryAfter: answer.headers.get('retry-after') }).toEqual({
      status,
      json,
      retryAfter,
    })
  })

  it('delay, hang, cut and drop on the wire', async () => {
    await using spotify = await start()
    const token = spotify.grant([]).accessToken
    const me = async (timeout = 2_000) =>
      (await fetch(`${spotify.apiUrl}/me`, { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(timeout) })).json()
    spotify.faults.next('GET /v1/me', faults.slow(80))
    const before = performance.now()
    await me()
    expect(performance.now() - before).toBeGreaterThan(75)
    spotify.faults.next('GET /v1/me', faults.hang())
    await expect(me(80)).rejects.toThrow('timeout')
    spotify.faults.next('GET /v1/me', faults.truncatedBody())
    await expect(me()).rejects.toThrow('terminated')
    spotify.faults.next('GET /v1/me', faults.dropConnection())
    await expect(me()).rejects.toThrow('fetch failed')
    await expect(me()).resolves.toHaveProperty('id')
  })

  it('can drop the connection after Spotify has done what was asked', async () => {
    await using spotify = await start()
    for (const [when, made] of [
      ['before', 0],
      ['after', 1],
    ] as const) {
      spotify.faults.next('POST /v1/me/playlists', faults.dropConnection(when))
      await expect(spotify.call('POST', '/me/playlists', { name: when })).rejects.toThrow('fetch failed')
      expect(spotify.world.playlists).toHaveLength(made)
    }
  })

  it('hit the token endpoint too', async () => {
    await using spotify = await start()
    spotify.faults.next('POST /api/token', faults.tokenError(400, { error: 'invalid_grant', error_description: 'Refresh token expired' }))
    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'AQsecret', client_id: spotify.clientId })
    const response = await fetch(`${spotify.accountsUrl}/api/token`, { method: 'POST', body })
    expect(await response.json()).toEqual({ error: 'invalid_grant', error_description: 'Refresh token expired' })
    expect(spotify.secrets()).toContain('AQsecret')
  })
})
