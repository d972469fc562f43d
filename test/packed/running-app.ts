import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { type EndpointFile, readEndpointFile } from '../../src/discovery/endpoint-file.ts'

/** The packed app in a process of its own, serving. */
export type RunningApp = {
  endpoint: EndpointFile
  connect(): Promise<Client>
  /** Ends it as the system would, and waits for that. `written` is what the app wrote, and not its bus. */
  stop(): Promise<{ code: number | null; written: string }>
}

/** How the app is started. */
export type StartOptions = {
  executable: string
  home: string
  environment: Record<string, string>
  /** With a keyring of its own, unlocked as after a desktop login. Otherwise there is none. */
  keyring: boolean
}

/** Where the app keeps its files in this home. */
export const dataDirectory = (home: string): string => join(home, '.config', 'Tonearm')

/** Whether a keyring can be started here, which then is nobody's real one. */
export const hasKeyring = (): boolean =>
  spawnSync('sh', ['-c', 'command -v dbus-run-session && command -v gnome-keyring-daemon']).status === 0

/** Starts it and waits until it serves. */
export async function startPacked({ executable, home, environment, keyring }: StartOptions): Promise<RunningApp> {
  const app = [executable, '--hidden']
  const script = 'echo | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 && exec "$0" "$@"'
  const [file = '', ...words] = keyring ? ['dbus-run-session', '--', 'sh', '-c', script, ...app] : app
  const runtime = join(home, 'runtime')
  mkdirSync(runtime, { recursive: true, mode: 0o700 })
  const own = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    TMPDIR: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_RUNTIME_DIR: runtime,
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
    TONEARM_PORT: '0',
    TONEARM_CALLBACK_PORT: '0',
    LANG: 'C.UTF-8',
  }
  const child = spawn(file, words, { cwd: home, env: { ...own, ...environment }, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  let written = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (written += text))
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  const isOver = () => child.exitCode !== null || child.signalCode !== null
  // Also when a check failed: the app, and the bus and keyring that came with it, are a process group.
  process.once('exit', () => {
    if (child.pid !== undefined && !isOver()) process.kill(-child.pid, 'SIGKILL')
  })

  const find = () => readEndpointFile(join(dataDirectory(home), 'endpoint.json'))
  let endpoint = find()
  for (const limit = Date.now() + 30_000; !endpoint; endpoint = find()) {
    if (isOver() || Date.now() > limit) throw new Error(`The packed app does not serve:\n${written}`)
    await pause(50)
  }
  const { url, token, pid } = endpoint

  return {
    endpoint,
    async connect() {
      const client = new Client({ name: 'packed-test', version: '1.0.0' })
      await client.connect(
        new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { Authorization: `Bearer ${token}` } } }),
      )
      return client
    },
    async stop() {
      // With a keyring our child is the bus, which would leave the app behind.
      process.kill(pid, 'SIGTERM')
      const tooLong = setTimeout(() => process.kill(pid, 'SIGKILL'), 20_000)
      const code = await ended
      clearTimeout(tooLong)
      return { code, written: written.replace(/^dbus-daemon\[.*\n/gm, '') }
    },
  }
}

/** What the app logged. */
export const readLog = (home: string): string => readFileSync(join(dataDirectory(home), 'logs', 'tonearm.log'), 'utf8')

/** An MCP client that starts the bridge, as Claude Desktop does in this home. */
export async function connectBridge(bridge: string, home: string): Promise<Client> {
  const client = new Client({ name: 'packed-test', version: '1.0.0' })
  const env = { PATH: process.env.PATH ?? '', HOME: home, XDG_CONFIG_HOME: join(home, '.config') }
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [bridge], env, cwd: home, stderr: 'ignore' }))
  return client
}
