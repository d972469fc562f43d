import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { connection, type Desk, newDesk, token } from './desk.ts'
import { fakeClaude, fakeCopilot } from './fake-programs.ts'

// Whoever has the key can use the music: it is for its owner only, and gone when the client is disconnected.

const onPosix = it.skipIf(process.platform === 'win32')
const modeOf = (desk: Desk, file: string) => (statSync(desk.path(file)).mode & 0o777).toString(8)

describe('a settings file that the key comes into', () => {
  onPosix.each([
    ['cursor', '.cursor/mcp.json'],
    ['zed', '.config/zed/settings.json'],
    ['qwen-code', '.qwen/settings.json'],
    ['codex', '.codex/config.toml'],
  ] as const)('(%s) is for its owner only, until it is taken out again', async (name, file) => {
    const desk = newDesk()
    chmodSync(desk.write(file, '\n'), 0o644)
    await desk.connect(name)
    expect(modeOf(desk, file)).toBe('600')
    await desk.clients.update(connection, { ...connection, token: 'the-next-token-which-is-another-one' })
    desk.connection = { ...connection, token: 'the-next-token-which-is-another-one' }
    await desk.disconnect(name)
    expect([modeOf(desk, file), desk.read(file)]).toEqual(['644', '\n'])
  })

  onPosix.each([
    ['claude-code', '.claude.json', fakeClaude],
    ['copilot-cli', '.copilot/mcp-config.json', fakeCopilot],
  ] as const)('by the command of %s is for its owner only', async (name, file, install) => {
    const desk = newDesk()
    install(desk)
    chmodSync(desk.write(file, '{}'), 0o644)
    await desk.connect(name)
    expect(modeOf(desk, file)).toBe('600')
  })

  onPosix('keeps its permissions where only the bridge is started', async () => {
    const desk = newDesk({ own: { bridge: '/opt/tonearm/bridge.js' } })
    desk.program('node', "console.log('v22.0.0')")
    chmodSync(desk.write('.codex/config.toml', '# mine\n'), 0o644)
    await desk.connect('codex')
    expect(modeOf(desk, '.codex/config.toml')).toBe('644')
  })
})

describe('the copies of settings', () => {
  const copies = (desk: Desk, file: string) =>
    readdirSync(dirname(desk.path(file)))
      .filter((name) => name.includes('.tonearm-backup-'))
      .map((name) => readFileSync(join(dirname(desk.path(file)), name), 'utf8'))

  it.each([
    ['cursor', '.cursor/mcp.json', '{"mine": 1}', (text: string) => text.replace('"mine": 1', '"mine": 2')],
    ['codex', '.codex/config.toml', 'mine = 1\n', (text: string) => text.replace('mine = 1', 'mine = 2')],
    ['goose', '.config/goose/config.yaml', 'mine: 1\n', (text: string) => text.replace('mine: 1', 'mine: 2')],
  ] as const)('of %s hold no key when it is disconnected, whatever was changed in between', async (name, file, before, change) => {
    const desk = newDesk()
    desk.write(file, before)
    await desk.connect(name)
    desk.write(file, change(desk.read(file)))
    const { backup } = await desk.disconnect(name)
    expect(backup).toContain(desk.path(file))
    expect(copies(desk, file)).toContainEqual(expect.stringContaining('Bearer ••••••••'))
    expect([desk.read(file), ...copies(desk, file)].join()).not.toContain(token)
    expect(desk.read(file)).toBe(change(before))
  })

  it('hold no old key either', async () => {
    const desk = newDesk()
    const old = { url: connection.url, headers: { Authorization: 'Bearer an-older-key-than-ours' } }
    desk.write('.cursor/mcp.json', JSON.stringify({ mcpServers: { tonearm: old } }))
    await desk.connect('cursor')
    expect(copies(desk, '.cursor/mcp.json')).toHaveLength(1)
    expect(copies(desk, '.cursor/mcp.json').join()).not.toContain('an-older-key')
  })
})
