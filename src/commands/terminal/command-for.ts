import { basename, relative } from 'node:path'
import { findPaths, type Paths } from '../../config/paths.ts'
import type { VaultKind } from '../../config/vault-kind.ts'
import type { CommandName } from '../commands.ts'
import type { Flags } from './flags.ts'

/** The command line that starts a command on this computer, for sentences that tell the person what to type. */
export type CommandFor = (command: CommandName) => string

/**
 * How to start another command beside this one, with the same login: `tonearm login` where Tonearm is installed as a command,
 * `npm run tonearm -- login` in a checkout, `node out/cli.js login --data-dir /data` where it was built and has its data elsewhere.
 *
 * @param from.script what Node runs, an absolute path (`process.argv[1]`)
 * @param from.remembered the vault that a command uses without --vault
 */
export function createCommandFor(from: {
  script: string
  directory: string
  environment: NodeJS.ProcessEnv
  flags: Pick<Flags, 'vault'>
  paths: Paths
  remembered: VaultKind
}): CommandFor {
  const { environment, flags, paths, remembered } = from
  const usual = findPaths({ environment: { ...environment, TONEARM_DATA_DIR: undefined } }).directory
  const place = paths.directory === usual ? [] : ['--data-dir', paths.directory]
  return (command) => {
    // With the memory vault, a login or a key would be lost when that command ends.
    const lasts = command === 'login' || command === 'clients'
    const isUsual = flags.vault === undefined || flags.vault === remembered || (flags.vault === 'memory' && lasts)
    const vault = isUsual ? [] : ['--vault', flags.vault as VaultKind]
    return [...program(from), ...[command, ...place, ...vault].map(quoted)].join(' ')
  }
}

/** The same for this process. */
export function findCommandFor(from: Omit<Parameters<typeof createCommandFor>[0], 'script' | 'directory'>): CommandFor {
  return createCommandFor({ ...from, script: process.argv[1] ?? 'tonearm', directory: process.cwd() })
}

function program({ script, directory, environment }: { script: string; directory: string; environment: NodeJS.ProcessEnv }): string[] {
  if (['start', 'tonearm'].includes(environment.npm_lifecycle_event ?? '')) return ['npm', 'run', 'tonearm', '--']
  if (basename(script).startsWith('tonearm')) return ['tonearm']
  const shortWay = relative(directory, script)
  return ['node', quoted(shortWay.startsWith('..') ? script : shortWay)]
}

function quoted(word: string): string {
  return /^[\w./:\\@+-]+$/.test(word) ? word : JSON.stringify(word)
}
