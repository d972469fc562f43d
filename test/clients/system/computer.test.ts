import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, relative } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createComputer } from '../../../src/clients/system/computer.ts'
import { Problem } from '../../../src/shared/problem.ts'

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tonearm-computer-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A computer whose home and system folders are below one temporary folder, with these programs on it. */
function newComputer(platform: NodeJS.Platform, programs: string[], environment: NodeJS.ProcessEnv = {}) {
  const root = newFolder()
  for (const program of programs) writeProgram(join(root, program))
  const path = (environment.PATH ?? '').split(delimiter).map((folder) => (folder.startsWith('/') ? join(root, folder) : folder))
  const windows = platform === 'win32' ? { LOCALAPPDATA: join(root, 'home/AppData/Local'), ProgramFiles: join(root, 'Program Files') } : {}
  const computer = createComputer({
    platform,
    home: join(root, 'home'),
    root,
    environment: { ...windows, ...environment, PATH: path.join(platform === 'win32' ? ';' : ':') },
  })
  const find = (name: string) => computer.findProgram(name)?.slice(root.length + 1)
  return { computer, root, find }
}

function writeProgram(file: string, body = ''): string {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `#!${process.execPath}\n${body}\n`)
  chmodSync(file, 0o755)
  return file
}

describe('a program is found', () => {
  it('on the PATH before all other places', () => {
    const { find } = newComputer('linux', ['bin/claude', 'home/.local/bin/claude'], { PATH: '/bin' })
    expect(find('claude')).toBe('bin/claude')
  })

  it.each([
    ['linux', 'usr/local/bin/claude'],
    ['linux', 'home/.local/bin/claude'],
    ['linux', 'home/.claude/local/claude'],
    ['linux', 'home/.npm-global/bin/claude'],
    ['linux', 'home/.volta/bin/claude'],
    ['linux', 'home/.nvm/versions/node/v24.1.0/bin/claude'],
    ['darwin', 'opt/homebrew/bin/claude'],
    ['darwin', 'Applications/Visual Studio Code.app/Contents/Resources/app/bin/claude'],
    ['darwin', 'home/Applications/Cursor.app/Contents/Resources/app/bin/claude'],
    ['win32', 'home/.local/bin/claude.exe'],
    ['win32', 'home/AppData/Roaming/npm/claude.cmd'],
    ['win32', 'home/AppData/Local/Programs/Microsoft VS Code/bin/claude.cmd'],
    ['win32', 'home/AppData/Local/Programs/cursor/resources/app/bin/claude.cmd'],
    ['win32', 'Program Files/nodejs/claude.exe'],
  ] as const)('where installers put it: on %s in %s', (platform, file) => {
    expect(newComputer(platform, [file]).find('claude')).toBe(file)
  })

  it('with the newest Node.js of nvm', () => {
    const versions = ['v9.0.0', 'v24.1.0', 'v24.10.0', 'v24.9.0'].map((version) => `home/.nvm/versions/node/${version}/bin/node`)
    expect(newComputer('linux', versions).find('node')).toBe('home/.nvm/versions/node/v24.10.0/bin/node')
  })

  it("in the order of PATHEXT, and only what Windows can start without a script's interpreter", () => {
    const programs = ['bin/code.cmd', 'bin/code.exe', 'bin/tool.ps1', 'bin/tool.js', 'bin/tool']
    const { find } = newComputer('win32', programs, { PATH: '/bin', PATHEXT: '.JS;.CMD;.EXE' })
    expect(find('code')).toBe('bin/code.cmd')
    expect(find('tool')).toBeUndefined()
  })

  it('but not among the aliases of apps of Windows, where "claude" is Claude Desktop', () => {
    const alias = 'home/AppData/Local/Microsoft/WindowsApps'
    expect(newComputer('win32', [`${alias}/claude.exe`], { PATH: `/${alias}` }).find('claude')).toBeUndefined()
  })

  it('never in a folder that counts from where we are', () => {
    const root = newFolder()
    writeProgram(join(root, 'claude'))
    const environment = { PATH: [relative(process.cwd(), root), '', '.'].join(':') }
    expect(createComputer({ platform: 'linux', home: root, root, environment }).findProgram('claude')).toBeUndefined()
  })

  it('only if it can be run and is a file', () => {
    const { find, root } = newComputer('linux', ['bin/claude'], { PATH: '/bin' })
    chmodSync(join(root, 'bin/claude'), 0o644)
    mkdirSync(join(root, 'home/.local/bin/claude'), { recursive: true })
    expect(find('claude')).toBeUndefined()
  })
})

describe('a program is run', () => {
  it('with the words that it is given, whatever is in them', async () => {
    const { computer, root } = newComputer('linux', [])
    mkdirSync(computer.home, { recursive: true })
    const program = writeProgram(join(root, 'my tools', 'echo'), 'console.log(JSON.stringify(process.argv.slice(2)))')
    const words = ['a b', '"', "'", '$HOME', '`id`', '; exit 1', '%PATH%', '*', '']
    expect(await computer.run(program, words)).toEqual({ exitCode: 0, output: `${JSON.stringify(words)}\n` })
  })

  it('with its own folder on the PATH, where the Node.js of a program from npm is', async () => {
    const { computer, root } = newComputer('linux', [], { PATH: '/bin' })
    mkdirSync(computer.home, { recursive: true })
    const program = writeProgram(join(root, 'tools', 'path'), 'console.log(process.env.PATH)')
    const { output } = await computer.run(program, [])
    expect(output.split(':').slice(0, 2)).toEqual([join(root, 'tools'), join(root, 'bin')])
  })

  it('and of a failure what it complained about comes first', async () => {
    const { computer, root } = newComputer('linux', [])
    mkdirSync(computer.home, { recursive: true })
    const program = writeProgram(join(root, 'fails'), "console.log('said'); console.error('complained'); process.exitCode = 4")
    expect(await computer.run(program, [])).toEqual({ exitCode: 4, output: 'complained\nsaid\n' })
  })

  it('and stopped when it does not end', async () => {
    const root = newFolder()
    const program = writeProgram(join(root, 'hangs'), "process.on('SIGTERM', () => {}); setTimeout(() => {}, 20_000)")
    const computer = createComputer({ platform: 'linux', home: root, root, environment: {}, patienceMs: 300 })
    await expect(computer.run(program, ['the-secret'])).rejects.toSatisfy(
      (error) =>
        error instanceof Problem &&
        error.message.startsWith('The program "hangs" did not end within 0.3 seconds') &&
        !error.message.includes('the-secret'),
    )
  })

  it('or it is said that it cannot be', async () => {
    const { computer, root } = newComputer('linux', [])
    mkdirSync(computer.home, { recursive: true })
    const error = await computer.run(join(root, 'nothing'), ['the-secret']).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'client-settings', message: expect.stringContaining('could not be run (ENOENT)') })
    expect(String(error)).not.toContain('the-secret')
    expect(error).not.toHaveProperty('cause')
  })

  it('and what cannot be given to it, or ends it, is said without its words', async () => {
    const { computer, root } = newComputer('linux', [])
    mkdirSync(computer.home, { recursive: true })
    const crashes = writeProgram(join(root, 'crashes'), "process.kill(process.pid, 'SIGSEGV')")
    for (const [words, why] of [
      [['the-secret\0'], 'could not be run (ERR_INVALID_ARG_VALUE)'],
      [['the-secret'.repeat(500_000)], 'could not be run (E2BIG)'],
      [['the-secret'], 'was ended by the system (SIGSEGV)'],
    ] as const) {
      const error = await computer.run(crashes, [...words]).catch((reason: unknown) => reason)
      expect(error).toMatchObject({ code: 'client-settings', message: expect.stringContaining(`The program "crashes" ${why}.`) })
      expect(String(error)).not.toContain('the-secret')
    }
  })

  it('by cmd.exe when it is a batch file of Windows', async () => {
    const root = newFolder()
    const cmd = writeProgram(join(root, 'cmd.exe'), 'console.log(JSON.stringify(process.argv.slice(2)))')
    const computer = createComputer({ platform: 'win32', home: root, root, environment: { ComSpec: cmd } })
    const { output } = await computer.run('C:\\Program Files\\code.cmd', ['--add-mcp', '{"a":"b & c"}'])
    expect(JSON.parse(output)).toEqual([
      ...['/d', '/e:on', '/v:off', '/s', '/c'],
      '""C:\\Program Files\\code.cmd" "--add-mcp" "{""a"":""b & c""}""',
    ])
  })
})
