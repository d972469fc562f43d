import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openVault } from '../../src/auth/open-vault.ts'
import { createProcessLock } from '../../src/store/process-lock.ts'
import { call, computerWithSpotify, connect, fileVault, ready, signIn } from './with-spotify.ts'

const serving = ['serve', '--json', '--vault', 'file', '--no-browser']

describe('a running serve, when its login is removed', () => {
  it.each(['rotate', 'none'] as const)('does not write it back at its next renewal (%s)', async (rotation) => {
    const computer = await computerWithSpotify({ fake: { rotation } })
    await signIn(computer)
    const client = await connect(await ready(computer.run(serving)))
    await call(client, 'get_user_profile')

    const { exclusively } = createProcessLock(computer.path('vault.lock'))
    await openVault('file', { file: computer.path('vault.json'), exclusively }).forget(computer.spotify.clientId)
    computer.spotify.expireAccessTokens()
    computer.spotify.clearRecord()
    expect(await call(client, 'search_tracks', { query: 'midnight' }, true)).toContain('Nobody is signed in to Spotify.')
    expect(computer.spotify.tokenRequests()).toEqual([])
    expect(Object.keys(fileVault(computer))).toEqual(['endpoint-token'])
  })
})

describe('a login that Spotify ended', () => {
  it('is still said to have ended after a restart, until the next sign-in', async () => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    const first = computer.run(serving)
    const client = await connect(await ready(first))
    computer.spotify.revokeRefreshTokens()
    computer.spotify.expireAccessTokens()
    expect(await call(client, 'search_tracks', { query: 'midnight' }, true)).toContain('Spotify ended this login')
    await first.stop()

    const status = async () => (await computer.run(['status', '--vault', 'file']).ended).stdout
    expect(await status()).toMatch(/^Spotify ended the login\. To sign in again, run ".*login.*"\./)
    const again = computer.run(serving)
    await ready(again)
    await again.saw(/Spotify ended the login\./)
    expect(await status()).toMatch(/^Spotify ended the login\./)
    await again.stop()
    expect(computer.spotify.tokenRequests().filter(({ status }) => status === 400)).toHaveLength(1)

    await signIn(computer)
    expect(await status()).toMatch(/^Signed in/)
  })

  it('is forgotten by "logout"', async () => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    computer.spotify.revokeRefreshTokens()
    const serve = computer.run(serving)
    await serve.saw(/Spotify ended/)
    await serve.stop()
    await computer.run(['logout', '--vault', 'file']).ended
    expect((await computer.run(['status', '--vault', 'file']).ended).stdout).toMatch(/^Nobody is signed in\./)
  })
})

describe('what a killed process left of its write of the vault', () => {
  it('is cleared by the next start and by "logout"', async () => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    const leftOver = computer.path('vault.json.4242.new')
    writeFileSync(leftOver, readFileSync(computer.path('vault.json')), { mode: 0o600 })
    const serve = computer.run(serving)
    await ready(serve)
    expect(existsSync(leftOver)).toBe(false)
    await serve.stop()

    writeFileSync(leftOver, readFileSync(computer.path('vault.json')), { mode: 0o600 })
    const { code, stderr } = await computer.run(['logout', '--vault', 'file']).ended
    expect(code, stderr).toBe(0)
    expect(existsSync(leftOver)).toBe(false)
    expect(fileVault(computer)).not.toHaveProperty(computer.spotify.clientId)
  })

  it('is used when it has the only refresh token that works', async () => {
    const computer = await computerWithSpotify({ fake: { rotation: 'rotate' } })
    await signIn(computer)
    const before = fileVault(computer)
    const first = computer.run(serving)
    await call(await connect(await ready(first)), 'get_user_profile')
    await first.stop('SIGKILL')
    // As if it had been killed between writing the new file and renaming it.
    writeFileSync(computer.path('vault.json.4242.new'), readFileSync(computer.path('vault.json')), { mode: 0o600 })
    writeFileSync(computer.path('vault.json'), JSON.stringify(before), { mode: 0o600 })
    utimesSync(computer.path('vault.json'), 1, 1)
    expect((await computer.run(['status', '--vault', 'file']).ended).stdout).toMatch(/^Signed in/)
    expect(await call(await connect(await ready(computer.run(serving))), 'get_user_profile')).toContain('Wanda')
  })
})
