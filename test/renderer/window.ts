import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { BrowserContextOptions, Page as BrowserPage } from 'playwright-core'
import { windowTexts } from '../../renderer/strings/window.ts'
import type { Page } from '../../src/shared/contract.ts'
import { launchChromium } from '../chromium.ts'
import { buildOnce } from '../package/build-once.ts'
import { buildWindow } from './build-window.ts'
import { type FakeApi, functionNames } from './fake-api.ts'
import { now } from './samples.ts'

/** The policy under which the window must work, as the app serves it. */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// Nobody's: the browser cannot load app://tonearm, and nothing of this leaves the computer.
const origin = 'https://tonearm.invalid'

const types: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' }

export type WindowOptions = {
  colorScheme?: 'light' | 'dark'
  forcedColors?: 'active'
  reducedMotion?: 'reduce'
  width?: number
  height?: number
  /** 2 is what a zoom of 200 % does to the page: half the room. */
  zoom?: number
  /** Where to go first, by the navigation. */
  page?: Page
}

/** The built window in a real browser. */
export type Desk = {
  open(api: FakeApi, options?: WindowOptions): Promise<BrowserPage>
  /** What went wrong in the windows since the last call: console errors, exceptions, breaches of the policy, requests to elsewhere. */
  complaints(): string[]
  close(): Promise<void>
}

type OpenWindow = { page: BrowserPage; connection: Connection }

/** Between a page and the fake that it talks to at the time. */
type Connection = { use(api: FakeApi): void }

/** Builds the window and starts the browser. */
export async function startDesk(): Promise<Desk> {
  const folder = await buildOnce('tonearm-window', ['renderer', 'src', 'assets', 'package.json', 'package-lock.json'], buildWindow)
  const browser = await launchChromium()
  let complaints: string[] = []

  const windows = new Map<string, Promise<OpenWindow>>()

  async function newWindow(options: BrowserContextOptions): Promise<OpenWindow> {
    const page = await (await browser.newContext(options)).newPage()
    page.setDefaultTimeout(5_000)
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(`console: ${message.text()}`)
    })
    page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`))
    await page.route('**', async (route) => {
      const url = new URL(route.request().url())
      if (url.origin !== origin) {
        complaints.push(`request to ${url}`)
        return route.abort()
      }
      const name = url.pathname === '/' ? 'index.html' : url.pathname.slice(1)
      const body = await readFile(join(folder, name))
      return route.fulfill({
        body,
        headers: { 'Content-Type': types[extname(name)] ?? '', 'Content-Security-Policy': contentSecurityPolicy },
      })
    })
    await page.exposeFunction('complain', (text: string) => void complaints.push(text))
    await page.addInitScript(stopClock, now.getTime())
    const connection = await connect(page)
    return { page, connection }
  }

  /** Windows are used again: to load the page anew is a fresh start, and much quicker. */
  async function open(api: FakeApi, given: WindowOptions = {}): Promise<BrowserPage> {
    const { width = 900, height = 640, zoom = 1, colorScheme = 'light', forcedColors, reducedMotion = 'reduce' } = given
    const options: BrowserContextOptions = {
      viewport: { width: Math.round(width / zoom), height: Math.round(height / zoom) },
      deviceScaleFactor: zoom,
      colorScheme,
      forcedColors,
      reducedMotion,
      timezoneId: 'Europe/Berlin',
      locale: 'de-DE',
    }
    const key = JSON.stringify(options)
    const opened = windows.get(key) ?? newWindow(options)
    windows.set(key, opened)
    const { page, connection } = await opened
    connection.use(api)
    if (options.viewport) await page.setViewportSize(options.viewport)
    await page.goto(`${origin}/`)
    await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' })
    if (given.page) await page.getByRole('navigation').getByRole('button', { name: windowTexts.pages[given.page] }).click()
    return page
  }

  return {
    open,
    complaints() {
      const found = complaints
      complaints = []
      return found
    },
    close: () => browser.close(),
  }
}

/** Runs in the page: it is always the same moment, and time outs still end. */
function stopClock(moment: number): void {
  const RealDate = Date
  window.Date = class extends RealDate {
    constructor(...given: unknown[]) {
      super(...((given.length > 0 ? given : [moment]) as [number]))
    }

    static override now(): number {
      return moment
    }
  } as DateConstructor
}

/** Puts `window.tonearm` into the page: its calls arrive at the fake as JSON, and what the fake publishes arrives at the listeners. */
async function connect(page: BrowserPage): Promise<Connection> {
  let api: FakeApi | undefined
  await page.exposeFunction('callFake', async (name: keyof FakeApi, parameters: string) => {
    const run = api?.[name] as (...parameters: unknown[]) => Promise<unknown>
    return JSON.stringify(await run(...JSON.parse(parameters)))
  })
  await page.addInitScript((names) => {
    type Listener = (value: unknown) => void
    const own = window as unknown as {
      callFake(name: string, parameters: string): Promise<string>
      publish(event: string, value: unknown): void
      complain(text: string): void
    }
    const listeners = new Map<string, Set<Listener>>()
    const functions = Object.fromEntries(
      names.map((name) => [name, async (...parameters: unknown[]) => JSON.parse(await own.callFake(name, JSON.stringify(parameters)))]),
    )
    const on = (event: string, listener: Listener) => {
      const all = listeners.get(event) ?? new Set()
      listeners.set(event, all.add(listener))
      return () => void all.delete(listener)
    }
    const pathOf = (file: File) => `/home/wanda/Downloads/${file.name}`
    Object.defineProperty(window, 'tonearm', { value: Object.freeze({ ...functions, on, pathOf }) })
    own.publish = (event, value) => listeners.get(event)?.forEach((listener) => void listener(value))
    document.addEventListener('securitypolicyviolation', (event) => own.complain(`policy: ${event.violatedDirective} ${event.blockedURI}`))
  }, functionNames)
  return {
    use(next) {
      if (api) api.onPublish = () => {}
      api = next
      api.onPublish = (event, value) => void page.evaluate(publish, [event, JSON.stringify(value)])
    },
  }
}

/** Runs in the page. */
function publish([event, json]: string[]): void {
  ;(window as never as { publish(event: unknown, value: unknown): void }).publish(event, JSON.parse(json ?? ''))
}
