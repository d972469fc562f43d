import { describe, expect, it } from 'vitest'
import { connection, headers, newDesk, token } from './desk.ts'
import { fakeGemini } from './fake-programs.ts'

// A client can keep our entry and not use it. Then it is not called connected.

const { url } = connection
const http = { url, headers }

describe('an entry that is switched off', () => {
  it.each([
    ['cursor', '.cursor/mcp.json', JSON.stringify({ mcpServers: { tonearm: { ...http, disabled: true } } }), '"disabled":false'],
    ['zed', '.config/zed/settings.json', JSON.stringify({ context_servers: { tonearm: { ...http, enabled: false } } }), '"enabled":true'],
    [
      'codex',
      '.codex/config.toml',
      `[mcp_servers.tonearm]\nurl = "${url}"\nhttp_headers = { Authorization = "Bearer ${token}" }\nenabled = false # too loud\n`,
      'enabled = true # too loud',
    ],
    [
      'opencode',
      '.config/opencode/opencode.jsonc',
      JSON.stringify({ mcp: { tonearm: { type: 'remote', ...http, enabled: false } } }),
      '"enabled":true',
    ],
    [
      'cline',
      '.cline/data/settings/cline_mcp_settings.json',
      JSON.stringify({ mcpServers: { tonearm: { disabled: true, transport: { type: 'streamableHttp', ...http } } } }),
      '"disabled":false',
    ],
    [
      'goose',
      '.config/goose/config.yaml',
      `extensions:\n  tonearm:\n    enabled: false\n    type: streamable_http\n    uri: ${url}\n    headers: { Authorization: "Bearer ${token}" }\n`,
      'enabled: true',
    ],
  ] as const)('(%s) is not called connected; connecting switches it on and changes nothing else', async (name, file, off, on) => {
    const desk = newDesk()
    desk.write(file, off)
    expect(await desk.state(name)).toMatchObject({ state: 'off', note: expect.stringContaining('Connecting it again switches it on.') })
    await desk.connect(name)
    expect(desk.read(file)).toBe(off.replace(/"?(enabled|disabled)"?( = |: ?)(true|false)( # too loud)?/, on))
    expect(await desk.state(name)).toMatchObject({ state: 'connected' })
  })

  it('and starts our bridge is switched on, also where the bridge cannot be written again', async () => {
    const desk = newDesk()
    const entry = { command: 'tonearm', args: ['stdio'], enabled: false }
    desk.write('.config/zed/settings.json', JSON.stringify({ context_servers: { tonearm: entry } }))
    await desk.connect('zed')
    expect(JSON.parse(desk.read('.config/zed/settings.json'))).toEqual({ context_servers: { tonearm: { ...entry, enabled: true } } })
  })

  it('gets a new key all the same, and stays off', async () => {
    const desk = newDesk()
    desk.write('.cursor/mcp.json', JSON.stringify({ mcpServers: { tonearm: { ...http, disabled: true } } }))
    await desk.clients.update(connection, { url, token: 'the-next-token-which-is-another-one' })
    expect(desk.read('.cursor/mcp.json')).toContain('the-next-token-which-is-another-one')
    expect(desk.read('.cursor/mcp.json')).toContain('"disabled":true')
  })

  it('is taken out when the client is disconnected', async () => {
    const desk = newDesk()
    desk.write('.cursor/mcp.json', JSON.stringify({ mcpServers: { tonearm: { ...http, disabled: true } } }))
    await desk.disconnect('cursor')
    expect(await desk.state('cursor')).toMatchObject({ state: 'not-connected' })
  })
})

describe('a client that leaves Tonearm out by another of its settings', () => {
  const servers = { mcpServers: { tonearm: { httpUrl: url, headers } } }
  const ofClaude = { '.claude.json': { mcpServers: { tonearm: { type: 'http', ...http } } } }
  const ofCopilot = { '.copilot/mcp-config.json': { mcpServers: { tonearm: { type: 'http', ...http } } } }
  it.each([
    [
      'gemini-cli',
      { '.gemini/settings.json': { ...servers, mcp: { excluded: ['issues', 'Tonearm'] } } },
      'Remove "tonearm" from the list "mcp.excluded"',
    ],
    ['gemini-cli', { '.gemini/settings.json': { ...servers, mcp: { allowed: ['issues'] } } }, 'Add "tonearm" to the list "mcp.allowed"'],
    [
      'gemini-cli',
      { '.gemini/settings.json': servers, '.gemini/mcp-server-enablement.json': { tonearm: { enabled: false } } },
      'run "gemini mcp enable tonearm"',
    ],
    [
      'qwen-code',
      { '.qwen/settings.json': { ...servers, mcp: { excluded: ['tonearm'] } } },
      'Remove "tonearm" from the list "mcp.excluded"',
    ],
    ['qwen-code', { '.qwen/settings.json': { ...servers, mcp: { allowed: ['issues'] } } }, 'Add "tonearm" to the list "mcp.allowed"'],
    ['copilot-cli', { ...ofCopilot, '.copilot/settings.json': { disabledMcpServers: ['tonearm'] } }, 'run "copilot mcp enable tonearm"'],
    ['qwen-code', { '.qwen/settings.json': { ...servers, mcp: { excluded: ['tone*'] } } }, 'Remove "tonearm" from the list "mcp.excluded"'],
    ['qwen-code', { '.qwen/settings.json': { ...servers, mcp: { allowed: [] } } }, 'Add "tonearm" to the list "mcp.allowed"'],
    ['claude-code', { ...ofClaude, '.claude/settings.json': { deniedMcpServers: [{ serverName: 'tonearm' }] } }, 'from "deniedMcpServers"'],
    ['claude-code', { ...ofClaude, '.claude/settings.json': { allowedMcpServers: [] } }, 'to "allowedMcpServers"'],
    ['claude-code', { ...ofClaude, '.claude/settings.json': { permissions: { deny: ['mcp__tonearm'] } } }, 'from "permissions.deny"'],
  ] as const)('(%s) is not called connected, and says how to switch it on: %#', async (name, files, how) => {
    const desk = newDesk()
    for (const [file, settings] of Object.entries(files)) desk.write(file, JSON.stringify(settings))
    expect(await desk.state(name)).toMatchObject({ state: 'off', note: expect.stringContaining(how) })
    expect(await desk.preview(name)).toMatchObject({ steps: [], summary: expect.stringContaining(how) })
    await desk.disconnect(name)
    expect(await desk.state(name)).toMatchObject({ state: 'not-connected' })
  })

  it.each([
    ['an empty list of those that it uses', { allowed: [] }],
    ['lists with other names', { allowed: ['tonearm', 'issues'], excluded: ['tonearm-2'] }],
    ['something else in place of lists', { allowed: 'issues', excluded: { tonearm: true } }],
  ])('and has %s is connected', async (_, mcp) => {
    const desk = newDesk()
    desk.write('.gemini/settings.json', JSON.stringify({ ...servers, mcp }))
    expect(await desk.state('gemini-cli')).toMatchObject({ state: 'connected' })
  })

  it('in one folder only (Claude Code) is connected, and the folder is named', async () => {
    const desk = newDesk()
    const off = { disabledMcpServers: ['tonearm'] }
    desk.write('.claude.json', JSON.stringify({ ...ofClaude['.claude.json'], projects: { '/a': off, '/b': {}, '/c': off } }))
    expect(await desk.state('claude-code')).toMatchObject({
      state: 'connected',
      note: 'It is switched off in the folder /a and 1 more. To switch it on there, enter "/mcp" in Claude Code.',
    })
  })

  it('says so also when it is connected just now', async () => {
    const desk = newDesk()
    fakeGemini(desk)
    desk.write('.gemini/settings.json', JSON.stringify({ mcp: { excluded: ['tonearm'] } }))
    const { message } = await desk.connect('gemini-cli')
    expect(message).toContain('Gemini CLI is connected.')
    expect(message).toContain('Remove "tonearm" from the list "mcp.excluded"')
  })
})
