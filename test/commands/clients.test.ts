import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { parseArguments } from '../../src/commands/terminal/arguments.ts'
import { allScopes } from '../../src/config/scopes.ts'
import { type ClientChange, type ClientView, clientNames } from '../../src/shared/clients.ts'
import { type End, inTerminal, type RunningCommand } from '../run-program.ts'
import { type Computer, commandFile, newComputer } from './run-command.ts'
import { computerWithSpotify, connect, fileVault, ready } from './with-spotify.ts'

const cursorFile = '.cursor/mcp.json'
const cursorBefore =
  '\ufeff// servers of mine\r\n{\r\n\t"mcpServers": {\r\n\t\t"weather": { "url": "https://weather.example/mcp", "headers": { "X-Key": "not-our-secret" } }, // keep\r\n\t},\r\n}\r\n'
const cursorAfter = (token: string) =>
  cursorBefore.replace(
    '// keep\r\n',
    `// keep\r\n\t\t"tonearm": {\r\n\t\t\t"url": "http://127.0.0.1:3345/mcp",\r\n\t\t\t"headers": {\r\n\t\t\t\t"Authorization": "Bearer ${token}"\r\n\t\t\t}\r\n\t\t},\r\n`,
  )

const codexFile = '.codex/config.toml'
const codexBefore = '# Codex\nmodel = "gpt"   # the good one\n\n[mcp_servers.weather]\nurl = "https://weather.example/mcp"\n'

/** `claude mcp`, as far as we use it: it keeps its servers in ~/.claude.json. */
const fakeClaude = `#!${process.execPath}
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require('node:fs')
const file = process.env.HOME + '/.claude.json'
const words = process.argv.slice(2)
appendFileSync(process.env.HOME + '/claude-was-called', JSON.stringify(words) + '\\n')
const settings = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
settings.mcpServers ??= {}
if (words[1] === 'remove') delete settings.mcpServers.tonearm
else settings.mcpServers.tonearm = { type: 'http', url: words[7], headers: { Authorization: words[9].replace('Authorization: ', '') } }
writeFileSync(file, JSON.stringify(settings, undefined, 2))
`

/** A home with Cursor, Codex and Claude Code in it, and the ways to look into it. */
type Home = Computer & {
  read(file: string): string
  file(file: string): string
  write(file: string, text: string): void
  /** `tonearm clients`, with the vault in a file. */
  clients(...words: string[]): RunningCommand
  token(): string
}

const environment = { TONEARM_PORT: '3345', PATH: '' }

function furnish(computer: Computer): Home {
  const file = (name: string) => join(computer.environment.HOME ?? '', name)
  const write = (name: string, text: string) => {
    mkdirSync(dirname(file(name)), { recursive: true })
    writeFileSync(file(name), text)
  }
  write(cursorFile, cursorBefore)
  write(codexFile, codexBefore)
  write('bin/claude', fakeClaude)
  chmodSync(file('bin/claude'), 0o755)
  const home = {
    ...computer,
    file,
    write,
    read: (name: string) => readFileSync(file(name), 'utf8'),
    clients: (...words: string[]) => computer.run(['clients', ...words, '--vault', 'file'], { PATH: file('bin') }),
    token: () => fileVault(computer)['endpoint-token'] ?? '',
  }
  onTestFinished(() => {
    const log = computer.path('logs', 'tonearm.log')
    const written = existsSync(log) ? readFileSync(log, 'utf8') : ''
    if (existsSync(computer.path('vault.json'))) expect(written).not.toContain(home.token())
    expect(written).not.toContain('not-our-secret')
  })
  return home
}

const newHome = () => furnish(newComputer({ environment }))

/** What was said and answered, which has to be without secrets. */
function withoutSecrets(home: Home, { stdout, stderr }: End): string {
  const said = stdout + stderr
  expect(said).not.toContain(home.token())
  expect(said).not.toContain('not-our-secret')
  return said
}

const states = (json: string) => Object.fromEntries((JSON.parse(json).clients as ClientView[]).map(({ name, state }) => [name, state]))

describe('tonearm clients list', () => {
  it('shows every client with its name for commands, its title and its state; "clients" alone does, too', async () => {
    const home = newHome()
    home.write('.config/zed/settings.json', '{ "context_servers": { "tonearm": { "url": "https://elsewhere.example/mcp" } } }')
    const [alone, json] = await Promise.all([home.clients().ended, home.clients('list', '--json').ended])
    expect(alone).toMatchObject({ code: 0, stderr: '' })
    expect(alone.stdout).toMatch(/^claude-code {7}Claude Code {15}not connected$/m)
    expect(alone.stdout).toMatch(/^cursor {12}Cursor {20}not connected$/m)
    expect(alone.stdout).toMatch(/^zed {15}Zed {23}has another server of this name$/m)
    expect(alone.stdout).toMatch(/^other {13}Another client {12}by hand$/m)

    expect(json).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^\{.*\}\n$/) })
    expect(Object.keys(states(json.stdout))).toEqual([...clientNames])
    expect(states(json.stdout)).toMatchObject({ 'claude-code': 'not-connected', codex: 'not-connected', zed: 'taken', other: 'by-hand' })
    expect([home.read(cursorFile), home.read(codexFile)]).toEqual([cursorBefore, codexBefore])
    expect(existsSync(home.file('claude-was-called'))).toBe(false)
  })

  it('says below a client what is wrong with it, without a word of its settings', async () => {
    const home = newHome()
    home.write(cursorFile, '{ "mcpServers": { "weather": { "key": "not-our-secret" } }')
    const [listed, { code, stdout, stderr }] = await Promise.all([home.clients().ended, home.clients('add', 'cursor', '--yes').ended])
    expect(withoutSecrets(home, listed)).toMatch(/^cursor +Cursor +settings cannot be read\n {4}[\s\S]*?mcp\.json[\s\S]*?\.$/m)
    expect(listed.code).toBe(0)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/^.*mcp\.json.*\.\n$/)
    expect(home.read(cursorFile)).toBe('{ "mcpServers": { "weather": { "key": "not-our-secret" } }')

    const shown = await home.clients('show', 'cursor').ended
    expect(shown.stdout.match(/mcp\.json/g)).toHaveLength(1)
  })
})

describe('tonearm clients add and remove', () => {
  it('shows the change and changes nothing without --yes, where nobody can be asked', async () => {
    const home = newHome()
    const [refused, inJson] = await Promise.all([home.clients('add', 'cursor').ended, home.clients('add', 'cursor', '--json').ended])
    expect(refused).toMatchObject({ code: 1, stdout: '' })
    expect(withoutSecrets(home, refused)).toContain(
      `  changes ${home.file(cursorFile)}, and keeps a copy beside it\n    line 5\n    + \t\t"tonearm": {\n`,
    )
    expect(refused.stderr).toContain('\n    + \t\t\t\t"Authorization": "Bearer ••••••••"\n')
    expect(refused.stderr).toMatch(/\nNothing was changed, because this command cannot ask you here\. To answer yes, add --yes\.\n$/)
    expect(inJson).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('add --yes') })
    expect(home.read(cursorFile)).toBe(cursorBefore)
    expect(readdirSync(dirname(home.file(cursorFile)))).toEqual(['mcp.json'])
  })

  it('writes our entry and nothing else, keeps the bytes from before, and gives them back', async () => {
    const home = newHome()
    const added = await home.clients('add', 'cursor', '--yes').ended
    expect(added.code).toBe(0)
    withoutSecrets(home, added)
    expect(home.token()).toMatch(/^[\w-]{43}$/)
    expect(home.read(cursorFile)).toBe(cursorAfter(home.token()))
    const backup = /^Cursor is connected\. Its settings from before are in (\S+)\. /.exec(added.stdout)?.[1] ?? ''
    expect(readFileSync(backup, 'utf8')).toBe(cursorBefore)
    expect(added.stderr).toMatch(/\nTonearm is not running now\. Start the app, or run: tonearm serve\n$/)

    const again = await home.clients('add', 'cursor', '--yes').ended
    expect(again).toMatchObject({ code: 0, stdout: 'Cursor is connected already. There is nothing to do.\n' })

    const removed = await home.clients('remove', 'cursor', '--yes').ended
    expect(removed).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Cursor is disconnected\. /) })
    withoutSecrets(home, removed)
    expect(home.read(cursorFile)).toBe(cursorBefore)

    const gone = await home.clients('remove', 'cursor', '--yes').ended
    expect(gone).toMatchObject({ code: 0, stdout: 'Cursor is not connected. There is nothing to do.\n' })
  })

  it('gives all clients the same key, also when the first ones are connected at the same moment', async () => {
    const home = newHome()
    const files = ['.config/zed/settings.json', '.lmstudio/mcp.json', '.config/goose/config.yaml']
    for (const file of files) home.write(file, '\n')
    const commands = ['cursor', 'zed', 'lm-studio', 'goose'].map((name) => home.clients('add', name, '--yes', '--settings'))
    for (const { ended } of commands) expect(await ended).toMatchObject({ code: 0 })
    for (const file of [cursorFile, ...files]) expect(home.read(file)).toContain(`Bearer ${home.token()}`)
    expect(Object.keys(JSON.parse(readFileSync(home.path('clients.json'), 'utf8')) as object)).toHaveLength(4)
  })

  it('says where to see what another client needs, since that is connected by hand', async () => {
    const { code, stdout, stderr } = await newHome().clients('add', 'other', '--yes').ended
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('Copy the address and the header') })
    expect(stderr).toContain('To see them: tonearm clients show other\n')
  })

  it('answers with one line of JSON', async () => {
    const home = newHome()
    const added = await home.clients('add', 'codex', '--http', '--yes', '--json').ended
    expect(added).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^\{.*\}\n$/) })
    withoutSecrets(home, added)
    expect(JSON.parse(added.stdout)).toEqual({
      client: 'codex',
      action: 'connect',
      message: expect.stringMatching(/^Codex is connected\. /),
      backup: expect.stringContaining('config.toml'),
      change: {
        client: 'codex',
        action: 'connect',
        id: expect.any(String),
        summary: expect.any(String),
        steps: [{ kind: 'edit-file', file: home.file(codexFile), keepsCopy: true, edits: expect.any(Array) }],
        afterwards: expect.any(String),
        otherWays: expect.any(Array),
      },
    })
    expect(home.read(codexFile)).toBe(
      `${codexBefore}\n[mcp_servers.tonearm]\nurl = "http://127.0.0.1:3345/mcp"\nhttp_headers = { Authorization = "Bearer ${home.token()}" }\n`,
    )
    const removed = await home.clients('remove', 'codex', '--yes', '--json').ended
    expect(JSON.parse(removed.stdout)).toMatchObject({ client: 'codex', action: 'disconnect', message: expect.any(String) })
    expect(home.read(codexFile)).toBe(codexBefore)
  })

  it('uses the command of a client that has one', async () => {
    const home = newHome()
    const added = await home.clients('add', 'claude-code', '--http', '--yes').ended
    expect(added.code, added.stderr).toBe(0)
    withoutSecrets(home, added)
    expect(added.stderr).toContain(
      `  runs ${home.file('bin/claude')} mcp add --transport http --scope user tonearm http://127.0.0.1:3345/mcp`,
    )
    const called = () =>
      home
        .read('claude-was-called')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).join(' '))
    const words = `mcp add --transport http --scope user tonearm http://127.0.0.1:3345/mcp --header Authorization: Bearer ${home.token()}`
    expect(called()).toEqual([words])
    expect(states((await home.clients('--json').ended).stdout)).toMatchObject({ 'claude-code': 'connected' })

    expect((await home.clients('remove', 'claude-code', '--yes').ended).code).toBe(0)
    expect(called()).toEqual([words, 'mcp remove --scope user tonearm'])
  })

  it.runIf(process.platform === 'linux')('hands a client its link where there is a desktop, unless nothing may be opened', async () => {
    const home = newHome()
    home.write('bin/browser', '#!/bin/sh\necho "$1" >>"$HOME/opened"\n')
    chmodSync(home.file('bin/browser'), 0o755)
    const desktop = { DISPLAY: ':0', BROWSER: home.file('bin/browser'), PATH: `${home.file('bin')}:/usr/bin:/bin` }
    const add = (...flags: string[]) => home.run(['clients', 'add', 'cursor', '--yes', ...flags, '--vault', 'file'], desktop).ended
    const parsed = await add()
    expect(parsed, parsed.stderr).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Cursor was asked to add Tonearm\. /) })
    expect(withoutSecrets(home, parsed)).toContain('  opens cursor://anysphere.cursor-deeplink/mcp/install?name=tonearm&config={"url":')
    await vi.waitFor(() => expect(home.read('opened')).toMatch(/\n$/), { timeout: 10_000 })
    const config = new URL(home.read('opened').trim()).searchParams.get('config') ?? ''
    expect(JSON.parse(Buffer.from(config, 'base64').toString())).toEqual({
      url: 'http://127.0.0.1:3345/mcp',
      headers: { Authorization: `Bearer ${home.token()}` },
    })
    expect(home.read(cursorFile)).toBe(cursorBefore)

    expect((await add('--no-browser')).stdout).toMatch(/^Cursor is connected\. /)
    expect(home.read('opened').trim().split('\n')).toHaveLength(1)
    expect(home.read(cursorFile)).toBe(cursorAfter(home.token()))
  })

  it.runIf(process.platform === 'linux')('asks in a terminal, and takes only a yes for a yes', async () => {
    const home = newHome()
    const words = [process.execPath, commandFile, 'clients', 'add', 'cursor', '--vault', 'file']
    const ask = async (answer: string) => {
      const command = inTerminal(words, { ...home.environment, PATH: `${home.file('bin')}:${process.env.PATH}` })
      await command.saw(/Make this change\? \[y\/N\] /, 'stdout')
      command.type(answer)
      return command.ended
    }
    const no = await ask('\n')
    expect(no.code).toBe(1)
    expect(no.stdout).toMatch(/Nothing was changed\.\r\n$/)
    expect(home.read(cursorFile)).toBe(cursorBefore)
    const yes = await ask('y\n')
    expect(yes.code).toBe(0)
    expect(yes.stdout).toContain('Cursor is connected.')
    expect(home.read(cursorFile)).toBe(cursorAfter(home.token()))
    expect(no.stdout + yes.stdout).not.toContain(home.token())
  })

  it('connects to the Tonearm that runs, and shows when a client last called it', async () => {
    const computer = await computerWithSpotify({ environment: { ...environment, TONEARM_PORT: '0' } })
    const home = furnish(computer)
    const before = await home.clients('add', 'cursor', '--yes').ended
    expect(before).toMatchObject({ code: 1, stderr: expect.stringMatching(/^Tonearm takes any free port each time, .+\.\n$/) })

    const serve = computer.run(['serve', '--json', '--vault', 'memory'], {
      SPOTIFY_REFRESH_TOKEN: computer.spotify.grant([...allScopes]).refreshToken,
    })
    const { url, token } = await ready(serve)
    const added = await home.clients('add', 'cursor', '--yes').ended
    expect(added).toMatchObject({ code: 0, stderr: expect.not.stringContaining('not running') })
    expect(home.read(cursorFile)).toContain(`"url": "${url}"`)
    expect(home.read(cursorFile)).toContain(`"Authorization": "Bearer ${token}"`)

    await (await connect({ url, token }, 'Cursor')).callTool({ name: 'get_user_profile' })
    const [text, json] = await Promise.all([home.clients().ended, home.clients('--json').ended])
    expect(text.stdout).toMatch(/^cursor +Cursor +connected, last call \d{4}-\d\d-\d\d \d\d:\d\d$/m)
    expect((JSON.parse(json.stdout).clients as ClientView[]).find(({ name }) => name === 'cursor')?.lastCallAt).toMatch(/^\d{4}-.+Z$/)
    expect(text.stdout + json.stdout + added.stdout + added.stderr).not.toContain(token)
  })
})

describe('tonearm clients show', () => {
  it('shows state, change and the text to paste; the key only when it is asked for', async () => {
    const home = newHome()
    const shown = await home.clients('show', 'codex', '--http', '--with-key').ended
    const [hidden, json] = await Promise.all([[], ['--json']].map((flags) => home.clients('show', 'codex', '--http', ...flags).ended))
    const text = withoutSecrets(home, hidden as End)
    expect(text).toMatch(/^Codex: not connected\n\nTo connect it: tonearm clients add codex --http\n/)
    expect(text).toContain(`  changes ${home.file(codexFile)}, and keeps a copy beside it\n`)
    expect(text).toContain('To connect it by hand:\n\n[mcp_servers.tonearm]\nurl = "http://127.0.0.1:3345/mcp"\n')
    expect(text).toMatch(/To see it: tonearm clients show codex --with-key\n$/)
    expect(shown.stdout).toContain(`http_headers = { Authorization = "Bearer ${home.token()}" }`)
    expect(shown?.stdout.match(new RegExp(home.token(), 'g'))).toHaveLength(1)
    expect(shown.stderr).toBe('')

    withoutSecrets(home, json as End)
    const { client, change, snippet } = JSON.parse(json?.stdout ?? '') as { client: ClientView; change: ClientChange; snippet: string }
    expect(client).toEqual({ name: 'codex', title: 'Codex', state: 'not-connected' })
    expect(change).toMatchObject({ client: 'codex', action: 'connect', steps: [{ kind: 'edit-file' }] })
    expect(snippet).toContain('Bearer ••••••••')
    expect(home.read(codexFile)).toBe(codexBefore)
  })

  it('gives the way that is wanted as the text to paste: by the bridge there is no key in it', async () => {
    const home = newHome()
    const { stdout } = await home.clients('show', 'cursor', '--bridge', '--with-key').ended
    expect(stdout).toMatch(/To connect it by hand:\n\n.+"command": "node".+bridge\.js"/s)
    expect(stdout).not.toMatch(/Bearer|contains the access key/)
  })

  it.runIf(process.platform === 'linux')('shows the key in a terminal, where the person wants to copy it', async () => {
    const home = newHome()
    const inOwnTerminal = (...words: string[]) => {
      const all = [process.execPath, commandFile, 'clients', ...words, '--vault', 'file']
      return inTerminal(all, { ...home.environment, PATH: process.env.PATH ?? '' }).ended
    }
    const { code, stdout } = await inOwnTerminal('show', 'other')
    expect(code).toBe(0)
    expect(stdout).toContain(`Authorization: Bearer ${home.token()}`)
    const [inJson, list] = await Promise.all([inOwnTerminal('show', 'other', '--json'), inOwnTerminal('list')])
    expect(JSON.parse(inJson.stdout)).toMatchObject({ snippet: expect.stringContaining('Bearer ••••••••') })
    expect(list.stdout).toMatch(/To connect one: tonearm clients add NAME\r\n$/)
  })

  it('of a connected client shows what disconnecting would do; of one that cannot be connected, why', async () => {
    const home = newHome()
    await home.clients('add', 'cursor', '--yes').ended
    const [cursor, goose, json] = await Promise.all(
      [['cursor'], ['goose'], ['goose', '--json']].map((words) => home.clients('show', ...words).ended),
    )
    expect(withoutSecrets(home, cursor as End)).toMatch(/^Cursor: connected\n\nTo disconnect it: tonearm clients remove cursor\n/)
    expect(goose).toMatchObject({ code: 0, stderr: '' })
    expect(goose?.stdout).toMatch(/^Goose: not found\n\nGoose was not found on this computer\. /)
    expect(JSON.parse(json?.stdout ?? '')).toMatchObject({
      client: { state: 'not-found' },
      problem: expect.stringMatching(/^Goose was not found/),
    })
  })
})

describe('tonearm clients block and allow', () => {
  it('keep a client away from the Tonearm that runs, and let it in again', async () => {
    const computer = await computerWithSpotify()
    const serve = computer.run(['serve', '--json', '--vault', 'file'])
    const endpoint = await ready(serve)
    const clients = async (...words: string[]) => (await computer.run(['clients', ...words, '--vault', 'file']).ended).stdout
    expect(await clients('block', 'Test Client')).toBe(
      'It can no longer connect. If it is connected now, it is disconnected within a minute. Blocked: Test Client.\n',
    )
    const refusal = `Tonearm's owner has blocked test client. It can be allowed again in Tonearm's window, page Apps, or by the command tonearm clients allow.`
    await expect(connect(endpoint)).rejects.toThrow(refusal)
    expect(await clients('allow', 'nobody')).toBe('No app with this name was blocked. Blocked: Test Client.\n')
    expect(await clients('allow', 'TEST CLIENT', '--json')).toBe('{"blockedClients":[]}\n')
    await connect(endpoint)
    expect((await serve.stop()).code).toBe(0)
  })
})

describe('the words after "tonearm clients"', () => {
  it('that make no sense end with 2 and a sentence that lists the names', async () => {
    const home = newHome()
    const { code, stdout, stderr } = await home.clients('add', 'winamp', '--yes').ended
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: `There is no app "winamp". The apps are ${clientNames.slice(0, -1).join(', ')} and other. "tonearm help clients" explains the command.\n`,
    })
    expect(existsSync(home.dataDirectory)).toBe(false)
  })

  it.each([
    [['connect', 'cursor'], '"tonearm clients" is followed by list, show, add, remove, block or allow, not by "connect"'],
    [['block'], '"tonearm clients block" needs the name of one app as "tonearm status" shows it, in quotes if there are spaces in it'],
    [
      ['allow', 'Claude', 'Code'],
      '"tonearm clients allow" needs the name of one app as "tonearm status" shows it, in quotes if there are spaces in it',
    ],
    [['block', 'x', '--yes'], '"tonearm clients block" takes no --yes'],
    [['add'], `"tonearm clients add" needs the name of an app: ${clientNames.slice(0, -1).join(', ')} or other`],
    [['list', 'cursor'], '"tonearm clients list" takes no "cursor"'],
    [['add', 'cursor', 'zed'], '"tonearm clients add" takes one app at a time'],
    [['list', '--yes'], '"tonearm clients list" takes no --yes'],
    [['show', 'cursor', '--yes'], '"tonearm clients show" takes no --yes'],
    [['add', 'cursor', '--settings', '--http'], '"tonearm clients add" takes --settings or --http, not both'],
    [['remove', 'cursor', '--bridge'], '"tonearm clients remove" takes no --bridge'],
    [['add', 'cursor', '--with-key'], '"tonearm clients add" takes no --with-key'],
    [['--port', '1'], '"tonearm clients" takes no --port'],
    [['--vault', 'memory'], '"tonearm clients" cannot use --vault memory, because it is lost when the command ends'],
  ])('%j: %s', (words, mistake) => {
    expect(parseArguments(['clients', ...words])).toEqual({
      kind: 'invalid',
      mistake: `${mistake}. "tonearm help clients" explains the command.`,
    })
  })

  it('are read with their flags', () => {
    const read = (...words: string[]) => parseArguments(['clients', ...words])
    expect(read()).toMatchObject({ command: 'clients', flags: { clients: { action: 'list' } } })
    expect(read('show', 'Claude-Desktop', '--settings', '--with-key')).toMatchObject({
      flags: { clients: { action: 'show', name: 'claude-desktop', way: 'settings', withKey: true } },
    })
    expect(read('remove', 'zed', '-y', '--json')).toMatchObject({
      flags: { yes: true, json: true, clients: { action: 'remove', name: 'zed', withKey: false } },
    })
  })
})
