import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Desk, newDesk } from '../desk.ts'

const configs = {
  linux: '.config/Claude/claude_desktop_config.json',
  darwin: 'Library/Application Support/Claude/claude_desktop_config.json',
  win32: 'AppData/Roaming/Claude/claude_desktop_config.json',
} as const

const packaged = (name: string) => `AppData/Local/Packages/${name}/LocalCache/Roaming/Claude`

const own = { bridge: '/opt/tonearm/bridge/bridge.js', bundle: '/opt/tonearm/tonearm.mcpb' }

/** A computer with Claude Desktop and a Node.js of this version. */
function newComputer(options: Parameters<typeof newDesk>[0] & { node?: string } = {}): Desk {
  const desk = newDesk({ own, platform: 'darwin', ...options })
  mkdirSync(desk.path(configs[(options.platform ?? 'darwin') as 'darwin']).replace(/[^/]+$/, ''), { recursive: true })
  if (options.node !== '') desk.program('node', `console.log(${JSON.stringify(options.node ?? 'v22.11.0')})`)
  return desk
}

const servers = (desk: Desk, file: string) => (JSON.parse(desk.read(file)) as { mcpServers: unknown }).mcpServers

const node = (desk: Desk) => join(desk.home, 'on the path', desk.computer.platform === 'win32' ? 'node.exe' : 'node')

describe('Claude Desktop with our extension', () => {
  it('is asked to install it, and says what to press', async () => {
    const desk = newComputer({ desktop: true })
    expect(await desk.preview('claude-desktop')).toMatchObject({
      steps: [{ kind: 'open-file', file: own.bundle }],
      afterwards: expect.stringContaining('Press "Install"'),
    })
    expect((await desk.connect('claude-desktop')).message).toMatch(/^Claude Desktop was asked to add Tonearm\. Press "Install"/)
    expect(desk.opened).toEqual([own.bundle])
    expect(desk.has(configs.darwin)).toBe(false)
  })

  it('is connected when the extension is among those that it unpacked; only the person can remove it', async () => {
    const desk = newComputer({ desktop: true })
    const extensions = 'Library/Application Support/Claude/Claude Extensions'
    desk.write(`${extensions}/local.mcpb.somebody.other/manifest.json`, '{ "name": "other" }')
    desk.write(`${extensions}/local.mcpb.broken/manifest.json`, '{')
    expect(await desk.state('claude-desktop')).toMatchObject({ state: 'not-connected' })
    desk.write(`${extensions}/local.mcpb.the-tonearm-authors.tonearm/manifest.json`, '{ "name": "tonearm" }')
    expect(await desk.state('claude-desktop')).toMatchObject({ state: 'connected', note: expect.stringContaining('extension') })
    expect(await desk.preview('claude-desktop')).toMatchObject({ steps: [] })
    const { code, message } = await desk.refusal(desk.preview('claude-desktop', 'disconnect'))
    expect({ code, message }).toEqual({ code: 'not-available', message: expect.stringContaining('Settings, Extensions') })
  })

  it('is connected by it whatever its settings say of somebody else, and both are named when it also has our entry', async () => {
    const desk = newComputer()
    desk.write('Library/Application Support/Claude/Claude Extensions/local.mcpb.x.tonearm/manifest.json', '{ "name": "tonearm" }')
    desk.write(configs.darwin, '{ "mcpServers": { "tonearm": { "command": "record-player" } } }')
    expect(await desk.state('claude-desktop')).toMatchObject({ state: 'connected' })
    expect((await desk.refusal(desk.preview('claude-desktop', 'disconnect'))).message).toContain('Settings, Extensions')
    desk.write(configs.darwin, `{ "mcpServers": { "tonearm": { "command": "/node", "args": ["${own.bridge}"] } } }`)
    expect((await desk.disconnect('claude-desktop')).message).toContain('Settings, Extensions')
    expect(desk.read(configs.darwin)).not.toContain('bridge.js')
  })

  it('is offered on Linux only if asked for: the builds for it are not from its makers', async () => {
    const desk = newComputer({ platform: 'linux', desktop: true })
    expect(await desk.preview('claude-desktop')).toMatchObject({ steps: [{ kind: 'create-file' }] })
    expect(await desk.preview('claude-desktop', 'connect', 'bundle')).toMatchObject({ steps: [{ kind: 'open-file' }] })
  })

  it('cannot be used without a desktop', async () => {
    const desk = newComputer()
    expect((await desk.refusal(desk.preview('claude-desktop', 'connect', 'bundle'))).message).toContain('with an entry in its settings')
  })
})

describe('Claude Desktop with an entry in its settings', () => {
  it.each(['linux', 'darwin', 'win32'] as const)('starts our bridge with the Node.js that was found, on %s', async (platform) => {
    const desk = newComputer({ platform, desktop: true })
    const { message } = await desk.connect('claude-desktop', 'settings')
    expect(message).toMatch(/^Claude Desktop is connected\. Quit Claude Desktop from its menu.* Closing its window is not enough\.$/)
    expect(servers(desk, configs[platform])).toEqual({ tonearm: { command: node(desk), args: [own.bridge] } })
    expect(await desk.state('claude-desktop')).toMatchObject({ state: 'connected' })
    await desk.disconnect('claude-desktop')
    expect(desk.has(configs[platform])).toBe(false)
  })

  it('gives the file back as it was', async () => {
    const desk = newComputer()
    const before = '{\n  "globalShortcut": "Cmd+Space",\n  "mcpServers": {\n    "files": { "command": "npx", "args": ["files"] }\n  }\n}\n'
    desk.write(configs.darwin, before)
    await desk.connect('claude-desktop')
    expect(desk.read(configs.darwin).replace(desk.home, '~')).toMatchInlineSnapshot(`
      "{
        "globalShortcut": "Cmd+Space",
        "mcpServers": {
          "files": { "command": "npx", "args": ["files"] },
          "tonearm": {
            "command": "~/on the path/node",
            "args": [
              "/opt/tonearm/bridge/bridge.js"
            ]
          }
        }
      }
      "
    `)
    await desk.disconnect('claude-desktop')
    expect(desk.read(configs.darwin)).toBe(before)
  })

  it('tells the bridge of a data directory that is not the usual one', async () => {
    const desk = newComputer({ own: { ...own, directory: '/data/tonearm' } })
    await desk.connect('claude-desktop')
    expect(servers(desk, configs.darwin)).toMatchObject({ tonearm: { env: { TONEARM_DATA_DIR: '/data/tonearm' } } })
  })

  it.each([
    ['is too old', 'v16.20.2'],
    ['is something else', 'Welcome to node'],
    ['is missing', ''],
  ])('is refused when Node.js %s', async (_, version) => {
    const desk = newComputer({ node: version })
    const { code, message } = await desk.refusal(desk.preview('claude-desktop'))
    expect({ code, message }).toEqual({ code: 'not-available', message: expect.stringContaining('Node.js 18 or newer') })
  })

  it('is refused when there is no bridge to start', async () => {
    const desk = newComputer({ own: {} })
    expect((await desk.refusal(desk.preview('claude-desktop'))).message).toContain('Install the Tonearm app')
  })

  it('is updated when it starts an old bridge', async () => {
    const desk = newComputer({ desktop: true })
    desk.write(configs.darwin, '{ "mcpServers": { "tonearm": { "command": "/old/node", "args": ["/old/bridge.js"], "note": "mine" } } }')
    expect(await desk.state('claude-desktop')).toMatchObject({ state: 'outdated' })
    await desk.connect('claude-desktop')
    expect(servers(desk, configs.darwin)).toEqual({ tonearm: { command: node(desk), args: [own.bridge], note: 'mine' } })
  })

  it('is connected as well when it starts "tonearm stdio"', async () => {
    const desk = newComputer()
    desk.write(configs.darwin, '{ "mcpServers": { "tonearm": { "command": "npx", "args": ["-y", "tonearm", "stdio"] } } }')
    expect(await desk.state('claude-desktop')).toMatchObject({ state: 'connected' })
  })

  it("is left alone when it is somebody else's", async () => {
    const desk = newComputer({ desktop: true })
    const before = '{ "mcpServers": { "tonearm": { "command": "npx", "args": ["record-player"] } } }'
    desk.write(configs.darwin, before)
    expect(await desk.state('claude-desktop')).toMatchObject({ state: 'taken' })
    for (const action of ['connect', 'disconnect'] as const) {
      expect((await desk.refusal(desk.preview('claude-desktop', action))).message).toContain(
        'an entry called "tonearm" that is not from Tonearm',
      )
    }
    expect(desk.read(configs.darwin)).toBe(before)
  })

  it('can be pasted', async () => {
    expect(JSON.parse(await newDesk({ own }).clients.snippet('claude-desktop'))).toEqual({
      mcpServers: { tonearm: { command: 'node', args: [own.bridge] } },
    })
    expect(await newDesk().clients.snippet('claude-desktop')).toContain('"stdio"')
  })
})

describe('Claude Desktop from a package of Windows', () => {
  it('reads its settings in the package, whatever lies in the plain folder', async () => {
    const desk = newComputer({ platform: 'win32' })
    desk.write(configs.win32, '{}')
    desk.write(`${packaged('Claude_pzs8sxrjxfjjc')}/claude_desktop_config.json`, '{}')
    mkdirSync(desk.path('AppData/Local/Packages/Claudette_1/LocalCache/Roaming/Claude'), { recursive: true })
    await desk.connect('claude-desktop')
    expect(servers(desk, `${packaged('Claude_pzs8sxrjxfjjc')}/claude_desktop_config.json`)).toHaveProperty('tonearm')
    expect(desk.read(configs.win32)).toBe('{}')
  })

  it('is left alone when there are two, which are named', async () => {
    const desk = newComputer({ platform: 'win32', desktop: true })
    const folders = ['Claude_one', 'Claude_two'].map((name) => desk.path(packaged(name)))
    for (const folder of folders) mkdirSync(folder, { recursive: true })
    const view = await desk.state('claude-desktop')
    expect(view).toMatchObject({ state: 'unreadable', note: expect.stringContaining(`${folders[0]} and ${folders[1]}`) })
    expect((await desk.refusal(desk.preview('claude-desktop'))).message).toBe(view.note)
  })

  it('is found where the installer from before put it', async () => {
    const desk = newDesk({ platform: 'win32', own })
    expect(await desk.state('claude-desktop')).toMatchObject({ state: 'not-found' })
    mkdirSync(desk.path('AppData/Local/AnthropicClaude'), { recursive: true })
    expect(await desk.state('claude-desktop')).toMatchObject({ state: 'not-connected' })
  })
})
