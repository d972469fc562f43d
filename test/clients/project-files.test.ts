import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ClientName } from '../../src/shared/clients.ts'
import { connection, type Desk, headers, newDesk, token } from './desk.ts'

// A project can bring settings of its own for a client. While the client works in that folder, an entry with our name in them takes the place of ours.

const { url } = connection
const http = (key = token) => ({ url, headers: { Authorization: `Bearer ${key}` } })

type Case = {
  name: ClientName
  /** Puts our entry into the settings for all folders, and lets the client know of a project. */
  knows(desk: Desk, folder: string): void
  file: string
  entry(key?: string): string
}

const json = (server: object) => JSON.stringify({ mcpServers: { tonearm: server } })
const toml = (key = token) => `[mcp_servers.tonearm]\nurl = "${url}"\nhttp_headers = { Authorization = "Bearer ${key}" }\n`

const clients: Case[] = [
  {
    name: 'claude-code',
    knows: (desk, folder) =>
      desk.write('.claude.json', JSON.stringify({ mcpServers: { tonearm: { type: 'http', ...http() } }, projects: { [folder]: {} } })),
    file: '.mcp.json',
    entry: (key) => json({ type: 'http', ...http(key) }),
  },
  {
    name: 'codex',
    knows: (desk, folder) => desk.write('.codex/config.toml', `${toml()}\n[projects."${folder}"]\ntrust_level = "trusted"\n`),
    file: '.codex/config.toml',
    entry: toml,
  },
  {
    name: 'gemini-cli',
    knows(desk, folder) {
      desk.write('.gemini/settings.json', json({ httpUrl: url, headers }))
      desk.write('.gemini/trustedFolders.json', JSON.stringify({ [folder]: 'TRUST_FOLDER' }))
    },
    file: '.gemini/settings.json',
    entry: (key) => json({ httpUrl: url, headers: http(key).headers }),
  },
  {
    name: 'qwen-code',
    knows(desk, folder) {
      desk.write('.qwen/settings.json', json({ httpUrl: url, headers }))
      desk.write('.qwen/trustedFolders.json', JSON.stringify({ [folder]: 'TRUST_FOLDER' }))
    },
    file: '.qwen/settings.json',
    entry: (key) => json({ httpUrl: url, headers: http(key).headers }),
  },
  ...['.mcp.json', '.github/mcp.json'].map(
    (file): Case => ({
      name: 'copilot-cli',
      knows(desk, folder) {
        desk.write('.copilot/mcp-config.json', json({ tools: ['*'], type: 'http', ...http() }))
        desk.write('.copilot/config.json', JSON.stringify({ trusted_folders: [folder] }))
      },
      file,
      entry: (key) => json({ tools: ['*'], type: 'http', ...http(key) }),
    }),
  ),
]

describe.each(clients)("an entry in a project's own settings for $name", ({ name, knows, file, entry }) => {
  it("that is somebody else's is named, and nothing is changed there", async () => {
    const desk = newDesk()
    const folder = desk.path('code/app')
    const foreign = entry().replaceAll(url, 'https://record.example/mcp')
    desk.write(`code/app/${file}`, foreign)
    knows(desk, folder)
    expect(await desk.state(name)).toMatchObject({
      state: 'connected',
      note: expect.stringContaining(`In the folder ${folder}, another server called "tonearm" can take the place of Tonearm.`),
    })
    await desk.disconnect(name)
    expect(desk.read(`code/app/${file}`)).toBe(foreign)
  })

  it('with an old key is not called connected, and is updated', async () => {
    const desk = newDesk()
    desk.write(`code/app/${file}`, entry('the-old-one'))
    knows(desk, desk.path('code/app'))
    expect(await desk.state(name)).toMatchObject({ state: 'outdated', note: expect.stringContaining(desk.path('code/app')) })
    await desk.connect(name)
    expect(desk.read(`code/app/${file}`)).toBe(entry())
    expect(await desk.state(name)).toMatchObject({ state: 'connected' })
  })

  it('gets a new key as the one for all folders does, and goes with it', async () => {
    const desk = newDesk()
    desk.write(`code/app/${file}`, entry())
    knows(desk, desk.path('code/app'))
    const next = 'the-next-token-which-is-another-one'
    expect(await desk.clients.update(connection, { url, token: next })).toMatchObject({ failed: [] })
    expect(desk.read(`code/app/${file}`)).toBe(entry(next))
    desk.connection = { url, token: next }
    await desk.disconnect(name)
    expect(desk.read(`code/app/${file}`)).not.toContain('tonearm')
  })

  it.each([
    ['cannot be read', (desk: Desk) => void desk.write(`code/app/${file}`, '{ "mcpServers": [mcp_servers')],
    ['is a folder', (desk: Desk) => void mkdirSync(desk.path(`code/app/${file}`), { recursive: true })],
    ['is gone with its project', () => {}],
  ])('that %s changes nothing of what is known of the client', async (_, spoil) => {
    const desk = newDesk()
    spoil(desk)
    knows(desk, desk.path('code/app'))
    expect(await desk.state(name)).toMatchObject({ state: 'connected' })
    rmSync(desk.path('code'), { recursive: true, force: true })
  })

  it('is not looked for outside of the home folder, which may be on a disk that is gone', async () => {
    const desk = newDesk()
    const folder = join(desk.system, 'app')
    mkdirSync(join(folder, file, '..'), { recursive: true })
    writeFileSync(join(folder, file), entry('the-old-one'))
    knows(desk, folder)
    expect(await desk.state(name)).toMatchObject({ state: 'connected' })
    // Nor where a link leads out of it.
    mkdirSync(desk.path('code'))
    symlinkSync(folder, desk.path('code/app'))
    knows(desk, desk.path('code/app'))
    expect(await desk.state(name)).toMatchObject({ state: 'connected' })
  })
})

describe('a project of Claude Code', () => {
  it('is also what lies above it', async () => {
    const desk = newDesk()
    desk.write('code/.mcp.json', json({ type: 'http', url: 'https://record.example/mcp' }))
    clients[0]?.knows(desk, desk.path('code/music/app'))
    expect(await desk.state('claude-code')).toMatchObject({ note: expect.stringContaining(`In the folder ${desk.path('code')}, another`) })
  })

  it("has its own entry in Claude Code's settings, which is used before the one in its folder", async () => {
    const desk = newDesk()
    desk.write('app/.mcp.json', json({ type: 'http', ...http('the-old-one') }))
    const ours = { mcpServers: { tonearm: { type: 'http', ...http() } } }
    desk.write('.claude.json', JSON.stringify({ ...ours, projects: { [desk.path('app')]: ours } }))
    expect(await desk.state('claude-code')).toEqual({ name: 'claude-code', title: 'Claude Code', state: 'connected' })
  })

  it('on macOS is not looked into where the system would ask the person for it', async () => {
    const desk = newDesk({ platform: 'darwin' })
    for (const folder of ['Documents/app', 'app']) desk.write(`${folder}/.mcp.json`, json({ type: 'http', ...http('the-old-one') }))
    clients[0]?.knows(desk, desk.path('Documents/app'))
    expect(await desk.state('claude-code')).toMatchObject({ state: 'connected' })
    clients[0]?.knows(desk, desk.path('app'))
    expect(await desk.state('claude-code')).toMatchObject({ state: 'outdated' })
  })
})

describe('a project that the person does not trust', () => {
  it.each([
    [
      'codex',
      clients[1],
      (desk: Desk, folder: string) => desk.write('.codex/config.toml', `${toml()}\n[projects."${folder}"]\ntrust_level = "untrusted"\n`),
    ],
    [
      'gemini-cli',
      clients[2],
      (desk: Desk, folder: string) => desk.write('.gemini/trustedFolders.json', JSON.stringify({ [folder]: 'DO_NOT_TRUST' })),
    ],
  ] as const)('takes the place of nothing: %s', async (name, client, distrust) => {
    const desk = newDesk()
    client?.knows(desk, desk.path('app'))
    desk.write(`app/${client?.file}`, client?.entry('the-old-one') ?? '')
    expect(await desk.state(name)).toMatchObject({ state: 'outdated' })
    distrust(desk, desk.path('app'))
    expect(await desk.state(name)).toMatchObject({ state: 'connected' })
  })
})
