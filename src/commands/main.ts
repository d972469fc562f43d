import { toProblem } from '../config/defects.ts'
import { silentLog } from '../config/logging.ts'
import { keepHeapSmall } from '../config/small-heap.ts'
import { version } from '../config/version.ts'
import { isProblem } from '../shared/problem.ts'
import { check } from './check.ts'
import { type CommandName, type Flags, helpText, parseArguments } from './terminal/arguments.ts'
import { type Invocation, openInvocation } from './terminal/invocation.ts'
import { problemForTerminal } from './terminal/problem-text.ts'
import { processTerminal, type Terminal } from './terminal/terminal.ts'

/** Each is loaded when it is asked for: what the others need would delay its first answer. */
const commands: Record<CommandName, () => Promise<(invocation: Invocation) => Promise<void>>> = {
  serve: async () => (await import('./serve.ts')).serve,
  stdio: async () => (await import('./stdio.ts')).stdio,
  login: async () => (await import('./login.ts')).login,
  logout: async () => (await import('./logout.ts')).logout,
  status: async () => (await import('./status.ts')).status,
  clients: async () => (await import('./clients.ts')).clients,
  history: async () => (await import('./history.ts')).history,
  pause: async () => (await import('./pause.ts')).pause,
  log: async () => (await import('./log.ts')).log,
  resume: async () => (await import('./pause.ts')).resume,
}

/**
 * Runs a `tonearm` command line.
 *
 * @returns the exit code: 0 success, 1 failure, 2 invalid command line
 */
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
      terminal.answer(helpText)
      return 0
    case 'version':
      terminal.answer(version)
      return 0
    case 'invalid':
      terminal.say(parsed.mistake)
      return 2
    case 'command':
      if (parsed.flags.check) return check(parsed.flags, terminal, process.env)
      return run(parsed.command, parsed.flags, terminal)
  }
}

async function run(command: CommandName, flags: Flags, terminal: Terminal): Promise<number> {
  const ended = new AbortController()
  // SIGHUP: the terminal window was closed.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => ended.abort())
  let invocation: Invocation | undefined
  try {
    invocation = openInvocation({ flags, terminal, environment: process.env, signal: ended.signal })
    const runCommand = await commands[command]()
    await runCommand(invocation)
    return 0
  } catch (error) {
    terminal.say(whatWentWrong(error, ended.signal, invocation))
    return 1
  } finally {
    await invocation?.tonearm.stop()
  }
}

function whatWentWrong(error: unknown, signal: AbortSignal, invocation: Invocation | undefined): string {
  if (signal.aborted && !isProblem(error)) return 'Stopped before it was done.'
  const problem = toProblem(error, invocation?.log ?? silentLog, 'the command')
  if (problem.code === 'defect') return `${problemForTerminal(problem)}${invocation ? ` The log is ${invocation.paths.log}.` : ''}`
  invocation?.log.info(`Ended with ${problem.code}`)
  return problemForTerminal(problem)
}
