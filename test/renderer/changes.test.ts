import { describe, expect, it } from 'vitest'
import { createFakeApi } from './fake-api.ts'
import { call, change, changes, longName, status } from './samples.ts'
import { heard, overflowing, useWindow } from './use-window.ts'

const open = useWindow()
const removed = change({ receipt: 'k7wq2m', summary: '3 songs removed from "Sunday Morning"' })

describe('while nobody is signed in', () => {
  it.each(['signed-out', 'login-ended'] as const)('there is nothing to undo, and the page offers to sign in: %s', async (state) => {
    const api = createFakeApi({ status: status({ account: { state } }) })
    const page = await open(api, { page: 'changes' })
    await page.getByText('Sign in to see and undo changes.').waitFor()
    expect(await page.getByText('No changes yet').count()).toBe(0)
    await page.getByRole('button', { name: 'Use my browser' }).click()
    await page.getByText('Waiting for you to sign in').waitFor()
    expect(api.calls).toEqual([['signIn', 'browser']])
  })
})

describe('the changes page', () => {
  it('lists what was changed, when, by whom, and how far it came', async () => {
    const page = await open(createFakeApi({ changes }), { page: 'changes' })
    await page.getByText('Loading the changes …').waitFor({ state: 'detached' })
    expect(await page.getByRole('main').getByRole('listitem').allTextContents()).toEqual([
      '3 songs removed from "Sunday Morning"14:48 by Claude CodeUndo',
      '"Kitchen Disco" sorted by tempo13:25 by Claude CodeOnly a part of this change was made. Undo takes that part back.Partly doneUndo',
      '25 songs saved to the library21 Nov, 14:20 by CursorUndone',
      '"Long Drive" created with 40 songs19 Nov, 15:00 by Claude CodeUndo',
    ])
  })

  it('says so when there are none', async () => {
    const page = await open(createFakeApi(), { page: 'changes' })
    await page.getByText('No changes yet').waitFor()
  })

  it('undoes a change, shows that it does and that it did', async () => {
    const api = createFakeApi({ changes })
    const release = api.hold('undoChange')
    const page = await open(api, { page: 'changes' })
    await page.getByRole('button', { name: 'Undo: 3 songs removed from "Sunday Morning"' }).click()
    await page.getByRole('button', { name: 'Undoing …' }).waitFor()
    release()
    await page.locator('.notice.good').getByText('Undone.').waitFor()
    expect(api.calls).toEqual([['undoChange', 'k7wq2m', false]])
    await expect.poll(() => heard(page)).toBe('Undone.')
    expect(await page.getByRole('main').getByRole('listitem').first().textContent()).toContain('Undone')
    expect(await page.getByRole('button', { name: 'Undo: 3 songs removed from "Sunday Morning"' }).count()).toBe(0)
  })

  it('asks for a second word when the music was changed since', async () => {
    const api = createFakeApi({ changes: [removed] })
    const message = '"Sunday Morning" was changed since: 2 rows were added. Undoing would lose that.'
    const { undoChange } = createFakeApi({ changes: [removed] })
    api.answer('undoChange', async (receipt, force) =>
      force ? undoChange(receipt, force) : { ok: false, message, problem: 'changed-since' },
    )
    const page = await open(api, { page: 'changes' })
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
    const api = createFakeApi({ changes: [removed] })
    const message = 'Spotify could not be reached. Nothing was changed; try again in a few minutes.'
    api.answer('undoChange', async () => ({ ok: false, message, problem: 'spotify-unreachable' }))
    const page = await open(api, { page: 'changes' })
    await page.getByRole('button', { name: /^Undo: / }).click()
    await page.locator('.notice.bad').getByText(message).waitFor()
    expect(await page.getByRole('button', { name: /^Undo anyway/ }).count()).toBe(0)
    expect(await page.getByRole('button', { name: /^Undo: / }).isVisible()).toBe(true)
  })

  it('shows what a client changes meanwhile', async () => {
    const api = createFakeApi()
    const page = await open(api, { page: 'changes' })
    await page.getByText('No changes yet').waitFor()
    api.world.changes = [removed]
    api.publish('statusChanged', status({ calls: [call({ tool: 'edit_playlist' })] }))
    await page.getByText(removed.summary).waitFor()
  })

  it('shows a list that cannot be read, and tries again', async () => {
    const api = createFakeApi({ changes: [removed] })
    api.answer('changes', () => Promise.reject(new Error('SQLITE_CORRUPT')))
    const page = await open(api, { page: 'changes' })
    await page.getByText('Tonearm could not read the changes. Try again.').waitFor()
    api.answer('changes', async () => api.world.changes)
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText(removed.summary).waitFor()
  })

  it('shows that it is looking', async () => {
    const api = createFakeApi({ changes: [removed] })
    const release = api.hold('changes')
    const page = await open(api, { page: 'changes' })
    await page.getByText('Loading the changes …').waitFor()
    release()
    await page.getByText(removed.summary).waitFor()
  })

  it('has room for a name of 100 characters', async () => {
    const api = createFakeApi({ changes: [change({ summary: `"${longName}" sorted`, client: longName, state: 'partly done' })] })
    for (const width of [900, 320]) {
      const page = await open(api, { width, page: 'changes' })
      await page.getByText(longName).first().waitFor()
      expect(await overflowing(page)).toEqual([])
    }
  })
})
