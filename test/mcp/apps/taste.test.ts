import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createWorld, worldDay } from '../../fake-spotify/world.ts'
import { heard } from '../../history/heard.ts'
import { tenYears } from '../../history/ten-years.ts'
import type { ProductOptions } from '../../product.ts'
import { startTonearm } from '../../tonearm.ts'
import { accessibilityFaults, type ClientWindow, followsTheme, type PageOptions, startClientWindow } from './show-page.ts'

const now = () => worldDay

let window: ClientWindow
beforeAll(async () => {
  window = await startClientWindow()
})
afterAll(() => window.close())

/** Ten years of listening. */
function years(): ProductOptions {
  const world = createWorld()
  return { world, heard: tenYears(world) }
}

/** Six artists whose names are long, or read from right to left, or have no spaces. */
const names = [
  'Wolves '.repeat(14),
  '椎名林檎と東京事変と数えきれない音楽家たち'.repeat(3),
  'שלמה ארצי',
  'ماجدة الرومي',
  'Ø'.repeat(90),
  'Six',
]
const odd = names.flatMap((artist, index) =>
  Array.from({ length: 12 - index }, (_, hour) =>
    heard({ name: `Song ${hour}`, artists: [artist] }, `2026-03-${10 + index}T${10 + hour}:00:00Z`),
  ),
)

/** Starts Tonearm with a history, and shows the report beside an answer. */
async function shown(product: ProductOptions = years(), options: PageOptions = {}) {
  const tonearm = await startTonearm({ now, zone: 'UTC', ...product })
  const page = await window.ask(tonearm.client, 'analyze_taste', options)
  onTestFinished(() => page.page.close())
  await page.frame.locator('p:visible:not(:empty)').first().waitFor()
  return { ...tonearm, ...page }
}

describe('the taste report beside an answer', () => {
  it('says in words how varied somebody listens, and shows with whom, when and from which time', async () => {
    const { frame, complaints, calls } = await shown()
    const texts = (selector: string) => frame.locator(selector).allInnerTexts()
    expect(await texts('header')).toMatchInlineSnapshot(`
      [
        "Your taste, since 2016-11-23

      18,637 plays of music, 1,178 hours, 1,096 songs, 41 artists

      You listen as if to 24 artists equally; the five biggest make up 48 % of the time.",
      ]
    `)
    expect(await texts('.artists li')).toMatchInlineSnapshot(`
      [
        "Golden Static
      17 %",
        "Rising Mirrors
      10 %",
        "Bright Engines
      9 %",
        "Scattered Union
      6 %",
        "Neon Quartet
      6 %",
      ]
    `)
    expect(await texts('.decades li')).toMatchInlineSnapshot(`
      [
        "1%
      1960s",
        "49%
      1970s",
        "11%
      1980s",
        "22%
      1990s",
        "4%
      2000s",
        "5%
      2010s",
        "8%
      2020s",
      ]
    `)
    expect(await texts('caption, footer')).toMatchInlineSnapshot(`
      [
        "Most around 18:00 and on Saturdays; morning (5 to 12) 41 %, afternoon (12 to 18) 31 %, evening (18 to 23) 28 %, night 0 %",
        "34 artists heard for the first time ever

      About these numbers",
      ]
    `)
    expect(complaints).toEqual([])
    expect(calls).toEqual([])
  })

  it('says nothing that the text of the answer does not say', async () => {
    const { frame, call } = await shown({ heard: odd })
    const text = await call('analyze_taste')
    await frame.locator('summary').click()
    const sentences = await frame.locator('caption, .amounts, .new, .notes p').allTextContents()
    for (const sentence of sentences) expect(text).toContain(sentence.split(' heard for')[0])
    for (const row of await frame.locator('.artists li').allInnerTexts()) expect(text).toContain(row.replaceAll(/\s+/g, ' ').slice(-20))
  })

  it('shows the hours of the week as a table that a screen reader can read', async () => {
    const { frame } = await shown({ heard: odd })
    const monday = frame.getByRole('row', { name: /^Mon/ })
    expect(await monday.getByRole('cell').count()).toBe(24)
    expect(await frame.getByRole('cell', { name: 'min' }).count()).toBe(7 * 24)
    // Tuesday, 2026-03-10, from 10:00 on.
    const tuesday = frame.getByRole('row', { name: /^Tue/ }).getByRole('cell')
    const strength = (hour: number) => tuesday.nth(hour).evaluate((cell) => getComputedStyle(cell).backgroundColor)
    expect(await strength(10)).not.toBe(await strength(9))
  })

  it.each([
    ['light', 640, 'ten years'],
    ['dark', 640, 'odd names'],
    ['light', 320, 'ten years'],
    ['dark', 320, 'odd names'],
    ['light', 320, 'nothing'],
  ] as const)('can be read by everybody: %s, %d pixels, %s', async (theme, width, listened) => {
    const product = { 'ten years': years, 'odd names': () => ({ heard: odd }), nothing: () => ({}) }[listened]()
    const { page, frame } = await shown(product, { theme, width })
    const height = () => page.locator('iframe').evaluate((element) => element.clientHeight)
    await expect.poll(height).toBeGreaterThan(100)
    expect(await height()).toBeLessThanOrEqual(500)
    const overflow = await frame
      .locator('html')
      .evaluate((html) => [html.scrollWidth - html.clientWidth, html.scrollHeight - html.clientHeight])
    expect(overflow).toEqual([0, 0])
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('keeps names that read from right to left apart from their numbers', async () => {
    const { frame } = await shown({ heard: odd })
    const items = frame.locator('.artists li')
    const left = (index: number, selector: string) =>
      items
        .nth(index)
        .locator(selector)
        .evaluate((element) => element.getBoundingClientRect().left)
    expect(await items.nth(2).textContent()).toMatch(/^שלמה ארצי\d+ %$/)
    expect(await left(2, 'bdi')).toBe(await left(0, 'bdi'))
    expect(await left(2, '.percent')).toBe(await left(0, '.percent'))
  })

  it('takes light or dark from the client, and lets what is behind it shine through', async () => {
    await followsTheme(await shown({ heard: odd }, { theme: 'dark' }))
  })

  it('says in words that there is no history, and how to get one', async () => {
    const { frame } = await shown({})
    expect(await frame.getByRole('status').textContent()).toMatch(
      /^The listening history has no plays yet\..+History of Tonearm's window\. What can answer now: /,
    )
    expect(await frame.locator('main').isVisible()).toBe(false)
  })

  it('says in words that nothing was heard in a time', async () => {
    const { frame } = await shown({ heard: odd }, { parameters: { from: '1999' } })
    expect(await frame.getByRole('status').textContent()).toContain('No music was heard: 1999.')
  })

  it('moves nothing', async () => {
    const { frame } = await shown({ heard: odd })
    expect(await frame.locator('html').evaluate(() => document.getAnimations().length)).toBe(0)
  })
})
