import { parseArgs } from 'node:util'
import { type VaultKind, vaultKinds } from '../../config/vault-kind.ts'
import { type CommandName, commands } from '../commands.ts'
import type { Command } from './command.ts'
import { didYouMean } from './did-you-mean.ts'
import { commonFlags, type FlagName, type Flags, flagOptions, type Given } from './flags.ts'

/** The parsed command line. */
export type Arguments =
  /** `about`: one command, or all of them. */
  | { kind: 'help'; about?: CommandName }
  | { kind: 'version' }
  | { kind: 'command'; command: CommandName; flags: Flags }
  /** The sentences that say what is wrong, and where to read more. */
  | { kind: 'invalid'; mistake: string }

const commandNames = Object.keys(commands) as CommandName[]

/** Parses the arguments after `tonearm`. */
export function parseArguments(words: string[]): Arguments {
  const parsed = parse(words)
  if (typeof parsed === 'string') return mistake(parsed, commandIn(words))
  const { values, positionals } = parsed
  if (values.version) return { kind: 'version' }
  const [first, ...others] = positionals
  if (first === undefined) return { kind: 'help' }
  const isHelp = first === 'help'
  if (isHelp && others[0] === undefined) return { kind: 'help' }
  const name = isHelp ? others[0] : first
  const command = commandNames.find((known) => known === name)
  if (!command) return mistake(`There is no command "${name}"${didYouMean(name ?? '', [...commandNames, 'help'])}`)
  if (isHelp || values.help) return { kind: 'help', about: command }
  const flags = flagsOf(command, others, values)
  return typeof flags === 'string' ? mistake(flags, command) : { kind: 'command', command, flags }
}

function flagsOf(name: CommandName, words: string[], values: Given): Flags | string {
  const command: Command = commands[name]
  if (words.length > 0 && !command.words) return `"tonearm ${name}" takes no "${words.join(' ')}"`
  const foreign = Object.keys(values).find((flag) => !(flag in commonFlags) && !(flag in command.flags))
  if (foreign) return `"tonearm ${name}" takes no --${foreign}`
  if (values['data-dir'] === '') return '--data-dir needs the name of a folder'
  const vault = vaultKinds.find((kind) => kind === values.vault)
  if (!vault && values.vault !== undefined)
    return `--vault is one of ${vaultKinds.join(', ')}${didYouMean(String(values.vault), vaultKinds)}`
  const port = portOf(values.port)
  if (Number.isNaN(port)) return '--port is a number from 0 to 65535'
  const wrong = command.mistakeIn?.(values)
  if (wrong) return wrong
  const request = command.words?.(words, values) ?? {}
  return typeof request === 'string' ? request : { ...plainFlags(values, port, vault), ...request }
}

function plainFlags(values: Given, port: number | undefined, vault: VaultKind | undefined): Flags {
  const on = (flag: FlagName) => (values[flag] === true ? true : undefined)
  return {
    port,
    vault,
    json: values.json === true,
    browser: values['no-browser'] !== true,
    structured: on('structured'),
    dataDirectory: values['data-dir'] as string | undefined,
    host: values.host as string | undefined,
    allowedHosts: values['allow-host'] as string[] | undefined,
    printRefreshToken: on('print-refresh-token'),
    changeAccount: on('change-account'),
    yes: on('yes'),
    forget: on('forget'),
    check: on('check'),
  }
}

/** @returns NaN when it is not a port */
function portOf(text: Given[FlagName]): number | undefined {
  if (text === undefined) return undefined
  const port = Number(/^\d{1,5}$/.exec(String(text))?.[0] ?? Number.NaN)
  return port <= 65_535 ? port : Number.NaN
}

/** @returns a sentence without the full stop, when Node cannot read them */
function parse(words: string[]): { values: Given; positionals: string[] } | string {
  try {
    return parseArgs({ args: words, allowPositionals: true, options: flagOptions })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const unknown = /^Unknown option '([^']+)'/.exec(message)?.[1]
    if (unknown) return `There is no flag ${unknown}${didYouMean(unknown, flagsFor(commandIn(words)))}`
    return message.split(/\.\s/)[0] ?? message
  }
}

function flagsFor(name: CommandName | undefined): string[] {
  const known = name ? Object.keys({ ...commands[name].flags, ...commonFlags }) : Object.keys(flagOptions)
  return known.map((flag) => `--${flag}`)
}

/** The command in a line that could not be read. */
function commandIn(words: string[]): CommandName | undefined {
  return commandNames.find((known) => words.includes(known))
}

/** @param what a sentence without the full stop, unless it ends with a question */
function mistake(what: string, command?: CommandName): Arguments {
  const help = command ? `"tonearm help ${command}" explains the command.` : '"tonearm help" lists all commands.'
  return { kind: 'invalid', mistake: `${what}${what.endsWith('?') ? '' : '.'} ${help}` }
}
