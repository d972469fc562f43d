import type { Page as BrowserPage, Locator } from 'playwright-core'
import { afterEach, beforeAll, expect } from 'vitest'
import type { FakeApi } from './fake-api.ts'
import { type Desk, startDesk, type WindowOptions } from './window.ts'

/** One window and one browser for all test files that a process runs. Both end with the process. */
let shared: Promise<Desk> | undefined

/** Gives the tests of a file the built window. A test fails when the page complained about anything. */
export function useWindow(): (api: FakeApi, options?: WindowOptions) => Promise<BrowserPage> {
  let desk: Desk

  beforeAll(async () => {
    shared ??= startDesk()
    desk = await shared
  }, 60_000)

  afterEach(() => expect(desk.complaints()).toEqual([]))

  return (api, options) => desk.open(api, options)
}

/** What a screen reader heard last. */
export function heard(page: BrowserPage): Promise<string | null> {
  return page.getByRole('status').textContent()
}

/** What sticks out of the window to the side; an empty list when everything fits. */
export function overflowing(page: BrowserPage): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const all = [...document.body.querySelectorAll('*')].filter((element) => !element.closest('.visually-hidden'))
    const scrolling = [document.documentElement, ...document.querySelectorAll('main')].filter(
      (element) => element.scrollWidth > element.clientWidth,
    )
    const outside = all.filter(
      (element) => element.getBoundingClientRect().right > width + 0.5 || element.getBoundingClientRect().left < -0.5,
    )
    return [...scrolling, ...outside].map((element) => `${element.tagName} ${element.getAttribute('class')}`)
  })
}

/** Whether something is inside of the window as a whole, at this place of the scroll bar. */
export function isInView(part: Locator): Promise<boolean> {
  return part.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect()
    return top >= 0 && bottom <= window.innerHeight
  })
}
