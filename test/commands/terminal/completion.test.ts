import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { commands } from '../../../src/commands/commands.ts'
import { completionScripts } from '../../../src/commands/terminal/completion-scripts.ts'
import { clientNames } from '../../../src/shared/clients.ts'

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
    [['help', 'un'], ['undo', 'uninstall']],
    [['history', 'import', 'package.js'], ['package.json']],
    [['status', '--po'], ['']],
  ])('after %j offers %j', (words, offered) => {
    expect(completed(...words)).toEqual(offered)
  })
})

describe('completion in other shells', () => {
  it.each(['zsh', 'fish'] as const)('%s knows every command, every flag and every app', (shell) => {
    const script = completionScripts[shell](commands)
    for (const [name, { flags }] of Object.entries(commands)) {
      expect(script).toContain(name)
      for (const flag of Object.keys(flags)) expect(script).toContain(flag)
    }
    for (const name of clientNames) expect(script).toContain(name)
  })
})
