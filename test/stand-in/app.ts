import { EventEmitter } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { App, LoginItemSettings, Settings } from 'electron'
import { createInstanceLock } from './instance-lock.ts'
import { preventable } from './preventable.ts'
import { configuration, notStoodIn, recorded } from './state.ts'

type Used = Pick<
  App,
  | 'whenReady'
  | 'isReady'
  | 'quit'
  | 'exit'
  | 'relaunch'
  | 'setName'
  | 'getName'
  | 'getPath'
  | 'setPath'
  | 'getAppPath'
  | 'isPackaged'
  | 'enableSandbox'
  | 'requestSingleInstanceLock'
  | 'setAppUserModelId'
  | 'setLoginItemSettings'
  | 'getLoginItemSettings'
  | 'dock'
  | 'on'
  | 'once'
  | 'off'
>

const events = new EventEmitter()
const ready = Promise.withResolvers<void>()
const ended = Promise.withResolvers<number>()
const paths = new Map<string, string>()
let isReady = false
let name = 'Electron'
let lock: { release(): void } | undefined
let openAtLogin = false
let quitting = false

function finish(code: number): void {
  events.emit('quit', preventable(), code)
  lock?.release()
  for (const window of recorded.windows) window.destroy()
  ended.resolve(code)
}

/** `app` of the main process. */
export const app: Used & Pick<EventEmitter, 'emit' | 'listenerCount'> = {
  on: (event: string, listener: (...values: never[]) => void) => chain(events.on(event, listener as () => void)),
  once: (event: string, listener: (...values: never[]) => void) => chain(events.once(event, listener as () => void)),
  off: (event: string, listener: (...values: never[]) => void) => chain(events.off(event, listener as () => void)),
  emit: (event: string, ...values: unknown[]) => events.emit(event, ...values),
  listenerCount: (event: string) => events.listenerCount(event),

  whenReady: () => ready.promise,
  isReady: () => isReady,
  /** Windows first, then `will-quit`, which may still be prevented; all of it after the current turn, as in Electron. */
  quit() {
    setImmediate(() => {
      const asked = preventable()
      events.emit('before-quit', asked)
      if (asked.defaultPrevented) return
      quitting = true
      for (const window of [...recorded.windows]) window.close()
      if (recorded.windows.some((window) => !window.isDestroyed())) return
      const leaving = preventable()
      events.emit('will-quit', leaving)
      if (!leaving.defaultPrevented) finish(0)
    })
  },
  exit: (code = 0) => finish(code),
  relaunch() {
    recorded.relaunched = true
  },

  setName(next) {
    name = next
  },
  getName: () => name,
  getPath(which) {
    const path =
      paths.get(which) ??
      { home: configuration.home, userData: join(configuration.home, name), downloads: join(configuration.home, 'Downloads') }[
        which as string
      ]
    if (path === undefined) throw notStoodIn(`app.getPath('${which}')`)
    return path
  },
  setPath(which, path) {
    paths.set(which, path)
  },
  getAppPath: () => configuration.appPath,
  get isPackaged() {
    return configuration.packaged
  },
  enableSandbox() {
    if (isReady) throw new Error('app.enableSandbox() can only be called before app is ready')
  },
  requestSingleInstanceLock() {
    const directory = app.getPath('userData')
    mkdirSync(directory, { recursive: true })
    lock ??= createInstanceLock(directory, (words) => events.emit('second-instance', preventable(), words, process.cwd(), undefined))
    return lock !== undefined
  },
  setAppUserModelId() {},
  setLoginItemSettings(settings: Settings) {
    openAtLogin = settings.openAtLogin ?? false
  },
  getLoginItemSettings: () => ({ openAtLogin, status: openAtLogin ? 'enabled' : 'not-registered' }) as LoginItemSettings,
  dock: undefined,
}

/** Overloads of `on` return `this`, which is the app. */
function chain(_: EventEmitter): App {
  return app as unknown as App
}

/** The entry has been loaded: Electron waits for that before it is ready. */
export function becomeReady(): void {
  isReady = true
  events.emit('ready', preventable(), {})
  ready.resolve()
}

/** The exit code, once the app has ended. */
export const exitCode = ended.promise

/** A window has closed. Like Electron, an app that does not listen ends with its last one. */
export function windowClosed(): void {
  if (quitting || recorded.windows.some((window) => !window.isDestroyed())) return
  if (!events.emit('window-all-closed')) app.quit()
}

export function requireReady(what: string): void {
  if (!isReady) throw new Error(`${what} cannot be used before app is ready`)
}
