import { describe, expect, it } from 'vitest'
import { type Login, serializeLogin } from '../../src/auth/login.ts'
import { Problem } from '../../src/shared/problem.ts'
import { consent } from '../fake-spotify/consent.ts'
import type { FakeSpotify } from '../fake-spotify/fake-spotify.ts'
import { serverError, slow } from '../fake-spotify/faults.ts'
import { askedScopes, consentedAt, person, problemOf } from './person.ts'

// What happens when two of restore, sign-in, sign-out and renewal overlap: the newest decision of the user counts.

const signIn = async (url: string) => void (await consent(url))

/** Makes the vault wait. @returns the way to let it go on */
function hold(vault: { gate: Promise<void> | undefined }): () => void {
  const { promise, resolve } = Promise.withResolvers<void>()
  vault.gate = promise
  return resolve
}

/** Something happens while Spotify answers the next token request. */
function whenAsked({ faults }: FakeSpotify, happens: () => void): void {
  const isTokenRequest = ({ path }: { path: string }) => {
    if (path !== '/api/token') return false
    happens()
    return true
  }
  faults.next(isTokenRequest, slow(1))
}

/** Signs in, as far as that goes while the vault waits. */
async function signedInAgain({ session, grants }: Awaited<ReturnType<typeof person>>): Promise<{ done: Promise<void> }> {
  const before = grants().length
  const done = session.signIn(signIn)
  await expect.poll(() => grants().slice(before)).toContain('authorization_code')
  await expect.poll(() => session.login()).toBeDefined()
  return { done }
}

describe('a restore', () => {
  it('that ends after a newer sign-in does not bring the older login back', async () => {
    const someone = await person()
    const { session, vault, keep, kept, spotify } = someone
    const older = keep(['user-top-read'])
    const goOn = hold(vault)
    const restored = session.restore()
    const { done } = await signedInAgain(someone)
    goOn()
    await Promise.all([restored, done])
    expect(session.login()).toMatchObject({ grantedScopes: askedScopes })
    expect(await session.handOutRefreshToken()).not.toBe(older)
    expect(kept()?.refreshToken).not.toBe(older)
    expect(spotify.tokenRequests().map(({ status }) => status)).toEqual([200, 200])
  })

  it('of another client id does not wait for the one before, and wins over it', async () => {
    const { session, vault, keep, settings, spotify } = await person()
    keep(['user-top-read'])
    const goOn = hold(vault)
    const first = session.restore()
    settings.clientId = 'another-client'
    const other: Login = { refreshToken: spotify.grant(askedScopes).refreshToken, scopes: ['user-library-read'], authorizedAt: consentedAt }
    vault.entries.set('another-client', serializeLogin(other))
    const second = session.restore()
    goOn()
    await Promise.all([first, second])
    expect(session.login()).toMatchObject({ grantedScopes: ['user-library-read'] })
  })
})

describe('a login that Spotify ended', () => {
  it('is the login of one client id: with another one nobody is signed in', async () => {
    const { session, settings, spotify } = await person({ login: true })
    const { clientId } = settings
    spotify.revokeRefreshTokens()
    await problemOf(session.accessToken())
    settings.clientId = 'another-client'
    expect(session.state()).toEqual({ state: 'signed-out' })
    expect(await problemOf(session.accessToken())).toMatchObject({ code: 'signed-out' })
    settings.clientId = clientId
    expect(session.state()).toEqual({ state: 'login-ended' })
  })

  it('does not end the one with which the user has signed in since', async () => {
    const someone = await person({ login: true })
    const { session, vault, spotify, kept } = someone
    spotify.revokeRefreshTokens()
    let goOn = () => {}
    whenAsked(spotify, () => {
      // The vault is read again, to see whether another process has replaced the login.
      goOn = hold(vault)
    })
    const asked = session.accessToken()
    await expect.poll(() => spotify.tokenRequests().map(({ status }) => status)).toEqual([400])
    const { done } = await signedInAgain(someone)
    goOn()
    await done
    expect(await asked).toBe(await session.accessToken())
    expect(session.state()).toMatchObject({ state: 'signed-in' })
    expect(kept()).toBeDefined()
  })

  it('is not looked up at Spotify once more when the user has signed in since', async () => {
    const someone = await person({ login: true })
    const { session, vault, spotify, keep, grants } = someone
    spotify.revokeRefreshTokens()
    let goOn = () => {}
    whenAsked(spotify, () => {
      // Another process has signed in, too.
      keep()
      goOn = hold(vault)
    })
    const asked = session.accessToken()
    await expect.poll(() => spotify.tokenRequests().map(({ status }) => status)).toEqual([400])
    const { done } = await signedInAgain(someone)
    goOn()
    await Promise.all([done, asked])
    expect(grants()).toEqual(['refresh_token', 'authorization_code'])
  })

  it('is not ended by a passing failure of the login that another process has put in its place', async () => {
    const { session, spotify, keep, kept } = await person({ login: true })
    spotify.revokeRefreshTokens()
    whenAsked(spotify, () => {
      keep()
      spotify.faults.next('POST /api/token', serverError(503))
    })
    expect(await problemOf(session.accessToken())).toMatchObject({ code: 'spotify-unreachable' })
    expect(session.state()).toMatchObject({ state: 'signed-in' })
    expect(kept()).toBeDefined()
    expect(await session.accessToken()).toMatch(/^BQ/)
  })
})

describe('a refresh token that is no longer the newest', () => {
  it('ends no login: what a sign-in with another process has stored since is used', async () => {
    const { session, spotify, keep, kept } = await person({ login: true, rotation: 'rotate' })
    spotify.revokeRefreshTokens()
    let newer = ''
    whenAsked(spotify, () => {
      newer = keep()
    })
    expect(await session.accessToken()).toMatch(/^BQ/)
    expect(spotify.tokenRequests().map(({ status }) => status)).toEqual([400, 200])
    expect(kept()?.refreshToken).not.toBe(newer)
  })

  it('is not stored over the login of that sign-in when Spotify took it', async () => {
    const { session, spotify, keep, kept } = await person({ login: true, rotation: 'rotate' })
    whenAsked(spotify, () => void keep(['user-library-read']))
    const token = await session.accessToken()
    expect(session.login()).toMatchObject({ grantedScopes: ['user-library-read'] })
    expect(await session.accessToken()).toBe(token)
    expect(kept()).toMatchObject({ scopes: ['user-library-read'] })
  })
})

describe('the refresh token for another computer', () => {
  it('is handed out after Spotify has said that it works', async () => {
    const { session, grants, kept, spotify } = await person({ login: true, rotation: 'rotate' })
    const before = kept()?.refreshToken
    const token = await session.handOutRefreshToken()
    expect(token).toBe(kept()?.refreshToken)
    expect(token).not.toBe(before)
    expect(grants()).toEqual(['refresh_token'])
    spotify.revokeRefreshTokens()
    expect(await problemOf(session.handOutRefreshToken())).toMatchObject({ code: 'login-ended' })
  })

  it('is the one of the newer sign-in when that came first, which Spotify need not be asked about again', async () => {
    const { session, spotify, grants, kept } = await person({ login: true })
    spotify.faults.next('POST /api/token', slow(300))
    const token = session.handOutRefreshToken()
    await expect.poll(() => grants()).toEqual(['refresh_token'])
    await session.signIn(signIn)
    expect(await token).toBe(kept()?.refreshToken)
    expect(grants()).toEqual(['refresh_token', 'authorization_code'])
  })
})

describe('signing out', () => {
  it('forgets the login also when the client id has been removed since', async () => {
    const { session, settings, vault } = await person({ login: true })
    settings.clientId = undefined
    await session.signOut()
    expect(vault.entries.size).toBe(0)
  })
})

describe('a handed-in refresh token that Spotify ended', () => {
  it('is explained with the variable that brings it, in the answer and in the log', async () => {
    const { session, spotify, log } = await person({ handedIn: (spotify) => spotify.grant(askedScopes).refreshToken })
    spotify.revokeRefreshTokens()
    await problemOf(session.accessToken())
    expect(await problemOf(session.accessToken())).toMatchObject({ message: expect.stringContaining('SPOTIFY_REFRESH_TOKEN') })
    expect(log).toEqual([expect.stringContaining('SPOTIFY_REFRESH_TOKEN')])
  })
})

describe('a view of the session', () => {
  it('hears at last that a new login could not be stored', async () => {
    const { session, vault } = await person()
    vault.failure.write = new Problem('vault-locked', 'The keyring is locked.')
    let seen: unknown
    session.onChange(() => {
      seen = session.state()
    })
    await session.signIn(async (url) => {
      await consent(url)
    })
    expect(seen).toMatchObject({ state: 'signed-in', notKept: expect.stringContaining('The keyring is locked.') })
  })

  it('hears at once that a sign-in is cancelled, and that one has failed', async () => {
    const { session } = await person()
    let seen = ''
    session.onChange(() => {
      seen = session.state().state
    })
    const signing = problemOf(session.signIn(() => {}))
    await expect.poll(() => seen).toBe('signing-in')
    session.cancelSignIn()
    expect(seen).toBe('signed-out')
    await signing
    await problemOf(session.signIn(async (url) => void (await consent(url, { as: 'cancel' }))))
    expect(seen).toBe('signed-out')
  })

  it('may stop listening while it is told', async () => {
    const { session } = await person({ login: true })
    const heard: string[] = []
    const stop = session.onChange(() => {
      heard.push('first')
      stop()
    })
    session.onChange(() => void heard.push('second'))
    await session.signOut()
    expect(heard).toEqual(['first', 'second'])
  })
})

describe('a sign-in that is cancelled before it begins', () => {
  it('opens no page', async () => {
    const { session, spotify } = await person()
    const opened: string[] = []
    const problem = await problemOf(session.signIn((url) => void opened.push(url), { signal: AbortSignal.abort() }))
    expect(problem).toMatchObject({ code: 'sign-in-cancelled' })
    expect(opened).toEqual([])
    expect(spotify.tokenRequests()).toEqual([])
  })
})
