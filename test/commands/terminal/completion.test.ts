import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { commands } from '../../../src/commands/commands.ts'
import { completionScripts, type Shell, shells } from '../../../src/commands/terminal/completion-scripts.ts'
import { clientNames } from '../../../src/shared/clients.ts'
import { inTerminal, type RunningCommand } from '../../run-program.ts'

/** What Bash offers after these words; the last one may be begun. */
function completed(...words: string[]): string[] {
  const script = `${completionScripts.bash(commands)}
COMP_WORDS=(tonearm "$@")
COMP_CWORD=$#
_tonearm
printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', ...words], { encoding: 'utf8' })
  expect(stderr).toBe('')
  return stdout.trim().split('\n')
}

describe.runIf(process.platform !== 'win32')('completion in Bash', () => {
  it.each([
    [[''], [...Object.keys(commands), 'help']],
    [['st'], ['stdio', 'stop', 'status']],
    [
      ['clients', ''],
      ['list', 'show', 'add', 'remove', 'block', 'allow'],
    ],
    [['clients', 'add', ''], [...clientNames]],
    [
      ['clients', 'add', 'vs'],
      ['vs-code', 'vs-code-insiders', 'vscodium'],
    ],
    [['serve', '--no'], ['--no-browser']],
    [
      ['serve', '--vault', ''],
      ['keychain', 'file', 'memory'],
    ],
    [
      ['help', 'un'],
      ['undo', 'uninstall'],
    ],
    [['history', 'import', 'package.js'], ['package.json']],
    [['status', '--po'], ['']],
  ])('after %j offers %j', (words, offered) => {
    expect(completed(...words)).toEqual(offered)
  })
})

/** How each shell is started, without the settings of whoever runs the tests, but with the completion as its help says. */
const starts: Record<Shell, { words: string[]; file: string; begin: string }> = {
  bash: {
    words: ['bash', '--noprofile', '--norc', '-i'],
    file: '.tonearm-completion',
    begin: 'PS1="> "; . ~/.tonearm-completion; tonearm() { printf "<%s>" "$@"; echo; }',
  },
  zsh: {
    words: ['zsh', '-f', '-i'],
    file: '.zfunc/_tonearm',
    begin: 'PS1="> "; fpath+=~/.zfunc; autoload -Uz compinit; compinit -u; tonearm() { printf "<%s>" "$@"; echo }',
  },
  fish: {
    words: ['fish', '--private', '-i'],
    file: '.config/fish/completions/tonearm.fish',
    begin: 'function tonearm; printf "<%s>" $argv; echo; end',
  },
}

describe.runIf(process.platform === 'linux').each(shells)('in a terminal with %s', (shell) => {
  it('Tab completes commands, apps, pages, flags, their values, and files', async ({ skip }) => {
    skip(spawnSync(shell, ['--version']).status !== 0, `${shell} is not installed`)
    const terminal = startShell(shell)
    await terminal.saw(/ready/, 'stdout')
    for (const [typed, meant] of [
      ['tonearm docto\t', '<doctor>'],
      ['tonearm clients ad\t cursor\t', '<clients><add><cursor>'],
      ['tonearm clients show claude-d\t', '<clients><show><claude-desktop>'],
      ['tonearm open perm\t', '<open><permissions>'],
      ['tonearm log --fol\t', '<log><--follow>'],
      ['tonearm log --kind sea\t', '<log><--kind><search>'],
      ['tonearm status --vault mem\t', '<status><--vault><memory>'],
      ['tonearm help compl\t', '<help><completion>'],
      ['tonearm history import expo\t', '<history><import><export.zip>'],
    ] as const) {
      terminal.type(`${typed}\r`)
      await terminal.saw(new RegExp(meant), 'stdout')
    }
    terminal.type('exit\r')
    await terminal.ended
  })
})

/** A person's shell, in a folder with an export of Spotify. */
function startShell(shell: Shell): RunningCommand {
  const home = mkdtempSync(join(tmpdir(), 'tonearm-shell-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }))
  const { words, file, begin } = starts[shell]
  mkdirSync(join(home, file, '..'), { recursive: true })
  writeFileSync(join(home, file), `${completionScripts[shell](commands)}\n`)
  writeFileSync(join(home, 'export.zip'), '')
  const terminal = inTerminal(['sh', '-c', `'cd ~ && exec ${words.join(' ')}'`], {
    PATH: process.env.PATH ?? '',
    HOME: home,
    TERM: 'xterm',
  })
  onTestFinished(() => void terminal.process.kill('SIGKILL'))
  terminal.type(`${begin}; echo rea""dy\r`)
  return terminal
}
