import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { createFakeApi } from './fake-api.ts'
import { claudeCode, clientId, cursor, hebrewName, longName, minutesAgo, settings, signedIn, status } from './samples.ts'
import { heard, overflowing, useWindow } from './use-window.ts'

const open = useWindow()
const title = (page: Page) => page.getByRole('heading', { level: 1 }).textContent()
const section = (page: import('playwright-core').Page, name: string) => page.getByRole('region', { name })

describe('the status page', () => {
  it('is what opens once Tonearm is set up', async () => {
    const page = await open(createFakeApi({ status: status({ clients: [claudeCode, cursor] }) }))
    expect(await title(page)).toBe('Everything is running')
    expect(await page.title()).toBe('Status · Tonearm')
    expect(await page.getByText('2 apps are connected.').isVisible()).toBe(true)
  })

  it('shows what a person should know about the address although it works', async () => {
    const note = 'Another program listens at [::1]:3345.'
    const listening = { state: 'listening', url: 'http://127.0.0.1:3345/mcp', since: minutesAgo(5), note } as const
    const page = await open(createFakeApi({ status: status({ endpoint: listening, clients: [claudeCode] }) }))
    await page.getByText(note).waitFor()
    expect(await title(page)).toBe('Everything is running')
  })

  it('shows who is signed in, until when, and how much of that is left', async () => {
    const page = await open(createFakeApi())
    const account = section(page, 'Spotify account')
    expect(await account.textContent()).toContain('Signed in as Wanda Winter')
    expect(await account.textContent()).toContain('The login lasts until 20 March 2027')
    expect(await account.textContent()).toContain('117 days left')
    const meter = page.getByRole('meter', { name: 'How much of the login’s six months is left' })
    expect(await meter.evaluate((bar: HTMLMeterElement) => [bar.value, bar.max])).toEqual([117, 181])
  })

  it('offers to sign in again two weeks before the end, not earlier', async () => {
    const api = createFakeApi({ status: status({ account: signedIn({ endsAt: '2026-12-07T15:00:00Z' }) }) })
    const page = await open(api)
    const again = section(page, 'Spotify account').getByRole('button', { name: 'Sign in again' })
    expect(await again.count()).toBe(0)
    api.become(signedIn({ endsAt: '2026-12-07T13:00:00Z' }))
    await again.click()
    expect(api.calls).toEqual([['signIn', 'window']])
  })

  it('says so when the end is not known, and when the login could not be kept', async () => {
    const notKept = 'The keychain is locked: the login lasts until Tonearm quits.'
    const page = await open(
      createFakeApi({ status: status({ account: signedIn({ authorizedAt: undefined, endsAt: undefined, notKept }) }) }),
    )
    expect(await section(page, 'Spotify account').textContent()).toContain('Tonearm does not know when this login ends')
    expect(await section(page, 'Spotify account').textContent()).toContain(notKept)
    expect(await page.getByRole('meter').count()).toBe(0)
  })

  it('says what is wrong with the database', async () => {
    const reason = 'The disk with Tonearm’s data is full. Free some space, then try again.'
    const page = await open(createFakeApi({ status: status({ database: { reason, problem: 'disk-full' } }) }))
    expect(await page.getByText(reason).isVisible()).toBe(true)
    expect(await title(page)).toBe('Tonearm cannot save')
    await page.getByRole('button', { name: 'Status (needs your attention)' }).waitFor()
  })

  it('is well again with the new database after the old one was damaged', async () => {
    const reason = 'The database was damaged. Tonearm put it aside and began a new one.'
    const page = await open(createFakeApi({ status: status({ clients: [claudeCode], database: { reason, problem: 'database-damaged' } }) }))
    expect(await page.getByText(reason).isVisible()).toBe(true)
    expect(await title(page)).toBe('Everything is running')
  })

  it('signs out, says so, and keeps the keyboard in the section', async () => {
    const api = createFakeApi()
    const page = await open(api)
    const button = page.getByRole('button', { name: 'Sign out' })
    await button.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Not signed in' }).waitFor()
    await expect.poll(() => heard(page)).toBe('You are signed out.')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Spotify account')
  })

  it('changes the account: shows Spotify’s page, keeps the login until somebody signed in there, and says who it is then', async () => {
    const api = createFakeApi()
    const page = await open(api)
    const account = section(page, 'Spotify account')
    await account.getByRole('button', { name: 'Change account …' }).click()
    await page.getByRole('button', { name: 'Use my browser instead' }).waitFor()
    expect(api.calls).toEqual([['signIn', 'window']])
    await page.getByRole('button', { name: 'Cancel sign-in' }).click()
    await account.getByText('Signed in as Wanda Winter').waitFor()

    await account.getByRole('button', { name: 'Change account …' }).click()
    api.become(signedIn({ name: 'Otto' }))
    await account.getByText('Signed in as Otto').waitFor()
    expect(await overflowing(page)).toEqual([])
  })

  it('forgets everything of the account only after a question that says what goes and what stays', async () => {
    const api = createFakeApi()
    const message = 'You are signed out. Tonearm deleted everything that it kept of this account.'
    api.answer('forgetAccount', async () => {
      api.become({ state: 'signed-out' })
      return { ok: true, message }
    })
    const page = await open(api)
    await page.getByRole('button', { name: 'Forget everything …' }).click()
    expect(await page.getByRole('dialog').textContent()).toContain('You can no longer undo them. Your music at Spotify')
    expect(api.calls).toEqual([])
    await page.getByRole('button', { name: 'Forget everything', exact: true }).click()
    await page.getByRole('heading', { name: 'Not signed in' }).waitFor()
    expect(api.calls).toEqual([['forgetAccount']])
    expect(await section(page, 'Spotify account').textContent()).toContain(message)
  })

  it('shows a failed endpoint first, with the reason, and starts it again', async () => {
    const reason = 'Port 3345 is used by another program. Close it, or choose another port.'
    const api = createFakeApi({ status: status({ endpoint: { state: 'failed', reason } }) })
    const page = await open(api)
    expect(await title(page)).toBe('No app can reach Tonearm')
    expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
      'Connection for apps',
      'Spotify account',
      'Access for apps',
      'Connected apps',
    ])
    const endpoint = section(page, 'Connection for apps')
    expect(await endpoint.textContent()).toContain(reason)

    api.answer('restartEndpoint', async () => ({ ok: false, message: 'Port 3345 is still used.' }))
    await endpoint.getByRole('button', { name: 'Start' }).click()
    await endpoint.getByText('Port 3345 is still used.').waitFor()
  })

  it('shows since when the endpoint listens, copies its address and restarts it', async () => {
    const api = createFakeApi()
    const page = await open(api)
    const endpoint = section(page, 'Connection for apps')
    expect(await endpoint.textContent()).toContain('Listening since 12:55')
    await endpoint.getByRole('button', { name: 'Copy the address' }).click()
    const release = api.hold('restartEndpoint')
    await endpoint.getByRole('button', { name: 'Restart' }).click()
    await endpoint.getByRole('button', { name: 'Starting …' }).waitFor()
    release()
    await endpoint.getByText('Tonearm is listening.').waitFor()
    expect(api.calls).toEqual([['copy', 'endpoint-address'], ['restartEndpoint']])
  })

  it('lists the connected clients by name with their last call', async () => {
    const page = await open(createFakeApi({ status: status({ clients: [claudeCode, cursor] }) }))
    expect(await section(page, 'Connected apps').getByRole('listitem').allTextContents()).toEqual([
      'Claude Code 2.3.112 calls, last 4 minutes ago',
      'Cursor 3.0.4no call yet',
    ])
  })

  it('follows what the main process tells', async () => {
    const api = createFakeApi()
    const page = await open(api)
    expect(await title(page)).toBe('Ready when you are')
    api.publish('statusChanged', status({ clients: [claudeCode] }))
    await page.getByRole('heading', { name: 'Everything is running' }).waitFor()
  })

  it('says until when Spotify’s limit is reached', async () => {
    const page = await open(createFakeApi({ status: status({ quota: { state: 'used-up', until: minutesAgo(-65) } }) }))
    expect(await title(page)).toBe('Spotify’s limit is reached')
    expect(await section(page, 'Spotify account').textContent()).toContain('Reached: wait until 16:05')
  })

  it.each([{ state: 'client-id-missing' }, { state: 'signed-out' }, { state: 'login-ended' }] as const)(
    'promises nothing to apps, and shows no limit, while the account is $state',
    async (account) => {
      const page = await open(createFakeApi({ status: status({ account }) }), { page: 'status' })
      await section(page, 'Access for apps').getByText('Connected apps can use your music when you are signed in.').waitFor()
      expect(await page.getByText('Spotify’s limit').count()).toBe(0)
    },
  )

  it('offers to sign in again when the login has ended', async () => {
    const api = createFakeApi({ status: status({ account: { state: 'login-ended' } }) })
    const page = await open(api)
    expect(await title(page)).toBe('Your Spotify login has ended')
    expect(await page.getByRole('button', { name: 'Status (needs your attention)' }).isVisible()).toBe(true)
    await page.getByRole('button', { name: 'Sign in again' }).click()
    await page.getByRole('button', { name: 'Cancel sign-in' }).waitFor()
    api.finishSignIn()
    await page.getByRole('heading', { name: 'Ready when you are' }).waitFor()
  })

  it('leads to the first run when there is no Spotify app', async () => {
    const api = createFakeApi({ status: status({ account: { state: 'client-id-missing' } }), settings: settings() })
    const page = await open(api, { page: 'status' })
    await page.getByRole('button', { name: 'Start', exact: true }).click()
    expect(await title(page)).toBe('Welcome to Tonearm')
  })

  it('is not broken by long names and names that run the other way', async () => {
    const api = createFakeApi({
      status: status({
        account: signedIn({ name: longName }),
        clients: [
          { ...claudeCode, name: longName },
          { ...cursor, name: hebrewName },
        ],
      }),
      settings: settings({ clientId }),
    })
    for (const width of [900, 640, 320]) {
      const page = await open(api, { width, height: 480, page: 'status' })
      expect(await overflowing(page)).toEqual([])
    }
  })
})

describe('the access of apps', () => {
  it('is paused for one of three lengths, and resumed', async () => {
    const api = createFakeApi({ status: status({ clients: [claudeCode] }) })
    const page = await open(api)
    const access = section(page, 'Access for apps')
    expect(await access.getByRole('button').allTextContents()).toEqual(['For an hour', 'Until tomorrow', 'Until I resume'])
    await access.getByRole('button', { name: 'Pause access: Until I resume' }).click()
    await page.getByRole('heading', { name: 'Paused until you resume' }).waitFor()
    expect(await access.getByRole('paragraph').first().textContent()).toBe(
      'Paused until you resume. Apps stay connected. They are told that you paused, and cannot use your music.',
    )
    await access.getByRole('button', { name: 'Resume access' }).click()
    await page.getByRole('heading', { name: 'Everything is running' }).waitFor()
    expect(api.calls).toEqual([['pauseAccess', 'open'], ['resumeAccess']])
  })

  it('says until when it is paused', async () => {
    const api = createFakeApi({ status: status({ paused: { by: 'user', until: minutesAgo(-65) } }) })
    expect(await title(await open(api))).toBe('Paused until 16:05')
  })

  it('can be paused while the screen is locked, where the system tells that', async () => {
    const api = createFakeApi()
    const page = await open(api)
    await page.getByRole('switch', { name: 'Pause while the screen is locked' }).click()
    await expect.poll(() => api.calls).toEqual([['changeSettings', { pauseWhileLocked: true }]])

    const linux = await open(createFakeApi({ settings: settings({ clientId, pauseWhileLocked: true, screenLockTold: false }) }))
    const control = linux.getByRole('switch', { name: 'Pause while the screen is locked' })
    expect([await control.isDisabled(), await control.isChecked()]).toEqual([true, false])
    await linux.getByText('Not on Linux: it does not tell Tonearm when the screen is locked.').waitFor()
  })
})

describe('a large removal that an app wants', () => {
  it('is asked about on whatever page is open, and only an answer ends the question', async () => {
    const questions = [
      {
        id: 'c0ffee000001',
        client: 'Claude Desktop',
        question: 'This removes 30 of 40 songs in "Mix". Do you want this? You can undo it.',
      },
    ]
    const api = createFakeApi()
    const page = await open(api, { page: 'history' })
    api.world.status = status({ questions })
    api.publish('statusChanged', api.world.status)
    const dialog = page.getByRole('dialog', { name: 'Claude Desktop wants to remove a lot' })
    await dialog.getByText('This removes 30 of 40 songs in "Mix". Do you want this? You can undo it. Nothing was removed yet.').waitFor()
    await page.keyboard.press('Escape')
    expect(await dialog.isVisible()).toBe(true)
    expect(api.calls).toEqual([])
    await dialog.getByRole('button', { name: 'Don’t allow' }).click()
    await dialog.waitFor({ state: 'hidden' })
    expect(api.calls).toEqual([['answerQuestion', 'c0ffee000001', false]])
  })
})

describe('a main process that does not answer', () => {
  it('is told to the person, who can try again', async () => {
    const api = createFakeApi()
    api.answer('status', () => Promise.reject(new Error('gone')))
    const page = await open(api)
    expect(await title(page)).toBe('Tonearm does not answer')
    api.answer('status', async () => api.world.status)
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: 'Ready when you are' }).waitFor()
  })
})

describe('the tray menu', () => {
  it('can open a page, and the focus goes to its heading', async () => {
    const api = createFakeApi()
    const page = await open(api)
    api.publish('pageChosen', 'activity')
    await page.getByRole('heading', { name: 'Activity', level: 1 }).waitFor()
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    expect(await page.title()).toBe('Activity · Tonearm')
  })
})
