import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openCallbackListener } from '../../src/auth/callback-listener.ts'
import { Problem } from '../../src/shared/problem.ts'
import { type Consent, consent } from '../fake-spotify/consent.ts'
import { serverError, slow, tokenError } from '../fake-spotify/faults.ts'
import { askedScopes, consentedAt, minutes, person, problemOf } from './person.ts'

/** The person at the browser: decides as told, and `seen` is the page that they see in the end. */
function browser(as: 'agree' | 'cancel' = 'agree', scopes?: string[]) {
  const opened: string[] = []
  const pages: Promise<Consent>[] = []
  return {
    opened,
    seen: async () => (await Promise.all(pages)).map(({ status, body }) => `${status} ${/<h1>(.*)<\/h1>/.exec(body)?.[1]}`),
    text: async () => (await pages.at(-1))?.body,
    openUrl: async (url: string) => {
      opened.push(url)
      const page = consent(url, { as, scopes })
      pages.push(page)
      await page
    },
  }
}

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const { redirectUri, close } = await openCallbackListener({ port: 0 })
  await close()
  return Number(new URL(redirectUri).port)
}

const signedIn = { state: 'signed-in', grantedScopes: askedScopes, authorizedAt: consentedAt, endsAt: '2027-05-23T09:00:00.000Z' }

describe('signing in', () => {
  it('leads to a login that is kept, and to an access token without another request', async () => {
    const { session, kept, grants } = await person()
    const { openUrl, seen } = browser()
    await session.signIn(openUrl)
    expect(await seen()).toEqual(['200 You are signed in'])
    expect(session.state()).toEqual(signedIn)
    expect(kept()).toEqual({ refreshToken: expect.stringMatching(/^AQ/), scopes: askedScopes, authorizedAt: consentedAt })
    expect(await session.accessToken()).toMatch(/^BQ/)
    expect(grants()).toEqual(['authorization_code'])
  })

  it('is there after the next start', async () => {
    const { session, newSession } = await person()
    await session.signIn(browser().openUrl)
    const next = newSession()
    await next.restore()
    expect(next.state()).toEqual(signedIn)
    expect(await next.accessToken()).toMatch(/^BQ/)
  })

  it('asks for the scopes of the settings and shows the ones that the person granted', async () => {
    const { session, settings } = await person()
    settings.scopes = ['user-top-read', 'user-library-read', 'user-follow-read']
    await session.signIn(browser('agree', ['user-top-read', 'user-follow-read']).openUrl)
    expect(session.state()).toMatchObject({ grantedScopes: ['user-top-read', 'user-follow-read'] })
  })

  it('takes what was asked for as granted when Spotify does not say', async () => {
    const { session, spotify } = await person()
    spotify.faults.next('POST /api/token', tokenError(200, { access_token: 'BQ-1', token_type: 'Bearer', refresh_token: 'AQ-1' }))
    await session.signIn(browser().openUrl)
    expect(session.state()).toMatchObject({ grantedScopes: askedScopes })
  })

  it('shows its address while it waits, and stores the login before the browser hears of it', async () => {
    const { session, kept } = await person()
    const atBrowser = Promise.withResolvers<unknown>()
    await session.signIn(async (url) => {
      expect(session.state()).toEqual({ state: 'signing-in', url })
      const { body } = await consent(url)
      atBrowser.resolve(body.includes('You are signed in') && kept())
    })
    expect(await atBrowser.promise).toMatchObject({ authorizedAt: consentedAt })
  })

  it('happens once at a time: a second one joins the first and opens nothing', async () => {
    const { session, grants } = await person()
    const first = browser()
    const second = browser()
    await Promise.all([
      session.signIn(first.openUrl),
      session.signIn(second.openUrl),
      session.signIn(second.openUrl, { signal: new AbortController().signal }),
    ])
    expect([first.opened.length, second.opened.length]).toEqual([1, 0])
    expect(grants()).toEqual(['authorization_code'])
    await session.signIn(second.openUrl)
    expect(second.opened).toHaveLength(1)
  })

  it('tells the person when the login cannot be kept, and works', async () => {
    const { session, vault, pass, kept } = await person()
    vault.failure.write = new Problem('vault-locked', 'The keyring is locked. Unlock it and try again.')
    const { openUrl, text } = browser()
    await session.signIn(openUrl)
    const notKept = 'The login works until Tonearm quits, but could not be stored. The keyring is locked. Unlock it and try again.'
    expect(await text()).toContain(notKept)
    expect(session.state()).toEqual({ ...signedIn, notKept })
    expect(await session.accessToken()).toMatch(/^BQ/)
    vault.failure = {}
    pass(60 * minutes)
    await session.accessToken()
    expect(session.state()).toEqual(signedIn)
    expect(kept()).toMatchObject({ authorizedAt: consentedAt })
  })
})

describe('a sign-in that does not come to its end', () => {
  it.each<[string, () => { openUrl: (url: string) => Promise<void> }, string]>([
    ["is cancelled on Spotify's page", () => browser('cancel'), 'sign-in-cancelled'],
    ['cannot open the browser', () => ({ openUrl: () => Promise.reject(new Error('spawn xdg-open ENOENT')) }), 'sign-in-failed'],
    [
      'is refused by a window that says why',
      () => ({ openUrl: () => Promise.reject(new Problem('sign-in-cancelled', 'The window was closed.')) }),
      'sign-in-cancelled',
    ],
  ])('%s', async (_, makeBrowser, code) => {
    const { session } = await person()
    expect(await problemOf(session.signIn(makeBrowser().openUrl))).toMatchObject({ code })
    expect(session.state()).toEqual({ state: 'signed-out' })
    await session.signIn(browser().openUrl)
    expect(session.state()).toEqual(signedIn)
  })

  it('says how to go on without a browser', async () => {
    const { session } = await person()
    const openUrl = () => {
      throw new Error('spawn xdg-open ENOENT')
    }
    expect(await problemOf(session.signIn(openUrl))).toMatchObject({ message: expect.stringContaining('tonearm login --no-browser') })
  })

  it('shows the person why the code was not exchanged', async () => {
    const { session, spotify } = await person()
    spotify.faults.next('POST /api/token', serverError(503))
    const { openUrl, seen } = browser()
    expect(await problemOf(session.signIn(openUrl))).toMatchObject({ code: 'spotify-unreachable' })
    expect(await seen()).toEqual(['502 Signing in did not work'])
    expect(session.state()).toEqual({ state: 'signed-out' })
  })

  it('refuses a login that would not last', async () => {
    const { session, spotify } = await person()
    spotify.faults.next('POST /api/token', tokenError(200, { access_token: 'BQ-1', token_type: 'Bearer', refresh_token: '' }))
    expect(await problemOf(session.signIn(browser().openUrl))).toMatchObject({
      code: 'sign-in-failed',
      message: expect.stringContaining('no refresh token'),
    })
    expect(session.state()).toEqual({ state: 'signed-out' })
  })

  it('names the port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    onTestFinished(() => void other.close())
    const { port } = other.address() as AddressInfo
    const { session } = await person({ callbackPort: port })
    expect(await problemOf(session.signIn(browser().openUrl))).toMatchObject({
      code: 'callback-port-taken',
      message: expect.stringContaining(String(port)),
    })
    expect(session.state()).toEqual({ state: 'signed-out' })
  })
})

describe('a login from before', () => {
  it('goes on working while the person signs in again, and is back when they cancel', async () => {
    const { session, kept } = await person({ login: true })
    const before = kept()
    const controller = new AbortController()
    const signing = problemOf(session.signIn(() => {}, { signal: controller.signal }))
    await expect.poll(() => session.state().state).toBe('signing-in')
    expect(await session.accessToken()).toMatch(/^BQ/)
    controller.abort()
    expect(session.state()).toEqual(signedIn)
    expect(await signing).toMatchObject({ code: 'sign-in-cancelled' })
    expect(session.state()).toEqual(signedIn)
    expect(kept()).toEqual(before)
  })

  it('is back, ended as it was, when the new sign-in is cancelled', async () => {
    const { session, spotify } = await person({ login: true })
    spotify.revokeRefreshTokens()
    await problemOf(session.accessToken())
    expect(await problemOf(session.signIn(browser('cancel').openUrl))).toMatchObject({ code: 'sign-in-cancelled' })
    expect(session.state()).toEqual({ state: 'login-ended' })
    await session.signIn(browser().openUrl)
    expect(session.state()).toEqual(signedIn)
  })

  it('is replaced by one that lasts six months from now, and its late renewal changes nothing', async () => {
    const { session, spotify, pass, kept, grants } = await person({ login: true, rotation: 'rotate' })
    pass(30 * 24 * 60 * minutes)
    const { openUrl } = browser()
    spotify.faults.next((request) => request.path === '/api/token', slow(300))
    const asked = session.accessToken()
    await expect.poll(() => grants()).toEqual(['refresh_token'])
    await session.signIn(openUrl)
    const now = { ...signedIn, authorizedAt: '2026-12-23T09:00:00.000Z', endsAt: '2027-06-23T09:00:00.000Z' }
    const stored = kept()
    const token = await asked
    expect(token).toBe(await session.accessToken())
    expect(session.state()).toEqual(now)
    expect(kept()).toEqual(stored)
    expect(grants()).toEqual(['refresh_token', 'authorization_code'])
  })
})

describe('cancelling', () => {
  it('ends a sign-in, whichever call began it; the next one can start and be joined', async () => {
    const { session } = await person({ login: true })
    const waiting = [problemOf(session.signIn(() => {})), problemOf(session.signIn(() => {}))]
    await expect.poll(() => session.state().state).toBe('signing-in')
    session.cancelSignIn()
    expect(session.state()).toEqual(signedIn)
    const address = Promise.withResolvers<string>()
    const next = session.signIn(address.resolve)
    for (const problem of await Promise.all(waiting)) expect(problem).toMatchObject({ code: 'sign-in-cancelled' })
    const url = await address.promise
    const joined = browser()
    const both = [next, session.signIn(joined.openUrl)]
    expect((await consent(url)).status).toBe(200)
    await Promise.all(both)
    expect(joined.opened).toEqual([])
  })

  it('by somebody who joined ends only their own waiting', async () => {
    const { session } = await person()
    let open = (_url: string) => {}
    const opened = new Promise<string>((resolve) => {
      open = resolve
    })
    const first = session.signIn(open)
    const controller = new AbortController()
    const joined = problemOf(session.signIn(() => {}, { signal: controller.signal }))
    const tooLate = problemOf(session.signIn(() => {}, { signal: AbortSignal.abort() }))
    controller.abort()
    for (const problem of await Promise.all([joined, tooLate])) expect(problem).toMatchObject({ code: 'sign-in-cancelled' })
    await consent(await opened)
    await first
    expect(session.state()).toEqual(signedIn)
  })

  it('while the code is exchanged leaves no login behind, and the page says so', async () => {
    const { session, spotify, vault, grants } = await person()
    spotify.faults.next('POST /api/token', slow(100))
    const { openUrl, seen } = browser()
    const signing = problemOf(session.signIn(openUrl))
    await expect.poll(() => grants()).toEqual(['authorization_code'])
    await session.signOut()
    expect(await signing).toMatchObject({ code: 'sign-in-cancelled' })
    expect(await seen()).toEqual(['200 Sign-in cancelled'])
    expect(session.state()).toEqual({ state: 'signed-out' })
    expect(vault.entries.size).toBe(0)
  })

  it('while the code is exchanged lets the next sign-in wait for the port', async () => {
    const { session, spotify, grants } = await person({ callbackPort: await freePort() })
    spotify.faults.next('POST /api/token', slow(100))
    const signing = problemOf(session.signIn(browser().openUrl))
    await expect.poll(() => grants()).toEqual(['authorization_code'])
    session.cancelSignIn()
    await session.signIn(browser().openUrl)
    expect(await signing).toMatchObject({ code: 'sign-in-cancelled' })
    expect(session.state()).toEqual(signedIn)
  })

  it('is part of signing out', async () => {
    const { session } = await person({ login: true })
    const signing = problemOf(session.signIn(() => {}))
    await expect.poll(() => session.state().state).toBe('signing-in')
    await session.signOut()
    expect(session.state()).toEqual({ state: 'signed-out' })
    expect(await signing).toMatchObject({ code: 'sign-in-cancelled' })
  })
})
