import type { Command } from './command.ts'
import { exitCodeMeanings } from './exit-codes.ts'
import { commonFlags, type FlagName, flagOptions, valueNames } from './flags.ts'
import { fold, foldPairs } from './fold.ts'

type Pair = readonly [string, string]

/** What every start reads in the environment. */
export const environmentVariables: readonly Pair[] = [
  ['SPOTIFY_CLIENT_ID', 'the client ID of your Spotify app'],
  ['SPOTIFY_REFRESH_TOKEN', 'a login from "tonearm login --print-refresh-token"'],
  ['TONEARM_PORT', 'as --port'],
  ['TONEARM_CALLBACK_PORT', 'the port of the sign-in, 8888 unless set'],
  ['TONEARM_TOKEN', 'the access key for apps'],
  ['TONEARM_DATA_DIR', 'as --data-dir'],
  ['TONEARM_HOST', 'as --host'],
  ['TONEARM_ALLOWED_HOSTS', 'as --allow-host, with commas'],
  ['SPOTIFY_REFRESH_TOKEN_FILE', 'the file that holds this secret'],
  ['TONEARM_TOKEN_FILE', 'the file that holds this secret'],
]

/** The help of the whole command: all commands with what they do. */
export function overview(commands: Readonly<Record<string, Command>>, width: number): string {
  return sections(width, {
    '': ['Tonearm for Spotify: your music for Claude and other assistants.'],
    Commands: [
      ...Object.entries(commands).map(([name, { summary }]) => [name, summary] as const),
      ['help COMMAND', 'explain a command, with examples'] as const,
    ],
    'Every command takes': flagPairs(commonFlags),
    Environment: environmentVariables,
    'Exit codes': codePairs(exitCodeMeanings),
  })
}

/** The help of one command. */
export function helpOf(name: string, command: Command, width: number): string {
  const { summary, usage, about, flags, examples, exitCodes } = command
  return sections(width, {
    '': [`tonearm ${name}: ${summary}.`, ...(about ? [about] : [])],
    Usage: usage.map((line) => [`tonearm ${line}`, ''] as const),
    Flags: flagPairs(flags),
    Examples: examples.map(([line, meaning]) => [`tonearm ${line}`, meaning] as const),
    'Exit codes': codePairs(exitCodes ?? {}),
    'More flags and all exit codes': [['tonearm help', '']],
  })
}

/** Flags as they are typed, with what they do. */
export function flagPairs(flags: Partial<Record<FlagName, string>>): Pair[] {
  return (Object.entries(flags) as [FlagName, string][]).map(([flag, meaning]) => {
    const option: { type: string; short?: string } = flagOptions[flag]
    const typed = [...(option.short ? [`-${option.short}`] : []), `--${flag}`].join(', ')
    return [valueNames[flag] ? `${typed} ${valueNames[flag]}` : typed, meaning] as const
  })
}

export function codePairs(codes: Readonly<Record<number, string>>): Pair[] {
  return Object.entries(codes)
}

/** Sections without any lines are left out. */
function sections(width: number, parts: Record<string, readonly (string | Pair)[]>): string {
  return Object.entries(parts)
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => {
      const texts = lines.filter((line) => typeof line === 'string').map((line) => fold(line, width))
      const pairs = lines.filter((line) => typeof line !== 'string')
      return [...(title ? [title] : []), ...texts, ...(pairs.length > 0 ? [listed(pairs, width)] : [])].join('\n')
    })
    .join('\n\n')
}

/** Long lines to copy have their meaning below them; names with nothing to explain stand alone. */
function listed(pairs: Pair[], width: number): string {
  if (pairs.every(([, meaning]) => meaning === '')) return pairs.map(([line]) => `  ${line}`).join('\n')
  return foldPairs(pairs, width)
}
