import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { describe, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import packageJson from '../../package.json' with { type: 'json' }
import { contentSecurityPolicy } from '../../src/desktop/window/app-protocol.ts'
import { channels } from '../../src/shared/channels.ts'
import { bindingName } from '../stand-in/page-side.ts'
import { useBuiltApp } from './built-app.ts'
import { type Desk, soon, startApp } from './desk.ts'

// Electron's security checklist (https://www.electronjs.org/docs/latest/tutorial/security), point by point, on the running app. Where a pure function
// decides, its own test has the hostile cases: security-checklist.md says which.

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const built = useBuiltApp()

/** The app with its window and the login window open. */
async function openApp(): Promise<{ app: Desk; settings: Page; login: Page }> {
  const app = await startApp({ built })
  app.tray().menu?.choose('Settings...')
  const settings = await app.settings()
  app.tray().menu?.choose('Sign in...')
  const login = await (await app.login()).page()
  await login.getByRole('button', { name: 'Agree' }).waitFor()
  return { app, settings, login }
}

describe('the running app', () => {
  it('2, 3, 4: isolates and sandboxes every window, without Node', async () => {
    const { app, settings, login } = await openApp()
    expect(app.windows).toHaveLength(2)
    for (const { options } of app.windows) {
      expect(options.webPreferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false })
    }
    for (const page of [settings, login]) {
      expect(await page.evaluate(() => ['require', 'process', 'module', 'ipcRenderer'].filter((name) => name in globalThis))).toEqual([])
    }
  })

  it('5: grants no permission to any page', async () => {
    const { settings, login } = await openApp()
    for (const page of [settings, login]) {
      const states = await page.evaluate(async () =>
        Promise.all(
          ['geolocation', 'notifications', 'midi'].map(async (name) => (await navigator.permissions.query({ name: name as never })).state),
        ),
      )
      expect(states).toEqual(['denied', 'denied', 'denied'])
    }
  })

  it('7: runs nothing but its own script, talks to nobody, and needs no exception for it', async () => {
    const { app, settings } = await openApp()
    const window = app.windows[0]
    expect(window?.console.filter(({ type }) => type === 'error')).toEqual([])
    const outcome = await settings.evaluate(async () => {
      const script = document.createElement('script')
      script.textContent = 'globalThis.injected = true'
      document.body.append(script)
      const image = document.createElement('div')
      image.innerHTML = '<img src="x:" onerror="globalThis.injected = true">'
      document.body.append(image)
      const fetched = await fetch('https://example.com/').then(
        () => 'fetched',
        () => 'refused',
      )
      return { injected: 'injected' in globalThis, fetched }
    })
    expect(outcome).toEqual({ injected: false, fetched: 'refused' })
    expect(window?.console.filter(({ text }) => text.includes('Content Security Policy')).length).toBeGreaterThanOrEqual(2)
    expect(contentSecurityPolicy).not.toMatch(/unsafe|https?:|\*/)
  })

  it('11, 12: lets no page attach a webview', async () => {
    const { app } = await openApp()
    for (const { webContents } of app.windows) {
      const event = { preventDefault: vi.fn() }
      webContents.emit('will-attach-webview', event, {}, {})
      expect(event.preventDefault).toHaveBeenCalled()
    }
  })

  it('13: keeps the settings window where it is, and the login window with Spotify', async () => {
    const { app, settings, login } = await openApp()
    const before = { settings: settings.url(), login: login.url() }
    for (const address of ['https://example.com/', 'http://127.0.0.1:1/', 'https://tonearm.app.invalid/index.html']) {
      await settings.evaluate((address) => location.assign(address), address).catch(() => {})
    }
    await login.evaluate(() => location.assign('http://example.com/callback?code=1')).catch(() => {})
    // The windows answer, so what was refused is over.
    expect(await settings.evaluate(() => location.href)).toBe(before.settings)
    expect(await login.evaluate(() => location.href)).toBe(before.login)
    expect(app.windows[0]?.webContents.getURL()).toBe('app://tonearm/')
    expect(app.openedExternally).toEqual([])
  })

  it('14, 15: opens no window for a page, and no address but its own in the browser', async () => {
    const { app, settings, login } = await openApp()
    expect(await settings.evaluate(() => window.open('https://example.com/'))).toBeNull()
    expect(await login.evaluate(() => window.open('file:///etc/passwd'))).toBeNull()
    expect(app.openedExternally).toEqual([])
    await login.evaluate(() => window.open('https://accounts.google.com/signin'))
    await soon(() => expect(app.openedExternally).toHaveLength(1))
    expect(app.openedExternally[0]).toMatch(`${app.spotify.accountsUrl}/authorize?`)
    expect(app.windows).toHaveLength(2)
  })

  it('17: answers the main frame of its own window only', async () => {
    const { app, settings, login } = await openApp()
    for (const page of [settings, login]) {
      const answer = await page.evaluate(
        async ([name, channel]) => {
          const frame = document.createElement('iframe')
          document.body.append(frame)
          const { contentWindow } = frame as unknown as { contentWindow: Record<string, (message: object) => Promise<object>> }
          return contentWindow[name ?? '']?.({ kind: 'invoke', channel, parameters: '[]' })
        },
        [bindingName, channels.signOut],
      )
      expect(answer).toEqual({ error: "Error invoking remote method 'tonearm:sign-out': Error: Refused." })
    }
    expect(await app.call('status')).toMatchObject({ account: { state: 'signing-in' } })
    expect(await login.evaluate(() => 'tonearm' in globalThis)).toBe(false)
  })

  it('18: shows its own pages from app://, in the one session that has them', async () => {
    const { app, settings } = await openApp()
    expect(app.windows.map(({ webContents }) => new URL(webContents.getURL()).protocol)).toEqual(['app:', 'http:'])
    expect(await settings.evaluate(() => isSecureContext)).toBe(true)
    const withPages = app.sessions().filter((session) => session.handlerFor('app'))
    expect(withPages.map(({ partition }) => partition)).toEqual([''])
    expect(app.sessions().map(({ partition }) => partition)).toEqual(['', expect.stringMatching(/^login-/)])
  })

  it('20: gives its page the contract and nothing else, without events', async () => {
    const { settings, app } = await openApp()
    expect(await settings.evaluate(() => Object.keys((globalThis as unknown as { tonearm: object }).tonearm).sort())).toEqual(
      [...Object.keys(channels), 'on', 'pathOf'].sort(),
    )
    const heard = settings.evaluate(
      () =>
        new Promise((resolve) => {
          const { tonearm } = globalThis as unknown as { tonearm: { on(name: string, listener: (...values: unknown[]) => void): void } }
          tonearm.on('statusChanged', (...values) => resolve(values.map((value) => Object.keys(value as object))))
        }),
    )
    await settings.evaluate(() => 0)
    app.tray().menu?.choose('Cancel sign-in')
    expect(await heard).toEqual([['version', 'account', 'endpoint', 'clients', 'blockedClients', 'calls', 'quota', 'history']])
    const refused = await settings.evaluate(() => {
      const { tonearm } = globalThis as unknown as { tonearm: { on(name: string, listener: () => void): void } }
      try {
        tonearm.on('constructor', () => {})
        return undefined
      } catch (error) {
        return String(error)
      }
    })
    expect(refused).toBe('Error: There is no such event.')
  })

  it('takes nothing but JSON, and only what the contract says', async () => {
    const { app, settings } = await openApp()
    const send = (value: string) =>
      settings.evaluate(
        (value) =>
          (globalThis as unknown as { tonearm: { changeSettings(value: unknown): Promise<unknown> } }).tonearm.changeSettings(
            new Function(`return ${value}`)(),
          ),
        value,
      )
    await expect(send('{ port: new Date() }')).rejects.toThrow()
    expect(await app.call('changeSettings', { readOnly: true, colour: 'red' })).toMatchObject({ ok: false, problem: 'invalid-arguments' })
    expect(await app.call('signIn', 'telepathy')).toMatchObject({ ok: false })
    expect(await app.call('open', 'file:///etc/passwd')).toMatchObject({ ok: false })
    expect(await app.call('signOut', 'now')).toMatchObject({ ok: false })
    expect(await app.call('settings')).toMatchObject({ readOnly: false })
  })
})

describe('the source', () => {
  const files = sourceFiles(join(root, 'src', 'desktop')).concat(join(root, 'src', 'main.ts'))

  it.each([
    ['6, 8, 9, 10', /webSecurity|allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|disableBlinkFeatures/],
    ['4', /no-sandbox|nodeIntegrationIn|nodeIntegration: true|sandbox: false|contextIsolation: false/],
    ['12', /webviewTag: true|allowpopups/],
    ['18', /loadFile|file:\/\//],
    ['17', /ipcMain\.(on|once|handleOnce)\(/],
  ])('%s: does not even mention what would loosen the rules', (_, pattern) => {
    for (const file of files) expect(readFileSync(file, 'utf8'), file).not.toMatch(pattern)
  })

  it('17: has one place that knows ipcMain', () => {
    const knows = files.filter((file) => /ipcMain/.test(readFileSync(file, 'utf8'))).map((file) => file.slice(root.length + 1))
    // start.ts hands it over.
    expect(knows.sort()).toEqual(['src/desktop/start.ts', 'src/desktop/window/ipc.ts'])
  })

  it('15: has one place that opens the browser', () => {
    const opens = files.filter((file) => /\.openExternal\(/.test(readFileSync(file, 'utf8'))).map((file) => file.slice(root.length + 1))
    expect(opens).toEqual(['src/desktop/window/external-links.ts'])
  })

  it('15: has two places that open something else: our own folders, and the extension for Claude Desktop', () => {
    const opens = files.filter((file) => /\.openPath\(/.test(readFileSync(file, 'utf8'))).map((file) => file.slice(root.length + 1))
    expect(opens.sort()).toEqual(['src/desktop/system/open-bundle.ts', 'src/desktop/window/contract-handlers.ts'])
  })
})

describe('the build', () => {
  it('16: names the exact Electron, which is a supported one', () => {
    expect(packageJson.devDependencies.electron).toMatch(/^(4[5-9]|[5-9]\d)\.\d+\.\d+$/)
  })

  it('19: flips every fuse that could be turned against the app', () => {
    const { electronFuses, asar } = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as Record<string, unknown>
    expect(asar).toBe(true)
    expect(electronFuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    })
  })

  it('3, 4: makes the preload one CommonJS file that requires only electron', () => {
    const preload = readFileSync(join(built.path, 'out', 'preload.cjs'), 'utf8')
    expect([...preload.matchAll(/require\(["'`]([^"'`]*)["'`]\)/g)].map(([, name]) => name)).toEqual(['electron'])
    expect(preload).not.toMatch(/^import\b|\bimport\(|\bprocess\b|\brequire\((?!["'`])/m)
    expect(readdirSync(join(built.path, 'out')).sort()).toEqual(['preload.cjs', 'renderer'])
  })

  it('7: puts neither Node nor another origin into the settings window', () => {
    const folder = join(built.path, 'out', 'renderer')
    expect(readFileSync(join(folder, 'index.html'), 'utf8')).not.toMatch(/https?:\/\/|<script>|<style|style=|\son\w+=/)
    for (const file of readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.js'))) {
      expect(readFileSync(join(folder, 'assets', file), 'utf8')).not.toMatch(/node:|require\(|new Function|\beval\(/)
    }
  })
})

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name))
}
