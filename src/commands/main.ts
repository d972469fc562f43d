import { toProblem } from '../config/defects.ts'
import { silentLog } from '../config/logging.ts'
import { findPaths } from '../config/paths.ts'
import { keepHeapSmall } from '../config/small-heap.ts'
import { version } from '../config/version.ts'
import { isProblem } from '../shared/problem.ts'
import { type CommandName, commands } from './commands.ts'
import { parseArguments } from './terminal/arguments.ts'
import type { Command, Start } from './terminal/command.ts'
import { findCommandFor } from './terminal/command-for.ts'
import { exitCodeOf, exitCodes } from './terminal/exit-codes.ts'
import type { Flags } from './terminal/flags.ts'
import { helpOf, overview } from './terminal/help.ts'
import type { Invocation } from './terminal/invocation.ts'
import { npmNote } from './terminal/npm-note.ts'
import { problemForTerminal } from './terminal/problem-text.ts'
import { processTerminal, type Terminal } from './terminal/terminal.ts'

/** Runs a `tonearm` command line. @returns the exit code */
export async function main(words: string[]): Promise<number> {
  keepHeapSmall()
  const terminal = processTerminal()
  const exitCode = await runCommandLine(words, terminal)
  await terminal.flush()
  return exitCode
}

async function runCommandLine(words: string[], terminal: Terminal): Promise<number> {
  const parsed = parseArguments(words)
  switch (parsed.kind) {
    case 'help':
      terminal.answer(parsed.about ? helpOf(parsed.about, commands[parsed.about], terminal.columns) : overview(commands, terminal.columns))
      return exitCodes.done
    case 'version':
      terminal.answer(version)
      return exitCodes.done
    case 'invalid':
      terminal.say(parsed.mistake)
      return exitCodes.wrongCommandLine
    case 'command':
      return run(parsed.command, parsed.flags, terminal)
  }
}

async function run(name: CommandName, flags: Flags, terminal: Terminal): Promise<number> {
  const ended = new AbortController()
  // SIGHUP: the terminal window was closed.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => ended.abort(signal))
  const environment = process.env
  const paths = findPaths({ directory: flags.dataDirectory, environment })
  const commandFor = findCommandFor({ environment, flags, paths, remembered: 'keychain' })
  const start: Omit<Start, 'open'> = { flags, terminal, environment, paths, commandFor, signal: ended.signal, commands }
  let invocation: Invocation | undefined
  if (flags.json) npmNote(environment).forEach(terminal.say)
  try {
    const command: Command = commands[name]
    const exitCode = await command.run({
      ...start,
      async open() {
        // Loaded only now: help, completion and a container's health check need nothing of it.
        const { openInvocation } = await import('./terminal/invocation.ts')
        invocation = openInvocation(start, () => ended.abort())
        return invocation
      },
    })
    return exitCode ?? exitCodes.done
  } catch (error) {
    const { aborted: wasStopped, reason } = ended.signal
    terminal.say(wasStopped && !isProblem(error) ? '\nStopped before it was done.' : whatWentWrong(error, start, invocation))
    return wasStopped ? exitCodeOf(reason) : exitCodes.failed
  } finally {
    await invocation?.tonearm.stop()
  }
}

function whatWentWrong(error: unknown, start: Pick<Start, 'commandFor'>, invocation: Invocation | undefined): string {
  const { commandFor } = invocation ?? start
  const problem = toProblem(error, invocation?.log ?? silentLog, 'the command')
  if (problem.code === 'defect')
    return `${problemForTerminal(problem, commandFor)}${invocation ? ` The log is ${invocation.paths.log}.` : ''}`
  invocation?.log.info(`Ended with ${problem.code}`)
  return problemForTerminal(problem, commandFor)
}
