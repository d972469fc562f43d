import { mkdirSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { connection, newDesk, token } from './desk.ts'
import { fakeClaude } from './fake-programs.ts'

const next = { url: connection.url, token: 'the-next-token-which-is-another-one-entirely' }

const folders = [
  '.cursor',
  '.config/Code',
  '.config/Code - Insiders',
  '.config/VSCodium',
  '.config/devin',
  '.config/zed',
  '.config/goose',
  '.lmstudio',
  '.codex',
  '.config/Claude',
  '.copilot',
  '.config/opencode',
  '.cline',
  '.qwen',
]

const byFile = [
  'claude-code',
  'cursor',
  'vs-code',
  'vs-code-insiders',
  'vscodium',
  'windsurf',
  'zed',
  'goose',
  'lm-studio',
  'codex',
  'gemini-cli',
  'copilot-cli',
  'opencode',
  'cline',
  'qwen-code',
] as const

const files = [
  '.claude.json',
  '.cursor/mcp.json',
  '.config/Code/User/mcp.json',
  '.config/Code - Insiders/User/mcp.json',
  '.config/VSCodium/User/mcp.json',
  '.config/devin/mcp_config.json',
  '.config/zed/settings.json',
  '.config/goose/config.yaml',
  '.lmstudio/mcp.json',
  '.codex/config.toml',
  '.gemini/settings.json',
  '.copilot/mcp-config.json',
  '.config/opencode/opencode.jsonc',
  '.cline/data/settings/cline_mcp_settings.json',
  '.qwen/settings.json',
]

/** A computer on which everything is connected, Claude Desktop by the bridge. */
async function everythingConnected() {
  const desk = newDesk({ own: { bridge: '/opt/tonearm/bridge.js' } })
  for (const folder of folders) mkdirSync(desk.path(folder), { recursive: true })
  desk.write('.gemini/settings.json', '{}\n')
  desk.program('node', "console.log('v22.0.0')")
  fakeClaude(desk)
  // These two prefer the bridge, to which a new key and address are no matter.
  for (const name of [...byFile, 'claude-desktop'] as const)
    await desk.connect(name, ['claude-code', 'codex'].includes(name) ? 'http' : undefined)
  return desk
}

describe('after a new token', () => {
  it.each([
    [
      '.cursor/mcp.json',
      `{"mcpServers":{"tonearm":{"url":"${connection.url}","headers":{"authorization":"bearer  ${token}"},"most":1e999}}}`,
    ],
    [
      '.codex/config.toml',
      `[mcp_servers.tonearm]\nurl = "${connection.url}"\nsince = 2026-01-02 # ours\nlimit = nan\nhttp_headers.Authorization = "Bearer ${token}"\n`,
    ],
    [
      '.config/goose/config.yaml',
      `extensions:\n  tonearm:\n    uri: ${connection.url} # here\n    description:\n    limit: .inf\n    headers: { Authorization: "Bearer ${token}" }\n`,
    ],
  ])('an entry in %s that a person wrote in their own way has only the token changed', async (file, text) => {
    const desk = newDesk()
    desk.write(file, text)
    expect(await desk.clients.update(connection, next)).toMatchObject({ updated: [{}], failed: [] })
    expect(desk.read(file)).toBe(text.replace(token, next.token))
  })

  it('a client with two settings files has each of them as it was when it is disconnected', async () => {
    const desk = newDesk()
    mkdirSync(desk.path('.codeium/windsurf'), { recursive: true })
    await desk.connect('windsurf')
    // Later Devin came, with a settings file of its own in which somebody put the same entry.
    const entry = { transport: 'http', url: connection.url, headers: { Authorization: `Bearer ${token}` } }
    mkdirSync(desk.path('.config/devin'), { recursive: true })
    desk.write('.config/devin/mcp_config.json', JSON.stringify({ mcpServers: { tonearm: entry } }))

    expect((await desk.clients.update(connection, next)).failed).toEqual([])
    desk.connection = next
    await desk.disconnect('windsurf')
    expect(readdirSync(desk.path('.codeium/windsurf'))).toEqual([])
    expect(JSON.parse(desk.read('.config/devin/mcp_config.json'))).toEqual({ mcpServers: {} })
  })

  it('every client whose settings hold the old one has the new one, and says what to do', async () => {
    const desk = await everythingConnected()
    const bridge = desk.read('.config/Claude/claude_desktop_config.json')
    const before = files.map(desk.read)
    const { updated, failed } = await desk.clients.update(connection, next)
    expect(failed).toEqual([])
    expect(updated.map(({ title }) => title)).toEqual([
      'Claude Code',
      'Cursor',
      'VS Code',
      'VS Code Insiders',
      'VSCodium',
      'Windsurf (Devin Desktop)',
      'Zed',
      'Goose',
      'LM Studio',
      'Codex',
      'Gemini CLI',
      'GitHub Copilot CLI',
      'opencode',
      'Cline',
      'Qwen Code',
    ])
    for (const { afterwards } of updated) expect(afterwards).toMatch(/^[A-Z].*\.$/)
    // Nothing but the token is another one; YAML may put quotes around it.
    const plain = (text: string) => text.replace(/"(Bearer [^"]+)"/, '$1')
    expect(files.map(desk.read).map(plain)).toEqual(before.map((text) => plain(text).replace(token, next.token)))
    expect(desk.read('.config/Claude/claude_desktop_config.json')).toBe(bridge)

    desk.connection = next
    const states = (await desk.clients.list()).map(({ name, state }) => [name, state])
    expect(states).toEqual([
      ...['claude-desktop', ...byFile].map((name) => [name, 'connected']),
      ['continue', 'not-found'],
      ['other', 'by-hand'],
    ])
    expect([JSON.stringify(updated), ...desk.said].join()).not.toMatch(new RegExp(`${token}|${next.token}`))
  })

  it('disconnecting still gives back the bytes from before the client was connected', async () => {
    const desk = newDesk()
    const before = '{\n  // mine\n  "theme": "One Dark",\n}\n'
    desk.write('.config/zed/settings.json', before)
    await desk.connect('zed')
    await desk.clients.update(connection, next)
    // One copy, of how it was before all.
    expect(readdirSync(desk.path('.config/zed'))).toHaveLength(2)
    desk.connection = next
    await desk.disconnect('zed')
    expect(desk.read('.config/zed/settings.json')).toBe(before)
  })

  it('a Claude Desktop of which nobody knows where it keeps its settings is no concern: the token is not in them', async () => {
    const desk = newDesk({ platform: 'win32' })
    for (const name of ['Claude_one', 'Claude_two']) {
      mkdirSync(desk.path(`AppData/Local/Packages/${name}/LocalCache/Roaming/Claude`), { recursive: true })
    }
    expect(await desk.clients.update(connection, next)).toEqual({ updated: [], failed: [] })
  })

  it('the address stays as the person wrote it', async () => {
    const desk = newDesk()
    const entry = (key: string) => ({ url: 'http://localhost:3345/mcp', headers: { Authorization: `Bearer ${key}` } })
    desk.write('.cursor/mcp.json', JSON.stringify({ mcpServers: { tonearm: entry(token) } }))
    await desk.clients.update(connection, next)
    expect(JSON.parse(desk.read('.cursor/mcp.json'))).toEqual({ mcpServers: { tonearm: entry(next.token) } })
  })

  it('nothing is done where the old one is not', async () => {
    const desk = newDesk()
    const entries = [
      { url: connection.url, headers: { Authorization: 'Bearer of-last-year' } },
      { url: 'https://tonearm.example/mcp', headers: { Authorization: `Bearer ${token}` } },
    ]
    const texts = entries.map((entry) =>
      JSON.stringify({ mcpServers: { tonearm: entry, copy: { headers: { Authorization: `Bearer ${token}` } } } }),
    )
    desk.write('.cursor/mcp.json', texts[0] ?? '')
    desk.write('.lmstudio/mcp.json', texts[1] ?? '')
    expect(await desk.clients.update(connection, next)).toEqual({ updated: [], failed: [] })
    expect([desk.read('.cursor/mcp.json'), desk.read('.lmstudio/mcp.json')]).toEqual(texts)
  })

  it('what cannot be changed is told, the others get it all the same, and foreign damage is no concern', async () => {
    const desk = newDesk()
    desk.write('.cursor/mcp.json', `{ "mcpServers": { "tonearm": { "headers": { "Authorization": "Bearer ${token}" `)
    desk.write('.codex/config.toml', 'model = ')
    mkdirSync(desk.path('.config/zed'), { recursive: true })
    await desk.connect('zed')
    const { updated, failed } = await desk.clients.update(connection, next)
    expect(updated).toMatchObject([{ title: 'Zed' }])
    expect(failed).toEqual([{ title: 'Cursor', sentence: expect.stringContaining(desk.path('.cursor/mcp.json')) }])
    expect(JSON.stringify(failed)).not.toContain(token)
  })
})

describe('after a new port', () => {
  it('the address is another one, and variables of the person stay', async () => {
    const desk = newDesk()
    const entry = { url: 'http://localhost:3345/mcp', headers: { Authorization: 'Bearer $TONEARM_TOKEN' } }
    desk.write('.cursor/mcp.json', JSON.stringify({ mcpServers: { tonearm: entry } }))
    const moved = { url: 'http://127.0.0.1:4000/mcp', token }
    expect(await desk.clients.update(connection, moved)).toMatchObject({ updated: [{ title: 'Cursor' }] })
    expect(JSON.parse(desk.read('.cursor/mcp.json'))).toEqual({ mcpServers: { tonearm: { ...entry, url: moved.url } } })
  })
})
