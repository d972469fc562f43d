import { EventEmitter } from 'node:events'
import type { WebContents as ElectronContents, Session as ElectronSession, HandlerDetails, WebFrameMain } from 'electron'
import type { Frame, Page } from 'playwright-core'
import { fromChromium, originOf } from './addresses.ts'
import { receive } from './ipc-main.ts'
import { jsonOnly } from './json-only.ts'
import { bindingName, deliverName } from './page-side.ts'
import { preventable } from './preventable.ts'
import type { Session } from './session.ts'
import { notStoodIn, recorded } from './state.ts'

type Used = Pick<ElectronContents, 'id' | 'send' | 'getURL' | 'isDestroyed' | 'setWindowOpenHandler' | 'session' | 'mainFrame'>

type FrameUsed = Pick<WebFrameMain, 'url' | 'origin' | 'parent'>

type OpenHandler = Parameters<ElectronContents['setWindowOpenHandler']>[0]

let lastId = 0

/** What is inside of a window: the page, and everything that it may and may not do. */
export class WebContents extends EventEmitter implements Used {
  readonly id: number
  readonly session: ElectronSession
  readonly #frames = new WeakMap<Frame, FrameUsed>()
  #openHandler: OpenHandler | undefined
  #page: Page | undefined
  #sending: Promise<unknown> = Promise.resolve()
  #destroyed = false

  constructor(session: Session) {
    super()
    lastId += 1
    this.id = lastId
    this.session = session as unknown as ElectronSession
  }

  /** Takes the page over. */
  async attach(page: Page): Promise<void> {
    this.#page = page
    await page.exposeBinding(bindingName, ({ frame }, message: Message) => this.#hear(frame, message))
    let answered = { status: 200, text: 'OK' }
    page.on('response', (response) => {
      const request = response.request()
      if (request.isNavigationRequest() && request.frame() === page.mainFrame())
        answered = { status: response.status(), text: response.statusText() }
    })
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame() && frame.url() !== 'about:blank')
        this.emit('did-navigate', preventable(), fromChromium(frame.url()), answered.status, answered.text)
    })
    page.on('load', async () => {
      this.emit('did-finish-load')
      const title = await page.title().catch(() => '')
      if (title) this.emit('title', title)
    })
  }

  get mainFrame(): WebFrameMain {
    if (!this.#page) throw new Error('The page is not there yet')
    return this.#frameOf(this.#page.mainFrame()) as WebFrameMain
  }

  getURL(): string {
    return fromChromium(this.#page?.url() ?? '')
  }

  send(channel: string, ...values: unknown[]): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed')
    if (values.length > 1) throw notStoodIn('messages with several values')
    const json = jsonOnly(values[0], channel)
    recorded.toPages.push(json ?? '')
    // One after the other, in the order in which they were sent; a page that is going away hears nothing any more.
    this.#sending = this.#sending
      .then(() =>
        this.#page?.evaluate(([name, ...message]) => Reflect.get(globalThis, name as string)?.(...message), [deliverName, channel, json]),
      )
      .catch(() => {})
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  destroyed(): void {
    this.#destroyed = true
    this.emit('destroyed')
  }

  /** The frame as Electron would show it; the same one each time. */
  #frameOf(frame: Frame): FrameUsed {
    const known = this.#frames.get(frame)
    if (known) return known
    const parent = () => frame.parentFrame()
    const frameOf = (other: Frame) => this.#frameOf(other) as WebFrameMain
    const made: FrameUsed = {
      get url() {
        return fromChromium(frame.url())
      },
      get origin() {
        return inheritedOrigin(frame)
      },
      get parent() {
        const above = parent()
        return above && frameOf(above)
      },
    }
    this.#frames.set(frame, made)
    return made
  }

  async #hear(frame: Frame, message: Message): Promise<object> {
    switch (message.kind) {
      case 'invoke': {
        const senderFrame = this.#frameOf(frame) as WebFrameMain
        const event = {
          ...preventable(),
          type: 'frame',
          frameId: 0,
          processId: 0,
          sender: this as unknown as ElectronContents,
          senderFrame,
        }
        const reply = await receive(message.channel, event as never, message.parameters)
        recorded.toPages.push(JSON.stringify(reply))
        return reply
      }
      case 'popup': {
        const decision = this.#openHandler?.({ url: fromChromium(message.url) } as HandlerDetails) ?? { action: 'allow' }
        if (decision.action === 'allow') throw notStoodIn('windows that a page opens')
        return {}
      }
    }
  }
}

type Message = { kind: 'invoke'; channel: string; parameters: string } | { kind: 'popup'; url: string }

/** Frames without an address of their own have their parent's origin. */
function inheritedOrigin(frame: Frame): string {
  const address = frame.url()
  const parent = frame.parentFrame()
  if (parent && (address === '' || address.startsWith('about:'))) return inheritedOrigin(parent)
  return originOf(fromChromium(address))
}
