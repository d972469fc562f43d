import { mkdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ClientName } from '../../src/shared/clients.ts'
import { connection, headers, newDesk, token } from './desk.ts'
import { fakeClaude } from './fake-programs.ts'

// Clients that start our bridge need no key, and notice nothing of a new key, port or restart.

const own = { bridge: '/opt/tonearm/bridge/bridge.js' }

function deskWithNode(options: Parameters<typeof newDesk>[0] = { own }) {
  const desk = newDesk(options)
  return { ...desk, node: desk.program('node', "console.log('v22.0.0')") }
}

describe('Claude Code and Codex', () => {
  it('start the bridge where there is a Node.js: Claude Code by its own command', async () => {
    const desk = deskWithNode()
    const program = fakeClaude(desk)
    const { steps, summary, otherWays } = await desk.preview('claude-code')
    const words = `mcp add --transport stdio --scope user tonearm -- '${desk.node}' ${own.bridge}`
    expect(steps).toEqual([{ kind: 'run', command: `'${program}' ${words}` }])
    expect(summary).toBe("Claude Code is connected with its own command. It starts Tonearm's bridge, so its settings hold no access key.")
    expect(otherWays).toEqual(['settings', 'http'])
    await desk.connect('claude-code')
    expect(desk.read('.claude.json')).not.toContain(token)
    expect(await desk.state('claude-code')).toEqual({ name: 'claude-code', title: 'Claude Code', state: 'connected' })
    expect(await desk.clients.update(connection, { ...connection, token: 'another-key-altogether' })).toEqual({ updated: [], failed: [] })
    expect((await desk.disconnect('claude-code')).message).toContain('is disconnected.')
    expect(desk.read('.claude.json')).not.toContain('bridge.js')
  })

  it('Codex in its settings file, with the data directory where that is an unusual one: it strips the environment', async () => {
    const desk = deskWithNode({ own: { ...own, directory: '/data/tonearm' } })
    const before = '# mine\nmodel = "gpt"\n'
    desk.write('.codex/config.toml', before)
    await desk.connect('codex')
    expect(desk.read('.codex/config.toml').replace(desk.node, 'NODE')).toMatchInlineSnapshot(`
      "# mine
      model = "gpt"

      [mcp_servers.tonearm]
      command = "NODE"
      args = ["/opt/tonearm/bridge/bridge.js"]
      env = { TONEARM_DATA_DIR = "/data/tonearm" }
      "
    `)
    expect(await desk.state('codex')).toMatchObject({ state: 'connected' })
    await desk.disconnect('codex')
    expect(desk.read('.codex/config.toml')).toBe(before)
  })

  it.each(['claude-code', 'codex'] as const)('%s sends the key to the address where there is no Node.js, or no bridge', async (name) => {
    for (const desk of [newDesk({ own }), deskWithNode({})]) {
      for (const folder of ['.claude', '.codex']) mkdirSync(desk.path(folder))
      await desk.connect(name)
      expect(desk.read(name === 'codex' ? '.codex/config.toml' : '.claude.json')).toContain(`Bearer ${token}`)
    }
  })

  it('send the key to the address when that is asked for, and change from one way to the other', async () => {
    const desk = deskWithNode()
    desk.write('.claude.json', '{"theme":"dark"}')
    await desk.connect('claude-code', 'http')
    expect(JSON.parse(desk.read('.claude.json')).mcpServers).toEqual({ tonearm: { type: 'http', url: connection.url, headers } })
    expect((await desk.connect('claude-code')).message).toContain('connected already')
    await desk.connect('claude-code', 'bridge')
    expect(JSON.parse(desk.read('.claude.json')).mcpServers).toEqual({ tonearm: { type: 'stdio', command: desk.node, args: [own.bridge] } })
    await desk.disconnect('claude-code')
    expect(desk.read('.claude.json')).toBe('{"theme":"dark"}')
  })

  it('can be connected by hand in the same way', async () => {
    const desk = newDesk({ own: { ...own, directory: '/data' } })
    expect(await desk.clients.snippet('claude-code')).toBe(
      `claude mcp add --env TONEARM_DATA_DIR=/data --transport stdio --scope user tonearm -- node ${own.bridge}`,
    )
    expect(await desk.clients.snippet('codex')).toBe(
      `[mcp_servers.tonearm]\ncommand = "node"\nargs = ["${own.bridge}"]\nenv = { TONEARM_DATA_DIR = "/data" }`,
    )
  })
})

describe('every client that can start a program', () => {
  it.each([
    ['cursor', '.cursor', '.cursor/mcp.json'],
    ['vs-code', '.config/Code', '.config/Code/User/mcp.json'],
    ['windsurf', '.config/devin', '.config/devin/mcp_config.json'],
    ['zed', '.config/zed', '.config/zed/settings.json'],
    ['goose', '.config/goose', '.config/goose/config.yaml'],
    ['lm-studio', '.lmstudio', '.lmstudio/mcp.json'],
    ['copilot-cli', '.copilot', '.copilot/mcp-config.json'],
    ['opencode', '.config/opencode', '.config/opencode/opencode.jsonc'],
    ['cline', '.cline', '.cline/data/settings/cline_mcp_settings.json'],
    ['qwen-code', '.qwen', '.qwen/settings.json'],
  ] as [ClientName, string, string][])('is offered the bridge, such as %s', async (name, folder, file) => {
    const desk = deskWithNode({ own, desktop: true })
    mkdirSync(desk.path(folder), { recursive: true })
    expect((await desk.preview(name)).otherWays).toContain('bridge')
    expect((await desk.preview(name, 'connect', 'bridge')).otherWays).toContain('http')
    await desk.connect(name, 'bridge')
    expect(desk.read(file)).toContain(own.bridge)
    expect(desk.read(file)).not.toContain(token)
    expect(await desk.state(name)).toMatchObject({ state: 'connected' })
    await desk.disconnect(name)
    expect(desk.has(file)).toBe(false)
  })

  it('keeps its variables when the bridge has moved', async () => {
    const desk = deskWithNode()
    const old = { type: 'local', command: ['/old/node', '/old/bridge.js'], environment: { MINE: 'this', TONEARM_DATA_DIR: '/old' } }
    desk.write('.config/opencode/opencode.json', JSON.stringify({ mcp: { tonearm: old } }))
    const note = expect.stringContaining('the bridge of another Tonearm')
    expect(await desk.state('opencode')).toMatchObject({ state: 'outdated', note })
    await desk.connect('opencode')
    const wanted = { type: 'local', command: [desk.node, own.bridge], environment: { MINE: 'this' } }
    expect(JSON.parse(desk.read('.config/opencode/opencode.json'))).toEqual({ mcp: { tonearm: wanted } })
  })

  it('hears what is missing when the bridge cannot be started', async () => {
    const desk = newDesk({ own })
    mkdirSync(desk.path('.cursor'))
    expect((await desk.refusal(desk.preview('cursor', 'connect', 'bridge'))).message).toBe(
      "To connect Cursor by Tonearm's bridge, Node.js 18 or newer is needed, and it was not found. Install it from https://nodejs.org, or connect it with the address and the access key.",
    )
  })
})
