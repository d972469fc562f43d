import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { ProblemCode } from '../../src/shared/problem.ts'
import { createFakeApi } from './fake-api.ts'
import { allScopes, clientId, hebrewName, settings, signedIn, status } from './samples.ts'
import { isInView, useWindow } from './use-window.ts'

const open = useWindow()

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent()

/** Scrolls until this is the last thing in the window. */
const scrollToBottomEdge = (page: Page, name: string) => button(page, name).evaluate((element) => element.scrollIntoView({ block: 'end' }))

describe('what an action had to say', () => {
  it.each([
    ['in a window of the usual size', {}],
    ['at 400 %', { width: 1280, height: 1024, zoom: 4 }],
  ])('comes into view when its button is at the lower edge, %s', async (_, size) => {
    const api = createFakeApi()
    api.answer('open', async () => ({ ok: false, message: 'Tonearm could not open the folder: there is no program for it.' }))
    const page = await open(api, { page: 'advanced', ...size })
    await scrollToBottomEdge(page, 'Open log folder')
    await button(page, 'Open log folder').click()
    const notice = page.locator('.notice.bad')
    await notice.waitFor()
    await expect.poll(() => isInView(notice)).toBe(true)
  })

  it('comes into view when a field is wrong', async () => {
    const page = await open(createFakeApi(), { page: 'advanced', height: 400 })
    const field = page.getByLabel('Port for signing in')
    await field.fill('80')
    await field.evaluate((element) => element.scrollIntoView({ block: 'end' }))
    await field.press('Enter')
    const mistake = page.locator('.mistake')
    await mistake.waitFor()
    expect(await isInView(mistake)).toBe(true)
  })

  it('comes into view in a question whose text is long', async () => {
    const api = createFakeApi()
    api.answer('connectClient', async () => ({ ok: false, message: 'The file cannot be written. Nothing was changed.' }))
    const page = await open(api, { page: 'clients', height: 400 })
    await button(page, 'Connect again: Zed').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Exactly what changes').click()
    await dialog.getByRole('button', { name: 'Connect' }).click()
    const notice = dialog.getByText('The file cannot be written.')
    await notice.waitFor()
    expect(await isInView(notice)).toBe(true)
  })

  it('stays in view above a long list of choices', async () => {
    const page = await open(createFakeApi({ status: status({ account: signedIn({ grantedScopes: allScopes.slice(0, 3) }) }) }), {
      page: 'permissions',
    })
    const notice = page.getByText('You chose 13 permissions that Spotify has not granted.')
    await page.getByRole('switch', { name: 'Read only' }).scrollIntoViewIfNeeded()
    expect(await isInView(notice)).toBe(true)
  })

  it('keeps a name that runs from right to left from turning the sentence around', async () => {
    const api = createFakeApi()
    api.answer('open', async () => ({ ok: false, message: `Tonearm could not open "${hebrewName}" and "Kitchen".` }))
    const page = await open(api, { page: 'advanced' })
    await button(page, 'Open log folder').click()
    expect(await page.locator('.notice.bad').textContent()).toBe(`Tonearm could not open "\u2068${hebrewName}\u2069" and "Kitchen".`)
  })
})

describe('a problem', () => {
  it.each([
    ['scope-switched-off', 'Go to the page Permissions', 'Permissions'],
    ['scope-missing', 'Go to the page Permissions', 'Permissions'],
    ['callback-port-taken', 'Go to the page Advanced', 'Advanced'],
    ['signed-out', 'Go to the page Status', 'Everything is running'],
  ] as const)('(%s) comes with the button that leads to what its sentence advises', async (problem, name, title) => {
    const page = await openWithProblem(problem)
    await button(page, name).click()
    expect(await heading(page)).toMatch(title === 'Everything is running' ? /Ready when you are/ : title)
  })

  it.each(['client-id-refused', 'owner-without-premium', 'user-not-listed'] as const)(
    '(%s) opens the Spotify dashboard',
    async (problem) => {
      const api = createFakeApi()
      const page = await openWithProblem(problem, api)
      api.answer('open', async () => ({ ok: true }))
      await button(page, 'Open the Spotify dashboard').last().click()
      await expect.poll(() => api.calls.at(-1)).toEqual(['open', 'spotify-dashboard'])
    },
  )

  it('that nobody can do anything about has no button', async () => {
    const page = await openWithProblem('spotify-unreachable')
    expect(await page.locator('.notice.bad').getByRole('button').count()).toBe(0)
  })
})

describe('Read only', () => {
  it('is said on the page Status, with the button that ends it', async () => {
    const api = createFakeApi({ settings: settings({ clientId, readOnly: true }) })
    const page = await open(api, { page: 'status' })
    await page.getByText('Read only is on: apps can look at your music').waitFor()
    await button(page, 'Turn off Read only').click()
    await page.getByText('Read only is on').waitFor({ state: 'detached' })
    expect(api.calls).toEqual([['changeSettings', { readOnly: false }]])
  })

  it('that was set at the start says so in place of a button', async () => {
    const page = await open(createFakeApi({ settings: settings({ clientId, readOnly: true, fixedAtStart: ['readOnly'] }) }), {
      page: 'status',
    })
    await page.getByText('This was set when Tonearm was started, so you cannot change it here.').waitFor()
    expect(await button(page, 'Turn off Read only').count()).toBe(0)
  })
})

/** The page Advanced after an action that failed in this way. */
async function openWithProblem(problem: ProblemCode, api = createFakeApi()): Promise<Page> {
  api.answer('open', async () => ({ ok: false, message: 'It did not work.', problem }))
  const page = await open(api, { page: 'advanced' })
  await button(page, 'Open log folder').click()
  await page.locator('.notice.bad').waitFor()
  return page
}
