import { describe, expect, it } from 'vitest'
import { Problem } from '../../src/shared/problem.ts'
import { type Consent, consent } from '../fake-spotify/consent.ts'
import { serverError, slow, tokenError } from '../fake-spotify/faults.ts'
import { askedScopes, consentedAt, minutes, person, problemOf } from './person.ts'

const endsAt = '2027-05-23T09:00:00.000Z'
const signedIn = { state: 'signed-in', grantedScopes: askedScopes, authorizedAt: consentedAt, endsAt }
const unavailable = new Problem('vault-unavailable', 'No keyring is available.')

describe('at the start', () => {
  it('takes up the login that the vault keeps, and shows how long it lasts', async () => {
    const { session, keep, grants } = await person()
    keep()
    expect(session.state()).toEqual({ state: 'signed-out' })
    await session.restore()
    expect(session.state()).toEqual(signedIn)
    expect(grants()).toEqual([])
  })

  it('is signed out when the vault has no login, or one that nobody understands', async () => {
    const { session, vault, settings, log } = await person()
    await session.restore()
    expect(session.state()).toEqual({ state: 'signed-out' })
    vault.entries.set(settings.clientId ?? '', '{"not":"a login"}')
    await session.restore()
    expect(session.state()).toEqual({ state: 'signed-out' })
    expect(log).toEqual(['warn: The stored login is damaged. Sign in again to replace it.'])
  })

  it('is signed out when the vault fails, says so in the log once, and looks again when it is needed', async () => {
    const { session, keep, vault, log } = await person()
    keep()
    vault.failure.read = unavailable
    await session.restore()
    expect(session.state()).toEqual({ state: 'signed-out' })
    expect(await problemOf(session.accessToken())).toMatchObject({ code: 'signed-out' })
    expect(log).toEqual(['warn: The stored login could not be read. No keyring is available.'])
    vault.failure = {}
    expect(await session.accessToken()).toMatch(/^BQ/)
  })

  it('says that the client id is missing, and takes up the login when it comes', async () => {
    const { session, settings, keep } = await person()
    const { clientId } = settings
    keep()
    settings.clientId = undefined
    await session.restore()
    expect(session.state()).toEqual({ state: 'client-id-missing' })
    for (const work of [session.accessToken(), session.renew('BQ-1'), session.signIn(() => {})]) {
      expect(await problemOf(work)).toMatchObject({
        code: 'client-id-missing',
        message: expect.stringContaining('developer.spotify.com/dashboard'),
      })
    }
    settings.clientId = clientId
    await session.restore()
    expect(session.state()).toEqual(signedIn)
  })

  it('uses no login with another client id than its own', async () => {
    const { session, settings, grants } = await person({ login: true })
    settings.clientId = 'another-client'
    expect(session.state()).toEqual({ state: 'signed-out' })
    expect(await problemOf(session.accessToken())).toMatchObject({ code: 'signed-out' })
    expect(grants()).toEqual([])
  })
})

describe('the access token', () => {
  it('is asked for once and used until five minutes before its end', async () => {
    const { session, pass, grants } = await person({ login: true })
    const first = await session.accessToken()
    pass(55 * minutes)
    expect(await session.accessToken()).toBe(first)
    pass(1)
    expect(await session.accessToken()).not.toBe(first)
    expect(grants()).toEqual(['refresh_token', 'refresh_token'])
  })

  it('is asked for once however many want it', async () => {
    const { session, pass, spotify, grants } = await person({ login: true })
    await session.accessToken()
    pass(61 * minutes)
    spotify.faults.next('POST /api/token', slow(50))
    const all = await Promise.all(Array.from({ length: 8 }, () => session.accessToken()))
    expect(new Set(all).size).toBe(1)
    expect(grants()).toHaveLength(2)
  })

  it('is asked for once however many find the login in the vault first', async () => {
    const { session, keep, grants } = await person()
    keep()
    await Promise.all(Array.from({ length: 8 }, () => session.accessToken()))
    expect(grants()).toHaveLength(1)
  })

  it('is never in the vault', async () => {
    const { session, vault } = await person({ login: true, rotation: 'rotate' })
    const accessToken = await session.accessToken()
    expect([...vault.entries.values()].join()).not.toContain(accessToken)
  })

  it('is replaced once after a 401, however many got one', async () => {
    const { session, spotify, grants } = await person({ login: true })
    const rejected = await session.accessToken()
    spotify.expireAccessTokens()
    const first = await Promise.all(Array.from({ length: 4 }, () => session.renew(rejected)))
    const late = await session.renew(rejected)
    expect(new Set([...first, late]).size).toBe(1)
    expect(late).not.toBe(rejected)
    expect(grants()).toHaveLength(2)
  })

  it('is still used when its early renewal fails for a passing reason, and not asked for again at once', async () => {
    const { session, pass, spotify, grants, log } = await person({ login: true })
    const first = await session.accessToken()
    pass(56 * minutes)
    spotify.faults.always('POST /api/token', serverError(503))
    expect(await Promise.all(Array.from({ length: 4 }, () => session.accessToken()))).toEqual(Array(4).fill(first))
    expect(await session.accessToken()).toBe(first)
    expect(grants()).toHaveLength(2)
    expect(log.filter((line) => line.startsWith('warn'))).toHaveLength(1)
    pass(30_000)
    expect(await session.accessToken()).toBe(first)
    expect(grants()).toHaveLength(3)
    pass(4 * minutes)
    expect(await problemOf(session.accessToken())).toMatchObject({ code: 'spotify-unreachable' })
    spotify.faults.clear()
    expect(await session.accessToken()).not.toBe(first)
  })

  it('is not used when it ended while its renewal failed', async () => {
    const { session, pass, spotify } = await person({ login: true })
    await session.accessToken()
    pass(59 * minutes)
    const aMinutePasses = () => {
      pass(minutes)
      return true
    }
    spotify.faults.next(aMinutePasses, serverError(503))
    expect(await problemOf(session.accessToken())).toMatchObject({ code: 'spotify-unreachable' })
  })

  it('is not given back after a 401 when the renewal fails', async () => {
    const { session, spotify } = await person({ login: true })
    const rejected = await session.accessToken()
    spotify.faults.next('POST /api/token', serverError(503))
    expect(await problemOf(session.renew(rejected))).toMatchObject({ code: 'spotify-unreachable' })
  })
})

describe('the refresh token', () => {
  it.each(['none', 'empty', 'same'] as const)('stays when Spotify sends no other (%s), and the vault is left alone', async (rotation) => {
    const { session, pass, kept, vault } = await person({ login: true, rotation })
    const before = kept()
    for (let times = 0; times < 3; times += 1) {
      await session.accessToken()
      pass(60 * minutes)
    }
    expect(kept()).toEqual(before)
    expect(vault.changes).toEqual([])
  })

  it('is replaced in the vault before the access token that came with it is used', async () => {
    const { session, kept, vault } = await person({ login: true, rotation: 'rotate' })
    const before = kept()
    let open = () => {}
    vault.writeGate = new Promise((resolve) => {
      open = resolve
    })
    let used = false
    const asked = session.accessToken().then(() => {
      used = true
    })
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(used).toBe(false)
    const another = session.accessToken().then(() => 'has a token')
    expect(await Promise.race([another, new Promise((resolve) => setTimeout(resolve, 30, 'waits'))])).toBe('waits')
    open()
    await asked
    expect(kept()?.refreshToken).not.toBe(before?.refreshToken)
    expect(kept()).toMatchObject({ scopes: askedScopes, authorizedAt: consentedAt })
  })

  it('works through many renewals that each replace it, and the login still ends when it began', async () => {
    const { session, pass } = await person({ login: true, rotation: 'rotate' })
    for (let times = 0; times < 5; times += 1) {
      expect(await session.accessToken()).toMatch(/^BQ/)
      pass(59 * minutes)
    }
    expect(session.state()).toEqual(signedIn)
  })

  it('works until the end of the process when the vault fails, which the state and the log say; the vault is tried again', async () => {
    const { session, pass, vault, log, kept } = await person({ login: true, rotation: 'rotate' })
    const before = kept()
    vault.failure.write = unavailable
    await session.accessToken()
    const notKept = 'The login works until Tonearm quits, but could not be stored. No keyring is available.'
    expect(session.state()).toEqual({ ...signedIn, notKept })
    expect(log.filter((line) => line.includes('could not be stored'))).toHaveLength(1)
    pass(60 * minutes)
    expect(await session.accessToken()).toMatch(/^BQ/)
    expect(kept()).toEqual(before)
    vault.failure = {}
    pass(60 * minutes)
    await session.accessToken()
    expect(session.state()).toEqual(signedIn)
    expect(kept()?.refreshToken).not.toBe(before?.refreshToken)
  })
})

describe('the granted scopes', () => {
  it('are what Spotify said last, and are kept', async () => {
    const { session, keep, spotify, kept, vault, settings } = await person()
    const refreshToken = keep(['user-top-read'])
    vault.entries.set(settings.clientId ?? '', JSON.stringify({ refreshToken, scopes: ['user-top-read', 'user-library-read'] }))
    await session.restore()
    await session.accessToken()
    expect(session.state()).toMatchObject({ grantedScopes: ['user-top-read'] })
    expect(kept()).toMatchObject({ scopes: ['user-top-read'] })
    spotify.faults.next('POST /api/token', tokenError(200, { access_token: 'BQ-1', token_type: 'Bearer' }))
    await session.renew(await session.accessToken())
    expect(session.state()).toMatchObject({ grantedScopes: ['user-top-read'] })
  })
})

describe('when Spotify ends the login', () => {
  it('forgets it, says so to everyone who asks, and asks Spotify no more', async () => {
    const { session, spotify, vault, grants, log } = await person({ login: true })
    spotify.revokeRefreshTokens()
    const problems = await Promise.all(Array.from({ length: 3 }, () => problemOf(session.accessToken())))
    for (const problem of [...problems, await problemOf(session.accessToken())]) {
      expect(problem).toMatchObject({ code: 'login-ended', message: expect.stringContaining('Sign in again') })
    }
    expect(session.state()).toEqual({ state: 'login-ended' })
    expect([...vault.entries.values()]).toEqual([`{"endedAt":"${consentedAt}"}`])
    expect(grants()).toHaveLength(1)
    expect(log).toEqual([expect.stringContaining('warn: Spotify ended this login')])
  })

  it('does so also while the access token would still be valid', async () => {
    const { session, spotify, pass, log } = await person({ login: true })
    await session.accessToken()
    spotify.revokeRefreshTokens()
    pass(56 * minutes)
    expect(await problemOf(session.accessToken())).toMatchObject({ code: 'login-ended' })
    expect(log).toHaveLength(1)
  })

  it('ends after six months by itself', async () => {
    const { session, pass } = await person({ login: true })
    pass(Date.parse(endsAt) - Date.parse(consentedAt) - 1)
    expect(await session.accessToken()).toMatch(/^BQ/)
    pass(1 + 60 * minutes)
    expect(await problemOf(session.accessToken())).toMatchObject({ code: 'login-ended' })
  })

  it('is not brought back by a vault that cannot forget it', async () => {
    const { session, spotify, vault, grants, log } = await person({ login: true })
    spotify.revokeRefreshTokens()
    vault.failure.write = unavailable
    await problemOf(session.accessToken())
    await session.restore()
    expect(await problemOf(session.accessToken())).toMatchObject({ code: 'login-ended' })
    expect(session.state()).toEqual({ state: 'login-ended' })
    expect(grants()).toHaveLength(1)
    expect(log.join('\n')).toContain('The login that ended could not be deleted. No keyring is available.')
  })

  it.each([
    ['503', serverError(503)],
    ['429', tokenError(429, 'Too many requests')],
    ['a wrong client id', tokenError(400, { error: 'invalid_client' })],
  ])('is told from %s, which keeps the login', async (_, fault) => {
    const { session, spotify, kept, vault } = await person({ login: true })
    spotify.faults.next('POST /api/token', fault)
    expect(await problemOf(session.accessToken())).toMatchObject({ code: expect.stringMatching(/spotify-unreachable|client-id-refused/) })
    expect(session.state()).toEqual(signedIn)
    expect(kept()).toBeDefined()
    expect(vault.changes).toEqual([])
    expect(await session.accessToken()).toMatch(/^BQ/)
  })
})

describe('another process with the same vault', () => {
  it('may sign in while this one is signed out', async () => {
    const { session, keep } = await person()
    expect(await problemOf(session.accessToken())).toMatchObject({ code: 'signed-out', message: 'Nobody is signed in to Spotify.' })
    keep()
    expect(await session.accessToken()).toMatch(/^BQ/)
    expect(session.state()).toEqual(signedIn)
  })

  it('may sign in again after Spotify ended the login', async () => {
    const { session, keep, spotify } = await person({ login: true })
    spotify.revokeRefreshTokens()
    await problemOf(session.accessToken())
    keep()
    expect(await session.accessToken()).toMatch(/^BQ/)
    expect(session.state()).toEqual(signedIn)
  })

  it('may have replaced the refresh token: then that one is used', async () => {
    const { session, newSession, spotify, grants, kept } = await person({ login: true, rotation: 'rotate' })
    const other = newSession()
    await other.accessToken()
    const stored = kept()
    const states: string[] = []
    session.onChange(() => void states.push(session.state().state))
    expect(await session.accessToken()).toMatch(/^BQ/)
    expect(states).toEqual(['signed-in'])
    expect(kept()?.refreshToken).not.toBe(stored?.refreshToken)
    expect(grants()).toHaveLength(2)

    await other.renew(await other.accessToken())
    spotify.revokeRefreshTokens()
    spotify.clearRecord()
    expect(await problemOf(session.renew(await session.accessToken()))).toMatchObject({ code: 'login-ended' })
    expect(grants()).toHaveLength(1)
    expect(kept()).toBeUndefined()
  })

  it('may renew at the same moment: one after the other, and both have a token', async () => {
    const { session, newSession, spotify } = await person({ login: true, rotation: 'rotate' })
    const others = Array.from({ length: 4 }, newSession)
    for (let round = 0; round < 3; round += 1) {
      const tokens = await Promise.all([session, ...others].map(async (one) => one.renew(await one.accessToken())))
      expect(new Set(tokens).size).toBe(5)
    }
    expect(new Set(spotify.tokenRequests().map(({ status }) => status))).toEqual(new Set([200]))
  })

  it('may find that Spotify ended the login: then Spotify is not asked again', async () => {
    const { session, newSession, spotify, grants } = await person({ login: true })
    spotify.revokeRefreshTokens()
    await problemOf(newSession().accessToken())
    expect(grants()).toHaveLength(1)
    expect(await problemOf(session.accessToken())).toMatchObject({ code: 'login-ended' })
    expect(session.state()).toEqual({ state: 'login-ended' })
    expect(grants()).toHaveLength(1)
  })
})

describe('a login that was removed from the vault', () => {
  it.each(['rotate', 'none'] as const)('is used no more from the next renewal on, and not written back (%s)', async (rotation) => {
    const { session, newSession, vault, pass, grants, log } = await person({ login: true, rotation })
    const token = await session.accessToken()
    await newSession().signOut()
    expect(await session.accessToken()).toBe(token)
    pass(56 * minutes)
    expect(await problemOf(session.accessToken())).toMatchObject({ code: 'signed-out' })
    expect(session.state()).toEqual({ state: 'signed-out' })
    expect(vault.entries.size).toBe(0)
    expect(grants()).toHaveLength(1)
    expect(log).toContain('info: The stored login was deleted, so it is not used any more.')
  })

  it('is not written back either when it is removed while Spotify answers', async () => {
    const { session, newSession, vault, spotify, grants } = await person({ login: true, rotation: 'rotate' })
    spotify.faults.next('POST /api/token', slow(200))
    const asked = problemOf(session.accessToken())
    await expect.poll(() => grants()).toHaveLength(1)
    await newSession().signOut()
    expect(await asked).toMatchObject({ code: 'signed-out' })
    expect(session.state()).toEqual({ state: 'signed-out' })
    expect(vault.entries.size).toBe(0)
  })

  it('works on where the vault only reads as empty, as a locked keyring does', async () => {
    const { session, vault, pass, kept } = await person({ login: true, rotation: 'rotate' })
    await session.accessToken()
    const entries = new Map(vault.entries)
    vault.entries.clear()
    vault.locked = true
    vault.failure.write = new Problem('vault-locked', 'The keyring is locked.')
    pass(60 * minutes)
    expect(await session.accessToken()).toMatch(/^BQ/)
    expect(session.state()).toMatchObject({ state: 'signed-in', notKept: expect.stringContaining('The keyring is locked.') })

    // Unlocked again, it shows the login from before, which is older than the one in use.
    for (const [account, text] of entries) vault.entries.set(account, text)
    vault.locked = false
    vault.failure = {}
    pass(60 * minutes)
    expect(await session.accessToken()).toMatch(/^BQ/)
    expect(session.state()).toEqual(signedIn)
    expect(kept()?.refreshToken).not.toBe(JSON.parse([...entries.values()][0] ?? '').refreshToken)
  })

  it('works until the end of the process when it could never be stored', async () => {
    const { session, vault, pass } = await person({ rotation: 'rotate' })
    vault.failure.write = unavailable
    await session.signIn(async (url) => void (await consent(url)))
    pass(60 * minutes)
    expect(await session.accessToken()).toMatch(/^BQ/)
    vault.failure = {}
    pass(60 * minutes)
    expect(await session.accessToken()).toMatch(/^BQ/)
    expect(session.state()).toEqual(signedIn)
    expect(vault.entries.size).toBe(1)
  })
})

describe('a login that ended', () => {
  it('says so after a restart too, until the next sign-in', async () => {
    const { session, newSession, spotify, grants } = await person({ login: true })
    spotify.revokeRefreshTokens()
    await problemOf(session.accessToken())

    const restarted = newSession()
    const states: string[] = []
    restarted.onChange(() => void states.push(restarted.state().state))
    await restarted.restore()
    await restarted.restore()
    expect(states).toEqual(['login-ended'])
    expect(await problemOf(restarted.accessToken())).toMatchObject({
      code: 'login-ended',
      message: expect.stringContaining('Sign in again.'),
    })
    expect(grants()).toHaveLength(1)

    await restarted.signIn(async (url) => void (await consent(url)))
    const after = newSession()
    await after.restore()
    expect(after.state()).toEqual(signedIn)
  })

  it('is forgotten by signing out', async () => {
    const { session, newSession, spotify, vault } = await person({ login: true })
    spotify.revokeRefreshTokens()
    await problemOf(session.accessToken())
    await session.signOut()
    expect(vault.entries.size).toBe(0)
    const restarted = newSession()
    await restarted.restore()
    expect(restarted.state()).toEqual({ state: 'signed-out' })
  })
})

describe('signing out', () => {
  it('forgets the login here and in the vault', async () => {
    const { session, vault } = await person({ login: true })
    await session.accessToken()
    await session.signOut()
    expect(session.state()).toEqual({ state: 'signed-out' })
    expect(vault.entries.size).toBe(0)
    expect(await problemOf(session.accessToken())).toMatchObject({ code: 'signed-out' })
    expect(await problemOf(session.renew('BQ-1'))).toMatchObject({ code: 'signed-out' })
  })

  it('is not undone by the late answer of a renewal, nor by what it would have stored', async () => {
    const { session, vault, spotify, grants } = await person({ login: true, rotation: 'rotate' })
    spotify.faults.next('POST /api/token', slow(100))
    const asked = problemOf(session.accessToken())
    await expect.poll(() => grants().length).toBe(1)
    await session.signOut()
    expect(await asked).toMatchObject({ code: 'signed-out' })
    expect(session.state()).toEqual({ state: 'signed-out' })
    expect(vault.changes).toEqual(['forget'])
  })

  it('is not undone by a renewal that is just being stored', async () => {
    const { session, vault, grants, spotify } = await person({ login: true, rotation: 'rotate' })
    let open = () => {}
    vault.writeGate = new Promise((resolve) => {
      open = resolve
    })
    const asked = problemOf(session.accessToken())
    await expect.poll(() => spotify.tokenRequests()[0]?.status).toBe(200)
    await new Promise((resolve) => setTimeout(resolve, 50))
    // Forgetting would be faster than the storing that is under way.
    vault.writeGate = undefined
    const out = session.signOut()
    await new Promise((resolve) => setTimeout(resolve, 20))
    open()
    await out
    expect(await asked).toMatchObject({ code: 'signed-out' })
    expect(vault.entries.size).toBe(0)
    expect(grants()).toHaveLength(1)
  })

  it('is not undone by a restore that is just reading', async () => {
    const { session, vault, keep } = await person()
    keep()
    let open = () => {}
    vault.gate = new Promise((resolve) => {
      open = resolve
    })
    const restored = session.restore()
    const out = session.signOut()
    open()
    await Promise.all([restored, out])
    expect(session.state()).toEqual({ state: 'signed-out' })
    expect(vault.entries.size).toBe(0)
  })

  it('says when the vault could not forget, and is signed out all the same', async () => {
    const { session, vault } = await person({ login: true })
    vault.failure.forget = unavailable
    expect(await problemOf(session.signOut())).toBe(unavailable)
    expect(await problemOf(session.accessToken())).toMatchObject({ code: 'signed-out' })
    expect(session.state()).toEqual({ state: 'signed-out' })
  })
})

describe('a refresh token that was handed in', () => {
  const handedIn = {
    handedIn: (spotify: { grant(scopes: string[]): { refreshToken: string } }) => spotify.grant(['user-top-read']).refreshToken,
  }

  it('wins over the vault, which is neither read nor written', async () => {
    const { session, keep, kept, vault } = await person(handedIn)
    const stored = keep()
    await session.restore()
    expect(session.state()).toEqual({ state: 'signed-in', grantedScopes: askedScopes })
    await session.accessToken()
    expect(session.state()).toEqual({ state: 'signed-in', grantedScopes: ['user-top-read'] })
    expect(kept()?.refreshToken).toBe(stored)
    expect(vault.changes).toEqual([])
  })

  it('says when Spotify replaced it', async () => {
    const { session, pass } = await person({ ...handedIn, rotation: 'rotate' })
    await session.accessToken()
    pass(60 * minutes)
    await session.accessToken()
    expect(session.state()).toMatchObject({ state: 'signed-in', notKept: expect.stringContaining('SPOTIFY_REFRESH_TOKEN') })
  })

  it('does not give way to another login when it has ended, and leaves the one in the vault', async () => {
    const { session, spotify, keep, kept, vault, log } = await person(handedIn)
    spotify.revokeRefreshTokens()
    const stored = keep()
    vault.failure.read = unavailable
    for (let times = 0; times < 2; times += 1) expect(await problemOf(session.accessToken())).toMatchObject({ code: 'login-ended' })
    expect(session.state()).toEqual({ state: 'login-ended' })
    expect(kept()?.refreshToken).toBe(stored)
    expect(log).toEqual([expect.stringContaining('Spotify ended this login')])
  })

  it('does not come back after signing out', async () => {
    const { session } = await person({ ...handedIn, rotation: 'rotate' })
    await session.accessToken()
    await session.signOut()
    expect(await problemOf(session.accessToken())).toMatchObject({ code: 'signed-out' })
  })

  it('gives way to a sign-in until the end of the process, and the person is told', async () => {
    const { session, kept } = await person(handedIn)
    let page: Promise<Consent> | undefined
    await session.signIn((url) => {
      page = consent(url)
    })
    expect((await page)?.body).toContain('SPOTIFY_REFRESH_TOKEN')
    expect(kept()?.refreshToken).toMatch(/^AQ/)
    expect(session.state()).toEqual(signedIn)
  })
})

describe('a view that listens to the session', () => {
  it('hears of every change, until it stops listening', async () => {
    const { session, spotify, pass } = await person()
    const seen: string[] = []
    const stop = session.onChange(() => void (seen.at(-1) !== session.state().state && seen.push(session.state().state)))
    await session.signIn(async (url) => void (await consent(url)))
    spotify.revokeRefreshTokens()
    pass(60 * minutes)
    await problemOf(session.accessToken())
    expect(seen).toEqual(['signing-in', 'signed-in', 'login-ended'])
    stop()
    await session.signOut()
    expect(seen).toHaveLength(3)
  })

  it('does no harm when it fails', async () => {
    const { session, log } = await person({ login: true })
    session.onChange(() => {
      throw new Error('no window')
    })
    expect(await session.accessToken()).toMatch(/^BQ/)
    expect(log).toContain('error: A view of the session failed: Error: no window')
  })
})
