import type { Locator } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { createFakeApi, firstRun } from './fake-api.ts'
import { call, claudeCode, clientId, clientView, noneConnected, settings, status } from './samples.ts'
import { heard, useWindow } from './use-window.ts'

const open = useWindow()

/** A client id is saved, nobody is signed in. */
const withClientId = () =>
  createFakeApi({ clients: noneConnected, status: status({ account: { state: 'signed-out' } }), settings: settings({ clientId }) })

describe('the first start', () => {
  it('opens the page Set up with the first step open, and says what the others wait for', async () => {
    const page = await open(createFakeApi(firstRun()))
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Welcome to Tonearm')
    const steps = page.locator('.steps > li')
    expect(await steps.nth(0).textContent()).toContain('To do')
    expect(await steps.nth(1).textContent()).toContain('You can do this when the client ID is saved.')
    expect(await steps.nth(2).textContent()).toContain('You can do this when you are signed in.')
    expect(await page.getByRole('button', { name: 'Set up (not finished)' }).getAttribute('aria-current')).toBe('page')
  })

  it('opens the dashboard and copies the redirect URI by way of the main process', async () => {
    const api = createFakeApi(firstRun())
    const page = await open(api)
    expect(await page.getByText('http://127.0.0.1:8888/callback').isVisible()).toBe(true)
    await page.getByRole('button', { name: 'Open the Spotify dashboard' }).click()
    await page.getByRole('button', { name: 'Copy the redirect URI' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    await expect.poll(() => heard(page)).toBe('Copied: the redirect URI.')
    expect(api.calls).toEqual([
      ['open', 'spotify-dashboard'],
      ['copy', 'redirect-uri'],
    ])
  })

  it('shows the redirect URI with the port in force', async () => {
    const page = await open(createFakeApi(firstRun({ redirectUri: 'http://127.0.0.1:9999/callback' })))
    expect(await page.getByText('http://127.0.0.1:9999/callback').isVisible()).toBe(true)
  })

  it('says when copying did not work', async () => {
    const api = createFakeApi(firstRun())
    api.answer('copy', async () => ({ ok: false, message: 'The clipboard is busy. Try again.' }))
    const page = await open(api)
    await page.getByRole('button', { name: 'Copy the redirect URI' }).click()
    await page.locator('.notice').getByText('The clipboard is busy. Try again.').waitFor()
  })
})

describe('the client id', () => {
  it.each([
    ['', 'First paste the client ID from your app’s page.'],
    [clientId.slice(1), 'A client ID has 32 characters. This one has 31. Copy it again from your app’s page.'],
    [`${clientId}0`, 'A client ID has 32 characters. This one has 33. Copy it again from your app’s page.'],
    [
      clientId.replace('f', 'O'),
      'A client ID has only digits and the letters a to f. This one has “O”. Copy it again from your app’s page.',
    ],
    ['https://developer.spotify.com/dashboard/4f9c', 'There is no client ID in this address.'],
    [`${clientId} ${'0'.repeat(32)}`, 'This has two different IDs. Paste only the client ID. Never share the client secret.'],
  ])('%o is not sent, and the field says why', async (text, mistake) => {
    const api = createFakeApi(firstRun())
    const page = await open(api)
    const field = page.getByLabel('Client ID')
    await field.fill(text)
    await page.getByRole('button', { name: 'Save client ID' }).click()
    await page.getByText(mistake).waitFor()
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(await describedBy(field)).toContain(mistake)
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(api.calls).toEqual([])
  })

  it.each([`https://developer.spotify.com/dashboard/${clientId}`, `"${clientId}"`, `Client ID ${clientId}`, ` ${clientId.toUpperCase()} `])(
    'is found in %o',
    async (text) => {
      const api = createFakeApi(firstRun())
      const page = await open(api)
      const field = page.getByLabel('Client ID')
      await field.fill(text)
      await expect.poll(() => field.inputValue()).toBe(clientId)
      await page.getByRole('button', { name: 'Save client ID' }).click()
      await page.getByRole('button', { name: 'Sign in to Spotify' }).waitFor()
      expect(api.calls).toEqual([['changeSettings', { clientId }]])
    },
  )

  it('takes the first press of the button also when the attempt before was wrong', async () => {
    const page = await open(createFakeApi(firstRun()))
    const field = page.getByLabel('Client ID')
    const save = page.getByRole('button', { name: 'Save client ID' })
    await field.fill('4f9')
    await save.click()
    await field.fill('4f9c')
    // Where the button is when the person presses it, and again when they let go.
    await save.hover()
    await page.mouse.down()
    await page.mouse.up()
    await page.getByText('This one has 4.').waitFor()
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
  })

  it('complains only when the person is done typing, and stops as soon as it is right', async () => {
    const page = await open(createFakeApi(firstRun()))
    const field = page.getByLabel('Client ID')
    await field.pressSequentially('4f9')
    expect(await field.getAttribute('aria-invalid')).toBeNull()
    await field.blur()
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    await field.fill(clientId)
    expect(await field.getAttribute('aria-invalid')).toBeNull()
    expect(await page.getByText('32 of 32 characters: this looks right.').isVisible()).toBe(true)
  })

  it('is saved as it was pasted, without spaces around it and in small letters, and the next step opens', async () => {
    const api = createFakeApi(firstRun())
    const page = await open(api)
    await page.getByLabel('Client ID').fill(`  ${clientId.toUpperCase()}\n`)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Sign in to Spotify' }).waitFor()
    expect(api.calls).toEqual([['changeSettings', { clientId }]])
    expect(await page.locator('.steps > li').first().textContent()).toContain('Done')
    await expect.poll(() => heard(page)).toBe('The client ID is saved.')
  })

  it('shows that it is being saved, takes no second press meanwhile, and shows a refusal', async () => {
    const api = createFakeApi(firstRun())
    api.answer('changeSettings', async () => ({ ok: false, message: 'The settings cannot be written: the disk is full.' }))
    const release = api.hold('changeSettings')
    const page = await open(api)
    await page.getByLabel('Client ID').fill(clientId)
    await page.getByRole('button', { name: 'Save client ID' }).click()
    const busy = page.getByRole('button', { name: 'Saving …' })
    await busy.click({ force: true })
    expect(await busy.getAttribute('aria-disabled')).toBe('true')
    await page.getByLabel('Client ID').press('Enter')
    expect(api.calls).toHaveLength(1)
    release()
    await page.locator('.notice.bad').getByText('The settings cannot be written: the disk is full.').waitFor()
    await expect.poll(() => heard(page)).toBe('The settings cannot be written: the disk is full.')
  })

  it('can be changed later', async () => {
    const api = withClientId()
    const page = await open(api)
    await page.getByRole('button', { name: 'Show: Create your own Spotify app' }).click()
    await page.getByLabel('Client ID').fill('0'.repeat(32))
    await page.getByRole('button', { name: 'Save client ID' }).click()
    await page.locator('.notice.good').waitFor()
    expect(api.world.settings.clientId).toBe('0'.repeat(32))
  })

  it('cannot be changed when the environment decides it, and says so', async () => {
    const api = createFakeApi({
      status: status({ account: { state: 'signed-out' } }),
      settings: settings({ clientId, fixedAtStart: ['clientId'] }),
    })
    const page = await open(api)
    await page.getByRole('button', { name: 'Show: Create your own Spotify app' }).click()
    const field = page.getByLabel('Client ID')
    expect(await field.isDisabled()).toBe(true)
    expect(await field.inputValue()).toBe(clientId)
    expect(await describedBy(field)).toContain('This was set when Tonearm was started')
    expect(await page.getByRole('button', { name: 'Save client ID' }).count()).toBe(0)
  })
})

describe('signing in', () => {
  it('waits, goes on in the browser, and is done', async () => {
    const api = withClientId()
    const page = await open(api)
    await page.getByRole('button', { name: 'Sign in to Spotify' }).click()
    await page.getByText('Waiting for you to sign in on Spotify’s page.').waitFor()
    await page.getByRole('button', { name: 'Use my browser instead' }).click()
    await page.getByText('Waiting for you to sign in on Spotify’s page in your browser.').waitFor()
    api.finishSignIn()
    await page.getByText('Signed in as Wanda Winter').waitFor()
    expect(api.calls).toEqual([
      ['signIn', 'window'],
      ['signIn', 'browser'],
    ])
    await expect.poll(() => heard(page)).toBe('You are signed in.')
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('One step to go')
  })

  it('offers both ways alike, each with its reason, and says which one was used last', async () => {
    const api = createFakeApi({
      status: status({ account: { state: 'login-ended' } }),
      settings: settings({ clientId, signInWay: 'browser' }),
    })
    const page = await open(api, { page: 'setup' })
    const window = page.getByRole('button', { name: 'Sign in to Spotify' }).or(page.getByRole('button', { name: 'Sign in again' }))
    const browser = page.getByRole('button', { name: 'Use my browser' })
    const weight = (button: Locator) => button.evaluate((element) => getComputedStyle(element).backgroundColor)
    expect(await weight(browser)).toBe(await weight(window))
    await page.getByText('Best with a password manager, a passkey').waitFor()
    expect(await page.getByText('You used this last time.').textContent()).toContain('password manager')
  })

  it('says before the sign-in that the login cannot be kept, and lets the person go on', async () => {
    const api = withClientId()
    const message = 'No keyring is available. Install GNOME Keyring or KWallet. Until then, Tonearm forgets the login when you quit it.'
    api.answer('signIn', async () => ({ ok: false, message, problem: 'vault-unavailable' }))
    const page = await open(api)
    await page.getByRole('button', { name: 'Use my browser' }).click()
    await page.locator('.notice.bad').getByText(message).waitFor()
    api.answer('signIn', async () => ({ ok: true }))
    await page.getByRole('button', { name: 'Sign in anyway' }).click()
    await expect
      .poll(() => api.calls)
      .toEqual([
        ['signIn', 'browser'],
        ['signIn', 'browser', true],
      ])
  })

  it('can be cancelled, which is not an error', async () => {
    const api = withClientId()
    const page = await open(api)
    await page.getByRole('button', { name: 'Use my browser' }).click()
    await page.getByRole('button', { name: 'Cancel sign-in' }).click()
    await page.locator('.notice.info').getByText('The sign-in was cancelled. Nothing was changed.').waitFor()
    expect(await page.getByRole('button', { name: 'Sign in to Spotify' }).isVisible()).toBe(true)
    expect(api.calls).toEqual([['signIn', 'browser'], ['cancelSignIn']])
  })

  it('says why it failed', async () => {
    const api = withClientId()
    const page = await open(api)
    await page.getByRole('button', { name: 'Sign in to Spotify' }).click()
    await page.getByRole('button', { name: 'Cancel sign-in' }).waitFor()
    api.finishSignIn({ ok: false, message: 'Spotify does not know this client ID. Set it again.', problem: 'client-id-refused' })
    await page.locator('.notice.bad').getByText('Spotify does not know this client ID. Set it again.').waitFor()
  })

  it('says so when the main process does not answer', async () => {
    const api = withClientId()
    api.answer('signIn', () => Promise.reject(new Error('Error invoking remote method: secret')))
    const page = await open(api)
    await page.getByRole('button', { name: 'Sign in to Spotify' }).click()
    await page.locator('.notice.bad').getByText('Tonearm did not answer. Try again').waitFor()
    expect(await page.textContent('body')).not.toContain('secret')
  })

  it('shows a sign-in that was started elsewhere', async () => {
    const api = withClientId()
    const page = await open(api)
    api.become({ state: 'signing-in' })
    await page.getByRole('button', { name: 'Cancel sign-in' }).waitFor()
  })

  it('says how many permissions it asks for, and leads to them', async () => {
    const api = withClientId()
    api.world.settings.scopes = api.world.settings.scopes.slice(0, 5)
    const page = await open(api)
    expect(await page.getByText('Tonearm will ask for 5 of 16 permissions.').isVisible()).toBe(true)
    await page.getByRole('button', { name: 'Choose permissions' }).click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Permissions')
  })
})

describe('connecting Claude', () => {
  it('asks whether an app may start Tonearm, and takes nothing for a yes', async () => {
    const api = createFakeApi({ clients: noneConnected })
    const page = await open(api, { page: 'setup' })
    const allowed = page.getByRole('switch', { name: 'Start Tonearm when an app asks for it' })
    expect(await allowed.isChecked()).toBe(false)
    await allowed.click()
    await expect.poll(() => api.calls).toEqual([['changeSettings', { startForApps: true }]])
  })

  it('shows Claude first and folds the other apps up; it is done by itself when a client connects', async () => {
    const api = createFakeApi({ clients: noneConnected })
    const page = await open(api, { page: 'setup' })
    await page.getByText('Waiting for the first connection.').waitFor()
    expect(await page.locator('.client h3:visible').allTextContents()).toEqual(['Claude Desktop', 'Claude Code'])
    expect(await page.getByRole('button', { name: /Disconnect/ }).count()).toBe(0)
    await page.getByRole('button', { name: 'Other apps (6)' }).click()
    expect(await page.locator('.client h3:visible').allTextContents()).toHaveLength(8)
    await page.getByRole('button', { name: 'Connect Cursor' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Connect' }).click()
    await page.getByText('Connected: Cursor.').waitFor()
    // From now on it is called by its own name.
    await page.getByRole('heading', { name: 'Connect Cursor' }).waitFor()
    await page.getByText('Ask Cursor something about your music').waitFor()
    // What comes next stays to be read.
    expect(await page.locator('.notice.good').getByText('Connected. Restart it.').isVisible()).toBe(true)
    expect(api.calls).toEqual([
      ['previewClient', 'cursor', 'connect'],
      ['connectClient', 'cursor', 'c0ffee01'],
    ])

    api.publish('statusChanged', status({ clients: [claudeCode], calls: [call({ client: 'Cursor' })] }))
    await page.getByText('Connected: Claude Code and Cursor.').waitFor()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Tonearm is set up')
  })

  it('knows after a restart that an app is connected', async () => {
    const page = await open(createFakeApi(), { page: 'setup' })
    await page.getByText('Connected: Claude Code.').waitFor()
    await page.getByText('Ask Claude Code something about your music').waitFor()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Tonearm is set up')
    expect(await page.getByText('Waiting for the first connection.').count()).toBe(0)
  })

  it.each<[string, Parameters<typeof status>[0], string]>([
    ['paused', { paused: { by: 'user' } }, 'Paused until you resume. Apps stay connected'],
    ['out of reach', { endpoint: { state: 'stopped' } }, 'No app can reach Tonearm.'],
  ])('does not say that everything is ready while it is %s', async (_, changes, sentence) => {
    const page = await open(createFakeApi({ status: status(changes) }), { page: 'setup' })
    await page.getByText(sentence).waitFor()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Tonearm is set up')
    expect(await page.getByText('Everything is ready').count()).toBe(0)
  })

  it('says with the examples that Read only is on', async () => {
    const page = await open(createFakeApi({ settings: settings({ clientId, readOnly: true }) }), { page: 'setup' })
    await page.getByText('Everything is ready').waitFor()
    await page.getByRole('button', { name: 'Turn off Read only' }).waitFor()
  })

  it('offers to get Claude Desktop where there is no Claude, and leads to the other ways', async () => {
    const api = createFakeApi({ clients: [clientView('cursor', 'Cursor', { state: 'not-connected' })] })
    const page = await open(api, { page: 'setup' })
    await page.getByRole('button', { name: 'Get Claude Desktop' }).click()
    // There is no Claude Desktop for Linux.
    await page.getByRole('button', { name: 'Get Claude Code' }).click()
    expect(api.calls).toEqual([
      ['open', 'claude-download'],
      ['open', 'claude-code-setup'],
    ])
    await page.getByRole('button', { name: 'Other apps (1)' }).waitFor()
    await page.getByRole('button', { name: 'All ways to connect' }).click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Apps')
  })

  const reason = 'Port 3345 is taken by another program.'

  it('says why no app can connect, and offers a port that is free, in place of waiting for ever', async () => {
    const endpoint = { state: 'failed', reason, problem: 'port-taken' } as const
    const api = createFakeApi({ clients: noneConnected, status: status({ endpoint }) })
    const page = await open(api, { page: 'setup' })
    await page.locator('.notice.bad').getByText(reason).waitFor()
    expect(await page.getByText('Waiting for the first connection.').count()).toBe(0)
    await page.getByRole('button', { name: 'Use port 3346' }).click()
    await expect.poll(() => api.calls).toEqual([['changeSettings', { port: 3346 }]])
    await page.getByRole('button', { name: 'Try this port again' }).click()
    await page.getByText('Waiting for the first connection.').waitFor()
  })

  it.each([
    ['another reason', { endpoint: { state: 'failed', reason: 'The disk is full.' } as const }, 'The disk is full.'],
    ['nothing listens', { endpoint: { state: 'stopped' } as const }, 'Tonearm is not listening for apps'],
  ])('offers to start the connection when there is %s', async (_, changes, sentence) => {
    const api = createFakeApi({ clients: noneConnected, status: status(changes) })
    const page = await open(api, { page: 'setup' })
    await page.locator('.notice.bad').getByText(sentence).waitFor()
    await page.getByRole('button', { name: 'Start', exact: true }).click()
    await page.getByText('Waiting for the first connection.').waitFor()
    expect(api.calls).toEqual([['restartEndpoint']])
  })

  it('leads to the page Advanced when no port near is free, or the port is fixed', async () => {
    const endpoint = { state: 'failed', reason, problem: 'port-taken' } as const
    const api = createFakeApi({ clients: noneConnected, status: status({ endpoint }) })
    api.answer('freePort', async () => ({ ok: false, message: 'All are taken.', problem: 'port-taken' }))
    const page = await open(api, { page: 'setup' })
    await page.getByRole('button', { name: 'Change the port' }).click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Advanced')
  })
})

/** The texts that a screen reader adds to a control. */
function describedBy(field: Locator): Promise<string> {
  return field.evaluate((element) =>
    (element.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? `#${id} is missing`)
      .join(' '),
  )
}
