import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import packageJson from '../../../package.json' with { type: 'json' }
import { commands } from '../../../src/commands/commands.ts'
import { parseArguments } from '../../../src/commands/terminal/arguments.ts'
import { newComputer } from '../run-command.ts'

describe('the command line', () => {
  it('--help explains the commands on standard output', async () => {
    const { code, stdout, stderr } = await newComputer().run(['--help']).ended
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const word of [
      'serve',
      'stdio',
      'login',
      'logout',
      'status',
      'doctor',
      'help COMMAND',
      '--data-dir',
      '--vault',
      'SPOTIFY_CLIENT_ID',
    ]) {
      expect(stdout).toContain(word)
    }
  })

  it.each(['--version', '-V'])('%s is the one of package.json', async (flag) => {
    const { code, stdout, stderr } = await newComputer().run([flag]).ended
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: `${packageJson.version}\n`, stderr: '' })
  })

  it('ends with 2 and one sentence when it makes no sense, and has touched nothing', async () => {
    const computer = newComputer()
    const { code, stdout, stderr } = await computer.run(['serve', '--prot', '1']).ended
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: `There is no flag --prot. Did you mean --port? "tonearm help serve" explains the command.\n`,
    })
    expect(existsSync(computer.dataDirectory)).toBe(false)
  })

  it.each([
    [['dance'], 'There is no command "dance"'],
    [['stats'], 'There is no command "stats". Did you mean status?'],
    [['help', 'clint'], 'There is no command "clint". Did you mean clients?'],
    [['login', '--change-acount'], 'There is no flag --change-acount. Did you mean --change-account?'],
    [['login', '--xyzzy'], 'There is no flag --xyzzy'],
    [
      ['clients', 'ad', 'cursor'],
      '"tonearm clients" is followed by list, show, add, remove, block or allow, not by "ad". Did you mean add?',
    ],
    [['clients', 'add', 'curser'], 'There is no app "curser". Did you mean cursor?'],
    [
      ['history', 'exprot'],
      '"tonearm history" is followed by one of status, import, export, erase, pause, resume, not by "exprot". Did you mean export?',
    ],
    [['open', 'permision'], 'There is no page "permision". Did you mean permissions?'],
    [['serve', '--vault', 'fil'], '--vault is one of keychain, file, memory. Did you mean file?'],
    [['changes', '--limit', '0'], '--limit is a number from 1 to 500'],
    [['undo'], '"tonearm undo" needs the receipt of a change, which "tonearm changes" shows'],
    [['undo', 'k7m2qp', 'abcdef'], '"tonearm undo" takes back one change at a time'],
    [['completion'], '"tonearm completion" needs one shell: bash, zsh, fish'],
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
    [['serve', '--vault', 'safe'], '--vault is one of keychain, file, memory'],
    [['login', '--host', '0.0.0.0'], '"tonearm login" takes no --host'],
    [['status', '--data-dir', ''], '--data-dir needs the name of a folder'],
    [['status', '--check', '--json'], 'Use --json or --check, not both'],
    [['serve', '--check'], '"tonearm serve" takes no --check'],
    [['serve', '--print-refresh-token'], '"tonearm serve" takes no --print-refresh-token'],
    [['login', '--yes'], '"tonearm login" takes --yes only together with --print-refresh-token'],
    [['login', '--vault', 'memory'], '"tonearm login" cannot keep a login in memory, because it is lost when the command ends'],
  ])('%j: %s', (words, mistake) => {
    const isAboutCommand = Object.hasOwn(commands, words[0] ?? '')
    const help = isAboutCommand ? `"tonearm help ${words[0]}" explains the command.` : '"tonearm help" lists all commands.'
    expect(parseArguments(words)).toEqual({ kind: 'invalid', mistake: `${mistake}${mistake.endsWith('?') ? '' : '.'} ${help}` })
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
      flags: { port: undefined, json: false, browser: true, dataDirectory: undefined, vault: undefined },
    })
  })

  it('shows the help when nothing is asked', () => {
    expect(parseArguments([])).toEqual({ kind: 'help' })
  })

  it.each([[['help', 'clients']], [['clients', '--help']], [['clients', 'add', '-h']]])('%j explains that command', (words) => {
    expect(parseArguments(words)).toEqual({ kind: 'help', about: 'clients' })
  })
})
