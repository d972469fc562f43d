import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import packageJson from '../../../package.json' with { type: 'json' }
import { parseArguments } from '../../../src/commands/terminal/arguments.ts'
import { newComputer } from '../run-command.ts'

describe('the command line', () => {
  it('--help explains the commands on standard output', async () => {
    const { code, stdout, stderr } = await newComputer().run(['--help']).ended
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const word of ['serve', 'stdio', 'login', 'logout', 'status', '--no-browser', '--data-dir', '--vault', 'SPOTIFY_CLIENT_ID']) {
      expect(stdout).toContain(word)
    }
  })

  it('--version is the one of package.json', async () => {
    const { code, stdout, stderr } = await newComputer().run(['--version']).ended
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: `${packageJson.version}\n`, stderr: '' })
  })

  it('ends with 2 and one sentence when it makes no sense, and has touched nothing', async () => {
    const computer = newComputer()
    const { code, stdout, stderr } = await computer.run(['serve', '--prot', '1']).ended
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: `Unknown option '--prot'. "tonearm --help" lists all commands and flags.\n`,
    })
    expect(existsSync(computer.dataDirectory)).toBe(false)
  })

  it.each([
    [['dance'], 'There is no command "dance"'],
    [['serve', 'now'], '"tonearm serve" takes no "now"'],
    [['status', '--port', '1'], '"tonearm status" takes no --port'],
    [['login', '--json'], '"tonearm login" takes no --json'],
    [['stdio', '--no-browser'], '"tonearm stdio" takes no --no-browser'],
    [['serve', '--port'], "Option '--port <value>' argument missing"],
    [['serve', '--port', '--json'], "Option '--port' argument is ambiguous"],
    [['serve', '--port', 'abc'], '--port is a number from 0 to 65535'],
    [['serve', '--port', ''], '--port is a number from 0 to 65535'],
    [['serve', '--port', '65536'], '--port is a number from 0 to 65535'],
    [['serve', '--port', '1e3'], '--port is a number from 0 to 65535'],
    [['serve', '--vault', 'safe'], '--vault is one of keychain, memory, file'],
    [['login', '--host', '0.0.0.0'], '"tonearm login" takes no --host'],
    [['status', '--data-dir', ''], '--data-dir needs the name of a folder'],
    [['status', '--check', '--json'], 'Use --json or --check, not both'],
    [['serve', '--check'], '"tonearm serve" takes no --check'],
    [['serve', '--print-refresh-token'], '"tonearm serve" takes no --print-refresh-token'],
    [['login', '--yes'], '"tonearm login" takes --yes only together with --print-refresh-token'],
    [['login', '--vault', 'memory'], '"tonearm login" cannot keep a login in memory, because it is lost when the command ends'],
  ])('%j: %s', (words, mistake) => {
    expect(parseArguments(words)).toEqual({ kind: 'invalid', mistake: `${mistake}. "tonearm --help" lists all commands and flags.` })
  })

  it('reads the flags of a command, wherever they stand', () => {
    expect(parseArguments(['--data-dir', 'here', 'serve', '--json', '--port=4000', '--vault', 'file', '--no-browser'])).toEqual({
      kind: 'command',
      command: 'serve',
      flags: { port: 4000, json: true, browser: false, dataDirectory: 'here', vault: 'file' },
    })
    expect(parseArguments(['serve', '--host', '0.0.0.0', '--allow-host', 'nas', '--allow-host', 'music.example'])).toMatchObject({
      flags: { host: '0.0.0.0', allowedHosts: ['nas', 'music.example'] },
    })
    expect(parseArguments(['login', '--print-refresh-token', '--yes', '--vault', 'memory'])).toMatchObject({
      command: 'login',
      flags: { printRefreshToken: true, yes: true, vault: 'memory' },
    })
    expect(parseArguments(['login'])).toEqual({
      kind: 'command',
      command: 'login',
      flags: { port: undefined, json: false, browser: true, dataDirectory: undefined, vault: 'keychain' },
    })
  })

  it('shows the help when nothing is asked', () => {
    expect(parseArguments([])).toEqual({ kind: 'help' })
  })
})
