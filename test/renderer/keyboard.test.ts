import type { Page as BrowserPage } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { clientsTexts } from '../../renderer/strings/clients.ts'
import { windowTexts } from '../../renderer/strings/window.ts'
import { type Page, pages } from '../../src/shared/contract.ts'
import { createFakeApi, firstRun, type World } from './fake-api.ts'
import { longHistory } from './history-samples.ts'
import { activity, claudeCode, clientId, settings, status } from './samples.ts'
import { heard, useWindow } from './use-window.ts'

const open = useWindow()

describe('with the keyboard alone', () => {
  it('the whole first run can be done', async () => {
    const api = createFakeApi(firstRun())
    const page = await open(api)

    await tabTo(page, 'Open the Spotify dashboard')
    await page.keyboard.press('Enter')
    await tabTo(page, 'Copy the redirect URI')
    await page.keyboard.press('Space')
    await tabTo(page, 'Client ID')
    await page.keyboard.insertText(clientId)
    await page.keyboard.press('Enter')
    await expect.poll(() => heard(page)).toBe('The client ID is saved.')

    // The field is gone with its step; the next Tab goes on from there, not from the top of the window.
    expect(await focused(page)).toBe('Create your own Spotify app')
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('Show: Create your own Spotify app')
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('Keep a listening history')
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('Sign in to Spotify')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Cancel sign-in' }).waitFor()
    expect(await focused(page)).toBe('Sign in to Spotify')
    api.finishSignIn()
    await expect.poll(() => heard(page)).toBe('You are signed in.')

    await tabTo(page, 'Connect Claude Code')
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toBe('Connect Claude Code?')
    await tabTo(page, 'Connect')
    await page.keyboard.press('Enter')
    await expect.poll(() => heard(page)).toBe('Connected. Restart it.')
    expect(await focused(page)).toBe('Claude Code')
    api.publish('statusChanged', status({ clients: [claudeCode] }))
    await page.getByRole('heading', { name: 'Tonearm is set up' }).waitFor()
    expect(api.calls).toEqual([
      ['open', 'spotify-dashboard'],
      ['copy', 'redirect-uri'],
      ['changeSettings', { clientId }],
      ['signIn', 'window'],
      ['previewClient', 'claude-code', 'connect'],
      ['connectClient', 'claude-code', 'c0ffee01'],
    ])
  })

  it.each(pages)('every control of the page "%s" can be reached, in reading order, and shows that it has the focus', async (name) => {
    const api = createFakeApi({ status: status({ clients: [claudeCode] }), activity, history: longHistory })
    const page = await open(api, { page: name })
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    if (name === 'activity') await page.getByRole('button', { name: /^Undo/ }).first().waitFor()
    if (name === 'history') await page.getByRole('img', { name: /^Chart/ }).waitFor()
    if (name === 'clients' || name === 'setup') await page.getByText(clientsTexts.loading).waitFor({ state: 'detached' })
    await tabThrough(page)
  })

  it.each<[string, Partial<World>, Page, string?]>([
    ['a paused access', { status: status({ paused: { by: 'user' } }) }, 'status'],
    ['a port that is taken', { status: status({ endpoint: { state: 'failed', reason: 'Taken.', problem: 'port-taken' } }) }, 'status'],
    ['Read only', { settings: settings({ clientId, readOnly: true }) }, 'setup'],
    ['the found problems', {}, 'about', 'Check for problems'],
    ['the details of the activity', { activity }, 'activity', 'Show details'],
    ['apps that were not found', {}, 'clients', 'Not found on this computer (5)'],
  ])('every control of %s can be reached in the same way', async (_, world, name, press) => {
    const page = await open(createFakeApi(world), { page: name })
    if (name === 'clients' || name === 'setup') await page.getByText(clientsTexts.loading).waitFor({ state: 'detached' })
    if (press) await page.getByRole('button', { name: press }).click()
    if (name === 'about') await page.getByRole('button', { name: 'Check again' }).waitFor()
    await page.getByRole('heading', { level: 1 }).evaluate((heading) => (heading as HTMLElement).focus())
    await tabThrough(page)
  })

  it('every page can be chosen', async () => {
    const page = await open(createFakeApi())
    for (const name of pages) {
      await page.getByRole('button', { name: windowTexts.pages[name] }).first().focus()
      await page.keyboard.press('Enter')
      expect(await page.title()).toBe(`${windowTexts.pages[name]} · Tonearm`)
      expect(await page.locator('nav [aria-current="page"]').textContent()).toContain(windowTexts.pages[name])
    }
  })
})

/** Presses Tab through the whole page: each control is reached, below the one before, and shows that it has the focus. */
async function tabThrough(page: BrowserPage): Promise<void> {
  const controls = await page.evaluate(
    () => [...document.querySelectorAll('main :is(button, input, select, summary)')].filter((control) => control.checkVisibility()).length,
  )
  let last = Number.NEGATIVE_INFINITY
  for (let count = 0; count < controls; count += 1) {
    await page.keyboard.press('Tab')
    const focus = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement
      const { outlineStyle, outlineWidth } = getComputedStyle(element)
      const main = document.querySelector('main') as HTMLElement
      return {
        inMain: main.contains(element),
        outline: `${outlineWidth} ${outlineStyle}`,
        top: element.getBoundingClientRect().bottom + main.scrollTop,
      }
    })
    expect(focus).toMatchObject({ inMain: true, outline: '3px solid' })
    // Neighbours in a line may differ a little in height.
    expect(focus.top).toBeGreaterThan(last - 48)
    last = focus.top
  }
}

/** Presses Tab until the control of this name has the focus. */
async function tabTo(page: BrowserPage, name: string): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Tab')
    if ((await focused(page)) === name) return
  }
  throw new Error(`Tab does not lead to "${name}".`)
}

/** The name of what has the focus. */
function focused(page: BrowserPage): Promise<string | null> {
  return page.evaluate(() => {
    const element = document.activeElement
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined
    return element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? null
  })
}
