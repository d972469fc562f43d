import type { Page as BrowserPage } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { createFakeApi } from './fake-api.ts'
import { activity, call, changed, did, hebrewName, longName, minutesAgo, status } from './samples.ts'
import { heard, overflowing, useWindow } from './use-window.ts'

const open = useWindow()
const removed = changed('3 songs removed from "Sunday Morning"', { change: { receipt: 'k7wq2m', state: 'done' } })
const rows = (page: BrowserPage) => page.getByRole('main').getByRole('listitem')

describe('while nobody is signed in', () => {
  it.each(['signed-out', 'login-ended'] as const)('there is nothing to see, and the page offers to sign in: %s', async (state) => {
    const api = createFakeApi({ status: status({ account: { state } }), activity })
    const page = await open(api, { page: 'activity' })
    await page.getByText('Sign in to see what apps did, and to undo changes.').waitFor()
    expect(await rows(page).count()).toBe(0)
    await page.getByRole('button', { name: 'Use my browser' }).click()
    await page.getByText('Waiting for you to sign in').waitFor()
    expect(api.calls).toEqual([['signIn', 'browser']])
  })
})

describe('the activity page', () => {
  it('tells by day what apps did in words, when, which app, and how far changes came', async () => {
    const page = await open(createFakeApi({ activity }), { page: 'activity' })
    await page.getByRole('heading', { name: 'Today' }).waitFor()
    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
      'Today',
      'Yesterday',
      '19 November 2026',
      'Erase activity',
    ])
    expect(await rows(page).allTextContents()).toEqual([
      'Searched your library for "river": 341 found14:56 by Claude Code',
      'Failed: Couldn\'t play "Opalite": No device is active14:54 by Claude Code',
      '3 songs removed from "Sunday Morning"14:48 by Claude CodeUndo',
      '"Kitchen Disco" sorted by tempo13:25 by Claude CodeOnly a part of this change was made. Undo takes that part back.Partly doneUndo',
      '25 songs saved to the library14:20 by CursorUndone',
      'Looked at what you played last14:10 by Cursor',
      '"Long Drive" created with 40 songs15:00 by Claude CodeUndo',
    ])
  })

  it('unfolds tool, time and tokens on request', async () => {
    const page = await open(createFakeApi({ activity }), { page: 'activity' })
    await page.getByRole('heading', { name: 'Today' }).waitFor()
    expect(await page.getByText('tokens').count()).toBe(0)
    await page.getByRole('button', { name: 'Show details' }).click()
    expect(await rows(page).nth(5).textContent()).toContain('get_recently_played, 2.1 s, about 4,610 tokens')
    await page.getByRole('button', { name: 'Hide details' }).click()
    expect(await page.getByText('tokens').count()).toBe(0)
  })

  it('can be of one app or of one kind, such as changes', async () => {
    const page = await open(createFakeApi({ activity }), { page: 'activity' })
    const app = page.getByLabel('App', { exact: true })
    await app.waitFor()
    expect(await app.locator('option').allTextContents()).toEqual(['All apps', 'Claude Code', 'Cursor'])
    await app.selectOption('Cursor')
    await expect.poll(() => rows(page).count()).toBe(2)
    await page.getByLabel('Kind').selectOption('Changes')
    await expect.poll(() => rows(page).allTextContents()).toEqual(['25 songs saved to the library14:20 by CursorUndone'])
    await page.getByLabel('Kind').selectOption('Playing')
    await page.getByText('Nothing like this').waitFor()
  })

  it('shows fifty, and older ones on request', async () => {
    const many = Array.from({ length: 120 }, (_, index) => did(`Searched ${index}`, { at: minutesAgo(index) }))
    const page = await open(createFakeApi({ activity: many }), { page: 'activity' })
    await expect.poll(() => rows(page).count()).toBe(50)
    await page.getByRole('button', { name: 'Show older' }).click()
    await page.getByRole('button', { name: 'Show older' }).click()
    await expect.poll(() => rows(page).count()).toBe(120)
    expect(await page.getByRole('button', { name: 'Show older' }).count()).toBe(0)
  })

  it('says so when there is none', async () => {
    const page = await open(createFakeApi(), { page: 'activity' })
    await page.getByText('No app did anything yet').waitFor()
    expect(await page.getByLabel('Kind').count()).toBe(0)
  })

  it('is erased after a question, but for what can be undone', async () => {
    const api = createFakeApi({ activity })
    const page = await open(api, { page: 'activity' })
    await page.getByRole('button', { name: 'Erase activity …' }).click()
    expect(api.calls).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Erase activity' }).click()
    await expect.poll(() => heard(page)).toBe('Erased. Changes stay, so you can still undo them.')
    expect(api.calls).toEqual([['eraseActivity']])
    await expect.poll(() => rows(page).count()).toBe(4)
  })

  it('shows what an app does meanwhile', async () => {
    const api = createFakeApi()
    const page = await open(api, { page: 'activity' })
    await page.getByText('No app did anything yet').waitFor()
    api.world.activity = [removed]
    api.publish('statusChanged', status({ calls: [call({ tool: 'edit_playlist' })] }))
    await page.getByText(removed.words).waitFor()
  })

  it('shows that it is looking, and tries again what cannot be read', async () => {
    const api = createFakeApi({ activity: [removed] })
    const release = api.hold('activity')
    api.answer('activity', async () => ({ ok: false, message: 'The database cannot be read. Restart Tonearm.' }))
    const page = await open(api, { page: 'activity' })
    await page.getByText('Loading what apps did …').waitFor()
    release()
    await page.getByText('The database cannot be read. Restart Tonearm.').waitFor()
    api.answer('activity', async () => ({ ok: true, value: api.world.activity }))
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText(removed.words).waitFor()
  })

  it('has room for a name of 100 characters, and keeps one that runs from right to left apart', async () => {
    const long = changed(`"${longName}" sorted`, { client: longName, change: { receipt: 'zzzzzz', state: 'partly done' } })
    const api = createFakeApi({ activity: [long, did(`Searched Spotify for "${hebrewName}": 341 found`)] })
    for (const width of [900, 320]) {
      const page = await open(api, { width, page: 'activity' })
      await rows(page).first().waitFor()
      expect(await overflowing(page)).toEqual([])
      expect(await rows(page).last().textContent()).toContain(`"\u2068${hebrewName}\u2069": 341 found`)
    }
  })
})

describe('a change', () => {
  it('is undone, and the page shows that it does and that it did', async () => {
    const api = createFakeApi({ activity })
    const release = api.hold('undoChange')
    const page = await open(api, { page: 'activity' })
    await page.getByRole('button', { name: 'Undo: 3 songs removed from "Sunday Morning"' }).click()
    await page.getByRole('button', { name: 'Undoing …' }).waitFor()
    release()
    await page.locator('.notice.good').getByText('Undone.').waitFor()
    expect(api.calls).toEqual([['undoChange', 'k7wq2m', false]])
    await expect.poll(() => heard(page)).toBe('Undone.')
    expect(await rows(page).nth(2).textContent()).toContain('Undone')
    expect(await page.getByRole('button', { name: 'Undo: 3 songs removed from "Sunday Morning"' }).count()).toBe(0)
  })

  it('is undone only after a second question when the music was changed since', async () => {
    const api = createFakeApi({ activity: [removed] })
    const message = '"Sunday Morning" was changed since: 2 songs were added. Undoing would lose that.'
    const { undoChange } = createFakeApi({ activity: [removed] })
    api.answer('undoChange', async (receipt, force) =>
      force ? undoChange(receipt, force) : { ok: false, message, problem: 'changed-since' },
    )
    const page = await open(api, { page: 'activity' })
    await page.getByRole('button', { name: /^Undo: 3 songs/ }).click()
    await page.getByText(message).first().waitFor()

    await page.getByRole('button', { name: /^Leave it: 3 songs/ }).click()
    await page.getByRole('button', { name: /^Undo: 3 songs/ }).click()
    await page.getByRole('button', { name: /^Undo anyway: 3 songs/ }).click()
    await page.locator('.notice.good').waitFor()
    expect(api.calls).toEqual([
      ['undoChange', 'k7wq2m', false],
      ['undoChange', 'k7wq2m', false],
      ['undoChange', 'k7wq2m', true],
    ])
  })

  it('offers no force where force does not help', async () => {
    const api = createFakeApi({ activity: [removed] })
    const message = 'Spotify could not be reached. Nothing was changed; try again in a few minutes.'
    api.answer('undoChange', async () => ({ ok: false, message, problem: 'spotify-unreachable' }))
    const page = await open(api, { page: 'activity' })
    await page.getByRole('button', { name: /^Undo: / }).click()
    await page.locator('.notice.bad').getByText(message).waitFor()
    expect(await page.getByRole('button', { name: /^Undo anyway/ }).count()).toBe(0)
    expect(await page.getByRole('button', { name: /^Undo: / }).isVisible()).toBe(true)
  })
})
