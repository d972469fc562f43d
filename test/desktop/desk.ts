import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, vi } from 'vitest'
import { allScopes } from '../../src/config/scopes.ts'
import { type EndpointFile, readEndpointFile } from '../../src/discovery/endpoint-file.ts'
import type { Bridge } from '../../src/shared/contract.ts'
import { emptyWorld, track } from '../fake-spotify/builders.ts'
import { type FakeSpotify, type FakeSpotifyOptions, startFakeSpotify } from '../fake-spotify/fake-spotify.ts'
import type { World } from '../fake-spotify/types.ts'
import type { BrowserWindow } from '../stand-in/browser-window.ts'
import type { StandIn } from '../stand-in/control.ts'
import type { Configuration } from '../stand-in/state.ts'
import type { BuiltApp } from './built-app.ts'

/** Somebody's computer with the whole app on it: the real entry, preload and settings window; a fake Spotify on the other side. */
export type Desk = StandIn & {
  spotify: FakeSpotify
  dataDirectory: string
  /** What other programs read of the running endpoint. */
  endpoint(): EndpointFile | undefined
  /** The settings window's page, once it is there. */
  settings(): Promise<Page>
  /** The login window, once it is there. */
  login(): Promise<BrowserWindow>
  /** Calls a function of the contract in the settings window, as its page would. */
  call<Name extends keyof Bridge>(name: Name, ...parameters: unknown[]): Promise<Awaited<ReturnType<Bridge[Name]>>>
}

export type DeskOptions = Partial<Configuration> & {
  built: BuiltApp
  environment?: Record<string, string>
  words?: string[]
  fake?: FakeSpotifyOptions
  /** Another start on the same computer. */
  again?: Pick<Desk, 'spotify' | 'dataDirectory'>
  /** The person has not set a client id up yet. */
  clientId?: false
  /** The person has not read yet that what they play is kept. */
  historyTold?: false
  /** Starts with a login. */
  signedIn?: boolean
  /** What their Spotify holds: the parts that matter. */
  world?: Partial<World>
  player?: Partial<World['player']>
}

/** Waits until a check passes: what the app does takes a moment, and longer on a busy machine. */
export function soon<Result>(check: () => Result | Promise<Result>): Promise<Result> {
  return vi.waitFor(check, { timeout: 10_000 })
}

/** Starts the app as the person would. */
export async function startApp(options: DeskOptions): Promise<Desk> {
  const { built, environment = {}, words = ['--vault=memory'], again, clientId, historyTold, signedIn, player, ...configuration } = options
  const world = { ...emptyWorld(), tracks: [track('Midnight River')], ...options.world }
  Object.assign(world.player, player)
  const spotify = again?.spotify ?? (await startFakeSpotify({ world, ...options.fake }))
  const home = again ? '' : mkdtempSync(join(tmpdir(), 'tonearm-desk-'))
  const dataDirectory = again?.dataDirectory ?? join(home, 'data')

  if (!again && historyTold !== false) {
    mkdirSync(dataDirectory, { recursive: true })
    writeFileSync(join(dataDirectory, 'settings.json'), JSON.stringify({ historyNoticeSeen: true }))
  }

  const variables = {
    TONEARM_DATA_DIR: dataDirectory,
    TONEARM_SPOTIFY_API: spotify.apiUrl,
    TONEARM_SPOTIFY_ACCOUNTS: spotify.accountsUrl,
    TONEARM_PORT: '0',
    TONEARM_CALLBACK_PORT: '0',
    TZ: 'Europe/Berlin',
    HOME: home || dataDirectory,
    XDG_CONFIG_HOME: join(home || dataDirectory, '.config'),
    SPOTIFY_CLIENT_ID: clientId === false ? '' : spotify.clientId,
    SPOTIFY_REFRESH_TOKEN: signedIn ? spotify.grant([...allScopes]).refreshToken : '',
    TONEARM_TOKEN: '',
    ...environment,
  }
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  process.argv = [process.execPath, '.', ...words]

  vi.resetModules()
  const { launch } = await import('../stand-in/control.ts')
  const app = await launch({ appPath: built.path, home: dataDirectory, ...configuration }, () => import('../../src/main.ts'))

  onTestFinished(async () => {
    const { token } = endpoint() ?? {}
    await app.quit()
    const secrets = [...spotify.secrets(), ...(token ? [token] : [])]
    const log = readFileSync(join(dataDirectory, 'logs', 'tonearm.log'), 'utf8')
    for (const secret of secrets) {
      for (const text of [...app.toPages, log]) expect(text.includes(secret), 'a secret in the settings window or in the log').toBe(false)
    }
    await app.dispose()
    vi.unstubAllEnvs()
    if (again) return
    await spotify.stop()
    expect(spotify.violations()).toEqual([])
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  })

  const endpoint = () => readEndpointFile(join(dataDirectory, 'endpoint.json'))

  const windowWhere = (what: (window: BrowserWindow) => boolean) =>
    soon(() => {
      const found = app.open().find(what)
      expect(found).toBeDefined()
      return found as BrowserWindow
    })

  async function settings(): Promise<Page> {
    const page = await (await windowWhere(({ options }) => options.webPreferences?.preload !== undefined)).page()
    await page.waitForFunction(() => 'tonearm' in globalThis)
    return page
  }

  return Object.assign(app, {
    endpoint,
    spotify,
    dataDirectory,
    settings,
    login: () => windowWhere((window) => window.getTitle().endsWith('Sign in to Spotify')),
    async call(name: string, ...parameters: unknown[]) {
      const page = await settings()
      const call = ([name, parameters]: [string, unknown[]]) => {
        const { tonearm } = globalThis as unknown as { tonearm: Record<string, (...parameters: unknown[]) => unknown> }
        return tonearm[name]?.(...parameters)
      }
      return page.evaluate(call, [name, parameters] as [string, unknown[]])
    },
  }) as Desk
}
