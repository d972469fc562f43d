import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { consent } from '../fake-spotify/consent.ts'
import { invalidJson, notRegistered, rateLimited, serverError, tokenError } from '../fake-spotify/faults.ts'
import { call, computerWithSpotify, connect, ready, signInAddress } from './with-spotify.ts'

it('no secret stands in the log or on the terminal after a full run with everything that can go wrong', async () => {
  const computer = await computerWithSpotify({ fake: { rotation: 'rotate' } })
  const { spotify } = computer
  const secrets = new Set<string>()
  let said = ''

  // Sign-ins: one that is cancelled, one whose code is refused, one that succeeds.
  for (const how of ['cancel', 'refused', 'agree'] as const) {
    if (how === 'refused')
      spotify.faults.next('POST /api/token', tokenError(400, { error: 'invalid_grant', error_description: 'Invalid authorization code' }))
    const login = computer.run(['login', '--no-browser', '--vault', 'file'])
    const address = await signInAddress(login)
    const { location } = await consent(address, { as: how === 'cancel' ? 'cancel' : 'agree' })
    const callback = new URL(location).searchParams
    for (const name of ['code', 'state']) secrets.add(callback.get(name) ?? '')
    // The address of the sign-in page must be shown; it holds the state, which is worth nothing without the verifier.
    said += (await login.ended).stderr.replaceAll(address, '')
  }

  // Calls: answers, renewals and all kinds of failures.
  const serve = computer.run(['serve', '--json', '--vault', 'file'])
  const { url, token } = await ready(serve)
  secrets.add(token)
  const client = await connect({ url, token })
  await fetch(url, { method: 'POST', headers: { Authorization: 'Bearer of-somebody-else' } })
  secrets.add('of-somebody-else')
  await call(client, 'search_tracks', { query: 'midnight' })
  spotify.expireAccessTokens()
  await call(client, 'get_user_top_artists')
  for (const fault of [notRegistered(), rateLimited(3_600), serverError(500, 'html'), invalidJson()]) {
    spotify.faults.always('GET /v1/search', fault)
    await client.callTool({ name: 'search_tracks', arguments: { query: `fault ${Math.random()}` } })
    spotify.faults.clear()
  }
  spotify.expireAccessTokens()
  spotify.revokeRefreshTokens()
  await client.callTool({ name: 'get_user_top_tracks' })
  said += (await serve.stop()).stderr
  said += (await computer.run(['logout', '--vault', 'file']).ended).stderr

  const written = readdirSync(computer.path('logs')).map((name) => readFileSync(computer.path('logs', name), 'utf8'))
  for (const secret of spotify.secrets()) secrets.add(secret)
  expect(existsSync(computer.path('logs', 'tonearm.log'))).toBe(true)
  expect(written.join('').split('\n').length).toBeGreaterThan(10)
  expect(secrets.size).toBeGreaterThanOrEqual(12)
  expect([...secrets].filter((secret) => secret && written.join('').includes(secret))).toEqual([])
  expect([...secrets].filter((secret) => secret && said.includes(secret))).toEqual([])
}, 30_000)
