import { describe, expect, it } from 'vitest'
import { createFakeApi } from './fake-api.ts'
import { minutesAgo, status } from './samples.ts'
import { heard, useWindow } from './use-window.ts'

const open = useWindow()

describe('the page Help', () => {
  it('opens the documentation and what is new, and says version, licence and what happens with data', async () => {
    const api = createFakeApi()
    const page = await open(api, { page: 'about' })
    await page.getByRole('button', { name: 'Open the documentation' }).click()
    await page.getByRole('button', { name: 'What’s new' }).click()
    expect(api.calls).toEqual([
      ['open', 'documentation'],
      ['open', 'whats-new'],
    ])
    const about = page.getByRole('region', { name: 'About Tonearm' })
    expect(await about.locator('dd').allTextContents()).toEqual(['0.1.0', 'MIT: everyone may use, change and share Tonearm.'])
    expect(await page.getByRole('region', { name: 'Privacy' }).getByRole('listitem').count()).toBe(3)
  })

  it('says that updates are made by hand where the build does not update itself', async () => {
    const page = await open(createFakeApi(), { page: 'about' })
    await page.getByText('By hand: this Tonearm does not look for new versions.').waitFor()
    expect(await page.getByRole('button', { name: 'Check for updates' }).count()).toBe(0)
    expect(await page.getByRole('button', { name: 'See all versions' }).count()).toBe(0)
  })

  it('leads to the versions where it is known where they are', async () => {
    const api = createFakeApi({ update: { state: 'by-hand', hasPage: true } })
    const page = await open(api, { page: 'about' })
    await page.getByRole('button', { name: 'See all versions' }).click()
    expect(api.calls).toEqual([['open', 'releases']])
  })

  it.each([
    [false, 'Tonearm is up to date. It looked 2 hours ago.'],
    [true, 'Tonearm could not look for a new version (2 hours ago).'],
  ])('says when it last looked (failed: %s)', async (failed, sentence) => {
    const page = await open(createFakeApi({ update: { state: 'idle', looked: { at: minutesAgo(121), failed } } }), { page: 'about' })
    await page.getByText(sentence).waitFor()
  })

  it('looks for an update, and restarts only when the person says so', async () => {
    const api = createFakeApi({ update: { state: 'idle' } })
    const page = await open(api, { page: 'about' })
    await page.getByRole('button', { name: 'Check for updates' }).click()
    await page.locator('.notice').getByText('No newer version was found.').waitFor()
    api.world.update = { state: 'ready', version: '1.2.0' }
    api.publish('statusChanged', status())
    await page.getByText('Tonearm 1.2.0 is ready.').waitFor()
    // Also seen from every other page.
    await page.getByRole('navigation').getByRole('button', { name: 'Help (a new version is ready)' }).waitFor()
    await page.getByRole('button', { name: 'Restart and update' }).click()
    await expect.poll(() => api.calls).toEqual([['checkForUpdates'], ['installUpdate']])
  })
})

describe('the check for problems', () => {
  it('says what is not well first, then what is, and copies it for a bug report', async () => {
    const api = createFakeApi()
    const page = await open(api, { page: 'about' })
    await page.getByRole('button', { name: 'Check for problems' }).click()
    await page.getByText('1 problem to fix.').first().waitFor()
    expect(await page.locator('.findings').getByRole('listitem').allTextContents()).toEqual([
      'Problem: Clock: The clock of this computer is 12 minutes ahead, so signing in can fail. Set it to the right time.',
      'Note: Zed: It has an old address or access key. Connect it again.',
      'Good: Keychain: It keeps what Tonearm writes.',
    ])
    expect(await heard(page)).toBe('1 problem to fix.')
    await page.getByRole('button', { name: 'Copy for a bug report' }).click()
    await page.locator('.notice.good').getByText('Copied. It holds no key, no login and no name.').waitFor()
    expect(api.calls).toEqual([['copyReport']])
    await page.getByRole('button', { name: 'Check again' }).waitFor()
  })

  it('says why it could not look', async () => {
    const api = createFakeApi()
    api.answer('findProblems', async () => ({ ok: false, message: 'Tonearm hit a bug. The log has the details.' }))
    const page = await open(api, { page: 'about' })
    await page.getByRole('button', { name: 'Check for problems' }).click()
    await page.locator('.notice.bad').getByText('Tonearm hit a bug.').waitFor()
  })
})
