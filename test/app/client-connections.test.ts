import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTonearm } from '../../src/app/tonearm.ts'
import { silentLog } from '../../src/config/logging.ts'
import { findPaths } from '../../src/config/paths.ts'
import { openSettings } from '../../src/config/settings.ts'
import type { ClientName } from '../../src/shared/clients.ts'
import { type RunningTonearm, startTonearm } from '../tonearm.ts'

const cursorBefore = `// servers of mine
{
  "mcpServers": {
    "weather": { "url": "http://127.0.0.1:9999/mcp" }, // keep this
  }
}
`
const codexBefore = '# Codex\nmodel = "gpt"   # the good one\n\n[mcp_servers.weather]\nurl = "http://127.0.0.1:9999/mcp"\n'

type Home = RunningTonearm & {
  read(...names: string[]): string
  write(text: string, ...names: string[]): void
  connectClient(name: ClientName): Promise<string>
}

/** The product on the computer of somebody who has Cursor and Codex. */
async function start(options: Parameters<typeof startTonearm>[0] = {}): Promise<Home> {
  const tonearm = await startTonearm(options)
  const file = (...names: string[]) => join(dirname(tonearm.paths.settings), ...names)
  const home = {
    ...tonearm,
    read: (...names: string[]) => readFileSync(file(...names), 'utf8'),
    write(text: string, ...names: string[]) {
      mkdirSync(dirname(file(...names)), { recursive: true })
      writeFileSync(file(...names), text)
    },
    async connectClient(name: ClientName) {
      const { clients } = tonearm.tonearm
      const { id } = await clients.preview(name, 'connect')
      return (await clients.apply(name, 'connect', id)).message
    },
  }
  home.write(cursorBefore, '.cursor', 'mcp.json')
  home.write(codexBefore, '.codex', 'config.toml')
  return home
}

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = await occupy(0)
  const { port } = server.address() as { port: number }
  await new Promise((closed) => server.close(closed))
  return port
}

function occupy(port: number): Promise<Server> {
  return new Promise((listening) => {
    const server = createServer().listen(port, '127.0.0.1', () => listening(server))
    onTestFinished(() => void server.close())
  })
}

const stateOf = async ({ tonearm }: Pick<Home, 'tonearm'>, name: ClientName) =>
  (await tonearm.clients.list()).find((client) => client.name === name)?.state

describe('the clients of this computer', () => {
  it('are connected to the running endpoint, and reach it with what stands in their settings', async () => {
    const home = await start()
    expect(await stateOf(home, 'cursor')).toBe('not-connected')
    expect(await home.connectClient('cursor')).toMatch(/^Cursor is connected\. /)
    expect(await stateOf(home, 'cursor')).toBe('connected')

    const { url, token } = home.endpoint
    const written = home.read('.cursor', 'mcp.json')
    expect(written).toContain(`"url": "${url}"`)
    expect(written).toContain(`"Authorization": "Bearer ${token}"`)
    expect(written).toContain('// keep this')

    const { id } = await home.tonearm.clients.preview('cursor', 'disconnect')
    await home.tonearm.clients.apply('cursor', 'disconnect', id)
    expect(home.read('.cursor', 'mcp.json')).toBe(cursorBefore)
  })

  it('show their last call when they call themselves as they are known, in a session or before it ended', async () => {
    const time = Date.parse('2026-11-23T12:00:00Z')
    let now = time
    const home = await start({ now: () => now })
    const lastCalls = async () => Object.fromEntries((await home.tonearm.clients.list()).map(({ name, lastCallAt }) => [name, lastCallAt]))
    const [cursor, codex] = [await home.connect('Cursor'), await home.connect('codex-mcp-client')]
    expect(await lastCalls()).toMatchObject({ cursor: undefined, codex: undefined, zed: undefined })
    await cursor.callTool({ name: 'search_tracks', arguments: {} })
    now += 60_000
    await codex.callTool({ name: 'search_tracks', arguments: {} })
    await cursor.close()
    expect(await lastCalls()).toMatchObject({ cursor: '2026-11-23T12:00:00.000Z', codex: '2026-11-23T12:01:00.000Z', zed: undefined })
  })

  it('get a text to paste with the key in it, or with dots in its place', async () => {
    const home = await start()
    for (const name of ['cursor', 'codex', 'goose', 'claude-code', 'other'] as const) {
      expect(await home.tonearm.clients.snippet(name)).toContain(home.endpoint.token)
      const hidden = await home.tonearm.clients.snippet(name, { keyShown: false })
      expect(hidden).not.toContain(home.endpoint.token)
      expect(hidden).toContain('Bearer ••••••••')
      expect(hidden).toContain(home.endpoint.url)
    }
  })
})

describe('a new token', () => {
  it('reaches every client that holds the old one, whoever wrote it there, and nothing else of their settings', async () => {
    const home = await start()
    await home.connectClient('cursor')
    const byHand = `{ "context_servers": { "tonearm": { "url": "${home.endpoint.url}", "headers": { "Authorization": "Bearer ${home.endpoint.token}" }, "note": 1 } } }`
    home.write(byHand, '.config', 'zed', 'settings.json')
    const before = home.read('.cursor', 'mcp.json')

    const note = await home.tonearm.rotateToken()
    const { url, token } = home.tonearm.connection() ?? { url: '', token: '' }
    expect(token).not.toBe(home.endpoint.token)
    const moved = (text: string) => text.replace(home.endpoint.token, token).replace(home.endpoint.url, url)
    expect(home.read('.cursor', 'mcp.json')).toBe(moved(before))
    expect(home.read('.config', 'zed', 'settings.json')).toBe(moved(byHand))
    expect(home.read('.codex', 'config.toml')).toBe(codexBefore)
    expect(note).toMatch(/^Cursor and Zed have the new address and key already\. Cursor notices the change by itself\. /)
    expect(note).not.toContain(token)
    expect([await stateOf(home, 'cursor'), await stateOf(home, 'codex')]).toEqual(['connected', 'not-connected'])

    const { id } = await home.tonearm.clients.preview('cursor', 'disconnect')
    await home.tonearm.clients.apply('cursor', 'disconnect', id)
    expect(home.read('.cursor', 'mcp.json')).toBe(cursorBefore)
  })

  it('is there also when a client cannot be given it, which is said', async () => {
    const home = await start()
    await home.connectClient('cursor')
    await home.connectClient('codex')
    const broken = `${home.read('.codex', 'config.toml')}\n[[[ secret-of-somebody\n`
    home.write(broken, '.codex', 'config.toml')

    const note = await home.tonearm.rotateToken()
    expect(note).toMatch(/^Cursor has the new address and key already\. .*Codex could not be given the new address and key: .+\.$/)
    expect(note).not.toContain('secret-of-somebody')
    expect(home.read('.codex', 'config.toml')).toBe(broken)
    expect(home.read('.cursor', 'mcp.json')).toContain(home.tonearm.connection()?.token)
    const answer = await fetch(new URL('/status', home.tonearm.connection()?.url), {
      headers: { Authorization: `Bearer ${home.tonearm.connection()?.token}` },
    })
    expect(answer.status).toBe(200)
  })

  it('concerns nobody where nothing is connected', async () => {
    const home = await start()
    expect(await home.tonearm.rotateToken()).toBeUndefined()
    expect(home.read('.cursor', 'mcp.json')).toBe(cursorBefore)
  })

  it('comes to the clients when the endpoint listens again, since another program may have its port meanwhile', async () => {
    const port = await freePort()
    const home = await start()
    const settings = { ...home.settings.current(), port }
    home.settings.current = () => settings
    await home.tonearm.restartEndpoint()
    await home.connectClient('cursor')
    const old = home.tonearm.connection()?.token ?? ''

    // Another program takes the port while Tonearm changes to it.
    const other = await occupy(0)
    settings.port = (other.address() as { port: number }).port
    await expect(home.tonearm.restartEndpoint()).rejects.toThrow('is taken by another program')
    expect(await home.tonearm.rotateToken()).toBe('Connected apps get the change as soon as Tonearm listens again.')
    expect(home.read('.cursor', 'mcp.json')).toContain(old)

    settings.port = port
    expect(await home.tonearm.restartEndpoint()).toMatch(/^Cursor has the new key already\./)
    expect(home.read('.cursor', 'mcp.json')).not.toContain(old)
    expect(home.read('.cursor', 'mcp.json')).toContain(home.tonearm.connection()?.token)
  })
})

describe('a new port', () => {
  it('reaches the connected clients, and says so', async () => {
    const home = await start()
    await home.connectClient('codex')
    const port = await freePort()
    const settings = { ...home.settings.current(), port }
    home.settings.current = () => settings
    expect(await home.tonearm.restartEndpoint()).toMatch(/^Codex has the new address already\. /)
    expect(home.read('.codex', 'config.toml')).toContain(`url = "http://127.0.0.1:${port}/mcp"`)
    home.write(`${home.read('.codex', 'config.toml')}\n[[[`, '.codex', 'config.toml')
    expect(await home.tonearm.restartEndpoint()).toBeUndefined()
  })

  it('reaches those that were connected with one that never worked', async () => {
    const other = await occupy(0)
    const { tonearm, settings, directory } = newTonearm()
    settings.change({ port: (other.address() as { port: number }).port })
    await expect(tonearm.listen()).rejects.toThrow('is taken by another program')
    mkdirSync(join(directory, '.cursor'))
    const { id } = await tonearm.clients.preview('cursor', 'connect')
    await tonearm.clients.apply('cursor', 'connect', id)

    const port = await freePort()
    settings.change({ port })
    expect(await tonearm.restartEndpoint()).toMatch(/^Cursor has the new address already\./)
    expect(readFileSync(join(directory, '.cursor', 'mcp.json'), 'utf8')).toContain(`http://127.0.0.1:${port}/mcp`)
  })
})

describe('a client that starts our bridge', () => {
  it('is told where the data directory is, unless the bridge looks there by itself', async () => {
    const { tonearm, directory } = newTonearm()
    expect(JSON.parse(await tonearm.clients.snippet('claude-desktop'))).toEqual({
      mcpServers: { tonearm: { command: 'node', args: ['/opt/bridge.js'], env: { TONEARM_DATA_DIR: directory } } },
    })
    const usual = newTonearm({ directory: findPaths({ environment: {} }).directory })
    expect(await usual.tonearm.clients.snippet('claude-desktop')).not.toContain('TONEARM_DATA_DIR')
  })
})

/** The product, not started, on an empty computer. */
function newTonearm({ directory }: { directory?: string } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'tonearm-'))
  const paths = { ...findPaths({ directory: folder }), directory: directory ?? folder }
  const settings = openSettings({ file: paths.settings })
  const computer = { platform: 'linux', home: folder, environment: {}, root: folder } as const
  const own = { bridge: '/opt/bridge.js' }
  const tonearm = createTonearm({
    paths,
    settings,
    vault: 'memory',
    log: silentLog,
    openUrl() {},
    howTo: { signIn: '', permit: '', allowChanges: '' },
    computer,
    own,
  })
  onTestFinished(async () => {
    await tonearm.stop()
    rmSync(folder, { recursive: true })
  })
  return { tonearm, settings, directory: folder }
}
