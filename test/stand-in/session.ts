import { EventEmitter } from 'node:events'
import type { Session as ElectronSession, Protocol } from 'electron'
import type { BrowserContext } from 'playwright-core'
import { app, requireReady } from './app.ts'
import { browser } from './chromium.ts'
import { isRegisteredScheme } from './schemes.ts'
import { configuration, notStoodIn } from './state.ts'

type RequestHandler = Parameters<ElectronSession['setPermissionRequestHandler']>[0]
type CheckHandler = Parameters<ElectronSession['setPermissionCheckHandler']>[0]
type ProtocolHandler = Parameters<Protocol['handle']>[1]

type Used = Pick<
  ElectronSession,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'clearData'
  | 'clearAuthCache'
  | 'closeAllConnections'
>

/** What pages can ask for, by Electron's name and by Chromium's. */
const permissions: Record<string, string> = {
  geolocation: 'geolocation',
  notifications: 'notifications',
  'clipboard-read': 'clipboard-read',
  midi: 'midi',
}

/** A partition: a browser context with Electron's permission handlers and protocols. */
export class Session extends EventEmitter implements Used {
  readonly partition: string
  readonly protocol: Pick<Protocol, 'handle' | 'isProtocolHandled' | 'unhandle'>
  readonly #handlers = new Map<string, ProtocolHandler>()
  #context: Promise<BrowserContext> | undefined
  readonly #opening = new Set<Promise<unknown>>()
  #request: RequestHandler = null
  #check: CheckHandler = null

  constructor(partition: string) {
    super()
    this.partition = partition
    this.protocol = {
      handle: (scheme, handler) => {
        if (!isRegisteredScheme(scheme)) throw new Error(`${scheme}: was not registered as privileged before the app was ready`)
        this.#handlers.set(scheme, handler)
      },
      isProtocolHandled: (scheme) => this.#handlers.has(scheme),
      unhandle: (scheme) => void this.#handlers.delete(scheme),
    }
  }

  setPermissionRequestHandler(handler: RequestHandler): void {
    this.#request = handler
  }

  setPermissionCheckHandler(handler: CheckHandler): void {
    this.#check = handler
  }

  setDevicePermissionHandler(): void {}

  /** Answers a request for a scheme of the app; undefined when this session has no such scheme. */
  handlerFor(scheme: string): ProtocolHandler | undefined {
    return this.#handlers.get(scheme)
  }

  /** The browser context, with the permissions that the handlers grant. Without handlers Electron grants all of them. */
  async context(): Promise<BrowserContext> {
    this.#context ??= this.#open()
    return this.#context
  }

  /** Tells of a window that opens: the context is not closed before it is open, as Playwright fails when a page goes while it is set up. */
  opens(window: Promise<unknown>): void {
    this.#opening.add(window)
    window.catch(() => {}).finally(() => this.#opening.delete(window))
  }

  async #open(): Promise<BrowserContext> {
    const context = await (await browser()).newContext({ colorScheme: configuration.dark ? 'dark' : 'light', viewport: null })
    await context.grantPermissions(Object.keys(permissions).filter((name) => this.#grants(name)))
    return context
  }

  #grants(name: string): boolean {
    if (this.#check && !this.#check(null, name as never, '', {} as never)) return false
    let granted = this.#request === null
    this.#request?.(
      undefined as never,
      name as never,
      (answer) => {
        granted = answer
      },
      {} as never,
    )
    return granted
  }

  async clearData(): Promise<void> {
    // Nothing is left of a context whose browser is gone.
    await (await this.#context)?.clearCookies().catch(() => {})
  }

  async clearAuthCache(): Promise<void> {}

  async closeAllConnections(): Promise<void> {
    const context = await this.#context
    this.#context = undefined
    await Promise.allSettled(this.#opening)
    await context?.close()
  }
}

const sessions = new Map<string, Session>()

function open(partition: string): Session {
  requireReady('session')
  const known = sessions.get(partition)
  if (known) return known
  if (partition.startsWith('persist:')) throw notStoodIn('persistent partitions')
  const created = new Session(partition)
  sessions.set(partition, created)
  app.emit('session-created', created)
  return created
}

/** `session` of the main process. */
export const session = {
  fromPartition: (partition: string) => open(partition) as unknown as ElectronSession,
  get defaultSession() {
    return open('') as unknown as ElectronSession
  },
} satisfies Pick<typeof Electron.session, 'fromPartition' | 'defaultSession'>

/** The session of a window. */
export function sessionOf(partition: string | undefined): Session {
  return open(partition ?? '')
}

/** All that there were, also those whose windows are closed. */
export function allSessions(): Session[] {
  return [...sessions.values()]
}

export async function closeSessions(): Promise<void> {
  await Promise.all([...sessions.values()].map((session) => session.closeAllConnections()))
}
