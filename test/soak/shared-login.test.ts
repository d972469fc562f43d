import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { allScopes } from '../../src/config/scopes.ts'
import { call, computerWithSpotify, connect, fileVault, ready, signIn } from '../commands/with-spotify.ts'
import { everyRound } from './rounds.ts'

it('two processes with one login both answer, however their renewals overlap', { timeout: 60 * 60_000 }, async () => {
  // Each renewal replaces the refresh token, and the one before works no more.
  const wanda = await computerWithSpotify({ fake: { rotation: 'rotate' } })
  await signIn(wanda)
  const clients = await Promise.all(
    ['App', 'Command'].map(async (name) => connect(await ready(wanda.run(['serve', '--json', '--vault', 'file', '--no-browser'])), name)),
  )

  await everyRound({ name: 'token renewals of two processes', many: 200 }, async () => {
    wanda.spotify.expireAccessTokens()
    const answers = await Promise.all(clients.map((client) => call(client, 'get_user_profile')))
    for (const answer of answers) expect(answer).toContain('Wanda')
    expect(Object.keys(fileVault(wanda))).toContain(wanda.spotify.clientId)
  })
})

it('a running process takes up each login that another one leaves in the vault', { timeout: 60 * 60_000 }, async () => {
  const wanda = await computerWithSpotify()
  await signIn(wanda)
  const client = await connect(await ready(wanda.run(['serve', '--json', '--vault', 'file', '--no-browser'])))

  await everyRound({ name: 'logins by another process', many: 200 }, async () => {
    wanda.spotify.revokeRefreshTokens()
    wanda.spotify.expireAccessTokens()
    const { refreshToken } = wanda.spotify.grant([...allScopes])
    const login = JSON.stringify({ refreshToken, scopes: allScopes, authorizedAt: new Date().toISOString() })
    writeFileSync(wanda.path('vault.json'), JSON.stringify({ ...fileVault(wanda), [wanda.spotify.clientId]: login }), { mode: 0o600 })
    expect(await call(client, 'get_user_profile')).toContain('Wanda')
  })
})
