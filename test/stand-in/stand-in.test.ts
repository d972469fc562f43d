import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IpcMainInvokeEvent } from 'electron'
import { afterAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { fromChromium, toChromium } from './addresses.ts'
import { closeBrowser } from './chromium.ts'
import { createInstanceLock } from './instance-lock.ts'

let electron: typeof import('./electron.ts')
let folder: string

afterAll(closeBrowser)

const preload = `
  const { contextBridge, ipcRenderer } = require('electron')
  contextBridge.exposeInMainWorld('api', {
    ask: (...values) => ipcRenderer.invoke('ask', ...values),
    nothing: () => ipcRenderer.invoke('nobody'),
    on: (listener) => void ipcRenderer.on('news', (event, value) => listener(value)),
  })`

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tonearm-stand-in-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'preload.cjs'), preload)
})

/** An app whose entry is `main`. */
async function start(main: (electron: typeof import('./electron.ts')) => void) {
  vi.resetModules()
  const { launch } = await import('./control.ts')
  const app = await launch({ home: folder, appPath: folder }, async () => {
    electron = await import('./electron.ts')
    main(electron)
  })
  onTestFinished(() => app.dispose())
  return app
}

/** A window with a page of the app's own scheme. */
async function openWindow(html: string, webPreferences: object = {}) {
  await start(({ protocol }) => protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]))
  const requested: string[] = []
  electron.session.defaultSession.protocol.handle('app', ({ url }) => {
    requested.push(url)
    return new Response(html, {
      headers: { 'Content-Type': 'text/html', 'Content-Security-Policy': "default-src 'none'; script-src 'self'" },
    })
  })
  const window = new electron.BrowserWindow({ webPreferences: { preload: join(folder, 'preload.cjs'), ...webPreferences } })
  await window.loadURL('app://house/')
  return { window, page: await window.page(), requested }
}

/** A site: addresses and where they redirect to. */
async function site(redirects: Record<string, string> = {}): Promise<string> {
  const server = createServer((request, response) => {
    const to = redirects[request.url ?? '']
    response.writeHead(to ? 302 : 200, { ...(to && { Location: to }), 'Content-Type': 'text/html' }).end('<title>A site</title>')
  }).listen(0, '127.0.0.1')
  await vi.waitFor(() => expect(server.listening).toBe(true), { timeout: 10_000 })
  onTestFinished(() => void server.closeAllConnections())
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const api = '(globalThis).api'

describe('addresses', () => {
  it('go to Chromium and come back', () => {
    expect(toChromium('app://tonearm/x?y#z')).toBe('https://tonearm.app.invalid/x?y#z')
    expect(fromChromium('https://tonearm.app.invalid/x?y#z')).toBe('app://tonearm/x?y#z')
    expect([toChromium, fromChromium].map((translate) => translate('https://example.com/'))).toEqual(Array(2).fill('https://example.com/'))
  })
})

describe('a window', () => {
  it('shows what the protocol handler answers, under its headers', async () => {
    const { window, page, requested } = await openWindow('<title>A house</title><script>globalThis.ran = true</script>')
    expect(requested).toContain('app://house/')
    expect(window.webContents.getURL()).toBe('app://house/')
    expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false)
    expect(window.console.some(({ text }) => text.includes('Content Security Policy'))).toBe(true)
    await vi.waitFor(() => expect(window.getTitle()).toBe('A house'), { timeout: 10_000 })
  })

  it('has no page of the app in a session that was not told of it', async () => {
    await openWindow('')
    const other = new electron.BrowserWindow({ webPreferences: { partition: 'other' } })
    await expect(other.loadURL('app://house/')).rejects.toThrow()
  })

  it('cannot be made, nor a scheme be named, at the wrong time', async () => {
    await start((electron) => expect(() => new electron.BrowserWindow()).toThrow('before app is ready'))
    expect(() => electron.protocol.registerSchemesAsPrivileged([])).toThrow('before app is ready')
    expect(() => electron.session.defaultSession.protocol.handle('app', () => new Response())).toThrow('not registered')
  })

  it('tells of navigations and redirects, and goes nowhere when they are prevented', async () => {
    await start(() => {})
    const origin = await site({ '/away': '/target', '/target': '/end' })
    const window = new electron.BrowserWindow()
    const seen: string[] = []
    let forbidden = 'none'
    for (const name of ['will-frame-navigate', 'will-navigate', 'will-redirect']) {
      window.webContents.on(name as 'will-navigate', (event: { url: string; preventDefault(): void }) => {
        seen.push(`${name} ${event.url.slice(origin.length)}`)
        if (event.url.endsWith(forbidden)) event.preventDefault()
      })
    }
    await window.loadURL(`${origin}/start`)
    const page = await window.page()
    expect(seen).toEqual([])
    await page.evaluate(() => location.assign('/away'))
    await page.waitForURL(`${origin}/end`)
    expect(seen).toEqual(['will-frame-navigate /away', 'will-navigate /away', 'will-redirect /target', 'will-redirect /end'])
    forbidden = '/target'
    await page.evaluate(() => location.assign('/away'))
    await vi.waitFor(() => expect(seen).toHaveLength(7), { timeout: 10_000 })
    expect(await page.evaluate(() => location.pathname)).toBe('/end')
  })

  it('asks before a page opens another one', async () => {
    const { window, page } = await openWindow('<a href="https://example.com/" target="_blank">away</a>')
    const asked = vi.fn(() => ({ action: 'deny' as const }))
    window.webContents.setWindowOpenHandler(asked as never)
    expect(await page.evaluate(`window.open('/more')`)).toBeNull()
    await page.getByRole('link').click()
    await vi.waitFor(() => expect(asked.mock.calls).toEqual([[{ url: 'app://house/more' }], [{ url: 'https://example.com/' }]]), {
      timeout: 10_000,
    })
  })

  it('grants what the handlers grant, and everything where there are none', async () => {
    const states = async (window: InstanceType<typeof electron.BrowserWindow>) => {
      await window.loadURL(await site())
      return (await window.page()).evaluate(async () => (await navigator.permissions.query({ name: 'geolocation' })).state)
    }
    await start(() => {})
    expect(await states(new electron.BrowserWindow())).toBe('granted')
    electron.session.fromPartition('careful').setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
    expect(await states(new electron.BrowserWindow({ webPreferences: { partition: 'careful' } }))).toBe('denied')
  })
})

describe('messages', () => {
  it('carry JSON both ways, and say truthfully who sent them', async () => {
    const { window, page } = await openWindow('')
    let heard: IpcMainInvokeEvent | undefined
    electron.ipcMain.handle('ask', (event, ...values: unknown[]) => {
      heard = event
      return { values }
    })
    expect(await page.evaluate(`${api}.ask(1, { text: 'x' }, [null])`)).toEqual({ values: [1, { text: 'x' }, [null]] })
    expect(heard?.sender).toBe(window.webContents)
    expect(heard?.senderFrame).toBe(window.webContents.mainFrame)
    expect(heard?.senderFrame).toMatchObject({ url: 'app://house/', origin: 'app://house', parent: null })
  })

  it('refuse what is no JSON from a page', async () => {
    const { page } = await openWindow('')
    electron.ipcMain.handle('ask', () => 'heard')
    expect(await page.evaluate(`${api}.ask({ fine: [1] })`)).toBe('heard')
    for (const value of ['() => 1', 'new Date()', 'new Map()', 'NaN', 'Symbol()', '[{ deep: new Date() }]']) {
      await expect(page.evaluate(`${api}.ask(${value})`), value).rejects.toThrow()
    }
  })

  it('refuse what is no JSON to a page', async () => {
    const { page, window } = await openWindow('')
    electron.ipcMain.handle('ask', () => ({ at: new Date() }))
    await expect(page.evaluate(`${api}.ask()`)).rejects.toThrow(
      "Error invoking remote method 'ask': TypeError: An object could not be cloned",
    )
    expect(() => window.webContents.send('news', () => 1)).toThrow('could not be cloned')
  })

  it("end in Electron's errors where nobody listens, or the handler fails", async () => {
    const { page } = await openWindow('')
    await expect(page.evaluate(`${api}.nothing()`)).rejects.toThrow(
      "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
    )
    electron.ipcMain.handle('ask', () => {
      throw new Error('no')
    })
    await expect(page.evaluate(`${api}.ask()`)).rejects.toThrow("Error invoking remote method 'ask': Error: no")
    expect(() => electron.ipcMain.handle('ask', () => 1)).toThrow('second handler')
  })

  it('reach the listeners of the preload, in their order', async () => {
    const { window, page } = await openWindow('')
    const heard = page.evaluate(
      `new Promise((resolve) => { const all = []; ${api}.on((value) => { all.push(value); if (all.length === 2) resolve(all) }) })`,
    )
    await page.evaluate('0')
    window.webContents.send('news', { number: 1 })
    window.webContents.send('news', { number: 2 })
    expect(await heard).toEqual([{ number: 1 }, { number: 2 }])
  })
})

describe('the preload', () => {
  it('can require electron alone; what it exposes cannot be replaced, and the way to main is hidden', async () => {
    writeFileSync(join(folder, 'preload.cjs'), `require('node:fs')`)
    const broken = await openWindow('')
    expect(broken.window.console.map(({ text }) => text)).toContain('Unable to load preload script: Error: module not found: node:fs')
    writeFileSync(join(folder, 'preload.cjs'), preload)
    const { page } = await openWindow('')
    const state = await page.evaluate(`(() => {
      try { ${api}.ask = 1; api = 1 } catch {}
      return { ask: typeof ${api}.ask, names: Object.keys(globalThis).filter((name) => name.startsWith('__standIn')) }
    })()`)
    expect(state).toEqual({ ask: 'function', names: [] })
  })
})

describe('the app', () => {
  it('ends with its last window unless somebody listens', async () => {
    const first = await start(() => {})
    new electron.BrowserWindow().close()
    expect(await first.ended).toBe(0)
    await start(({ app }) => void app.on('window-all-closed', () => {}))
    const quit = vi.fn()
    electron.app.on('before-quit', quit)
    new electron.BrowserWindow().close()
    await new Promise((resolve) => setImmediate(resolve))
    expect(quit).not.toHaveBeenCalled()
  })

  it("quits in Electron's order, and can be held up", async () => {
    const order: string[] = []
    const app = await start(({ app }) => {
      for (const name of ['before-quit', 'will-quit', 'quit']) app.on(name as 'quit', () => void order.push(name))
      app.once('will-quit', (event) => event.preventDefault())
    })
    const window = new electron.BrowserWindow()
    window.on('closed', () => order.push('closed'))
    electron.app.quit()
    await vi.waitFor(() => expect(order).toEqual(['before-quit', 'closed', 'will-quit']), { timeout: 10_000 })
    expect(await app.quit()).toBe(0)
    expect(order.slice(3)).toEqual(['before-quit', 'will-quit', 'quit'])
  })

  it('has one instance a directory, and hears of others', async () => {
    const onSecond = vi.fn()
    const first = createInstanceLock(folder, onSecond)
    expect(createInstanceLock(folder, () => {})).toBeUndefined()
    await vi.waitFor(() => expect(onSecond).toHaveBeenCalledWith(process.argv), { timeout: 10_000 })
    first?.release()
    const next = createInstanceLock(folder, () => {})
    expect(next).toBeDefined()
    next?.release()
  })
})

describe('menus', () => {
  it('are chosen from by labels; a disabled item cannot be', async () => {
    await start(() => {})
    const click = vi.fn()
    const menu = electron.Menu.buildFromTemplate([
      {
        label: 'More',
        submenu: [
          { label: 'Do', click },
          { label: 'Not', enabled: false },
        ],
      },
    ])
    menu.choose('More', 'Do')
    expect(click).toHaveBeenCalledOnce()
    expect(() => menu.choose('More', 'Not')).toThrow('disabled')
    expect(() => menu.choose('Less')).toThrow('There is no "Less" in the menu: More')
  })
})
