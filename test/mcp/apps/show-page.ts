import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import type axe from 'axe-core'
import type { Browser, FrameLocator, Page } from 'playwright-core'
import { build, type Rolldown } from 'vite'
import { expect } from 'vitest'
import { launchChromium } from '../../chromium.ts'

/** A client with a window, in a real browser. */
export type ClientWindow = {
  /** Calls a tool as a model would, and shows the page that the tool names beside the answer. */
  ask(client: Client, tool: string, options?: PageOptions): Promise<ShownPage>
  close(): Promise<void>
}

/**
 * The client's colours, its width in pixels, what the tool is called with, how much later than the answer the page is opened,
 * and whether covers can be loaded.
 */
export type PageOptions = {
  theme?: 'light' | 'dark'
  width?: number
  parameters?: Record<string, unknown>
  laterMs?: number
  withoutCovers?: boolean
}

export type ShownPage = {
  page: Page
  frame: FrameLocator
  /** What the page called, in order. */
  calls: { name: string; arguments?: Record<string, unknown> }[]
  /** What the browser complained about: exceptions, and what the policy refused. */
  complaints: string[]
}

/** A picture of one colour, in place of a cover. */
const cover = '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64" fill="#7a5cad"/></svg>'

export async function startClientWindow(): Promise<ClientWindow> {
  const script = await bundle()
  const browser = await launchChromium()
  return { ask: (client, tool, options) => ask(browser, script, client, tool, options), close: () => browser.close() }
}

async function ask(browser: Browser, script: string, client: Client, tool: string, options: PageOptions = {}) {
  const { theme = 'light', width = 640, parameters = {}, laterMs, withoutCovers } = options
  const { tools } = await client.listTools()
  const named = tools.find(({ name }) => name === tool)?._meta?.ui as { resourceUri: string } | undefined
  const [content] = (await client.readResource({ uri: named?.resourceUri ?? '' })).contents
  if (!content || !('text' in content) || content.mimeType !== 'text/html;profile=mcp-app') throw new Error(`${tool} names no page`)
  const ui = content._meta?.ui as { csp?: { resourceDomains: string[] } } | undefined
  const from = ui?.csp?.resourceDomains.join(' ') ?? ''
  const policy = `default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: ${from}; connect-src 'none'`
  const html = content.text.replace('<head>', `<head><meta http-equiv="Content-Security-Policy" content="${policy}">`)

  const page = await browser.newPage({ viewport: { width, height: 320 }, colorScheme: theme })
  page.setDefaultTimeout(5_000)
  const shown: ShownPage = { page, frame: page.frameLocator('iframe'), calls: [], complaints: [] }
  page.on('pageerror', (error) => shown.complaints.push(error.message))
  page.on('console', (message) => {
    // A sandboxed frame may ask the network before the route is there; a cover that does not come is no fault of the page.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) shown.complaints.push(message.text())
  })
  await page.route('**', (route) => (withoutCovers ? route.abort() : route.fulfill({ contentType: 'image/svg+xml', body: cover })))
  await page.exposeFunction('callTool', (call: ShownPage['calls'][number]) => {
    shown.calls.push(call)
    return client.callTool(call)
  })
  await page.setContent(`<body style="margin: 0; background: ${theme === 'dark' ? '#1f1e1d' : '#faf9f5'}"></body>`)
  await page.addScriptTag({ content: script })
  const answer = await client.callTool({ name: tool, arguments: parameters })
  if (laterMs !== undefined) await page.clock.install({ time: Date.now() + laterMs })
  await page.evaluate(`openPage(${JSON.stringify(html)}, ${JSON.stringify(theme)}, ${JSON.stringify(answer)})`)
  return shown
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds in a page: rules of WCAG 2.2 AA, on the client's background, which shines through and which axe does not see from inside. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const frame = page.frames()[1]
  if (!frame) throw new Error('no page is shown')
  const background = await page.locator('body').evaluate((body) => body.style.background)
  await frame.evaluate(`document.documentElement.style.background = '${background}'`)
  await frame.evaluate(axeSource)
  const { violations }: axe.AxeResults = await frame.evaluate(`axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })`)
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`))
}

/** Expects a page that was shown in the dark to be dark, to become light with its client, and to have no background of its own. */
export async function followsTheme({ page, frame }: Pick<ShownPage, 'page' | 'frame'>): Promise<void> {
  const colour = (property: string) =>
    frame.locator('body').evaluate((body, name) => getComputedStyle(body).getPropertyValue(name), property)
  expect(await colour('color')).toBe('rgb(243, 238, 231)')
  expect(await colour('background-color')).toBe('rgba(0, 0, 0, 0)')
  await page.evaluate('changeTheme("light")')
  await expect.poll(() => colour('color')).toBe('rgb(33, 29, 25)')
}

async function bundle(): Promise<string> {
  const input = fileURLToPath(new URL('client-page.ts', import.meta.url))
  const rolldownOptions = { input, output: { codeSplitting: false, format: 'iife' } } as const
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, modulePreload: false, rolldownOptions },
  })
  return (built as Rolldown.RolldownOutput).output[0].code
}
