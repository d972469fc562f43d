import { EventEmitter } from 'node:events'
import type {
  BrowserWindowConstructorOptions,
  WebContents as ElectronContents,
  Menu as ElectronMenu,
  BrowserWindow as ElectronWindow,
} from 'electron'
import type { Page } from 'playwright-core'
import { toChromium } from './addresses.ts'
import { app, requireReady, windowClosed } from './app.ts'
import type { Menu } from './menu.ts'
import { watchNavigation } from './navigation.ts'
import { pageScript } from './page-side.ts'
import { preventable } from './preventable.ts'
import { sessionOf } from './session.ts'
import { recorded } from './state.ts'
import { WebContents } from './web-contents.ts'

type Used = Pick<
  ElectronWindow,
  | 'loadURL'
  | 'show'
  | 'focus'
  | 'close'
  | 'destroy'
  | 'isDestroyed'
  | 'isVisible'
  | 'isMinimized'
  | 'restore'
  | 'setTitle'
  | 'getTitle'
  | 'setMenu'
  | 'removeMenu'
  | 'getNormalBounds'
  | 'webContents'
>

/** A window: a page in a real Chromium, in the context of its session, with the real preload. */
export class BrowserWindow extends EventEmitter implements Used {
  readonly options: BrowserWindowConstructorOptions
  readonly webContents: ElectronContents
  /** What the page wrote to its console: errors of the content security policy come as such. */
  readonly console: { type: string; text: string }[] = []
  menu: Menu | null | undefined
  focused = 0
  readonly #contents: WebContents
  readonly #opening: Promise<{ page: Page; announce: (address: string) => void }>
  #visible: boolean
  #title: string
  #destroyed = false

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super()
    requireReady('BrowserWindow')
    this.options = options
    this.#visible = options.show ?? true
    this.#title = options.title ?? 'Electron'
    const session = sessionOf(options.webPreferences?.partition)
    this.#contents = new WebContents(session)
    this.webContents = this.#contents as unknown as ElectronContents
    recorded.windows.push(this)
    app.emit('web-contents-created', preventable(), this.webContents)
    app.emit('browser-window-created', preventable(), this)
    this.#contents.once('did-finish-load', () => this.emit('ready-to-show'))
    this.#contents.on('title', (title: string) => {
      const event = preventable()
      this.emit('page-title-updated', event, title, true)
      if (!event.defaultPrevented) this.#title = title
    })
    this.#opening = this.#open()
    session.opens(this.#opening)
  }

  async #open(): Promise<{ page: Page; announce: (address: string) => void }> {
    const session = sessionOf(this.options.webPreferences?.partition)
    const page = await (await session.context()).newPage()
    const { width = 800, height = 600, webPreferences } = this.options
    await page.setViewportSize({ width, height })
    page.on('console', (message) => this.console.push({ type: message.type(), text: message.text() }))
    page.on('pageerror', (error) => this.console.push({ type: 'error', text: String(error) }))
    page.once('close', () => this.destroy())
    await this.#contents.attach(page)
    await page.addInitScript(pageScript(webPreferences?.preload))
    return { page, announce: await watchNavigation(page, this.#contents, session) }
  }

  /** The page, for tests. */
  async page(): Promise<Page> {
    return (await this.#opening).page
  }

  async loadURL(address: string): Promise<void> {
    const { page, announce } = await this.#opening
    const target = toChromium(address)
    announce(target)
    await page.goto(target)
  }

  show(): void {
    this.#visible = true
    this.emit('show')
  }

  focus(): void {
    this.focused += 1
  }

  isVisible(): boolean {
    return this.#visible && !this.#destroyed
  }

  isMinimized(): boolean {
    return false
  }

  restore(): void {}

  setTitle(title: string): void {
    this.#title = title
  }

  getTitle(): string {
    return this.#title
  }

  setMenu(menu: ElectronMenu | null): void {
    this.menu = menu as unknown as Menu | null
  }

  getNormalBounds() {
    const { x = 0, y = 0, width = 800, height = 600 } = this.options
    return { x, y, width, height }
  }

  removeMenu(): void {
    this.menu = null
  }

  /** As the person would, by the button of the window. */
  close(): void {
    if (this.#destroyed) return
    const event = preventable()
    this.emit('close', event)
    if (!event.defaultPrevented) this.destroy()
  }

  destroy(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    this.#contents.destroyed()
    this.#opening.then(({ page }) => page.close()).catch(() => {})
    this.emit('closed')
    windowClosed()
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }
}
