import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WebContents, WebPreferences } from 'electron'
import { _electron, type Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { findElectron } from '../../scripts/find-electron.ts'
import { appOrigin } from '../../src/desktop/window/app-protocol.ts'
import { type EndpointFile, readEndpointFile } from '../../src/discovery/endpoint-file.ts'
import type { Bridge } from '../../src/shared/contract.ts'
import { soon } from '../desktop/desk.ts'
import { emptyWorld, track } from '../fake-spotify/builders.ts'
import { type FakeSpotify, startFakeSpotify } from '../fake-spotify/fake-spotify.ts'
import { root } from '../root.ts'
import { type End, start } from '../run-program.ts'
import { launchEnvironment, launchWords } from './launch-words.ts'

/** The built app in a real Electron, on a computer without any settings; a fake Spotify on the other side. */
export type RealApp = {
  spotify: FakeSpotify
  /** What other programs read of the running endpoint. */
  endpoint(): EndpointFile | undefined
  /** The settings window's page, once it is there. */
  settings(): Promise<Page>
  /** Calls a function of the contract in the settings window, as its page would. */
  call<Name extends keyof Bridge>(name: Name, ...parameters: unknown[]): Promise<Awaited<ReturnType<Bridge[Name]>>>
  /** The titles of the windows that are open. */
  titles(): Promise<string[]>
  /** What Electron made of each window's web preferences. */
  webPreferences(): Promise<WebPreferences[]>
  /** Presses "Agree" in the login window, once it is there. */
  agree(): Promise<void>
  closeWindows(): Promise<void>
  /** What the settings window's console says about security: Electron's warnings, and what the content security policy stopped. */
  securityWarnings: string[]
  /** The person starts the app once more. */
  launchAgain(): Promise<End>
}

/** Starts the built app as a person would in a checkout: `electron .` */
export async function startRealApp(): Promise<RealApp> {
  const installed = findElectron(join(root, 'node_modules', 'electron'), process.env)
  if ('missing' in installed) throw new Error(`Electron is not installed: ${installed.missing}`)
  const spotify = await startFakeSpotify({ world: { ...emptyWorld(), tracks: [track('Midnight River')] } })
  const dataDirectory = mkdtempSync(join(tmpdir(), 'tonearm-electron-'))
  onTestFinished(async () => {
    await spotify.stop()
    expect(spotify.violations()).toEqual([])
    rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 10 })
  })
  const args = launchWords(root, ['--vault=memory'], process.platform)
  const env = launchEnvironment(process.env, spotify, dataDirectory)
  // Without executablePath, since only then Playwright holds the app's start back until it listens; it takes the same binary as we found.
  const electron = await _electron.launch({ args, env, cwd: root })
  onTestFinished(() => electron.close())

  const securityWarnings: string[] = []
  electron.context().on('console', (message) => {
    const isOurs = !message.page()?.url().startsWith(spotify.accountsUrl)
    if (isOurs && /security/i.test(message.text())) securityWarnings.push(message.text())
  })

  async function settings(): Promise<Page> {
    const page = await soon(() => {
      const found = electron.windows().find((page) => page.url().startsWith(appOrigin))
      expect(found, 'the settings window').toBeDefined()
      return found as Page
    })
    await page.waitForFunction(() => 'tonearm' in globalThis)
    return page
  }

  return {
    spotify,
    securityWarnings,
    settings,
    endpoint: () => readEndpointFile(join(dataDirectory, 'endpoint.json')),
    async call(name, ...parameters) {
      const page = await settings()
      const call = ([name, parameters]: [string, unknown[]]) => {
        const { tonearm } = globalThis as unknown as { tonearm: Record<string, (...parameters: unknown[]) => unknown> }
        return tonearm[name]?.(...parameters)
      }
      return (await page.evaluate(call, [name, parameters] as [string, unknown[]])) as never
    },
    titles: () => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.getTitle())),
    webPreferences: () =>
      electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map((window) => {
          // It is there for Electron's own tests, and missing in its types.
          const contents = window.webContents as WebContents & { getLastWebPreferences(): WebPreferences }
          const { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity } = contents.getLastWebPreferences()
          return { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity }
        }),
      ),
    // By the main process: the login window has no developer tools, which Playwright would need. The press comes a moment later, since the window
    // it would answer from is gone with it.
    agree: () =>
      soon(() =>
        electron.evaluate(async ({ BrowserWindow }) => {
          const login = BrowserWindow.getAllWindows().find((window) => window.getTitle().endsWith('Sign in to Spotify'))
          if (!login) throw new Error('There is no login window')
          const press = `{ const button = document.querySelector('button[value=agree]'); button.name; setTimeout(() => button.click(), 50) }; 0`
          await login.webContents.executeJavaScript(press)
        }),
      ),
    closeWindows: () =>
      electron.evaluate(({ BrowserWindow }) => {
        for (const window of BrowserWindow.getAllWindows()) window.close()
      }),
    launchAgain: () => start(installed.binary, args, env).ended,
  }
}
