import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ClientName } from '../../src/shared/clients.ts'
import { connection, type Desk, headers, newDesk, token } from './desk.ts'
import { fakeClaude, fakeCode, fakeCopilot, fakeDevin, fakeGemini } from './fake-programs.ts'

// Clients that have a command of their own for adding servers: it is run as a real child process.

const { url } = connection

const clients: { name: ClientName; install: (desk: Desk) => string; shown: string; file: string; servers: string; entry: unknown }[] = [
  {
    name: 'claude-code',
    install: fakeClaude,
    shown: `mcp add --transport http --scope user tonearm ${url} --header 'Authorization: Bearer ••••••••'`,
    file: '.claude.json',
    servers: 'mcpServers',
    entry: { type: 'http', url, headers },
  },
  {
    name: 'gemini-cli',
    install: fakeGemini,
    shown: `mcp add --scope user --header 'Authorization: Bearer ••••••••' --transport http tonearm ${url}`,
    file: '.gemini/settings.json',
    servers: 'mcpServers',
    entry: { url, type: 'http', headers },
  },
  {
    name: 'copilot-cli',
    install: fakeCopilot,
    shown: `mcp add --header 'Authorization: Bearer ••••••••' --transport http tonearm ${url}`,
    file: '.copilot/mcp-config.json',
    servers: 'mcpServers',
    entry: { tools: ['*'], type: 'http', url, headers },
  },
  {
    name: 'windsurf',
    install: fakeDevin,
    shown: `mcp add -s user -H 'Authorization: Bearer ••••••••' tonearm ${url}`,
    file: '.config/devin/mcp_config.json',
    servers: 'mcpServers',
    entry: { url, transport: 'http', headers },
  },
  {
    name: 'vs-code',
    install: (desk) => fakeCode(desk, '.config/Code/User'),
    shown: `--add-mcp '{"name":"tonearm","type":"http","url":"${url}","headers":{"Authorization":"Bearer ••••••••"}}'`,
    file: '.config/Code/User/mcp.json',
    servers: 'servers',
    entry: { type: 'http', url, headers },
  },
  {
    name: 'vs-code-insiders',
    install: (desk) => fakeCode(desk, '.config/Code - Insiders/User', 'code-insiders'),
    shown: `--add-mcp '{"name":"tonearm","type":"http","url":"${url}","headers":{"Authorization":"Bearer ••••••••"}}'`,
    file: '.config/Code - Insiders/User/mcp.json',
    servers: 'servers',
    entry: { type: 'http', url, headers },
  },
  {
    name: 'vscodium',
    install: (desk) => fakeCode(desk, '.config/VSCodium/User', 'codium'),
    shown: `--add-mcp '{"name":"tonearm","type":"http","url":"${url}","headers":{"Authorization":"Bearer ••••••••"}}'`,
    file: '.config/VSCodium/User/mcp.json',
    servers: 'servers',
    entry: { type: 'http', url, headers },
  },
]

const serversIn = (desk: Desk, file: string, key: string) => (JSON.parse(desk.read(file)) as Record<string, unknown>)[key]

describe.each(clients)('$name with its command', ({ name, install, shown, file, servers, entry }) => {
  it('is connected by it: the whole command is shown before, with the token hidden', async () => {
    // Also with a desktop: the command is preferred to a link.
    const desk = newDesk({ desktop: true })
    const program = install(desk)
    expect(await desk.state(name)).toMatchObject({ state: 'not-connected' })
    expect((await desk.preview(name)).steps).toEqual([{ kind: 'run', command: `'${program}' ${shown}` }])
    expect(desk.calls()).toEqual([])

    const { message, backup } = await desk.connect(name)
    expect(message).toMatch(/ is connected\. /)
    expect(backup).toBeUndefined()
    expect(desk.calls()).toHaveLength(1)
    expect(JSON.stringify(desk.calls())).toContain(token)
    expect(serversIn(desk, file, servers)).toEqual({ tonearm: entry })
    expect(await desk.state(name)).toMatchObject({ state: 'connected' })
    expect(desk.opened).toEqual([])
  })

  it('is disconnected, and what else is in its settings stays', async () => {
    const desk = newDesk()
    install(desk)
    desk.write(file, JSON.stringify({ [servers]: { issues: { command: 'issues' } } }))
    await desk.connect(name)
    const { steps } = await desk.preview(name, 'disconnect')
    // VS Code's command can only add.
    expect(steps).toMatchObject([{ kind: servers === 'servers' ? 'edit-file' : 'run' }])
    expect((await desk.disconnect(name)).message).toContain('is disconnected.')
    expect(serversIn(desk, file, servers)).toEqual({ issues: { command: 'issues' } })
  })

  it("is not run for an entry that is somebody else's", async () => {
    const desk = newDesk()
    install(desk)
    desk.write(file, JSON.stringify({ [servers]: { tonearm: { command: 'record-player' } } }))
    for (const action of ['connect', 'disconnect'] as const) {
      expect((await desk.refusal(desk.preview(name, action))).message).toContain('that is not from Tonearm')
    }
  })

  it('is connected and disconnected in its settings file when that is asked for', async () => {
    const desk = newDesk({ desktop: true })
    install(desk)
    await desk.connect(name, 'settings')
    expect(await desk.state(name)).toMatchObject({ state: 'connected' })
    await desk.disconnect(name, 'settings')
    expect([desk.calls(), desk.opened, desk.has(file)]).toEqual([[], [], false])
  })

  it('is updated in its settings when its entry is outdated: a command would refuse, or lose what the person added', async () => {
    const desk = newDesk()
    install(desk)
    desk.write(file, JSON.stringify({ [servers]: { tonearm: { ...(entry as object), url: 'http://127.0.0.1:4000/mcp', timeout: 9 } } }))
    expect(await desk.state(name)).toMatchObject({ state: 'outdated' })
    await desk.connect(name)
    expect(desk.calls()).toEqual([])
    expect(serversIn(desk, file, servers)).toMatchObject({ tonearm: { timeout: 9, headers } })
    expect(await desk.state(name)).toMatchObject({ state: 'connected' })
  })
})

describe('a command', () => {
  it('that fails is quoted by its first line, without the token and colours', async () => {
    const desk = newDesk()
    desk.program(
      'claude',
      "console.log('Checking...'); console.error('\\n\\u001b[31mCannot add ' + argv.join(' ') + '\\u001b[0m\\nat line 7'); process.exit(3)",
    )
    const { code, message } = await desk.refusal(desk.connect('claude-code'))
    expect(code).toBe('client-settings')
    expect(message).toBe(
      `The command of Claude Code failed and said: Cannot add mcp add --transport http --scope user tonearm ${url} --header Authorization: Bearer ••••••••. Nothing else was done. You can change its settings file instead.`,
    )
    expect(desk.said.join()).not.toContain(token)
  })

  it('that colours its answer in the middle of the token does not get the token through', async () => {
    const desk = newDesk()
    desk.program('claude', "console.error(argv.join(' ').replace(/tOkEn/, 't\\u001b[1mOk\\u001b[0mEn')); process.exit(1)")
    expect((await desk.refusal(desk.connect('claude-code'))).message).toContain('Bearer ••••••••')
  })

  it('that hands over to an editor, of whose writing half is seen at first, is waited for', async () => {
    const desk = newDesk()
    const half = `writeFileSync(${JSON.stringify(desk.path('.claude.json'))}, `
    const whole = JSON.stringify(JSON.stringify({ mcpServers: { tonearm: { type: 'http', url, headers } } }))
    const later = `const { writeFileSync } = require('node:fs'); ${half}'{ "mcp'); setTimeout(() => ${half}${whole}), 200)`
    desk.program(
      'claude',
      `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(later)}], { detached: true, stdio: 'ignore' }).unref()
require('node:fs').writeFileSync(${JSON.stringify(desk.path('.claude.json'))}, '{')`,
    )
    expect((await desk.connect('claude-code')).message).toContain('is connected')
  })

  it('that fails without a word is named by its exit code', async () => {
    const desk = newDesk()
    desk.program('claude', 'process.exit(3)')
    expect((await desk.refusal(desk.connect('claude-code'))).message).toBe(
      'The command of Claude Code failed (exit code 3). Nothing else was done. You can change its settings file instead.',
    )
  })

  it('that says it succeeded and changed nothing is not believed', async () => {
    const desk = newDesk()
    desk.program('claude', '')
    expect((await desk.refusal(desk.connect('claude-code'))).message).toContain('its settings do not show Tonearm')
    desk.write('.claude.json', JSON.stringify({ mcpServers: { tonearm: { type: 'http', url, headers } } }))
    expect((await desk.refusal(desk.disconnect('claude-code'))).message).toContain('its settings still show Tonearm')
  })

  it('is run once when it is asked for twice at the same time', async () => {
    const desk = newDesk()
    fakeClaude(desk)
    const { id } = await desk.preview('claude-code')
    const [first, second] = await Promise.all([1, 2].map(() => desk.clients.apply('claude-code', 'connect', id)))
    expect(first?.message).toContain('is connected. Restart')
    expect(second?.message).toContain('is connected already')
    expect(desk.calls()).toHaveLength(1)
  })

  it('that fails because another program was faster has done what was wanted', async () => {
    const desk = newDesk()
    fakeCopilot(desk)
    await desk.connect('copilot-cli')
    const faster = `require('node:fs').writeFileSync(${JSON.stringify(desk.path('.copilot/mcp-config.json'))}, '{}')`
    desk.program('copilot', `${faster}; console.error('Server "tonearm" not found'); process.exit(1)`)
    expect((await desk.disconnect('copilot-cli')).message).toContain('is disconnected.')
    expect((await desk.disconnect('copilot-cli')).message).toContain('There is nothing to do')
  })

  it.each([
    ['claude-code', '.claude.json', fakeClaude],
    ['gemini-cli', '.gemini/settings.json', fakeGemini],
    ['copilot-cli', '.copilot/mcp-config.json', fakeCopilot],
  ] as const)('of %s is not run to replace settings that their owner made read-only', async (name, file, install) => {
    const desk = newDesk()
    install(desk)
    chmodSync(desk.write(file, '{}'), 0o444)
    expect((await desk.refusal(desk.connect(name))).message).toContain(`${desk.path(file)} was not changed, because it is read-only`)
    chmodSync(desk.path(file), 0o644)
    await desk.connect(name)
    chmodSync(desk.path(file), 0o400)
    expect((await desk.refusal(desk.disconnect(name))).message).toContain('it is read-only')
    expect(desk.calls()).toHaveLength(1)
  })

  it('ends what we remember of the settings file, since the client has written it', async () => {
    const desk = newDesk()
    mkdirSync(desk.path('.claude'))
    await desk.connect('claude-code')
    expect(desk.remembered()).toEqual([desk.path('.claude.json')])
    fakeClaude(desk)
    await desk.disconnect('claude-code')
    expect([desk.calls().length, desk.remembered()]).toEqual([1, []])
  })

  it('runs in the home folder, with nothing to read and with its own folder on the PATH', async () => {
    const desk = newDesk()
    desk.program(
      'claude',
      "console.error([process.cwd(), process.env.PATH.split(':')[0], require('node:fs').readFileSync(0, 'utf8').length].join('|')); process.exit(1)",
    )
    expect((await desk.refusal(desk.connect('claude-code'))).message).toContain(`said: ${desk.home}|${desk.path('on the path')}|0`)
  })

  it('of another editor that calls itself "code" is not taken for VS Code\'s', async () => {
    const desk = newDesk()
    mkdirSync(desk.path('Cursor.app/bin'), { recursive: true })
    mkdirSync(desk.path('.config/Code'), { recursive: true })
    desk.write('Cursor.app/bin/code', '')
    const program = desk.program('elsewhere', '')
    symlinkSync(program, desk.path('on the path/code'))
    expect((await desk.preview('vs-code')).steps).toMatchObject([{ kind: 'run' }])
    const other = newDesk()
    mkdirSync(other.path('.config/Code'), { recursive: true })
    symlinkSync(other.program('cursor', ''), other.path('on the path/code'))
    expect((await other.preview('vs-code')).steps).toMatchObject([{ kind: 'create-file' }])
  })

  it('does not remove what stands where it does not look: the settings for Cascade', async () => {
    const desk = newDesk()
    fakeDevin(desk)
    desk.write('.codeium/windsurf/mcp_config.json', JSON.stringify({ mcpServers: { tonearm: { serverUrl: url, headers } } }))
    expect((await desk.preview('windsurf', 'disconnect')).steps).toMatchObject([{ kind: 'edit-file' }])
    await desk.disconnect('windsurf')
    expect(desk.calls()).toEqual([])
    expect(await desk.state('windsurf')).toMatchObject({ state: 'not-connected' })
  })

  it('that is a batch file is not run with what it could misunderstand: the settings file is changed', async () => {
    const desk = newDesk({ platform: 'win32' })
    desk.write('on the path/claude.cmd', '')
    expect((await desk.preview('claude-code')).steps).toMatchObject([{ kind: 'run' }])
    desk.connection = { url, token: 'made%up%by%hand' }
    expect((await desk.preview('claude-code')).steps).toMatchObject([{ kind: 'create-file' }])
  })

  it('is shown and run on Windows too', async () => {
    const desk = newDesk({ platform: 'win32' })
    const program = fakeDevin(desk, 'AppData/Roaming/devin')
    expect((await desk.preview('windsurf')).steps).toEqual([
      { kind: 'run', command: `"${program}" mcp add -s user -H "Authorization: Bearer ••••••••" tonearm ${url}` },
    ])
    await desk.connect('windsurf')
    expect(await desk.state('windsurf')).toMatchObject({ state: 'connected' })
  })
})

describe('what is copied for Claude Code', () => {
  it.each([
    ['linux', `claude mcp add --transport http --scope user tonearm ${url} --header 'Authorization: Bearer ${token}'`],
    ['win32', `claude mcp add --transport http --scope user tonearm ${url} --header "Authorization: Bearer ${token}"`],
  ] as const)('is the command for the terminal of %s', async (platform, command) => {
    expect(await newDesk({ platform }).clients.snippet('claude-code')).toBe(command)
  })
})
