import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { setupTexts } from '../../renderer/strings/setup.ts'
import { statusTexts } from '../../renderer/strings/status.ts'
import { windowTexts } from '../../renderer/strings/window.ts'
import { usedScopes } from '../../src/tools/runtime/registry.ts'
import { call, connect } from '../commands/with-spotify.ts'
import { consent } from '../fake-spotify/consent.ts'
import { useBuiltApp } from './built-app.ts'
import { type Desk, soon, startApp } from './desk.ts'

const built = useBuiltApp()

describe('the first start', () => {
  it('goes from a client id to an answer for an assistant', async () => {
    const app = await startApp({ built, clientId: false })
    expect(stateLine(app)).toBe('Not set up yet: open Settings')
    expect(icon(app)).toBe('attention.png')

    const page = await app.settings()
    const field = page.getByLabel(setupTexts.app.field)
    await field.fill(` ${app.spotify.clientId.toUpperCase()} `)
    await page.getByRole('button', { name: setupTexts.app.save }).click()
    await soon(() => expect(stateLine(app)).toBe('Not signed in'))

    const signingIn = app.call('signIn', 'window')
    const login = await app.login()
    expect(login.getTitle()).toBe(`${new URL(app.spotify.accountsUrl).host} - Sign in to Spotify`)
    expect(stateLine(app)).toBe('Waiting for you to sign in to Spotify')
    await (await login.page()).getByRole('button', { name: 'Agree' }).click()
    expect(await signingIn).toEqual({ ok: true, message: 'You are signed in.' })
    expect(login.isDestroyed()).toBe(true)
    await soon(() => expect(stateLine(app)).toBe('Signed in as Wanda - no apps connected'))
    expect(icon(app)).toBe('signed-in.png')

    const client = await connect(reached(app))
    expect(await call(client, 'search_tracks', { query: 'midnight' })).toContain('Midnight River')
    await soon(() => expect(stateLine(app)).toBe('Signed in as Wanda - 1 app connected'))
    expect(await app.call('status')).toMatchObject({
      clients: [{ name: 'test client', calls: 1 }],
      calls: [{ client: 'test client', tool: 'search_tracks', failed: false }],
    })
  })

  it('shows in the tray and in the window which permissions were granted', async () => {
    const app = await startApp({ built })
    const signingIn = app.call('signIn', 'window').catch(() => {})
    app.tray().menu?.choose('Settings...')
    const page = await (await app.login()).page()
    await page.getByRole('checkbox', { name: 'playlist-modify-public' }).uncheck()
    await page.getByRole('button', { name: 'Agree' }).click()
    await signingIn
    await soon(() => expect(stateLine(app)).toContain('Wanda'))
    const scopes = app.tray().menu?.below('Permissions')
    expect(scopes?.item('Change private playlists')).toMatchObject({ type: 'checkbox', checked: true })
    expect(scopes?.labels()).toEqual(expect.arrayContaining(['Not granted, so apps cannot:', 'create and change your public playlists']))
    const { account } = await app.call('status')
    expect(account).toMatchObject({ grantedScopes: usedScopes.filter((scope) => scope !== 'playlist-modify-public') })
    scopes?.choose('Change permissions...')
    await (await app.settings()).getByRole('heading', { name: windowTexts.pages.permissions, level: 1 }).waitFor()
  })

  it('says what is wrong with a client id, a port or a permission that makes no sense, and changes nothing', async () => {
    const app = await startApp({ built, clientId: false })
    expect(await app.call('changeSettings', { clientId: 'abc' })).toMatchObject({ ok: false, problem: 'invalid-setting' })
    expect(await app.call('changeSettings', { port: 80 })).toMatchObject({ ok: false, message: 'Choose a port from 1024 on.' })
    expect(await app.call('changeSettings', { scopes: ['everything'] })).toMatchObject({ ok: false, problem: 'invalid-arguments' })
    expect(readFileSync(join(app.dataDirectory, 'settings.json'), 'utf8')).toBe('{"historyNoticeSeen":true}')
  })
})

describe('the login window', () => {
  it('cancels the sign-in when the person closes it, and can be opened again', async () => {
    const app = await startApp({ built })
    const signingIn = signInFromWindow(app)
    const login = await app.login()
    login.close()
    expect(await signingIn).toMatchObject({ ok: false, problem: 'sign-in-cancelled' })
    await soon(() => expect(stateLine(app)).toBe('Not signed in'))
    app.tray().menu?.choose('Sign in...')
    await agree(app)
    await soon(() => expect(stateLine(app)).toContain('Wanda'))
  })

  it.each([
    ['Google', 'https://accounts.google.com/o/oauth2/v2/auth?client_id=1'],
    ['Apple', 'https://appleid.apple.com/auth/authorize'],
    ['Facebook', 'https://www.facebook.com/v18.0/dialog/oauth'],
  ])('continues the same sign-in in the browser when the person chooses %s', async (_, address) => {
    const app = await startApp({ built })
    const signingIn = signInFromWindow(app)
    const login = await app.login()
    const page = await login.page()
    await page.getByRole('button', { name: 'Agree' }).waitFor()
    await page.evaluate((address) => location.assign(address), address).catch(() => {})
    await soon(() => expect(app.openedExternally).toHaveLength(1))
    expect(login.isDestroyed()).toBe(true)
    expect(stateLine(app)).toBe('Waiting for you to sign in to Spotify')
    await consent(app.openedExternally[0] ?? '')
    expect(await signingIn).toMatchObject({ ok: true })
  })

  it('has a menu that moves the sign-in to the browser, as the tray has', async () => {
    const app = await startApp({ built })
    app.tray().menu?.choose('Sign in...')
    const login = await app.login()
    login.menu?.choose('Use my browser instead')
    await soon(() => expect(app.openedExternally).toHaveLength(1))
    app.tray().menu?.choose('Use my browser instead')
    await soon(() => expect(app.openedExternally).toHaveLength(2))
    expect(new Set(app.openedExternally).size).toBe(1)
    await consent(app.openedExternally[0] ?? '')
    await soon(() => expect(stateLine(app)).toContain('Wanda'))
  })

  it('is not opened before the person knows that the login cannot be kept, and next time the way that was used last is taken', async () => {
    const first = await startApp({ built, words: ['--vault=file'] })
    mkdirSync(join(first.dataDirectory, 'vault.json'))
    first.tray().menu?.choose('Settings...')
    await first.settings()
    const refused = await first.call('signIn', 'browser')
    expect(refused).toMatchObject({ ok: false, message: expect.stringContaining('Until then, Tonearm forgets the login') })
    expect(first.openedExternally).toEqual([])

    const signingIn = first.call('signIn', 'browser', true)
    await soon(() => expect(first.openedExternally).toHaveLength(1))
    await consent(first.openedExternally[0] ?? '')
    expect(await signingIn).toMatchObject({ ok: true })
    expect((await first.call('settings')).signInWay).toBe('browser')
  })

  it('closes when the sign-in is cancelled in the tray', async () => {
    const app = await startApp({ built })
    app.tray().menu?.choose('Sign in...')
    const login = await app.login()
    await soon(() => expect(stateLine(app)).toBe('Waiting for you to sign in to Spotify'))
    app.tray().menu?.choose('Cancel sign-in')
    await soon(() => expect(login.isDestroyed()).toBe(true))
    await soon(() => expect(stateLine(app)).toBe('Not signed in'))
    expect(app.notifications).toEqual([])
  })

  it('opens once for the calls of assistants while nobody is signed in, and says who asks', async () => {
    const app = await startApp({ built })
    const client = await connect(await listening(app))
    const answers = ['river', 'midnight'].map((query) => call(client, 'search_tracks', { query }))
    await agree(app)
    for (const answer of await Promise.all(answers)) expect(answer).toContain('Midnight River')
    expect(app.windows.filter((window) => window.getTitle().endsWith('Sign in to Spotify'))).toHaveLength(1)
    expect(app.notifications.map(({ title, body }) => ({ title, body }))).toEqual([
      { title: 'Sign in to Spotify', body: 'test client wants to use your music. Use the new window to sign in.' },
    ])
  })
})

describe('the login', () => {
  it('is kept for the next start, until the person signs out', async () => {
    const first = await startApp({ built, words: ['--vault=file'] })
    await signIn(first)
    await first.quit()
    const second = await startApp({ built, words: ['--vault=file'], again: first })
    await soon(() => expect(stateLine(second)).toContain('Wanda'))
    second.tray().menu?.choose('Sign out...')
    await soon(() => expect(stateLine(second)).toBe('Not signed in'))
    await soon(() => expect(readFileSync(join(second.dataDirectory, 'vault.json'), 'utf8')).not.toContain('refreshToken'))
    await second.quit()
    const third = await startApp({ built, words: ['--vault=file'], again: first })
    expect(stateLine(third)).toBe('Not signed in')
  })

  it('that Spotify has ended shows in the tray and as a notification, which opens the window', async () => {
    const app = await startApp({ built })
    await signIn(app)
    const client = await connect(reached(app))
    app.spotify.revokeRefreshTokens()
    app.spotify.expireAccessTokens()
    await call(client, 'search_tracks', { query: 'midnight' }, true)
    await soon(() => expect(stateLine(app)).toBe('Sign in again: the login has ended'))
    expect(icon(app)).toBe('attention.png')
    const [notification] = app.notifications
    expect(notification?.title).toBe('Sign in to Spotify again')
    notification?.emit('click')
    await app.settings()
  })

  it('that Spotify has ended shows after a restart too: the window opens, and there is a notification', async () => {
    const first = await startApp({ built, words: ['--vault=file'] })
    await signIn(first)
    const client = await connect(reached(first))
    first.spotify.revokeRefreshTokens()
    first.spotify.expireAccessTokens()
    await call(client, 'search_tracks', { query: 'midnight' }, true)
    await first.quit()

    const second = await startApp({ built, words: ['--vault=file'], again: first })
    await soon(() => expect(stateLine(second)).toBe('Sign in again: the login has ended'))
    await (await second.settings()).getByText(statusTexts.summary.loginEnded.title).waitFor()
    await soon(() => expect(second.notifications.map(({ title }) => title)).toEqual(['Sign in to Spotify again']))
  })

  it('that ends within two weeks is announced once', async () => {
    const first = await startApp({ built, words: ['--vault=file'] })
    await signIn(first)
    await first.quit()
    const file = join(first.dataDirectory, 'vault.json')
    const entries = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
    const login = JSON.parse(entries[first.spotify.clientId] ?? '') as object
    const authorizedAt = new Date(Date.now() - 175 * 24 * 60 * 60_000).toISOString()
    writeFileSync(file, JSON.stringify({ ...entries, [first.spotify.clientId]: JSON.stringify({ ...login, authorizedAt }) }))
    const second = await startApp({ built, words: ['--vault=file'], again: first })
    await soon(() => expect(stateLine(second)).toContain('Wanda'))
    expect(second.notifications.map(({ title }) => title)).toEqual([
      expect.stringMatching(/^The login to Spotify ends on \d{4}-\d\d-\d\d$/),
    ])
  })
})

describe('the endpoint', () => {
  it('says that its port is taken, and starts when it is free', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await soon(() => expect(other.listening).toBe(true))
    onTestFinished(() => void other.close())
    const port = (other.address() as AddressInfo).port
    const app = await startApp({ built, environment: { TONEARM_PORT: String(port) } })
    await soon(() => expect(app.notifications).toHaveLength(1))
    expect(app.notifications[0]).toMatchObject({
      title: 'Apps cannot connect',
      body: expect.stringContaining(`Port ${port} is taken by another program`),
    })
    expect(icon(app)).toBe('attention.png')
    app.notifications[0]?.emit('click')
    await (await app.settings()).getByRole('heading', { name: windowTexts.pages.advanced, level: 1 }).waitFor()
    await new Promise((resolve) => other.close(resolve))
    app.tray().menu?.choose('Try to listen again')
    expect((await listening(app)).url).toBe(`http://127.0.0.1:${port}/mcp`)
  })

  it('gets a new token on demand, and who has the old one is out', async () => {
    const app = await startApp({ built })
    const before = await listening(app)
    app.tray().menu?.choose('Settings...')
    expect(await app.call('rotateToken')).toMatchObject({ ok: true })
    const after = reached(app)
    expect(after.token).not.toBe(before.token)
    await expect(connect({ ...after, token: before.token })).rejects.toThrow()
    await connect(after)
    await app.call('copyClientText', 'other')
    await soon(() => expect(app.clipboard).toContain(`Authorization: Bearer ${after.token}`))
  })

  it('moves to another port when the person sets one', async () => {
    const app = await startApp({ built, environment: { TONEARM_PORT: '' }, clientId: false })
    const free = await freePort()
    expect(await app.call('changeSettings', { port: free })).toMatchObject({ ok: true })
    expect(reached(app).url).toBe(`http://127.0.0.1:${free}/mcp`)
    expect(await app.call('settings')).toMatchObject({ port: free, fixedAtStart: ['callbackPort', 'startAtLogin'] })
  })
})

describe('the app', () => {
  it('stays when its window is closed, and shows it again at a second launch', async () => {
    const app = await startApp({ built, clientId: false })
    await app.settings()
    app.open()[0]?.close()
    expect(app.open()).toEqual([])
    expect(app.tray().isDestroyed()).toBe(false)

    const second = await startApp({ built, again: app })
    expect(await second.ended).toBe(0)
    expect(second.trays).toEqual([])
    await app.settings()
  })

  it('closes endpoint, database and sign-in listener when it quits', async () => {
    const callbackPort = await freePort()
    const app = await startApp({ built, environment: { TONEARM_CALLBACK_PORT: String(callbackPort) } })
    const { url } = await listening(app)
    app.tray().menu?.choose('Sign in...')
    await app.login()
    app.tray().menu?.choose('Quit Tonearm')
    expect(await app.ended).toBe(0)
    expect(app.endpoint()).toBeUndefined()
    await expect(fetch(url)).rejects.toThrow()
    await expect(fetch(`http://127.0.0.1:${callbackPort}/callback`)).rejects.toThrow()
    expect(existsSync(join(app.dataDirectory, 'tonearm.sqlite-wal'))).toBe(false)
    expect(app.tray).toThrow('no tray icon')
  })

  it('leaves a note for the bridge when the user quits it, and removes it at the next start', async () => {
    const app = await startApp({ built })
    await listening(app)
    app.tray().menu?.choose('Quit Tonearm')
    expect(await app.ended).toBe(0)
    const note = join(app.dataDirectory, 'quit-by-hand')
    expect(existsSync(note)).toBe(true)

    const next = await startApp({ built, again: app })
    await listening(next)
    expect(existsSync(note)).toBe(false)
  })

  it('forgets everything on demand and starts anew, with the data put aside', async () => {
    const app = await startApp({ built, words: ['--vault=file'], clientId: false })
    await app.call('changeSettings', { clientId: app.spotify.clientId })
    await signIn(app)
    expect(await app.call('reset').catch(() => ({ ok: true }))).toMatchObject({ ok: true })
    expect(await app.ended).toBe(0)
    expect(app.relaunched).toBe(true)
    // A restart is no quitting by hand.
    expect(existsSync(join(app.dataDirectory, 'quit-by-hand'))).toBe(false)
    expect(JSON.parse(readFileSync(join(app.dataDirectory, 'vault.json'), 'utf8'))).toEqual({})
    const next = await startApp({ built, words: ['--vault=file'], again: app, clientId: false })
    expect(stateLine(next)).toBe('Not set up yet: open Settings')
  })
})

function stateLine(app: Desk): string | undefined {
  return app.tray().menu?.labels()[0]
}

function icon(app: Desk): string | undefined {
  return app.tray().image.path.split('/').at(-1)
}

function reached(app: Desk) {
  const endpoint = app.endpoint()
  if (!endpoint) throw new Error('The endpoint does not listen')
  return endpoint
}

async function listening(app: Desk) {
  return soon(() => reached(app))
}

async function agree(app: Desk): Promise<void> {
  const page = await (await app.login()).page()
  await page.getByRole('button', { name: 'Agree' }).click()
}

/** Signs in by the tray, and waits until the name is known. */
async function signIn(app: Desk): Promise<void> {
  await listening(app)
  app.tray().menu?.choose('Sign in...')
  await agree(app)
  await soon(() => expect(stateLine(app)).toContain('Wanda'))
}

function signInFromWindow(app: Desk) {
  app.tray().menu?.choose('Settings...')
  return app.call('signIn', 'window')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await soon(() => expect(server.listening).toBe(true))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
