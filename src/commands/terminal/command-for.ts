import { basename, relative } from 'node:path'
import { findPaths, type Paths } from '../../config/paths.ts'
import type { CommandName, Flags } from './arguments.ts'

/** The command line that starts a command on this computer, for sentences that tell the person what to type. */
export type CommandFor = (command: CommandName) => string

/**
 * How to start another command beside this one, with the same login: `tonearm login` where Tonearm is installed as a command,
 * `npm run tonearm -- login` in a checkout, `node out/cli.js login --vault file` where it was built and is used with the file vault.
 *
 * @param from.script what Node runs, an absolute path (`process.argv[1]`)
 */
export function createCommandFor(from: {
  script: string
  directory: string
  environment: NodeJS.ProcessEnv
  flags: Flags
  paths: Paths
}): CommandFor {
  const { environment, flags, paths } = from
  const usual = findPaths({ environment: { ...environment, TONEARM_DATA_DIR: undefined } }).directory
  const place = paths.directory === usual ? [] : ['--data-dir', paths.directory]
  return (command) => {
    // With the memory vault, a login or a key would be lost when that command ends.
    const lasts = command === 'login' || command === 'clients'
    const vault = flags.vault === 'keychain' || (flags.vault === 'memory' && lasts) ? [] : ['--vault', flags.vault]
    return [...program(from), ...[command, ...place, ...vault].map(quoted)].join(' ')
  }
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
