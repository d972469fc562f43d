import type { Paths } from '../../config/paths.ts'
import type { CommandFor } from './command-for.ts'
import type { FlagName, Flags, Given } from './flags.ts'
import type { Invocation } from './invocation.ts'
import type { Terminal } from './terminal.ts'

/**
 * A command of `tonearm`: its help, what it takes, and what it does. One file in src/commands declares one; src/commands/commands.ts lists them.
 *
 * Help, shell completion and docs/terminal.md are made of these fields.
 */
export type Command = {
  /** What it does, in at most 60 characters, without a full stop. */
  summary: string
  /** The command lines without flags, such as `clients add APP`. */
  usage: readonly string[]
  /** What the summary leaves open, in whole sentences. */
  about?: string
  /** Its flags besides those that every command takes, with what each does here. */
  flags: Partial<Record<FlagName, string>>
  /** Command lines to copy, without `tonearm`, each with what it does. */
  examples: readonly (readonly [line: string, meaning: string])[]
  /** What other exit codes than 0, 1, 2 and those of signals mean, or what these mean here. */
  exitCodes?: Readonly<Record<number, string>>
  /** Reads the words after the command's name. A command without this takes none. @returns a sentence without the full stop, when they are wrong */
  words?: (words: string[], given: Given) => Partial<Flags> | string
  /** What is wrong with flags that do not fit together, as a sentence without the full stop. */
  mistakeIn?: (given: Given) => string | undefined
  /** The first words that it takes, each with those that can follow; `files` for names of files. For shell completion. */
  completions?: Readonly<Record<string, readonly string[] | 'files'>>
  /** @returns the exit code, when it is not 0 */
  run(start: Start): Promise<void> | Promise<number>
}

/** What every run of a command begins with. Nothing is opened yet. */
export type Start = {
  flags: Flags
  terminal: Terminal
  environment: NodeJS.ProcessEnv
  paths: Paths
  commandFor: CommandFor
  /** Aborts on Ctrl-C, on SIGTERM, and when the terminal window is closed. */
  signal: AbortSignal
  /** All commands, by name. */
  commands: Readonly<Record<string, Command>>
  /** Sets up Tonearm. It is stopped when the command ends. @throws Problem when the flags, the environment or the settings file are invalid */
  open(): Promise<Invocation>
}

/** A command that works with a Tonearm of its own. */
export function withTonearm(run: (invocation: Invocation) => Promise<void>): Command['run'] {
  return async (start) => run(await start.open())
}
