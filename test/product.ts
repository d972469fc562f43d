import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { createTonearm } from '../src/app/tonearm.ts'
import type { Tonearm, TonearmOptions } from '../src/app/tonearm-type.ts'
import { serializeLogin } from '../src/auth/login.ts'
import { openVault } from '../src/auth/open-vault.ts'
import type { Computer } from '../src/clients/client.ts'
import { openLog } from '../src/config/logging.ts'
import { findPaths, type Paths } from '../src/config/paths.ts'
import { allScopes } from '../src/config/scopes.ts'
import { openSettings, type Settings, type SettingsStore } from '../src/config/settings.ts'
import { emptyWorld } from './fake-spotify/builders.ts'
import { type FakeSpotify, type FakeSpotifyOptions, startFakeSpotify } from './fake-spotify/fake-spotify.ts'
import type { World } from './fake-spotify/types.ts'

/** The whole product, running: the real endpoint on a real port, the fake Spotify behind it. */
export type Product = {
  tonearm: Tonearm
  spotify: FakeSpotify
  endpoint: { url: string; token: string }
  paths: Paths
  /** Wanda's folder for downloads. */
  downloads: string
  settings: SettingsStore
  /** A real MCP client of this name. */
  connect(name: string): Promise<Client>
  /** Ends clients, product and fake, and removes the data directory. */
  stop(): Promise<void>
}

export type ProductOptions = {
  /** What Wanda's Spotify holds: the parts that matter; nothing else is there. */
  world?: Partial<World>
  /** Rows of Spotify's extended streaming history (test/history/heard.ts) that Wanda imported, having been told that a history is kept. */
  heard?: readonly Record<string, unknown>[]
  /** The scopes granted; false when nobody is signed in. */
  signedIn?: readonly string[] | false
  zone?: string
  settings?: Partial<Settings>
  fake?: FakeSpotifyOptions
  openUrl?: (url: string) => void | Promise<void>
  now?: () => number
  /** Where secrets are kept. When missing: in the data directory, with the login of Wanda, who was here before. Else the login is handed in. */
  vault?: TonearmOptions['vault']
  /** What the environment says besides the addresses of the fake and the login. */
  environment?: NodeJS.ProcessEnv
  /** The computer on which clients are looked for, which else is an empty one. */
  computer?: Partial<Computer>
  /** Our files with which clients are connected. */
  own?: TonearmOptions['own']
  /** In place of real pauses between requests. */
  sleep?: (milliseconds: number) => Promise<void>
  /** Shorter limits than the product has, so that a test of what hangs ends soon. */
  limits?: Pick<TonearmOptions, 'callLimitMs' | 'requestTimeoutMs'>
  /** In place of real pauses between two looks at what is playing. */
  wait?: TonearmOptions['wait']
  /** Wanda sits at the window, where she can be asked. */
  asksInWindow?: boolean
}

/** Starts it in a data directory of its own, with nobody's keychain. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const { signedIn = allScopes, zone = 'Europe/Berlin', now } = options
  const spotify = await startFakeSpotify({ world: { ...emptyWorld(), ...options.world }, now, ...options.fake })
  const directory = mkdtempSync(join(tmpdir(), 'tonearm-'))
  const paths = findPaths({ directory })
  const downloads = join(directory, 'Downloads')
  mkdirSync(downloads)
  const settings = openSettings({ file: paths.settings, flags: { clientId: spotify.clientId, port: 0, callbackPort: 0 } })
  if (options.settings || options.heard) settings.change({ ...(options.heard && { historyNoticeSeen: true }), ...options.settings })
  if (signedIn && !options.vault) {
    const login = { ...spotify.grant([...signedIn]), scopes: [...signedIn], accountId: spotify.world.user.accountId }
    await openVault('file', { file: join(directory, 'vault.json'), exclusively: (work) => work() }).write(
      spotify.clientId,
      serializeLogin(login),
    )
  }
  const tonearm = createTonearm({
    paths,
    settings,
    vault: options.vault ?? 'file',
    log: openLog({ file: paths.log, level: 'debug' }),
    openUrl: options.openUrl ?? (() => {}),
    howTo: {
      signIn: 'run "tonearm login" in a terminal',
      allowChanges: 'turn off "Read only"',
      permit: 'switch it on on the page Permissions',
    },
    environment: {
      TONEARM_SPOTIFY_API: spotify.apiUrl,
      TONEARM_SPOTIFY_ACCOUNTS: spotify.accountsUrl,
      ...options.environment,
      ...(signedIn && options.vault && { SPOTIFY_REFRESH_TOKEN: spotify.grant([...signedIn]).refreshToken }),
    },
    // Nobody's real settings, programs and screen.
    computer: { platform: 'linux', home: directory, environment: {}, root: directory, ...options.computer },
    own: options.own,
    downloads: () => downloads,
    zone,
    now,
    sleep: options.sleep,
    ...options.limits,
    wait: options.wait,
    asksInWindow: options.asksInWindow,
  })
  await tonearm.restore()
  if (options.heard?.length) {
    const file = join(directory, 'Streaming_History_Audio.json')
    writeFileSync(file, JSON.stringify(options.heard))
    await tonearm.history.import({ account: spotify.world.user.accountId, paths: [file] })
  }
  const endpoint = await tonearm.listen()
  const clients: Client[] = []

  return {
    tonearm,
    spotify,
    endpoint,
    paths,
    downloads,
    settings,
    async connect(name) {
      const client = new Client({ name, version: '1.0.0' })
      const headers = { Authorization: `Bearer ${endpoint.token}` }
      const listening = Promise.withResolvers<void>()
      const transport = new StreamableHTTPClientTransport(new URL(endpoint.url), {
        requestInit: { headers },
        async fetch(url, init) {
          const answer = await fetch(url, init)
          if (init?.method === 'GET') listening.resolve()
          return answer
        },
      })
      await client.connect(transport)
      // Only from then on it hears what the server says without being asked.
      await listening.promise
      clients.push(client)
      return client
    },
    async stop() {
      await Promise.all(clients.map((client) => client.close()))
      await tonearm.stop()
      await spotify.stop()
      rmSync(directory, { recursive: true })
    },
  }
}

/** One tool call over the wire, reduced to its text. */
export async function callTool(
  client: Client,
  name: string,
  parameters: Record<string, unknown> = {},
): Promise<{ text: string; failed: boolean }> {
  const result = (await client.callTool({ name, arguments: parameters })) as CallToolResult
  const [content] = result.content
  return { text: content?.type === 'text' ? content.text : '', failed: result.isError === true }
}
