import { readFileSync } from 'node:fs'

/** The function that Playwright puts into the page, until the script below has taken it. */
export const bindingName = '__standInCall'

/** Through this one the main process reaches the preload's listeners. */
export const deliverName = '__standInDeliver'

/**
 * The script that runs in each page before its own: the window rules, and in the main frame the REAL preload, with the `electron` that a sandboxed
 * preload can require.
 *
 * It cannot be a module: pages have a content security policy, and only what the debugger itself puts in is exempt.
 *
 * @param preload absolute path of a built preload
 */
export function pageScript(preload: string | undefined): string {
  return `(${pageSide})(${JSON.stringify({ bindingName, deliverName })}, (require, module, exports) => {\n${preload ? readFileSync(preload, 'utf8') : ''}\n})`
}

type Call = (message: object) => Promise<{ value?: string; error?: string }>
type Listener = (event: object, value: unknown) => void

/** Runs in the page: nothing from outside of it exists there. */
function pageSide(
  names: { bindingName: string; deliverName: string },
  runPreload: (require: (name: string) => unknown, module: { exports: object }, exports: object) => void,
): void {
  const world = globalThis as unknown as Record<string, unknown>
  const call = world[names.bindingName] as Call
  const popup = (url: string) => void call({ kind: 'popup', url: new URL(url, location.href).href })

  window.open = (url) => {
    popup(String(url ?? 'about:blank'))
    return null
  }
  addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[target="_blank"]') : null
    if (!(link instanceof HTMLAnchorElement)) return
    event.preventDefault()
    popup(link.href)
  })

  // Electron runs preloads in the main frame only. Other frames keep the raw binding, so that tests can try to abuse it.
  if (window.top !== window) return
  delete world[names.bindingName]
  const listeners = new Map<string, Set<Listener>>()
  Object.defineProperty(world, names.deliverName, {
    value(channel: string, json: string | undefined) {
      const value = json === undefined ? undefined : JSON.parse(json)
      for (const listener of listeners.get(channel) ?? []) listener({ sender: ipcRenderer }, value)
    },
  })

  const ipcRenderer = {
    async invoke(channel: string, ...parameters: unknown[]) {
      // Electron's check: throws for functions, symbols and the like.
      structuredClone(parameters)
      const reply = await call({ kind: 'invoke', channel, parameters: JSON.stringify(parameters.map(plain)) })
      if (reply.error !== undefined) throw new Error(reply.error)
      return reply.value === undefined ? undefined : JSON.parse(reply.value)
    },
    on(channel: string, listener: Listener) {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener))
      return ipcRenderer
    },
    removeListener(channel: string, listener: Listener) {
      listeners.get(channel)?.delete(listener)
      return ipcRenderer
    },
  }

  const contextBridge = {
    exposeInMainWorld(key: string, api: unknown) {
      if (key in world) throw new Error('Cannot bind an API on top of an existing property on the window object')
      Object.defineProperty(world, key, { value: bridged(api), writable: false, configurable: false, enumerable: true })
    },
  }

  function bridged(value: unknown): unknown {
    if (typeof value === 'function') return Object.freeze((...parameters: unknown[]) => value(...parameters))
    if (typeof value !== 'object' || value === null) return value
    return Object.freeze(Object.fromEntries(Object.entries(value).map(([name, field]) => [name, bridged(field)])))
  }

  /** JSON or nothing. */
  function plain(value: unknown): unknown {
    const prototype = typeof value === 'object' && value !== null ? Object.getPrototypeOf(value) : Object.prototype
    if (prototype !== Object.prototype && prototype !== Array.prototype) throw new TypeError('Only JSON values may cross.')
    if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('Only JSON values may cross.')
    if (Array.isArray(value)) return value.map(plain)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, plain(field)]))
  }

  // A file that a page has made itself lies nowhere; those of a test do not come from the system.
  const webUtils = { getPathForFile: () => '' }

  const module = { exports: {} }
  const require = (name: string) => {
    if (name === 'electron') return { contextBridge, ipcRenderer, webUtils }
    throw new Error(`module not found: ${name}`)
  }
  try {
    runPreload(require, module, module.exports)
  } catch (error) {
    // biome-ignore lint/suspicious/noConsole: this runs in the page, whose console is where Electron says it.
    console.error(`Unable to load preload script: ${error}`)
  }
}
